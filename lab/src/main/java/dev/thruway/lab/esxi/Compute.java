package dev.thruway.lab.esxi;

import dev.thruway.lab.world.Cluster;
import dev.thruway.lab.world.EsxHost;
import java.util.List;
import java.util.Optional;

/// What VMs are placed on: a host by itself, or a cluster.
sealed interface Compute {

    /// A host that is in no cluster.
    record Alone(EsxHost host) implements Compute {}

    /// A cluster.
    record Clustered(Cluster cluster) implements Compute {}

    default String name() {
        return switch (this) {
            case Alone(var host) -> host.name();
            case Clustered(var cluster) -> cluster.name();
        };
    }

    default List<EsxHost> hosts() {
        return switch (this) {
            case Alone(var host) -> List.of(host);
            case Clustered(var cluster) -> cluster.hosts();
        };
    }

    default Optional<Cluster> asCluster() {
        return this instanceof Clustered(var cluster) ? Optional.of(cluster) : Optional.empty();
    }
}
