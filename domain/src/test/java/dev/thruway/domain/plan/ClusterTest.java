package dev.thruway.domain.plan;

import static dev.thruway.domain.plan.World.SLOT_3;
import static dev.thruway.domain.plan.World.SLOT_5;
import static dev.thruway.domain.plan.World.VM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.domain.condition.Condition;
import dev.thruway.domain.condition.ConditionId;
import dev.thruway.domain.condition.Target;
import dev.thruway.domain.observation.ClusterHost;
import dev.thruway.domain.observation.DynamicDevice;
import dev.thruway.domain.observation.HostCluster.Drs;
import dev.thruway.domain.observation.HostPending;
import dev.thruway.domain.observation.HostPending.Ran;
import dev.thruway.domain.observation.HostPending.Stage;
import dev.thruway.domain.observation.Observed;
import dev.thruway.domain.observation.PassthroughState;
import dev.thruway.domain.observation.VmState.Power;
import dev.thruway.domain.pci.ByteSize;
import dev.thruway.domain.pci.PciAddress;
import dev.thruway.domain.spec.Endpoint;
import dev.thruway.domain.spec.SecretRef;
import dev.thruway.domain.spec.Trust;
import dev.thruway.domain.spec.Vcenter;
import dev.thruway.domain.text.Phrase;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// VMs that the file puts into a cluster of two hosts.
class ClusterTest {

    private static final String FIRST = "dl385-01";
    private static final String SECOND = "dl385-02";
    private static final DynamicDevice ANY_L40S =
            new DynamicDevice(new TreeSet<>(List.of("10de:26b9")), Optional.empty());

    /// Two hosts with two L40S each, whose passthrough is active; neither is in the file.
    private static World cluster() {
        var world = World.bare();
        world.vcenters.add(
                new Vcenter(
                        "vc01",
                        new Endpoint(
                                URI.create("https://192.0.2.5"),
                                "svc",
                                new SecretRef.Env("PASSWORD"),
                                new Trust.Unstated())));
        world.server(
                SECOND,
                server -> {
                    server.hostName = "esxi02.example.com";
                    server.cards.add(new CardDraft(SLOT_3, 3, 0, "1320000000021"));
                    server.cards.add(new CardDraft(SLOT_5, 5, 1, "1320000000022"));
                });
        for (var server : world.servers.values()) {
            server.inFile = false;
            server.vcenter = Optional.of("vc01");
            server.hasBmc = false;
            server.cards.forEach(c -> c.passthrough(PassthroughState.ACTIVE));
        }
        vm(world, VM, vm -> vm.wantsDynamic("L40S", 1));
        return world;
    }

    private static void vm(World world, String name, Consumer<VmDraft> change) {
        world.vm(
                name,
                vm -> {
                    vm.placement = World.CLUSTER;
                    vm.driver = Optional.empty();
                    change.accept(vm);
                });
    }

    private static void passthrough(World world, String server, PassthroughState state) {
        world.server(server).cards.forEach(c -> c.passthrough(state));
    }

    private static World finished(String host) {
        var world = cluster();
        vm(
                world,
                VM,
                vm -> {
                    vm.host = host;
                    vm.holdDynamic(ANY_L40S, Optional.of(PciAddress.parse(SLOT_5)));
                    vm.lockMemory();
                    vm.window(128);
                    vm.power = Power.ON;
                });
        return world;
    }

    private static Condition startable(World world) {
        return world.condition(ConditionId.HOST_PASSTHROUGH_ACTIVE);
    }

    private static List<String> losses(World world) {
        return world.plan().consequences().stream().map(c -> c.message().key()).toList();
    }

    private static String host(World world) {
        return world.assigned().place(VM).flatMap(ClusterPlace::chosen).orElseThrow().name();
    }

    @Test
    void theVmGetsADynamicDeviceAndIsPoweredOn() {
        var plan = cluster().plan();
        assertThat(plan.blockers()).isEmpty();
        assertThat(World.codes(plan))
                .containsSubsequence("attach-dynamic-device", "set-memory-reservation")
                .endsWith("power-on-vm");
        assertThat(plan.steps()).extracting(Step::target).containsOnly(Target.vm(VM));
    }

    @Test
    void howManyHostsCanStartItIsSaidWithTheReasonOfEach() {
        var world = cluster();
        passthrough(world, SECOND, PassthroughState.OFF);

        var condition = startable(world);

        assertThat(condition.status()).isEqualTo(Condition.Status.TRUE);
        assertThat(condition.target()).isEqualTo(Target.vm(VM));
        assertThat(condition.message().args())
                .containsEntry("count", "1")
                .containsEntry("hosts", "2")
                .containsEntry("names", "esxi01.example.com");
        assertThat(condition.evidence())
                .containsEntry("host esxi01.example.com", "connected, cards: 2, active: 2, free: 2")
                .containsEntry(
                        "host esxi02.example.com", "connected, cards: 2, active: 0, free: 0");
    }

    @Test
    void whereNoHostFitsTheReasonOfEachIsSaid() {
        var world = cluster();
        passthrough(world, FIRST, PassthroughState.OFF);
        world.server(SECOND).service = ClusterHost.Service.MAINTENANCE;

        assertThat(startable(world).status()).isEqualTo(Condition.Status.FALSE);
        assertThat(world.blockers()).containsExactly("no-host-fits");
        var cause = world.plan().blockers().getFirst().cause().parts().get("cause");
        assertThat(cause.toString())
                .contains("host-fit.not-active", "host-fit.out-of-service", "maintenance mode");
        assertThat(world.plan().steps()).isEmpty();
    }

    @Test
    void aHostThatCouldNotBeReadLeavesItUnknownUnlessAnotherFits() {
        var world = cluster();
        world.server(SECOND).hostUnread = Optional.of(Phrase.of("unread.not-said", "what", "x"));
        assertThat(startable(world).holds()).isTrue();
        assertThat(world.blockers()).isEmpty();

        passthrough(world, FIRST, PassthroughState.OFF);

        assertThat(startable(world).status()).isEqualTo(Condition.Status.UNKNOWN);
        assertThat(world.condition(ConditionId.VM_PCI_DEVICE).status())
                .isEqualTo(Condition.Status.UNKNOWN);
        assertThat(world.blockers()).containsExactly("cluster-host-unread");
    }

    @Test
    void aClusterThatCouldNotBeReadIsNotTakenForAnEmptyOne() {
        var world = cluster();
        world.clusterUnread = Optional.of(Phrase.of("unread.not-said", "what", "x"));

        assertThat(world.blockers()).containsExactly("cluster-unread");
        assertThat(world.plan().conditions())
                .filteredOn(c -> c.id().id().startsWith("host."))
                .extracting(Condition::status)
                .containsOnly(Condition.Status.UNKNOWN)
                .hasSize(2);
    }

    @Test
    void aCardThatAnotherVmHasIsNotCountedOn() {
        var world = cluster();
        world.strangerHolding("other", SLOT_3, Power.ON);
        world.strangerHolding("another", SLOT_5, Power.ON);

        assertThat(startable(world).message().args()).containsEntry("names", "esxi02.example.com");
        assertThat(startable(world).evidence().get("host esxi01.example.com")).endsWith("free: 0");
    }

    @Test
    void twoVmsAreNotPromisedTheSameCard() {
        var world = cluster();
        passthrough(world, SECOND, PassthroughState.OFF);
        world.server(FIRST).card(SLOT_5).passthrough(PassthroughState.OFF);
        vm(world, "gpu03", vm -> vm.wantsDynamic("L40S", 1));

        var plan = world.plan();

        assertThat(plan.blockers()).extracting(Blocker::code).containsExactly("no-host-fits");
        assertThat(plan.blockers().getFirst().cause().parts().get("cause").toString())
                .contains("host-fit.too-few-free")
                .contains("holders=" + VM);
        assertThat(plan.steps()).extracting(Step::target).containsOnly(Target.vm(VM));
    }

    @Test
    void aVmWithOneCardLeavesTheFullHostToTheOneThatWantsTwo() {
        var world = cluster();
        vm(world, "gpu03", vm -> vm.wantsDynamic("L40S", 2));
        world.strangerHolding("other", SLOT_3, Power.ON);

        assertThat(world.plan().blockers()).isEmpty();
        assertThat(host(world)).isEqualTo("esxi01.example.com");
    }

    @Test
    void aFixedCardOfAServerOfTheFileIsNotGivenAwayTwice() {
        var world = cluster();
        passthrough(world, SECOND, PassthroughState.OFF);
        world.server(FIRST).inFile = true;
        world.vm("fixed", vm -> vm.wants("L40S", 2));

        assertThat(world.blockers()).contains("no-host-fits");
    }

    @Test
    void onlyCardsWithTheLabelFit() {
        var world = cluster();
        world.vms.clear();
        vm(world, VM, vm -> vm.wantsLabel("ai-gpu"));
        world.server(SECOND).card(SLOT_5).label = Optional.of("ai-gpu");

        assertThat(startable(world).message().args()).containsEntry("names", "esxi02.example.com");
        assertThat(world.plan().steps())
                .extracting(Step::action)
                .contains(
                        new Action.AttachDynamicDevice(
                                new DynamicDevice(
                                        new TreeSet<>(List.of("10de:26b9")), Optional.of("ai-gpu")),
                                "label ai-gpu"));
    }

    @Test
    void theLabelThatTheFileSetsOnAServerIsAwaitedAndTheVmComesAfterIt() {
        var world = cluster();
        world.vms.clear();
        vm(world, VM, vm -> vm.wantsLabel("ai-gpu"));
        passthrough(world, SECOND, PassthroughState.OFF);
        world.server(SECOND).inFile = true;
        world.server(SECOND).offer("L40S", 2, "ai-gpu");

        var plan = world.plan();

        assertThat(plan.blockers()).isEmpty();
        assertThat(World.codes(plan))
                .containsSubsequence(
                        "enable-passthrough", "set-hardware-label", "attach-dynamic-device");
        var order = StepOrder.of(world.spec(), world.seen(), plan.steps());
        var lastOfServer =
                plan.steps().stream()
                        .filter(s -> s.target().equals(Target.server(SECOND)))
                        .reduce((_, last) -> last)
                        .orElseThrow();
        var firstOfVm =
                plan.steps().stream()
                        .filter(s -> s.target().equals(Target.vm(VM)))
                        .findFirst()
                        .orElseThrow();
        assertThat(order.waitsFor(firstOfVm)).containsExactly(lastOfServer.id());
        assertThat(startable(world).holds()).isFalse();
    }

    @Test
    void aCardWhoseLabelTheFileChangesIsNotCountedOnForTheOneThatItHas() {
        var world = cluster();
        world.vms.clear();
        vm(world, VM, vm -> vm.wantsLabel("ai-gpu"));
        world.server(SECOND).inFile = true;
        world.server(SECOND).card(SLOT_3).label = Optional.of("ai-gpu");
        world.server(SECOND).offer("L40S", 2, "other");

        assertThat(world.assigned().place(VM).orElseThrow().hosts())
                .extracting(HostFit::listed)
                .containsExactly(0, 0);
        assertThat(world.blockers()).contains("no-host-fits");
    }

    @Test
    void aVmAloneBringsTheServerAlongOnlyWhereNoHostCanStartItYet() {
        var world = cluster();
        passthrough(world, SECOND, PassthroughState.OFF);
        world.server(SECOND).inFile = true;
        world.server(SECOND).offer("L40S", 2);
        assertThat(world.plan(Target.vm(VM)::equals).steps())
                .extracting(Step::target)
                .containsOnly(Target.vm(VM));

        passthrough(world, FIRST, PassthroughState.OFF);

        assertThat(world.plan(Target.vm(VM)::equals).steps())
                .extracting(Step::target)
                .contains(Target.server(SECOND), Target.vm(VM));
    }

    @Test
    void whatStandsInTheWayOfTheServerItWaitsForKeepsTheVmOut() {
        var world = cluster();
        passthrough(world, FIRST, PassthroughState.OFF);
        passthrough(world, SECOND, PassthroughState.OFF);
        world.server(SECOND).inFile = true;
        world.server(SECOND).offer("L40S", 2);
        world.server(SECOND).before =
                Observed.unknown(Phrase.of("unread.not-said", "what", "before.json"));

        assertThat(world.blockers()).contains("host-unread");
        assertThat(world.plan().steps()).isEmpty();
    }

    @Test
    void whereDrsDoesNotPlaceItOnlyItsOwnHostCounts() {
        var world = cluster();
        world.drs = Drs.OFF;
        assertThat(startable(world).message().args()).containsEntry("names", "esxi01.example.com");
        assertThat(losses(world)).contains("consequence.starts-on-its-host");

        passthrough(world, FIRST, PassthroughState.OFF);

        assertThat(startable(world).holds()).isFalse();
        assertThat(world.blockers()).containsExactly("vm-on-unfit-host");
        assertThat(world.plan().blockers().getFirst().cause().args())
                .containsEntry("host", "esxi01.example.com")
                .containsEntry("others", "esxi02.example.com");
    }

    @Test
    void aVmThatDrsLeavesAloneIsTreatedAsWithoutDrs() {
        var world = cluster();
        world.ownDrs.put(world.vm().uuid(), Drs.OFF);
        passthrough(world, FIRST, PassthroughState.OFF);
        assertThat(world.blockers()).containsExactly("vm-on-unfit-host");
    }

    @ParameterizedTest
    @EnumSource(Drs.class)
    void whoChoosesTheHostIsAConsequence(Drs drs) {
        var world = cluster();
        world.drs = drs;
        assertThat(losses(world))
                .contains(
                        switch (drs) {
                            case OFF -> "consequence.starts-on-its-host";
                            case MANUAL -> "consequence.drs-recommends";
                            case PARTIAL, FULL -> "consequence.drs-places";
                        })
                .contains("consequence.dynamic-ha", "consequence.vmotion");
    }

    @Test
    void thatOnlyOneHostFitsIsAConsequence() {
        var world = cluster();
        assertThat(losses(world)).doesNotContain("consequence.one-host-fits");
        passthrough(world, FIRST, PassthroughState.OFF);
        assertThat(losses(world)).contains("consequence.one-host-fits");
    }

    @Test
    void aHostWithoutTheMemoryToReserveDoesNotFit() {
        var world = cluster();
        world.server(FIRST).unreserved = Observed.of(ByteSize.ofGib(63));
        assertThat(host(world)).isEqualTo("esxi02.example.com");
        assertThat(losses(world))
                .contains("consequence.hosts-lack-memory", "consequence.one-host-fits");

        world.server(SECOND).unreserved = Observed.of(ByteSize.ofGib(63));
        assertThat(world.blockers()).containsExactly("no-host-fits");
    }

    @Test
    void aHostWithoutTheStorageOfTheVmDoesNotFit() {
        var world = cluster();
        world.server(FIRST).without.add(world.vm().uuid());
        assertThat(host(world)).isEqualTo("esxi02.example.com");
    }

    @ParameterizedTest
    @EnumSource(
            value = ClusterHost.Service.class,
            names = "IN_SERVICE",
            mode = EnumSource.Mode.EXCLUDE)
    void aHostOutOfServiceDoesNotFit(ClusterHost.Service service) {
        var world = cluster();
        world.server(FIRST).service = service;
        assertThat(host(world)).isEqualTo("esxi02.example.com");
    }

    @Test
    void nothingIsPlannedWhereEverythingHoldsOnWhicheverHost() {
        var world = finished("esxi02.example.com");
        assertThat(world.plan().blockers()).isEmpty();
        assertThat(world.plan().steps()).isEmpty();
        assertThat(world.plan().conditions()).allMatch(Condition::holds);
        assertThat(world.condition(ConditionId.VM_POWERED_ON).evidence())
                .containsEntry("runtime.host", "esxi02.example.com");
        assertThat(world.cardsFor(VM)).containsExactly(SLOT_5);
    }

    @Test
    void aVmThatRunsKeepsItsCardEvenWhereTheServerDoesNotSayWhichOne() {
        var world = finished("esxi02.example.com");
        world.vm().devices.clear();
        world.vm().holdDynamic(ANY_L40S, Optional.empty());
        assertThat(world.plan().steps()).isEmpty();
        assertThat(world.plan().conditions()).allMatch(Condition::holds);
    }

    @Test
    void aModelOfNoCatalogIsRefused() {
        var world = cluster();
        world.vms.clear();
        vm(world, VM, vm -> vm.wantsDynamic("B9000", 1));
        assertThat(world.blockers()).containsExactly("unknown-model");
    }

    @Test
    void undoTouchesTheVmOnly() {
        var world = cluster();
        Physics.carryOut(world, world.plan());
        assertThat(world.vm().devices).hasSize(1);

        var undo = world.undo(Target.vm(VM)::equals);

        assertThat(undo.blockers()).isEmpty();
        assertThat(undo.steps()).extracting(Step::target).containsOnly(Target.vm(VM));
        assertThat(World.codes(undo)).contains("detach-device", "forget-vm");
    }

    @Test
    void undoOfAServerComesAfterTheVmThatHasItsCard() {
        var world = cluster();
        passthrough(world, FIRST, PassthroughState.OFF);
        passthrough(world, SECOND, PassthroughState.OFF);
        world.server(SECOND).inFile = true;
        world.server(SECOND).offer("L40S", 1);
        Physics.carryOut(world, world.plan());
        world.vm().host = "esxi02.example.com";
        world.vm().power = Power.ON;
        world.vm().devices.clear();
        world.vm().holdDynamic(ANY_L40S, Optional.of(PciAddress.parse(SLOT_3)));

        assertThat(world.undo(Target.server(SECOND)::equals).blockers())
                .extracting(Blocker::code)
                .containsExactly("card-still-held");
        var all = world.undo();
        assertThat(all.blockers()).isEmpty();
        assertThat(World.codes(all)).containsSubsequence("detach-device", "disable-passthrough");
    }

    @Test
    void undoOfAVmDoesNotWaitForTheRebootOfAHostThatIsNotInItsCluster() {
        var world = cluster();
        world.vm().power = Power.ON;
        world.vm().toolsRunning = true;
        world.server(
                "dl385-03",
                server -> {
                    server.hostName = "esxi03.example.com";
                    server.rebinds = ServerDraft.NEEDS_REBOOT;
                    server.cards.add(new CardDraft(SLOT_3, 3, 0, "1320000000031"));
                    server.offer("L40S", 1);
                });
        Physics.carryOut(world, world.plan());

        assertThat(World.codes(world.undo()))
                .containsSubsequence("shut-down-vm", "power-on-vm", "forget-vm", "reboot-host");
    }

    @Test
    void aVmThatRunsWithAnotherModelIsNotStoppedWhereNoHostHasTheWantedOne() {
        var world = finished("esxi01.example.com");
        world.vm().gpus.clear();
        world.vm().wantsDynamic("L4", 1);

        assertThat(world.blockers()).containsExactly("no-host-fits");
        assertThat(world.plan().steps()).isEmpty();
    }

    @Test
    void aVmThatRunsWithAnotherModelStartsOnTheHostThatHasTheWantedOne() {
        var world = finished("esxi01.example.com");
        world.vm().gpus.clear();
        world.vm().wantsDynamic("L4", 1);
        world.server(SECOND).card(SLOT_5).ids = TestKnowledge.L4;

        assertThat(world.blockers()).isEmpty();
        assertThat(host(world)).isEqualTo("esxi02.example.com");
    }

    private static void begun(World world, String server, Stage stage) {
        var draft = world.server(server);
        draft.inFile = true;
        draft.pending =
                Observed.of(
                        Optional.of(
                                new HostPending(
                                        draft.bootTime.known().orElseThrow(),
                                        "me",
                                        Instant.parse("2024-05-01T01:00:00Z"),
                                        stage,
                                        List.of(new Ran(world.vm().uuid(), VM)))));
    }

    private static World inMaintenance(Stage stage) {
        var world = cluster();
        passthrough(world, SECOND, PassthroughState.OFF);
        begun(world, FIRST, stage);
        world.server(FIRST).offer("L40S", 2);
        world.server(FIRST).service = ClusterHost.Service.MAINTENANCE;
        world.server(FIRST).inMaintenanceMode = true;
        return world;
    }

    @Test
    void aVmStartsOnTheHostThatTheSamePlanTakesOutOfMaintenance() {
        var plan = inMaintenance(Stage.MAINTENANCE).plan();
        assertThat(plan.blockers()).isEmpty();
        assertThat(World.codes(plan))
                .startsWith("exit-maintenance-mode")
                .endsWith("power-on-vm", "forget-pending");
    }

    @Test
    void aVmDoesNotWaitForAMaintenanceModeOfSomebodyElse() {
        assertThat(inMaintenance(Stage.SHUTTING_DOWN).blockers()).contains("no-host-fits");
    }

    @Test
    void aVmThatRanAndRunsOnAnotherHostNowIsNotStarted() {
        var world = finished("esxi02.example.com");
        begun(world, FIRST, Stage.MAINTENANCE);
        assertThat(World.codes(world.plan(Target.server(FIRST)::equals)))
                .containsExactly("forget-pending");
    }

    @Test
    void aVmThatRanBeforeItsHostsRebootIsNotedAsRunningThoughItStartsOnAnotherHost() {
        var world = cluster();
        begun(world, FIRST, Stage.SHUTTING_DOWN);
        passthrough(world, FIRST, PassthroughState.OFF);

        assertThat(host(world)).isEqualTo("esxi02.example.com");
        assertThat(world.plan().steps())
                .extracting(Step::action)
                .filteredOn(Action.NoteVm.class::isInstance)
                .singleElement()
                .extracting(a -> ((Action.NoteVm) a).before().power())
                .isEqualTo(Power.ON);
    }

    @Test
    void aFixedDeviceThatAVmHasIsLookedUpOnTheHostThatTheVmIsOn() {
        var world = cluster();
        var first = world.server(FIRST);
        first.cards.add(new CardDraft("0000:e1:00.0", 7, 1, "1320000000003"));
        first.service = ClusterHost.Service.NOT_RESPONDING;
        world.vm().hold(PciAddress.parse("0000:e1:00.0"), TestKnowledge.L40S, first.uuid);

        assertThat(host(world)).isEqualTo("esxi02.example.com");
        assertThat(world.blockers()).isEmpty();
    }
}
