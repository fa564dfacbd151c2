package dev.thruway.cli.gpus;

import dev.thruway.domain.observation.ClusterHost;
import dev.thruway.domain.observation.ClusterObservation;
import dev.thruway.domain.observation.Observation;
import dev.thruway.domain.observation.Observed;
import dev.thruway.domain.observation.ServerObservation;
import dev.thruway.domain.observation.UnderVcenter;
import dev.thruway.domain.text.Phrase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The servers of a file, and the hosts of the clusters into which it puts VMs.
final class ClusterHosts {

    private ClusterHosts() {}

    /// A host that is a server of the file is listed as that one only. A cluster that could not be
    /// read stands for its hosts.
    static List<ServerObservation> withServers(Observation seen) {
        var all = new ArrayList<>(seen.servers().values());
        seen.clusters()
                .forEach((key, cluster) -> {
                    switch (cluster) {
                        case Observed.Unknown<ClusterObservation>(Phrase cause) ->
                                all.add(
                                        new ServerObservation(
                                                key,
                                                Optional.empty(),
                                                Optional.of(Observed.unknown(cause)),
                                                Optional.empty()));
                        case Observed.Known<ClusterObservation>(ClusterObservation known) ->
                                known.hosts().stream()
                                        .filter(host -> !isServer(seen, known, host))
                                        .map(host -> server(known, host))
                                        .forEach(all::add);
                    }
                });
        return List.copyOf(all);
    }

    private static boolean isServer(
            Observation seen, ClusterObservation cluster, ClusterHost host) {
        return seen.servers().values().stream()
                .filter(s ->
                        s.under().filter(u -> u.vcenter().equals(cluster.vcenter())).isPresent())
                .flatMap(s -> s.host().flatMap(Observed::known).stream())
                .anyMatch(known -> known.name().equals(host.name()));
    }

    private static ServerObservation server(ClusterObservation cluster, ClusterHost host) {
        return new ServerObservation(
                host.name(),
                Optional.empty(),
                Optional.of(host.host()),
                Optional.of(
                        new UnderVcenter(
                                cluster.vcenter(), Observed.of(Optional.of(cluster.name())))));
    }
}
