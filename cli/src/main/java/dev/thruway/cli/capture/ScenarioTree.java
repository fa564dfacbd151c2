package dev.thruway.cli.capture;

import dev.thruway.cli.capture.Names.Kind;
import dev.thruway.domain.Knowledge;
import dev.thruway.engine.capture.CapturedServer;
import dev.thruway.engine.capture.CapturedStore;
import dev.thruway.engine.capture.CapturedVcenter;
import dev.thruway.engine.capture.CapturedWorld;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/// A captured world as a scenario.
final class ScenarioTree {

    private final CapturedWorld world;
    private final Names names;
    private final Knowledge knowledge;
    private final Map<String, List<String>> unread = new LinkedHashMap<>();

    /// The same of what is in no server of the copy, in the names of the copy.
    private final List<String> beyond = new ArrayList<>();

    private final Map<CapturedStore, String> storeKeys = new LinkedHashMap<>();

    ScenarioTree(CapturedWorld world, Names names, Knowledge knowledge) {
        this.world = world;
        this.names = names.inInventory();
        this.knowledge = knowledge;
        storeKeys();
    }

    /// @param file the user's own, already without secrets
    Tree of(Optional<String> file) {
        var servers = new Tree();
        world.servers().forEach(s -> servers.withAll(server(s.name()), server(s)));
        return new Tree()
                .with("lab", "thruway-lab/v1")
                .with("vcenters", vcenters())
                .with("datastores", datastores())
                .with("servers", servers)
                .with("file", file)
                .with(
                        "unread",
                        Stream.concat(
                                        beyond.stream(),
                                        world.unread().stream()
                                                .map(u ->
                                                        server(u.what()) + ": " + u.cause().key()))
                                .sorted()
                                .toList());
    }

    /// What of a server could not be read, by its name; after [#of].
    Map<String, List<String>> unread() {
        return unread;
    }

    private String server(String name) {
        return names.of(Kind.SERVER, name);
    }

    /// Names may repeat among the datastores of several endpoints.
    private void storeKeys() {
        var taken = new HashSet<String>();
        for (var store : world.stores()) {
            if (!isOwn(store)) {
                storeKeys.put(store, free(names.of(Kind.DATASTORE, store.name()), taken));
            }
        }
    }

    private static String free(String name, Set<String> taken) {
        var key = name;
        for (int n = 2; !taken.add(key); n++) {
            key = name + " #" + n;
        }
        return key;
    }

    private boolean isOwn(CapturedStore store) {
        return store.servers().stream().anyMatch(s -> own(s).filter(store::equals).isPresent());
    }

    /// The first one on disks that no other host has.
    private Optional<CapturedStore> own(String server) {
        return world.stores().stream()
                .filter(s -> s.servers().equals(List.of(server)))
                .filter(s -> s.type().equalsIgnoreCase("VMFS"))
                .findFirst();
    }

    private Tree datastores() {
        var tree = new Tree();
        storeKeys.forEach((store, key) -> {
            var name = names.of(Kind.DATASTORE, store.name());
            var one = named(key, name);
            one.with("capacity", capacity(store))
                    .with("servers", store.servers().stream().map(this::server).toList())
                    .with("files", files(store));
            tree.with(key, one);
        });
        return tree;
    }

    /// Of what is on a datastore a copy has only what Thruway noted there.
    private Tree files(CapturedStore store) {
        var files = new TreeMap<String, String>();
        for (var server : world.servers()) {
            NoteFiles.notes(server)
                    .filter(notes -> notes.datastore().equals(store.name()))
                    .filter(_ -> store.servers().contains(server.name()))
                    .ifPresent(_ -> files.putAll(new NoteFiles(names).of(server)));
        }
        return new Tree().withTexts(files);
    }

    private static String capacity(CapturedStore store) {
        return Sizes.ofMib(store.capacity() >> 20);
    }

    private Tree vcenters() {
        var tree = new Tree();
        world.vcenters().forEach(v -> tree.with(names.of(Kind.VCENTER, v.name()), vcenter(v)));
        return tree;
    }

    private Tree vcenter(CapturedVcenter v) {
        var tree =
                new Tree().with("instanceUuid", v.instanceUuid().map(u -> names.of(Kind.UUID, u)));
        boolean one = v.datacenters().size() == 1;
        if (one) {
            tree.with("datacenter", datacenter(v.datacenters().getFirst()));
        }
        tree.with("version", v.version())
                .with("build", v.build())
                .with("apiVersion", v.apiVersion())
                .with("appliance", v.appliance().map(vm -> names.of(Kind.VM, vm)));
        if (one) {
            within(tree, v.datacenters().getFirst());
        } else {
            tree.with("datacenters", datacenters(v.datacenters()));
        }
        return tree.with("disconnected", v.disconnected().stream().map(this::server).toList());
    }

    private String datacenter(CapturedVcenter.Datacenter d) {
        return names.of(Kind.DATACENTER, d.name());
    }

    private Tree datacenters(List<CapturedVcenter.Datacenter> all) {
        var tree = new Tree();
        var taken = new HashSet<String>();
        for (var d : all) {
            var key = free(datacenter(d), taken);
            tree.with(key, within(named(key, datacenter(d)), d));
        }
        return tree;
    }

    /// With what is in a datacenter.
    private Tree within(Tree tree, CapturedVcenter.Datacenter d) {
        var clusters = new Tree();
        var taken = new HashSet<String>();
        for (var c : d.clusters()) {
            var name = names.of(Kind.CLUSTER, c.name());
            var key = free(name, taken);
            clusters.with(key, cluster(named(key, name), c));
        }
        return tree.with("inFolder", folder(d.folder()))
                .with("clusters", clusters)
                .with("standalone", d.standalone().stream().map(this::alone).toList());
    }

    private Object alone(CapturedVcenter.Alone a) {
        return a.folder().isEmpty()
                ? server(a.server())
                : new Tree()
                        .with("server", server(a.server()))
                        .with("inFolder", folder(a.folder()));
    }

    private List<String> folder(List<String> path) {
        return path.stream().map(f -> names.of(Kind.FOLDER, f)).toList();
    }

    /// With the name where the key is another.
    private static Tree named(String key, String name) {
        return key.equals(name) ? new Tree() : new Tree().with("name", name);
    }

    private Tree cluster(Tree tree, CapturedVcenter.Cluster c) {
        tree.with("inFolder", folder(c.folder()));
        c.drs()
                .ifPresentOrElse(
                        drs ->
                                tree.with(
                                        "drs",
                                        switch (drs) {
                                            case OFF -> "off";
                                            case MANUAL -> "manual";
                                            case PARTIAL -> "partiallyAutomated";
                                            case FULL -> "fullyAutomated";
                                        }),
                        () -> {
                            unread.put(c.name(), List.of("configurationEx"));
                            beyond.add(names.of(Kind.CLUSTER, c.name()) + ": configurationEx");
                        });
        switch (c.ha()) {
            case OFF -> tree.with("ha", "off");
            case ON -> tree.withAll("ha", new Tree());
            case WITH_ADMISSION_CONTROL ->
                    tree.with(
                            "ha",
                            new Tree()
                                    .with(
                                            "failoverLevel",
                                            Math.max(1, c.failoverLevel().orElse(1))));
        }
        if (c.storage() == CapturedVcenter.Storage.VSAN) {
            tree.with("storage", "vsan");
        }
        return tree.with("servers", c.servers().stream().map(this::server).toList())
                .with(
                        "pinned",
                        c.pinned().stream().map(vm -> names.of(Kind.VM, vm)).distinct().toList());
    }

    private Tree server(CapturedServer server) {
        var own = own(server.name());
        var tree = new ServerTree(server, names, knowledge);
        var result =
                tree.of(
                        own.map(o ->
                                new Tree()
                                        .with("name", names.of(Kind.DATASTORE, o.name()))
                                        .with("capacity", capacity(o))
                                        .with("files", files(o))),
                        vms(server, own));
        if (!tree.unread().isEmpty()) {
            unread.put(server.name(), tree.unread());
        }
        return result;
    }

    private Tree vms(CapturedServer server, Optional<CapturedStore> own) {
        var tree = new Tree();
        var taken = new HashSet<String>();
        for (var vm : server.vms()) {
            var store = VmTree.datastore(vm);
            boolean isOwn = own.map(CapturedStore::name).equals(store);
            if (!isOwn && store.filter(s -> isMounted(s, server)).isEmpty()) {
                unread.computeIfAbsent(
                                server.name() + " " + vm.state().name(), _ -> new ArrayList<>())
                        .add("config.files.vmPathName");
                beyond.add(
                        "%s %s: config.files.vmPathName"
                                .formatted(
                                        server(server.name()),
                                        names.of(Kind.VM, vm.state().name())));
                continue;
            }
            var key = free(names.of(Kind.VM, vm.state().name()), taken);
            tree.with(key, new VmTree(vm, names).of(key, isOwn ? Optional.empty() : store));
        }
        return tree;
    }

    private boolean isMounted(String store, CapturedServer server) {
        return world.stores().stream()
                .anyMatch(s -> s.name().equals(store) && s.servers().contains(server.name()));
    }
}
