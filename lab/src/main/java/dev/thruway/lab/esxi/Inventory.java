package dev.thruway.lab.esxi;

import dev.thruway.lab.esxi.wire.Value;
import dev.thruway.lab.esxi.wire.Value.Ref;
import dev.thruway.lab.world.Datacenter;
import dev.thruway.lab.world.Entity;
import dev.thruway.lab.world.EsxHost;
import dev.thruway.lab.world.LabTask;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// All managed objects of a server that every session sees.
final class Inventory {

    private final Realm realm;
    private final Refs refs;
    private final Map<Ref, ManagedObject> fixed = new HashMap<>();

    /// The entities directly below each that has any.
    private final Map<Ref, Supplier<List<Ref>>> below = new HashMap<>();

    /// @param administrator who may do all
    Inventory(Realm realm, String administrator) {
        this.realm = realm;
        this.refs = realm.refs();
        addRoot();
        realm.datacenters().forEach(this::addDatacenter);
        realm.hosts().forEach(this::addHost);
        for (var datastore : realm.datastores()) {
            add(new DatastoreObject(realm, datastore));
            add(new DatastoreBrowserObject(realm, datastore));
        }
        add(new EventManagerObject(realm));
        add(new TaskManagerObject(realm));
        add(new FileManagerObject(realm));
        add(new SearchIndexObject(realm, this));
        add(new ViewManagerObject(this));
        add(ServiceObjects.serviceInstance(realm));
        add(ServiceObjects.authorization(realm, administrator));
        add(ServiceObjects.settings(realm));
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

    private void addCompute(Datacenter datacenter, Compute compute) {
        var folder = refs.folder(datacenter, DatacenterFolder.HOST, compute.folder());
        add(new EnvironmentObject(realm, refs.environment(compute), compute.hosts()));
        add(
                ComputeValues.object(
                        realm, compute, entity(compute.name(), folder), refs.network(datacenter)));
        add(
                PoolValues.object(
                        refs,
                        compute,
                        entity("Resources", refs.of(compute))
                                .set("vm", () -> Value.refs(vms(refs, compute.hosts())))));
        var all = new ArrayList<Ref>(compute.hosts().stream().map(refs::of).toList());
        all.add(refs.pool(compute));
        below.put(refs.of(compute), () -> all);
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
            case "VirtualMachine" -> realm.vm(ref).map(vm -> new VmObject(realm, vm));
            case "EnvironmentBrowser" ->
                    realm.vms().stream()
                            .filter(vm -> refs.environment(vm).equals(ref))
                            .findFirst()
                            .map(vm -> new EnvironmentObject(realm, ref, List.of(vm.host())));
            case "VirtualMachineSnapshot" ->
                    realm.vms().stream()
                            .flatMap(vm -> new SnapshotValues(realm, vm).object(ref).stream())
                            .findFirst();
            case "Task" -> realm.tasks().find(ref.id()).map(task -> new TaskObject(realm, task));
            default -> Optional.empty();
        };
    }

    /// The entities directly below one, as a container view and a path see them.
    List<Ref> children(Ref ref) {
        return below.getOrDefault(ref, List::of).get();
    }

    String name(Ref ref) {
        return find(ref)
                .map(object -> object.properties().get("name"))
                .map(property -> ((Value.Plain) property.get()).text())
                .orElse("");
    }

    static List<Ref> vms(Refs refs, List<EsxHost> hosts) {
        return hosts.stream().flatMap(h -> h.vms().stream()).map(refs::of).toList();
    }

    /// With the folders that datacenters are in.
    private void addRoot() {
        var root = realm.vcenter().isPresent() ? "Datacenters" : "ha-folder-root";
        var folders = Folders.of(realm.datacenters().stream().map(Datacenter::folder));
        addFolder(refs.folder(List.of()), root, Optional.empty(), () -> inRoot(folders, List.of()));
        for (var path : folders) {
            addFolder(
                    refs.folder(path),
                    path.getLast(),
                    Optional.of(refs.folder(Folders.above(path))),
                    () -> inRoot(folders, path));
        }
    }

    private List<Ref> inRoot(List<List<String>> folders, List<String> path) {
        return Stream.concat(
                        Folders.in(path, folders).stream().map(refs::folder),
                        realm.datacenters().stream()
                                .filter(d -> d.folder().equals(path))
                                .map(refs::of))
                .toList();
    }

    private void addDatacenter(Datacenter datacenter) {
        var ref = refs.of(datacenter);
        var stores = realm.datastores(datacenter).stream().map(refs::of).toList();
        var networks = List.of(refs.network(datacenter));
        var folders = EnumSet.allOf(DatacenterFolder.class);
        add(
                new SimpleObject(
                        ref,
                        Properties.ofEntity(
                                        datacenter::name,
                                        Optional.of(refs.folder(datacenter.folder())),
                                        () -> tasksOf(datacenter))
                                .set("vmFolder", refs.folder(datacenter, DatacenterFolder.VM))
                                .set("hostFolder", refs.folder(datacenter, DatacenterFolder.HOST))
                                .set(
                                        "datastoreFolder",
                                        refs.folder(datacenter, DatacenterFolder.DATASTORE))
                                .set(
                                        "networkFolder",
                                        refs.folder(datacenter, DatacenterFolder.NETWORK))
                                .set("datastore", Value.refs(stores))
                                .set("network", Value.refs(networks))
                                .set("configuration", Value.data("DatacenterConfigInfo").build())
                                .map(),
                        DrsMethods.ofDatacenter(realm, datacenter)));
        below.put(ref, () -> folders.stream().map(f -> refs.folder(datacenter, f)).toList());
        Compute.of(datacenter).forEach(compute -> addCompute(datacenter, compute));
        addFolders(tree(datacenter, DatacenterFolder.VM), path -> vmsIn(datacenter, path));
        addFolders(tree(datacenter, DatacenterFolder.HOST), path -> computesIn(datacenter, path));
        addFolders(tree(datacenter, DatacenterFolder.DATASTORE), path -> stores);
        addFolders(tree(datacenter, DatacenterFolder.NETWORK), path -> networks);
        add(HostParts.network(realm, datacenter));
    }

    /// A host by itself has no folders but these.
    private DatacenterTree tree(Datacenter datacenter, DatacenterFolder of) {
        return realm.vcenter()
                .map(_ -> DatacenterTree.of(datacenter, of))
                .orElseGet(() -> new DatacenterTree(datacenter, of, List.of()));
    }

    private List<Ref> tasksOf(Datacenter datacenter) {
        return realm.vcenter().isPresent() ? tasksOf(realm, datacenter) : List.of();
    }

    private List<Ref> vmsIn(Datacenter datacenter, List<String> path) {
        return datacenter.hosts().stream()
                .flatMap(h -> h.vms().stream())
                .filter(vm -> realm.vcenter().isEmpty() || vm.folder().equals(path))
                .map(refs::of)
                .toList();
    }

    private List<Ref> computesIn(Datacenter datacenter, List<String> path) {
        return Compute.of(datacenter).stream()
                .filter(c -> c.folder().equals(path))
                .map(refs::of)
                .toList();
    }

    /// One of a datacenter's four folders, with those in it.
    ///
    /// @param content beside folders, by the path of what holds it
    private void addFolders(DatacenterTree tree, Function<List<String>, List<Ref>> content) {
        var datacenter = tree.datacenter();
        var of = tree.of();
        addFolder(
                refs.folder(datacenter, of),
                of.label(),
                Optional.of(refs.of(datacenter)),
                () -> inFolder(tree, List.of(), content));
        for (var path : tree.folders()) {
            addFolder(
                    refs.folder(datacenter, of, path),
                    path.getLast(),
                    Optional.of(refs.folder(datacenter, of, Folders.above(path))),
                    () -> inFolder(tree, path, content));
        }
    }

    private List<Ref> inFolder(
            DatacenterTree tree, List<String> path, Function<List<String>, List<Ref>> content) {
        return Stream.concat(
                        Folders.in(path, tree.folders()).stream()
                                .map(f -> refs.folder(tree.datacenter(), tree.of(), f)),
                        content.apply(path).stream())
                .toList();
    }

    private void addFolder(
            Ref ref, String name, Optional<Ref> parent, Supplier<List<Ref>> content) {
        below.put(ref, content);
        add(
                new SimpleObject(
                        ref,
                        Properties.ofEntity(() -> name, parent, List::of)
                                .set("childEntity", () -> Value.refs(children(ref)))
                                .set("childType", () -> Value.texts(List.of("ManagedEntity")))
                                .unset("namespace")));
    }

    private Properties entity(String name, Ref parent) {
        return Properties.ofEntity(() -> name, Optional.of(parent), List::of);
    }

    /// The tasks about something.
    static List<Ref> tasksOf(Realm realm, Entity entity) {
        return realm.tasks().all().stream()
                .filter(t -> t.subject().entity().equals(entity))
                .map(LabTask::key)
                .map(Refs::task)
                .toList();
    }
}
