package dev.thruway.domain.plan;

import static dev.thruway.domain.plan.World.SERVER;
import static dev.thruway.domain.plan.World.SLOT_3;
import static dev.thruway.domain.plan.World.SLOT_5;
import static dev.thruway.domain.plan.World.VM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.domain.condition.Target;
import dev.thruway.domain.observation.HostCluster;
import dev.thruway.domain.observation.HostCluster.Drs;
import dev.thruway.domain.observation.HostCluster.Ha;
import dev.thruway.domain.observation.HostPending;
import dev.thruway.domain.observation.HostPending.Ran;
import dev.thruway.domain.observation.HostPending.Stage;
import dev.thruway.domain.observation.HostUses;
import dev.thruway.domain.observation.Observed;
import dev.thruway.domain.observation.PassthroughState;
import dev.thruway.domain.observation.VmState;
import dev.thruway.domain.observation.VmState.Power;
import dev.thruway.domain.spec.Endpoint;
import dev.thruway.domain.spec.Permission.Answer;
import dev.thruway.domain.spec.PolicyOverride;
import dev.thruway.domain.spec.SecretRef;
import dev.thruway.domain.spec.Trust;
import dev.thruway.domain.spec.Vcenter;
import dev.thruway.domain.text.Phrase;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class HostRebootTest {

    static final PolicyOverride NEVER_POWER_OFF =
            new PolicyOverride(
                    Optional.empty(),
                    Optional.of(Answer.NEVER),
                    Optional.empty(),
                    Optional.empty());

    /// The seed on a host that has to reboot, with a VM beside it that the file does not name.
    private static World crowded() {
        return World.seed().server(s -> s.rebinds = ServerDraft.NEEDS_REBOOT).stranger("other");
    }

    private static World in(Drs drs, Ha ha, int otherHosts) {
        return in(drs, ha, otherHosts, Set.of());
    }

    private static World in(Drs drs, Ha ha, int otherHosts, Set<String> staying) {
        return crowded()
                .server(s ->
                        s.cluster =
                                Optional.of(
                                        Observed.of(
                                                new HostCluster(
                                                        "ai", drs, ha, otherHosts, staying))));
    }

    private static World pending(World world, Stage stage, boolean maintenance) {
        return world.server(s -> {
            s.inMaintenanceMode = maintenance;
            s.pending =
                    Observed.of(
                            Optional.of(
                                    new HostPending(
                                            s.bootTime.known().orElseThrow(),
                                            "me",
                                            Instant.parse("2024-05-01T01:00:00Z"),
                                            stage,
                                            List.of(new Ran("52f3a1d0-other", "other")))));
        });
    }

    private static List<String> consequences(World world) {
        return world.plan().consequences().stream()
                .filter(c -> c.target().equals(Target.server(SERVER)))
                .map(c -> c.message().key())
                .toList();
    }

    private static Step step(World world, String code) {
        return world.plan().steps().stream()
                .filter(s -> s.action().code().equals(code))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void shutsEveryVmDownByNameAndStartsEachAgain() {
        var world = crowded().vm(vm -> vm.power = Power.ON);
        assertThat(World.codes(world.plan()))
                .containsSubsequence(
                        "note-host",
                        "enable-passthrough",
                        "note-running-vms",
                        "shut-down-vm",
                        "shut-down-other-vm",
                        "enter-maintenance-mode",
                        "reboot-host",
                        "exit-maintenance-mode",
                        "start-other-vm",
                        "note-vm",
                        "attach-device",
                        "power-on-vm",
                        "forget-pending")
                .containsOnlyOnce("shut-down-vm", "power-on-vm");
        var other = step(world, "shut-down-other-vm");
        assertThat(other.target()).isEqualTo(Target.server(SERVER));
        assertThat(other.approval()).isEqualTo(Approval.VM_POWER_OFF);
        assertThat(other.interrupts())
                .singleElement()
                .satisfies(i -> assertThat(i.kind()).isEqualTo(Interrupt.Kind.VM))
                .satisfies(i -> assertThat(i.name()).isEqualTo("other"))
                .satisfies(i -> assertThat(i.why().key()).isEqualTo("interrupt.vm-off"));
        assertThat(step(world, "note-running-vms").action())
                .isEqualTo(
                        new Action.NoteRunningVms(
                                List.of(
                                        new Ran("52f3a1d0-gpu02", "gpu02"),
                                        new Ran("52f3a1d0-other", "other"))));
    }

    @Test
    void saysThatAVmWithoutToolsIsPoweredOff() {
        var world = crowded();
        world.strangers.getFirst().toolsRunning = false;
        assertThat(step(world, "shut-down-other-vm").interrupts().getFirst().why().key())
                .isEqualTo("interrupt.vm-powered-off");
    }

    @Test
    void startsAVmOfTheFileThatIsNotAskedForAgainAsWell() {
        var world =
                crowded()
                        .vm(
                                "gpu03",
                                vm -> {
                                    vm.wantsAt(SLOT_5);
                                    vm.power = Power.ON;
                                });
        var plan = world.plan(Target.vm(VM)::equals);
        assertThat(plan.steps())
                .filteredOn(s -> s.target().equals(Target.vm("gpu03")))
                .extracting(s -> s.action().code())
                .containsExactly("shut-down-vm", "power-on-vm");
        Physics.carryOut(world, plan);
        assertThat(world.vm("gpu03").power).isEqualTo(Power.ON);
    }

    @Test
    void refusesWherePolicyForbidsToShutVmsDownAndNamesThem() {
        var world = crowded().server(s -> s.policy = NEVER_POWER_OFF);
        assertThat(world.blockers()).containsExactly("vms-run-on-host");
        assertThat(world.plan().blockers().getFirst().cause().args()).containsEntry("vms", "other");
        assertThat(world.plan().steps()).isEmpty();
    }

    @Test
    void aFullyAutomatedClusterMovesWhatItCanAndThePlanSaysSo() {
        var world =
                in(Drs.FULL, Ha.NO_ADMISSION_CONTROL, 2).server(s -> s.policy = NEVER_POWER_OFF);
        assertThat(world.blockers()).isEmpty();
        assertThat(World.codes(world.plan())).doesNotContain("shut-down-other-vm");
        assertThat(consequences(world)).containsExactly("consequence.vms-are-moved");
        world.strangerHolding("bound", SLOT_5, Power.ON);
        assertThat(world.plan().blockers().getFirst().cause().args()).containsEntry("vms", "bound");
    }

    @Test
    void aVmThatDrsLeavesAloneIsShutDownWhereTheOthersAreMoved() {
        var world =
                in(Drs.FULL, Ha.NO_ADMISSION_CONTROL, 2, Set.of("52f3a1d0-other"))
                        .stranger("web01");
        assertThat(world.plan().steps())
                .filteredOn(s -> s.action() instanceof Action.ShutDownOtherVm)
                .extracting(Step::id)
                .containsExactly("shut-down-other-vm:server/dl385-01:other");
        assertThat(world.plan().consequences())
                .extracting(c -> c.message().key() + " " + c.message().args().get("vms"))
                .contains(
                        "consequence.vms-are-moved web01", "consequence.vms-cannot-be-moved other");
    }

    @ParameterizedTest
    @EnumSource(
            value = Drs.class,
            names = {"OFF", "MANUAL", "PARTIAL"})
    void aClusterThatMovesNothingByItselfIsSeenBeforeItIsMet(Drs drs) {
        var world = in(drs, Ha.NO_ADMISSION_CONTROL, 2);
        assertThat(World.codes(world.plan())).contains("shut-down-other-vm");
        assertThat(consequences(world)).containsExactly("consequence.vms-are-not-moved");
        world.server(s -> s.policy = NEVER_POWER_OFF);
        assertThat(world.blockers()).containsExactly("vms-stay-on-host");
        assertThat(world.plan().blockers().getFirst().cause().args())
                .containsEntry("drs", drs.word());
    }

    @Test
    void aFullyAutomatedClusterOfOneHostMovesNothing() {
        assertThat(World.codes(in(Drs.FULL, Ha.NO_ADMISSION_CONTROL, 0).plan()))
                .contains("shut-down-other-vm");
    }

    @ParameterizedTest
    @CsvSource({"0, true", "1, true", "2, false"})
    void warnsBeforeAdmissionControlMayRefuse(int otherHosts, boolean warned) {
        var said = consequences(in(Drs.FULL, Ha.ADMISSION_CONTROL, otherHosts));
        assertThat(said.contains("consequence.ha-admission")).isEqualTo(warned);
    }

    @Test
    void showsWhatBecomesOfVsan() {
        var world = crowded();
        assertThat(step(world, "enter-maintenance-mode").what().key())
                .isEqualTo("step.enter-maintenance-mode");
        world.server(s ->
                s.uses =
                        s.uses.map(
                                u -> new HostUses(u.byAddress(), u.boot(), HostUses.Vsan.MEMBER)));
        assertThat(step(world, "enter-maintenance-mode").what().key())
                .isEqualTo("step.enter-maintenance-mode-vsan");
    }

    @ParameterizedTest
    @CsvSource({
        "vc01.example.com, vc01.example.com, true",
        "vc01.example.com, VC01, true",
        "192.0.2.5, 192.0.2.5, true",
        "vc01.example.com, vc011, false",
        "192.0.2.5, 192, false",
        "vc01.example.com, other, false",
    })
    void neverStopsTheVcenterThatItWorksThrough(String url, String guestName, boolean refused) {
        var world = crowded();
        world.vcenters.add(
                new Vcenter(
                        "vc01",
                        new Endpoint(
                                URI.create("https://" + url),
                                "svc",
                                new SecretRef.Env("PASSWORD"),
                                new Trust.Unstated())));
        world.server(s -> s.vcenter = Optional.of("vc01"));
        world.strangers.getFirst().guestName = guestName;
        assertThat(world.blockers().contains("vcenter-runs-on-host")).isEqualTo(refused);
    }

    @ParameterizedTest
    @CsvSource({"vc01.example.com, true", "VC01, true", "vc01-old.example.com, false"})
    void neverStopsTheVcenterThatIsReachedByAnotherNameThanItsOwn(
            String guestName, boolean refused) {
        var world = crowded();
        world.vcenters.add(
                new Vcenter(
                        "vc01",
                        new Endpoint(
                                URI.create("https://vcenter.example.com"),
                                "svc",
                                new SecretRef.Env("PASSWORD"),
                                new Trust.Unstated())));
        world.server(s -> {
            s.vcenter = Optional.of("vc01");
            s.ownName = Optional.of("vc01.example.com");
        });
        world.strangers.getFirst().guestName = guestName;
        assertThat(world.blockers().contains("vcenter-runs-on-host")).isEqualTo(refused);
    }

    /// The vCenter in a VM of the host, which is in such a cluster.
    private static World underItsOwnVcenter(Drs drs, int otherHosts, Set<String> staying) {
        var world = in(drs, Ha.NO_ADMISSION_CONTROL, otherHosts, staying);
        world.vcenters.add(
                new Vcenter(
                        "vc01",
                        new Endpoint(
                                URI.create("https://vc01.example.com"),
                                "svc",
                                new SecretRef.Env("PASSWORD"),
                                new Trust.Unstated())));
        world.server(s -> s.vcenter = Optional.of("vc01"));
        world.strangers.getFirst().guestName = "vc01.example.com";
        return world;
    }

    @Test
    void theVcenterThatDrsMovesAwayIsNoObstacleAndThePlanSaysThatItIsMoved() {
        var world = underItsOwnVcenter(Drs.FULL, 2, Set.of()).stranger("web01");
        assertThat(world.blockers()).isEmpty();
        assertThat(World.codes(world.plan()))
                .contains("enter-maintenance-mode", "reboot-host")
                .doesNotContain("shut-down-other-vm");
        assertThat(world.plan().consequences())
                .extracting(c -> c.message().key() + " " + c.message().args().get("vms"))
                .contains(
                        "consequence.vms-are-moved other, web01",
                        "consequence.vcenter-is-moved other");
    }

    @ParameterizedTest
    @CsvSource({
        "FULL, 0, ''",
        "FULL, 2, 52f3a1d0-other",
        "PARTIAL, 2, ''",
        "MANUAL, 2, ''",
        "OFF, 2, ''"
    })
    void theVcenterThatDrsDoesNotMoveIsNeverStopped(Drs drs, int otherHosts, String staying) {
        var world = underItsOwnVcenter(drs, otherHosts, Set.of(staying));
        assertThat(world.blockers()).containsExactly("vcenter-runs-on-host");
        assertThat(consequences(world)).doesNotContain("consequence.vcenter-is-moved");
    }

    @Test
    void theVcenterThatADeviceTiesOrOfWhichNothingIsKnownIsNeverStopped() {
        var bound = underItsOwnVcenter(Drs.FULL, 2, Set.of());
        bound.strangers.clear();
        bound.strangerHolding("other", SLOT_5, Power.ON);
        bound.strangers.getFirst().guestName = "vc01.example.com";
        assertThat(bound.blockers()).containsExactly("vcenter-runs-on-host");

        var unread =
                underItsOwnVcenter(Drs.FULL, 2, Set.of())
                        .server(s ->
                                s.cluster =
                                        Optional.of(
                                                Observed.unknown(Phrase.of("unread.timed-out"))));
        assertThat(unread.blockers()).contains("vcenter-runs-on-host");

        var nameless = underItsOwnVcenter(Drs.FULL, 2, Set.of());
        nameless.strangers.getFirst().uuidUnread = true;
        assertThat(nameless.blockers()).containsExactly("vcenter-runs-on-host");
    }

    @Test
    void aStandaloneHostHasNoVcenterToStop() {
        var world = crowded();
        world.strangers.getFirst().guestName = "vc01.example.com";
        assertThat(world.blockers()).isEmpty();
    }

    @Test
    void doesNotNoteAnewWhatIsNotedAndNotShutDownTwice() {
        var world = pending(crowded(), Stage.SHUTTING_DOWN, false);
        assertThat(World.codes(world.plan()))
                .doesNotContain("note-running-vms")
                .contains("shut-down-other-vm", "start-other-vm");
        world.strangers.getFirst().power = Power.OFF;
        assertThat(World.codes(world.plan()))
                .doesNotContain("note-running-vms", "shut-down-other-vm")
                .containsSubsequence("reboot-host", "start-other-vm", "forget-pending");
    }

    @Test
    void goesOnAfterTheRebootFromWhatWasNoted() {
        var world =
                pending(
                        crowded().card(SLOT_3, c -> c.passthrough(PassthroughState.ACTIVE)),
                        Stage.MAINTENANCE,
                        true);
        world.strangers.getFirst().power = Power.OFF;
        assertThat(World.codes(world.plan()))
                .startsWith("exit-maintenance-mode", "start-other-vm", "forget-pending");
        world.server(s -> s.inMaintenanceMode = false);
        assertThat(World.codes(world.plan())).startsWith("start-other-vm", "forget-pending");
        world.strangers.getFirst().power = Power.ON;
        assertThat(World.codes(world.plan())).startsWith("forget-pending");
    }

    @Test
    void aMaintenanceModeOfSomebodyElseIsNotLeftAndTheVmsThatWaitForItAreNamed() {
        var world =
                pending(
                        crowded().card(SLOT_3, c -> c.passthrough(PassthroughState.ACTIVE)),
                        Stage.SHUTTING_DOWN,
                        true);
        world.strangers.getFirst().power = Power.OFF;
        assertThat(world.blockers()).containsExactly("vms-wait-for-maintenance");
        assertThat(world.plan().blockers().getFirst().cause().args()).containsEntry("vms", "other");
    }

    @Test
    void doesNotShutVmsDownWhereItCannotReadWhatItNoted() {
        var world =
                crowded().server(s -> s.pending = Observed.unknown(Phrase.of("unread.timed-out")));
        assertThat(world.blockers()).containsExactly("host-unread");
    }

    @Test
    void anUndoOfOneVmAlsoFinishesWhatWasBegunOnItsHost() {
        var world = pending(crowded(), Stage.MAINTENANCE, true);
        world.strangers.getFirst().power = Power.OFF;
        assertThat(World.codes(world.undo(Target.vm(VM)::equals)))
                .containsExactly("exit-maintenance-mode", "start-other-vm", "forget-pending");
        assertThat(World.codes(world.undo(Target.vm("elsewhere")::equals))).isEmpty();
    }

    /// A run that ended between the reboot and the VM's own steps.
    private static World shutDownForItsHost() {
        return World.seed()
                .card(SLOT_3, c -> c.passthrough(PassthroughState.ACTIVE))
                .server(s ->
                        s.pending =
                                Observed.of(
                                        Optional.of(
                                                new HostPending(
                                                        s.bootTime.known().orElseThrow(),
                                                        "me",
                                                        Instant.parse("2024-05-01T01:00:00Z"),
                                                        Stage.MAINTENANCE,
                                                        List.of(
                                                                new Ran(
                                                                        "52f3a1d0-gpu02",
                                                                        "gpu02"))))));
    }

    @Test
    void aVmThatAnEarlierRunShutDownForItsHostIsNotedAsOneThatRan() {
        var note = (Action.NoteVm) step(shutDownForItsHost(), "note-vm").action();
        assertThat(note.before().power()).isEqualTo(Power.ON);
    }

    @Test
    void whatRanIsForgottenOnlyWhenItRunsAgain() {
        var world = shutDownForItsHost();
        assertThat(World.codes(world.plan())).containsSubsequence("power-on-vm", "forget-pending");
        var forget = step(world, "forget-pending");
        var order = StepOrder.of(world.spec(), world.seen(), world.plan().steps());
        assertThat(order.waitsFor(forget)).anyMatch(id -> id.endsWith("vm/gpu02"));
    }

    @Test
    void everyVmThatTheRebootStopsIsAwayForAsLongAsTheReboot() {
        var steps = crowded().vm(vm -> vm.power = Power.ON).plan().steps();
        assertThat(steps.stream().filter(s -> s.action().code().startsWith("shut-down-")))
                .hasSize(2)
                .flatExtracting(Step::interrupts)
                .allSatisfy(i -> assertThat(i.estimate()).isEqualTo(Estimates.HOST_REBOOT));
    }

    @Test
    void aVmThatIsKeptOutRunsAgainAllTheSame() {
        var world = shutDownForItsHost().vm(vm -> vm.firmware = VmState.Firmware.BIOS);
        assertThat(world.blockers()).containsExactly("bios-guest");
        assertThat(World.codes(world.plan())).containsExactly("power-on-vm", "forget-pending");
    }

    @Test
    void aVmThatCouldNotBeReadRunsAgainAllTheSame() {
        var world =
                shutDownForItsHost()
                        .vm(vm -> vm.unread = Optional.of(Phrase.of("unread.timed-out")));
        assertThat(world.blockers()).containsExactly("vm-unread");
        assertThat(World.codes(world.plan())).containsExactly("power-on-vm", "forget-pending");
    }

    @Test
    void aVmOfTheFileWaitsForAMaintenanceModeOfSomebodyElseAsWell() {
        var world = shutDownForItsHost();
        world.server(s -> {
            s.inMaintenanceMode = true;
            s.pending = s.pending.map(p -> p.map(begun -> begun.at(Stage.SHUTTING_DOWN)));
        });
        assertThat(world.blockers()).containsExactly("vms-wait-for-maintenance");
        assertThat(world.plan().steps()).isEmpty();
    }
}
