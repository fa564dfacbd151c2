package dev.thruway.lab.esxi;

import dev.thruway.lab.world.Cluster;
import dev.thruway.lab.world.Datacenter;
import dev.thruway.lab.world.EsxHost;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What VMs are placed on: a host by itself, or a cluster.
sealed interface Compute {

    /// Those of a datacenter, its clusters first.
    static List<Compute> of(Datacenter datacenter) {
        var all = new ArrayList<Compute>();
        datacenter.clusters().forEach(cluster -> all.add(new Clustered(cluster)));
        datacenter.standalone().forEach(alone -> all.add(new Alone(alone)));
        return List.copyOf(all);
    }

    /// A host that is in no cluster.
    record Alone(Datacenter.Alone alone) implements Compute {}

    /// A cluster.
    record Clustered(Cluster cluster) implements Compute {}

    default String name() {
        return switch (this) {
            case Alone(var alone) -> alone.host().name();
            case Clustered(var cluster) -> cluster.name();
        };
    }

    default List<EsxHost> hosts() {
        return switch (this) {
            case Alone(var alone) -> List.of(alone.host());
            case Clustered(var cluster) -> cluster.hosts();
        };
    }

    /// Of the datacenter's hosts, from the top.
    default List<String> folder() {
        return switch (this) {
            case Alone(var alone) -> alone.folder();
            case Clustered(var cluster) -> cluster.folder();
        };
    }

    default Optional<Cluster> asCluster() {
        return this instanceof Clustered(var cluster) ? Optional.of(cluster) : Optional.empty();
    }
}
