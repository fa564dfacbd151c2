package dev.thruway.lab.world;

import java.util.ArrayList;
import java.util.List;

/// A datacenter of a vCenter, or the one that a host makes up for itself.
///
/// @param folder of the inventory that it is in, from the top
/// @param standalone hosts in no cluster
public record Datacenter(
        String name, List<String> folder, List<Cluster> clusters, List<Alone> standalone)
        implements Entity {

    /// What a host calls its own.
    static final String OF_HOST = "ha-datacenter";

    public Datacenter {
        folder = List.copyOf(folder);
        clusters = List.copyOf(clusters);
        standalone = List.copyOf(standalone);
    }

    /// A host in no cluster.
    ///
    /// @param folder of the datacenter's hosts, from the top
    public record Alone(EsxHost host, List<String> folder) {
        public Alone {
            folder = List.copyOf(folder);
        }
    }

    /// The one that a host makes up.
    public static Datacenter of(EsxHost host) {
        return new Datacenter(OF_HOST, List.of(), List.of(), List.of(new Alone(host, List.of())));
    }

    /// Its inventory path, without a slash at its beginning.
    public String path() {
        return folder.isEmpty() ? name : String.join("/", folder) + "/" + name;
    }

    /// All its hosts.
    public List<EsxHost> hosts() {
        var all = new ArrayList<EsxHost>();
        clusters.forEach(cluster -> all.addAll(cluster.hosts()));
        standalone.forEach(alone -> all.add(alone.host()));
        return all;
    }

    @Override
    public String localId() {
        return "datacenter";
    }
}
