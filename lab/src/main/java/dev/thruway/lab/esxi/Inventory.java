package dev.thruway.lab.esxi;

import dev.thruway.lab.esxi.wire.Value;
import dev.thruway.lab.esxi.wire.Value.Ref;
import dev.thruway.lab.world.EsxHost;
import dev.thruway.lab.world.LabTask;
import dev.thruway.lab.world.VirtualMachine;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// All managed objects of a host that every session sees.
final class Inventory {

    private final EsxHost host;
    private final Map<Ref, ManagedObject> fixed = new HashMap<>();

    Inventory(EsxHost host) {
        this.host = host;
        addFolders();
        add(new HostObject(host));
        add(new DatastoreObject(host));
        add(new DatastoreBrowserObject(host));
        add(new EnvironmentObject(host));
        add(new PassthruSystemObject(host));
        add(HostParts.network(host));
        add(HostParts.networkSystem(host));
        add(HostParts.storageSystem(host));
        add(HostParts.datastoreSystem(host));
        add(new EsxcliExecuter(host));
        add(new SimpleObject(Refs.DYNAMIC_TYPES, Map.of(), Map.of()));
        add(new EventManagerObject(host));
        add(new TaskManagerObject(host));
        add(new FileManagerObject(host));
        add(new SearchIndexObject(host, this));
        add(new ViewManagerObject(this));
        add(ServiceObjects.serviceInstance(host));
        add(ServiceObjects.authorization());
        add(ServiceObjects.settings());
        add(new SimpleObject(Refs.DISK_MANAGER, Map.of(), Map.of()));
        add(ServiceObjects.licenses(host));
        add(ServiceObjects.diagnostics());
        GuestOperations.objects().forEach(this::add);
        add(new PropertyCollectorObject(Refs.PROPERTY_COLLECTOR, this, host));
    }

    EsxHost host() {
        return host;
    }

    final void add(ManagedObject object) {
        fixed.put(object.ref(), object);
    }

    Optional<ManagedObject> find(Ref ref) {
        var found = fixed.get(ref);
        if (found != null) {
            return Optional.of(found);
        }
        return switch (ref.kind()) {
            case "VirtualMachine" -> vm(ref.id()).map(VmObject::new);
            case "Task" -> host.tasks().find(ref.id()).map(task -> new TaskObject(host, task));
            default -> Optional.empty();
        };
    }

    private Optional<VirtualMachine> vm(String id) {
        return host.vms().stream().filter(vm -> vm.id().equals(id)).findFirst();
    }

    /// The entities directly below one, as a container view and a path see them.
    List<Ref> children(Ref ref) {
        if (ref.equals(Refs.ROOT_FOLDER)) {
            return List.of(Refs.DATACENTER);
        }
        if (ref.equals(Refs.DATACENTER)) {
            return List.of(
                    Refs.VM_FOLDER, Refs.HOST_FOLDER, Refs.DATASTORE_FOLDER, Refs.NETWORK_FOLDER);
        }
        if (ref.equals(Refs.VM_FOLDER)) {
            return vms();
        }
        if (ref.equals(Refs.HOST_FOLDER)) {
            return List.of(Refs.COMPUTE_RESOURCE);
        }
        if (ref.equals(Refs.COMPUTE_RESOURCE)) {
            return List.of(Refs.HOST, Refs.ROOT_POOL);
        }
        if (ref.equals(Refs.DATASTORE_FOLDER)) {
            return List.of(Refs.of(host.datastore()));
        }
        if (ref.equals(Refs.NETWORK_FOLDER)) {
            return List.of(Refs.NETWORK);
        }
        return List.of();
    }

    String name(Ref ref) {
        return find(ref)
                .map(object -> object.properties().get("name"))
                .map(property -> ((Value.Plain) property.get()).text())
                .orElse("");
    }

    private List<Ref> vms() {
        return host.vms().stream().map(Refs::of).toList();
    }

    private void addFolders() {
        add(folder(Refs.ROOT_FOLDER, "ha-folder-root", Optional.empty()));
        add(
                new SimpleObject(
                        Refs.DATACENTER,
                        entity("ha-datacenter", Refs.ROOT_FOLDER)
                                .set("vmFolder", Refs.VM_FOLDER)
                                .set("hostFolder", Refs.HOST_FOLDER)
                                .set("datastoreFolder", Refs.DATASTORE_FOLDER)
                                .set("networkFolder", Refs.NETWORK_FOLDER)
                                .set("datastore", Value.refs(List.of(Refs.of(host.datastore()))))
                                .set("network", Value.refs(List.of(Refs.NETWORK)))
                                .set("configuration", Value.data("DatacenterConfigInfo").build())));
        add(folder(Refs.VM_FOLDER, "vm", Optional.of(Refs.DATACENTER)));
        add(folder(Refs.HOST_FOLDER, "host", Optional.of(Refs.DATACENTER)));
        add(folder(Refs.DATASTORE_FOLDER, "datastore", Optional.of(Refs.DATACENTER)));
        add(folder(Refs.NETWORK_FOLDER, "network", Optional.of(Refs.DATACENTER)));
        add(
                new SimpleObject(
                        Refs.COMPUTE_RESOURCE,
                        entity(host.name(), Refs.HOST_FOLDER)
                                .set("host", Value.refs(List.of(Refs.HOST)))
                                .set("resourcePool", Refs.ROOT_POOL)
                                .set("environmentBrowser", Refs.ENVIRONMENT)
                                .set("datastore", Value.refs(List.of(Refs.of(host.datastore()))))
                                .set("network", Value.refs(List.of(Refs.NETWORK)))
                                .set("summary", () -> HostParts.computeSummary(host))
                                .unset("configurationEx", "lifecycleManaged")));
        add(
                PoolValues.object(
                        host,
                        entity("Resources", Refs.COMPUTE_RESOURCE)
                                .set("vm", () -> Value.refs(vms()))));
    }

    private ManagedObject folder(Ref ref, String name, Optional<Ref> parent) {
        return new SimpleObject(
                ref,
                Properties.ofEntity(() -> name, parent, () -> tasks(ref))
                        .set("childEntity", () -> Value.refs(children(ref)))
                        .set("childType", () -> Value.texts(List.of("ManagedEntity"))));
    }

    private Properties entity(String name, Ref parent) {
        return Properties.ofEntity(() -> name, Optional.of(parent), List::of);
    }

    private List<Ref> tasks(Ref ref) {
        return host.tasks().all().stream()
                .filter(t -> Refs.of(t.subject()).equals(ref))
                .map(LabTask::key)
                .map(Refs::task)
                .toList();
    }
}
