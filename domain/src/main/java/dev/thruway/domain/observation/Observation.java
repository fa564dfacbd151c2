package dev.thruway.domain.observation;

import java.util.Collections;
import java.util.HashMap;
import java.util.SortedMap;
import java.util.TreeMap;

/// The world as the file names it, at one moment: servers and VMs by their names in the file.
///
/// @param clusters those that the file puts VMs into, by vCenter and name as the file says them:
///   `vc01/ai`
public record Observation(
        SortedMap<String, ServerObservation> servers,
        SortedMap<String, VmObservation> vms,
        SortedMap<String, Observed<ClusterObservation>> clusters) {

    public Observation {
        servers = Collections.unmodifiableSortedMap(new TreeMap<>(servers));
        vms = Collections.unmodifiableSortedMap(new TreeMap<>(vms));
        clusters = Collections.unmodifiableSortedMap(new TreeMap<>(clusters));
    }

    /// The same where the hosts as well call VMs as the file does, though the inventory has other
    /// names for them.
    public Observation namedAsInFile() {
        var names = new HashMap<String, String>();
        vms.forEach((name, vm) ->
                vm.state()
                        .known()
                        .flatMap(s -> s)
                        .map(VmState::name)
                        .filter(other -> !other.equals(name) && !vms.containsKey(other))
                        .ifPresent(other -> names.put(other, name)));
        if (names.isEmpty()) {
            return this;
        }
        var renamed = new TreeMap<String, ServerObservation>();
        servers.forEach((name, server) ->
                renamed.put(
                        name,
                        new ServerObservation(
                                server.name(),
                                server.bmc(),
                                server.host().map(o -> o.map(host -> host.calling(names))),
                                server.under())));
        var called = new TreeMap<String, Observed<ClusterObservation>>();
        clusters.forEach(
                (key, cluster) -> called.put(key, cluster.map(known -> known.calling(names))));
        return new Observation(renamed, vms, called);
    }
}
