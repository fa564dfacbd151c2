package dev.thruway.lab.esxi;

import dev.thruway.lab.esxi.wire.Value;
import dev.thruway.lab.esxi.wire.Value.Ref;
import dev.thruway.lab.world.Entity;
import dev.thruway.lab.world.EsxHost;
import dev.thruway.lab.world.LabTask;
import dev.thruway.lab.world.VirtualMachine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// All managed objects of a server that every session sees.
final class Inventory {

    private final Realm realm;
    private final Refs refs;
    private final Map<Ref, ManagedObject> fixed = new HashMap<>();
    private final List<List<String>> folders;

    /// @param administrator who may do all
    Inventory(Realm realm, String administrator) {
        this.realm = realm;
        this.refs = realm.refs();
        this.folders = realm.vcenter().map(v -> VmFolders.of(v.hosts())).orElse(List.of());
        addFolders();
        folders.forEach(this::addVmFolder);
        realm.computes().forEach(this::addCompute);
        realm.hosts().forEach(this::addHost);
        for (var datastore : realm.datastores()) {
            add(new DatastoreObject(realm, datastore));
            add(new DatastoreBrowserObject(realm, datastore));
        }
        add(HostParts.network(realm));
        add(new EventManagerObject(realm));
        add(new TaskManagerObject(realm));
        add(new FileManagerObject(realm));
        add(new SearchIndexObject(realm, this));
        add(new ViewManagerObject(this));
        add(ServiceObjects.serviceInstance(realm));
        add(ServiceObjects.authorization(realm, administrator));
        add(ServiceObjects.settings(refs.the(Fixed.SETTINGS)));
        add(new SimpleObject(refs.the(Fixed.DISK_MANAGER), Map.of(), Map.of()));
        add(LicenseObjects.manager(realm));
        LicenseObjects.assignments(realm).ifPresent(this::add);
        add(ServiceObjects.diagnostics(refs));
        GuestOperations.objects(refs).forEach(this::add);
        add(new PropertyCollectorObject(refs.the(Fixed.PROPERTY_COLLECTOR), this));
    }

    Realm realm() {
        return realm;
    }

    private void add(ManagedObject object) {
        fixed.put(object.ref(), object);
    }

    private void addCompute(Compute compute) {
        add(new EnvironmentObject(realm, refs.environment(compute), compute.hosts()));
        add(
                ComputeValues.object(
                        realm, compute, entity(compute.name(), refs.the(Fixed.HOST_FOLDER))));
        add(
                PoolValues.object(
                        refs,
                        compute,
                        entity("Resources", refs.of(compute))
                                .set("vm", () -> Value.refs(vms(compute.hosts())))));
    }

    private void addHost(EsxHost host) {
        add(new HostObject(realm, host));
        add(new PassthruSystemObject(realm, host));
        add(HostParts.networkSystem(realm, host));
        add(HostParts.storageSystem(realm, host));
        add(HostParts.datastoreSystem(realm, host));
        add(new EsxcliExecuter(realm, host));
        add(ServiceObjects.settings(refs.part(HostPart.OPTIONS, host)));
        add(new SimpleObject(refs.part(HostPart.DYNAMIC_TYPES, host), Map.of(), Map.of()));
    }

    Optional<ManagedObject> find(Ref ref) {
        var found = fixed.get(ref);
        if (found != null) {
            return Optional.of(found);
        }
        return switch (ref.kind()) {
            case "VirtualMachine" -> vm(ref, refs::of).map(vm -> new VmObject(realm, vm));
            case "EnvironmentBrowser" ->
                    vm(ref, refs::environment)
                            .map(vm -> new EnvironmentObject(realm, ref, List.of(vm.host())));
            case "VirtualMachineSnapshot" ->
                    realm.vms().stream()
                            .flatMap(vm -> new SnapshotValues(realm, vm).object(ref).stream())
                            .findFirst();
            case "Task" -> realm.tasks().find(ref.id()).map(task -> new TaskObject(realm, task));
            default -> Optional.empty();
        };
    }

    private Optional<VirtualMachine> vm(Ref ref, Function<VirtualMachine, Ref> name) {
        return realm.vms().stream().filter(vm -> name.apply(vm).equals(ref)).findFirst();
    }

    /// The entities directly below one, as a container view and a path see them.
    List<Ref> children(Ref ref) {
        if (ref.equals(refs.the(Fixed.ROOT_FOLDER))) {
            return List.of(refs.the(Fixed.DATACENTER));
        }
        if (ref.equals(refs.the(Fixed.DATACENTER))) {
            return List.of(
                    refs.the(Fixed.VM_FOLDER),
                    refs.the(Fixed.HOST_FOLDER),
                    refs.the(Fixed.DATASTORE_FOLDER),
                    refs.the(Fixed.NETWORK_FOLDER));
        }
        if (ref.equals(refs.the(Fixed.VM_FOLDER))) {
            return inFolder(List.of());
        }
        if (ref.equals(refs.the(Fixed.HOST_FOLDER))) {
            return realm.computes().stream().map(refs::of).toList();
        }
        if (ref.equals(refs.the(Fixed.DATASTORE_FOLDER))) {
            return realm.datastores().stream().map(refs::of).toList();
        }
        if (ref.equals(refs.the(Fixed.NETWORK_FOLDER))) {
            return List.of(refs.network());
        }
        return folders.stream()
                .filter(path -> refs.folder(path).equals(ref))
                .findFirst()
                .map(this::inFolder)
                .orElseGet(() -> inCompute(ref));
    }

    private List<Ref> inFolder(List<String> path) {
        var all = new ArrayList<Ref>();
        VmFolders.in(path, folders).forEach(folder -> all.add(refs.folder(folder)));
        var ref = refs.folder(path);
        realm.vms().stream()
                .filter(vm -> refs.parent(vm).equals(ref))
                .forEach(vm -> all.add(refs.of(vm)));
        return all;
    }

    private void addVmFolder(List<String> path) {
        add(folder(refs.folder(path), path.getLast(), Optional.of(refs.folder(above(path)))));
    }

    private static List<String> above(List<String> path) {
        return path.subList(0, path.size() - 1);
    }

    private List<Ref> inCompute(Ref ref) {
        return realm.computes().stream()
                .filter(c -> refs.of(c).equals(ref))
                .findFirst()
                .map(this::below)
                .orElse(List.of());
    }

    private List<Ref> below(Compute compute) {
        var all = new ArrayList<Ref>(compute.hosts().stream().map(refs::of).toList());
        all.add(refs.pool(compute));
        return all;
    }

    String name(Ref ref) {
        return find(ref)
                .map(object -> object.properties().get("name"))
                .map(property -> ((Value.Plain) property.get()).text())
                .orElse("");
    }

    private List<Ref> vms(List<EsxHost> hosts) {
        return hosts.stream().flatMap(h -> h.vms().stream()).map(refs::of).toList();
    }

    private void addFolders() {
        var root = realm.vcenter().isPresent() ? "Datacenters" : "ha-folder-root";
        add(folder(Fixed.ROOT_FOLDER, root, Optional.empty()));
        var networks = Value.refs(List.of(refs.network()));
        var stores = Value.refs(realm.datastores().stream().map(refs::of).toList());
        add(
                new SimpleObject(
                        refs.the(Fixed.DATACENTER),
                        Properties.ofEntity(
                                        realm::datacenter,
                                        Optional.of(refs.the(Fixed.ROOT_FOLDER)),
                                        () ->
                                                realm.vcenter()
                                                        .map(v -> tasksOf(realm, v))
                                                        .orElse(List.of()))
                                .set("vmFolder", refs.the(Fixed.VM_FOLDER))
                                .set("hostFolder", refs.the(Fixed.HOST_FOLDER))
                                .set("datastoreFolder", refs.the(Fixed.DATASTORE_FOLDER))
                                .set("networkFolder", refs.the(Fixed.NETWORK_FOLDER))
                                .set("datastore", stores)
                                .set("network", networks)
                                .set("configuration", Value.data("DatacenterConfigInfo").build())
                                .map(),
                        DrsMethods.ofDatacenter(realm)));
        var datacenter = Optional.of(refs.the(Fixed.DATACENTER));
        add(folder(Fixed.VM_FOLDER, "vm", datacenter));
        add(folder(Fixed.HOST_FOLDER, "host", datacenter));
        add(folder(Fixed.DATASTORE_FOLDER, "datastore", datacenter));
        add(folder(Fixed.NETWORK_FOLDER, "network", datacenter));
    }

    private ManagedObject folder(Fixed folder, String name, Optional<Ref> parent) {
        return folder(refs.the(folder), name, parent);
    }

    private ManagedObject folder(Ref ref, String name, Optional<Ref> parent) {
        return new SimpleObject(
                ref,
                Properties.ofEntity(() -> name, parent, List::of)
                        .set("childEntity", () -> Value.refs(children(ref)))
                        .set("childType", () -> Value.texts(List.of("ManagedEntity")))
                        .unset("namespace"));
    }

    private Properties entity(String name, Ref parent) {
        return Properties.ofEntity(() -> name, Optional.of(parent), List::of);
    }

    /// The tasks about something.
    static List<Ref> tasksOf(Realm realm, Entity entity) {
        return realm.tasks().all().stream()
                .filter(t -> t.subject().entity() == entity)
                .map(LabTask::key)
                .map(Refs::task)
                .toList();
    }
}
