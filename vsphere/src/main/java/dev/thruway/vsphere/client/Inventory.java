package dev.thruway.vsphere.client;

import dev.thruway.vsphere.codec.SoapRequest;
import dev.thruway.vsphere.vim.ManagedObjectReference;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Finds hosts and VMs by name, never by their ids.
public final class Inventory {

    private static final String CLUSTER = "ClusterComputeResource";

    private final VsphereClient client;

    public Inventory(VsphereClient client) {
        this.client = client;
    }

    /// An object of the inventory with its name and the names of the folders above it.
    ///
    /// @param path from the root, such as `/dc1/vm/gpu/gpu02`
    /// @param cluster the name of the cluster that it lies in; empty for what lies in none itself
    public record Entry(
            ManagedObjectReference ref, String name, String path, Optional<String> cluster) {}

    /// Every host.
    public List<Entry> hosts() {
        return entries("HostSystem");
    }

    /// Every cluster; none on a host.
    public List<Entry> clusterEntries() {
        return client.isVcenter() ? entries(CLUSTER) : List.of();
    }

    /// The names of all clusters; none on a host.
    public Map<ManagedObjectReference, String> clusters() {
        var names = new HashMap<ManagedObjectReference, String>();
        if (client.isVcenter()) {
            client.properties()
                    .under(client.content().rootFolder(), CLUSTER, "name")
                    .forEach(c ->
                            c.find("name", String.class)
                                    .ifPresent(name -> names.put(c.ref(), decode(name))));
        }
        return names;
    }

    /// Every VM and template.
    public List<Entry> virtualMachines() {
        return entries("VirtualMachine");
    }

    /// The VM with an instance UUID, by the server's index: in one call, whatever its name.
    public Optional<ManagedObjectReference> virtualMachine(String instanceUuid) {
        var index = VsphereClient.required("searchIndex", client.content().searchIndex());
        return client
                .read(
                        SoapRequest.of("FindByUuid", index)
                                .with("uuid", instanceUuid)
                                .with("vmSearch", true)
                                .with("instanceUuid", true),
                        ManagedObjectReference.class)
                .stream()
                .findFirst();
    }

    /// Every datacenter; on a host the one that it makes up, `ha-datacenter`.
    public List<Entry> datacenters() {
        return entries("Datacenter");
    }

    /// Those of some VMs that have a name.
    public List<ManagedObjectReference> named(Collection<ManagedObjectReference> vms, String name) {
        return client.properties().of(vms, "name").stream()
                .filter(vm -> decode(vm.find("name", String.class).orElse("")).equals(name))
                .map(ObjectProperties::ref)
                .toList();
    }

    /// What lies above some objects.
    ///
    /// @param parents their parents
    /// @return of each parent the way to it from the root, without the root, itself last
    public Map<ManagedObjectReference, List<Entry>> ways(
            Collection<ManagedObjectReference> parents) {
        var known = parents(List.copyOf(new HashSet<>(parents)));
        var ways = new HashMap<ManagedObjectReference, List<Entry>>();
        for (var parent : parents) {
            ways.computeIfAbsent(parent, p -> way(p, known));
        }
        return ways;
    }

    private static List<Entry> way(
            ManagedObjectReference from, Map<ManagedObjectReference, ObjectProperties> known) {
        var way = new ArrayDeque<Entry>();
        var next = Optional.of(from);
        while (next.isPresent()) {
            var object = known.get(next.get());
            if (object == null) {
                break;
            }
            next = object.find("parent", ManagedObjectReference.class);
            if (next.isPresent()) {
                var name = decode(object.find("name", String.class).orElse(""));
                way.addFirst(new Entry(object.ref(), name, "", Optional.empty()));
            }
        }
        return List.copyOf(way);
    }

    private List<Entry> entries(String type) {
        var found =
                client.properties().under(client.content().rootFolder(), type, "name", "parent");
        var parents = parents(parentsOf(found));
        var entries = new ArrayList<Entry>();
        for (var object : found) {
            var name = decode(object.find("name", String.class).orElse(""));
            entries.add(
                    new Entry(
                            object.ref(),
                            name,
                            path(object, name, parents),
                            cluster(object, parents)));
        }
        return List.copyOf(entries);
    }

    /// All folders above, level by level, in one call for each level.
    private Map<ManagedObjectReference, ObjectProperties> parents(
            Collection<ManagedObjectReference> first) {
        var known = new HashMap<ManagedObjectReference, ObjectProperties>();
        var next = Set.copyOf(first);
        while (!next.isEmpty()) {
            var above = new HashSet<ManagedObjectReference>();
            var byType = next.stream().collect(Collectors.groupingBy(ManagedObjectReference::type));
            for (var refs : byType.values()) {
                for (var parent : client.properties().of(refs, "name", "parent")) {
                    known.put(parent.ref(), parent);
                    parent.find("parent", ManagedObjectReference.class).ifPresent(above::add);
                }
            }
            above.removeAll(known.keySet());
            next = Set.copyOf(above);
        }
        return known;
    }

    private static List<ManagedObjectReference> parentsOf(List<ObjectProperties> objects) {
        return objects.stream()
                .flatMap(o -> o.find("parent", ManagedObjectReference.class).stream())
                .toList();
    }

    private static Optional<String> cluster(
            ObjectProperties object, Map<ManagedObjectReference, ObjectProperties> parents) {
        return object.find("parent", ManagedObjectReference.class)
                .filter(parent -> parent.type().equals(CLUSTER))
                .map(parents::get)
                .flatMap(cluster -> cluster.find("name", String.class))
                .map(Inventory::decode);
    }

    private static String path(
            ObjectProperties object,
            String name,
            Map<ManagedObjectReference, ObjectProperties> parents) {
        var path = new StringBuilder("/").append(name);
        var parent = object.find("parent", ManagedObjectReference.class);
        while (parent.isPresent()) {
            var above = parents.get(parent.get());
            if (above == null) {
                break;
            }
            parent = above.find("parent", ManagedObjectReference.class);
            if (parent.isPresent()) {
                path.insert(0, "/" + decode(above.find("name", String.class).orElse("")));
            }
        }
        return path.toString();
    }

    /// Names hold `/`, `\` and `%` as %2f, %5c and %25.
    public static String decode(String name) {
        return name.replace("%2f", "/").replace("%5c", "\\").replace("%25", "%");
    }
}
