package dev.thruway.vsphere.client;

import dev.thruway.vsphere.codec.SoapRequest;
import dev.thruway.vsphere.vim.ManagedObjectReference;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

    private List<Entry> entries(String type) {
        var found =
                client.properties().under(client.content().rootFolder(), type, "name", "parent");
        var parents = parents(found);
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
    private Map<ManagedObjectReference, ObjectProperties> parents(List<ObjectProperties> objects) {
        var known = new HashMap<ManagedObjectReference, ObjectProperties>();
        var next = new ArrayDeque<>(objects);
        while (!next.isEmpty()) {
            var wanted = new HashMap<String, List<ManagedObjectReference>>();
            for (var object : next) {
                object.find("parent", ManagedObjectReference.class)
                        .filter(p -> !known.containsKey(p))
                        .ifPresent(p -> {
                            var ofType = wanted.computeIfAbsent(p.type(), _ -> new ArrayList<>());
                            if (!ofType.contains(p)) {
                                ofType.add(p);
                            }
                        });
            }
            next.clear();
            for (var refs : wanted.values()) {
                for (var parent : client.properties().of(refs, "name", "parent")) {
                    known.put(parent.ref(), parent);
                    next.add(parent);
                }
            }
        }
        return known;
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
