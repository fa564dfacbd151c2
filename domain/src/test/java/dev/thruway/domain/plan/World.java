package dev.thruway.domain.plan;

import dev.thruway.domain.condition.Condition;
import dev.thruway.domain.condition.ConditionId;
import dev.thruway.domain.condition.Target;
import dev.thruway.domain.observation.ClusterHost;
import dev.thruway.domain.observation.ClusterObservation;
import dev.thruway.domain.observation.HostCluster;
import dev.thruway.domain.observation.HostObservation.Holder;
import dev.thruway.domain.observation.Observation;
import dev.thruway.domain.observation.Observed;
import dev.thruway.domain.observation.PassthroughState;
import dev.thruway.domain.observation.ServerObservation;
import dev.thruway.domain.observation.VmObservation;
import dev.thruway.domain.observation.VmState;
import dev.thruway.domain.pci.PciAddress;
import dev.thruway.domain.pci.PciIds;
import dev.thruway.domain.spec.Placement;
import dev.thruway.domain.spec.Policy;
import dev.thruway.domain.spec.Spec;
import dev.thruway.domain.spec.Vcenter;
import dev.thruway.domain.text.Phrase;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// A file and the world that it is about, together: the reference world of an HPE DL385 Gen11 with
/// two L40S, one on each NUMA node, and the VM gpu02 that has none yet; and what a test changes.
///
/// Who holds a card and which VMs run on a host follows from the VMs, as it does on a real host.
final class World {

    static final String SERVER = "dl385-01";
    static final String VM = "gpu02";
    static final String SLOT_3 = "0000:41:00.0";
    static final String SLOT_5 = "0000:c1:00.0";

    final SortedMap<String, ServerDraft> servers = new TreeMap<>();
    final Map<String, VmDraft> vms = new LinkedHashMap<>();

    /// VMs that run on the server and are not in the file.
    final List<VmDraft> strangers = new ArrayList<>();

    final List<Vcenter> vcenters = new ArrayList<>();

    /// The cluster of all servers under a vCenter, where a test puts VMs into it.
    static final Placement.InCluster CLUSTER = new Placement.InCluster("vc01", "ai");

    HostCluster.Drs drs = HostCluster.Drs.FULL;
    final SortedMap<String, HostCluster.Drs> ownDrs = new TreeMap<>();
    Optional<Phrase> clusterUnread = Optional.empty();

    private World() {}

    /// Passthrough is off, the VM is off, has UEFI and nothing else that it needs, and the file
    /// wants one L40S with a guest and any driver.
    static World seed() {
        var world = bare();
        world.vm(VM, vm -> vm.wants("L40S", 1));
        return world;
    }

    /// As [#seed], without a VM.
    static World bare() {
        var world = new World();
        world.server(
                SERVER,
                server -> {
                    server.cards.add(new CardDraft(SLOT_3, 3, 0, "1320000000001"));
                    server.cards.add(new CardDraft(SLOT_5, 5, 1, "1320000000002"));
                });
        return world;
    }

    /// As [#seed], after the journey: everything holds.
    static World finished() {
        return seed().card(SLOT_3, c -> c.passthrough(PassthroughState.ACTIVE))
                .holding(VM, SLOT_3)
                .vm(vm -> {
                    vm.lockMemory();
                    vm.window(128);
                    vm.power = VmState.Power.ON;
                    vm.toolsRunning = true;
                    vm.guest.finish(1);
                });
    }

    World server(Consumer<ServerDraft> change) {
        return server(SERVER, change);
    }

    World server(String name, Consumer<ServerDraft> change) {
        change.accept(servers.computeIfAbsent(name, ServerDraft::new));
        return this;
    }

    World card(String address, Consumer<CardDraft> change) {
        change.accept(server(SERVER).card(address));
        return this;
    }

    World eachCard(Consumer<CardDraft> change) {
        server(SERVER).cards.forEach(change);
        return this;
    }

    World vm(Consumer<VmDraft> change) {
        return vm(VM, change);
    }

    World vm(String name, Consumer<VmDraft> change) {
        change.accept(vms.computeIfAbsent(name, n -> new VmDraft(n, SERVER)));
        return this;
    }

    /// The VM's configuration holds the card at an address.
    World holding(String vm, String address) {
        hold(vm(vm), address);
        return this;
    }

    /// A VM that the file does not name holds the card at an address.
    World strangerHolding(String vm, String address, VmState.Power power) {
        var stranger = new VmDraft(vm, SERVER);
        stranger.power = power;
        hold(stranger, address);
        strangers.add(stranger);
        return this;
    }

    /// A VM that the file does not name, without a card, runs on the server.
    World stranger(String name) {
        var stranger = new VmDraft(name, SERVER);
        stranger.power = VmState.Power.ON;
        stranger.toolsRunning = true;
        strangers.add(stranger);
        return this;
    }

    private void hold(VmDraft vm, String address) {
        var server = serverOf(vm);
        var card = server.card(address);
        vm.hold(card.address, card.ids, server.uuid);
    }

    ServerDraft server(String name) {
        return Optional.ofNullable(servers.get(name)).orElseThrow();
    }

    VmDraft vm(String name) {
        return Optional.ofNullable(vms.get(name)).orElseThrow();
    }

    VmDraft vm() {
        return vm(VM);
    }

    /// The server that a VM is put on.
    ServerDraft serverOf(VmDraft vm) {
        return switch (vm.placement) {
            case Placement.OnServer(var name) -> server(name);
            case Placement.InCluster _ ->
                    servers.values().stream()
                            .filter(s -> s.hostName.equals(vm.host))
                            .findFirst()
                            .orElseThrow();
        };
    }

    private boolean isOn(VmDraft vm, String server) {
        return switch (vm.placement) {
            case Placement.OnServer(var name) -> name.equals(server);
            case Placement.InCluster _ -> server(server).hostName.equals(vm.host);
        };
    }

    List<VmDraft> vmsOn(String server) {
        var all = new ArrayList<>(vms.values());
        all.addAll(strangers);
        return all.stream().filter(vm -> vm.exists && isOn(vm, server)).toList();
    }

    /// The cards that a VM's devices name, as they are there now.
    List<PciIds> cardsOf(VmDraft vm) {
        return vm.devices.stream()
                .flatMap(d -> d.card().stream())
                .flatMap(a -> serverOf(vm).cards.stream().filter(c -> c.address.equals(a)))
                .map(c -> c.ids)
                .toList();
    }

    Spec spec() {
        return new Spec(
                vcenters,
                servers.values().stream().filter(s -> s.inFile).map(ServerDraft::spec).toList(),
                vms.values().stream().map(VmDraft::spec).toList(),
                Policy.DEFAULT);
    }

    Observation seen() {
        var seenServers = new TreeMap<String, ServerObservation>();
        var hosts = new ArrayList<ClusterHost>();
        for (var server : servers.values()) {
            var running =
                    vmsOn(server.name).stream().filter(VmDraft::on).map(VmDraft::running).toList();
            if (server.inFile) {
                seenServers.put(server.name, server.seen(running, holders(server.name)));
            }
            if (server.vcenter.isPresent()) {
                hosts.add(server.inCluster(running, holders(server.name)));
            }
        }
        var seenVms = new TreeMap<String, VmObservation>();
        vms.values().forEach(vm -> seenVms.put(vm.name, vm.seen(cardsOf(vm))));
        var clusters = new TreeMap<String, Observed<ClusterObservation>>();
        if (vms.values().stream().anyMatch(vm -> vm.placement instanceof Placement.InCluster)) {
            clusters.put(
                    CLUSTER.key(),
                    clusterUnread
                            .<Observed<ClusterObservation>>map(Observed::unknown)
                            .orElseGet(() ->
                                    Observed.of(
                                            new ClusterObservation(
                                                    CLUSTER.vcenter(),
                                                    CLUSTER.cluster(),
                                                    drs,
                                                    ownDrs,
                                                    hosts))));
        }
        return new Observation(seenServers, seenVms, clusters);
    }

    private SortedMap<PciAddress, Holder> holders(String server) {
        var holders = new TreeMap<PciAddress, Holder>();
        for (var vm : vmsOn(server)) {
            for (var device : vm.devices) {
                device.card()
                        .ifPresent(a ->
                                holders.merge(
                                        a,
                                        new Holder(vm.name, vm.power),
                                        (first, next) ->
                                                next.power() == VmState.Power.ON ? next : first));
            }
        }
        return holders;
    }

    static boolean everything(Target target) {
        return true;
    }

    Plan plan() {
        return plan(World::everything);
    }

    Plan plan(Predicate<Target> wanted) {
        return Planner.plan(spec(), seen(), TestKnowledge.CATALOG, wanted);
    }

    Plan undo() {
        return undo(World::everything);
    }

    Plan undo(Predicate<Target> wanted) {
        return UndoPlanner.plan(spec(), seen(), TestKnowledge.CATALOG, wanted);
    }

    CardAssignment.Result assigned() {
        return CardAssignment.assign(spec(), seen(), TestKnowledge.CATALOG);
    }

    /// The addresses of the cards that a VM gets, in order.
    List<String> cardsFor(String vm) {
        return assigned().of(vm).stream().map(c -> c.function().address().toString()).toList();
    }

    Condition condition(ConditionId id) {
        return plan().conditions().stream().filter(c -> c.id() == id).findFirst().orElseThrow();
    }

    /// The codes of what stands in the way.
    List<String> blockers() {
        return plan().blockers().stream().map(Blocker::code).toList();
    }

    /// Steps in order, by the codes of what they do.
    static List<String> codes(Plan plan) {
        return plan.steps().stream().map(s -> s.action().code()).toList();
    }
}
