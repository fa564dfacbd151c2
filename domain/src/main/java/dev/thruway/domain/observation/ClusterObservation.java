package dev.thruway.domain.observation;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// A cluster in which the file has VMs, with all its hosts.
///
/// @param vcenter what the file calls its vCenter
/// @param drs what DRS does with VMs that have no setting of their own
/// @param own what it does with those that have one, by their instance UUIDs
public record ClusterObservation(
        String vcenter,
        String name,
        HostCluster.Drs drs,
        SortedMap<String, HostCluster.Drs> own,
        List<ClusterHost> hosts) {

    public ClusterObservation {
        own = Collections.unmodifiableSortedMap(new TreeMap<>(own));
        hosts = List.copyOf(hosts);
    }

    /// What DRS does with a VM when it is powered on.
    public HostCluster.Drs drsOf(VmState vm) {
        return drs == HostCluster.Drs.OFF ? drs : own.getOrDefault(vm.instanceUuid(), drs);
    }

    /// The host that a VM is on.
    public Optional<ClusterHost> hostOf(VmState vm) {
        return hosts.stream().filter(h -> h.id().equals(vm.host())).findFirst();
    }

    ClusterObservation calling(Map<String, String> names) {
        return new ClusterObservation(
                vcenter,
                name,
                drs,
                own,
                hosts.stream()
                        .map(h -> h.with(h.host().map(host -> host.calling(names))))
                        .toList());
    }
}
