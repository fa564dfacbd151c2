package dev.thruway.lab.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class VcenterTest {

    private static final Duration MINUTES = Duration.ofMinutes(3);

    private static List<String> names(EsxHost host) {
        return host.vms().stream().map(vm -> vm.config().name()).sorted().toList();
    }

    @Test
    void movesRunningVmsAwayWhereDrsIsFullyAutomated() {
        var lab = new ClusterWorld();
        var task = lab.enterMaintenance(2, Duration.ZERO);
        assertThat(lab.after(MINUTES, lab.host(2), task).state()).isEqualTo(LabTask.State.SUCCESS);
        assertThat(lab.host(2).inMaintenance()).isTrue();
        assertThat(lab.host(2).vms()).isEmpty();
        assertThat(names(lab.host(1))).contains("build01");
        assertThat(names(lab.host(3))).contains("db01");
        assertThat(lab.vm("db01").power()).isEqualTo(PowerState.POWERED_ON);
        assertThat(lab.eventTypes())
                .containsSubsequence(
                        "EnteringMaintenanceModeEvent",
                        "VmMigratedEvent",
                        "VmMigratedEvent",
                        "EnteredMaintenanceModeEvent");
    }

    @Test
    void leavesAVmThatIsOffWhereItIsUnlessAskedToMoveIt() {
        var lab = new ClusterWorld();
        lab.enterMaintenance(1, Duration.ZERO);
        lab.time.pass(MINUTES);
        assertThat(names(lab.host(1))).containsExactly("gpu02");
        var other = new ClusterWorld();
        other.vcenter.enterMaintenance(
                other.host(1), Duration.ZERO, new Evacuation.Wish(Evacuation.PoweredOff.MOVE));
        other.time.pass(MINUTES);
        assertThat(other.host(1).inMaintenance()).isTrue();
        assertThat(other.host(1).vms()).isEmpty();
    }

    @Test
    void waitsForAVmWithACardUntilItIsOff() {
        var lab = new ClusterWorld();
        lab.gpuRuns();
        var host = lab.host(1);
        var task = lab.enterMaintenance(1, Duration.ZERO);
        var waiting = lab.after(MINUTES, host, task);
        assertThat(waiting.done()).isFalse();
        assertThat(names(host)).containsExactly("gpu02", "web01", "web02");
        lab.vm("gpu02").powerOff();
        assertThat(lab.after(MINUTES, host, task).state()).isEqualTo(LabTask.State.SUCCESS);
    }

    @Test
    void saysHowFarItIs() {
        var lab = ClusterWorld.withCluster("pinned: [db01]");
        var task = lab.enterMaintenance(2, Duration.ZERO);
        assertThat(lab.after(MINUTES, lab.host(2), task).progress()).isEqualTo(45);
        assertThat(names(lab.host(2))).containsExactly("db01");
    }

    @Test
    void givesUpAtTheTimeout() {
        var lab = ClusterWorld.withCluster("pinned: [db01]");
        var task = lab.enterMaintenance(2, Duration.ofSeconds(30));
        assertThat(lab.after(MINUTES, lab.host(2), task).error())
                .containsInstanceOf(Refusal.Reason.Timedout.class);
        assertThat(lab.host(2).inMaintenance()).isFalse();
    }

    @Test
    void movesNothingWhereDrsOnlyAdvises() {
        for (var drs : List.of("off", "manual", "partiallyAutomated")) {
            var lab = ClusterWorld.withCluster("drs: \"" + drs + "\"");
            var task = lab.enterMaintenance(2, Duration.ZERO);
            assertThat(lab.after(MINUTES, lab.host(2), task).done()).as(drs).isFalse();
            assertThat(names(lab.host(2))).containsExactly("build01", "db01");
        }
    }

    @Test
    void movesNothingToAHostThatIsDisconnectedOrInMaintenance() {
        var lab =
                new ClusterWorld(
                        "vcenters: {vc01: {disconnected: [dl385-03], clusters: {ai: {ha:"
                                + " \"off\"}}}}\n");
        lab.host(1).vms().forEach(VirtualMachine::powerOff);
        lab.time.pass(MINUTES);
        lab.enterMaintenance(1, Duration.ZERO);
        lab.time.pass(MINUTES);
        assertThat(lab.host(1).inMaintenance()).isTrue();
        var task = lab.enterMaintenance(2, Duration.ZERO);
        assertThat(lab.after(MINUTES, lab.host(2), task).done()).isFalse();
    }

    @Test
    void isRefusedByAdmissionControl() {
        var lab = new ClusterWorld();
        lab.enterMaintenance(2, Duration.ZERO);
        lab.time.pass(MINUTES);
        assertThat(lab.enterMaintenance(1, Duration.ZERO).error())
                .containsInstanceOf(Refusal.Reason.InsufficientFailover.class);
    }

    @Test
    void givesAMovedVmANewNumberOnItsHost() {
        var lab = new ClusterWorld();
        lab.enterMaintenance(2, Duration.ZERO);
        lab.time.pass(MINUTES);
        assertThat(lab.host(1).vms()).extracting(VirtualMachine::localId).doesNotHaveDuplicates();
        assertThat(lab.vm("build01").host()).isSameAs(lab.host(1));
    }

    @Test
    void keepsTasksAndEventsOfAHostThatReboots() {
        var lab = new ClusterWorld();
        var host = lab.host(2);
        lab.enterMaintenance(2, Duration.ZERO);
        lab.time.pass(MINUTES);
        host.reboot(false);
        lab.time.pass(Duration.ofSeconds(20));
        assertThat(lab.vcenter.connection(host)).isEqualTo(Vcenter.Connection.NOT_RESPONDING);
        assertThat(lab.vcenter.answering()).isTrue();
        assertThat(host.tasks().all()).isEmpty();
        assertThat(lab.vcenter.tasks().all())
                .extracting(LabTask::descriptionId)
                .contains("HostSystem.enterMaintenanceMode", "HostSystem.reboot");
        lab.time.pass(Duration.ofMinutes(7));
        assertThat(lab.vcenter.connection(host)).isEqualTo(Vcenter.Connection.CONNECTED);
        assertThat(host.inMaintenance()).isTrue();
        assertThat(lab.eventTypes())
                .containsSubsequence("HostConnectionLostEvent", "HostConnectedEvent");
    }

    @Test
    void endsATaskWhoseHostIsLost() {
        var lab = ClusterWorld.withCluster("pinned: [db01]");
        var task = lab.enterMaintenance(2, Duration.ZERO);
        var key = lab.vcenter.tasks().keyOfCopy(lab.host(2).tasks(), task.key());
        lab.time.pass(Duration.ofMinutes(1));
        lab.world.server("dl385-02").powerOff();
        assertThat(lab.vcenter.tasks().find(key).orElseThrow().error())
                .containsInstanceOf(Refusal.Reason.HostNotResponding.class);
    }

    @Test
    void isGoneWithTheVmThatItRunsIn() {
        var lab = new ClusterWorld();
        lab.world.server("dl385-03").restart();
        lab.time.pass(Duration.ofMinutes(8));
        assertThat(lab.host(3).answering()).isTrue();
        assertThat(lab.vcenter.powered()).isFalse();
        lab.vm("vcsa01").powerOn();
        lab.time.pass(Duration.ofMinutes(1));
        assertThat(lab.vcenter.powered()).isTrue();
        assertThat(lab.vcenter.answering()).isFalse();
        lab.time.pass(Duration.ofMinutes(6));
        assertThat(lab.vcenter.answering()).isTrue();
    }

    @Test
    void goesOnWhileItsOwnVmIsMoved() {
        var lab = new ClusterWorld();
        lab.enterMaintenance(3, Duration.ZERO);
        lab.time.pass(MINUTES);
        assertThat(lab.host(3).inMaintenance()).isTrue();
        assertThat(lab.vcenter.answering()).isTrue();
    }

    @Test
    void asksNothingOfAHostThatItHasLetGo() {
        var lab = new ClusterWorld();
        lab.vcenter.disconnect(lab.host(1));
        lab.time.pass(MINUTES);
        assertThatThrownBy(() -> lab.vcenter.requireConnected(lab.host(1)))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        r ->
                                assertThat(r.reason())
                                        .isInstanceOf(Refusal.Reason.HostNotConnected.class));
        lab.vcenter.reconnect(lab.host(1));
        lab.time.pass(MINUTES);
        assertThat(lab.vcenter.connection(lab.host(1))).isEqualTo(Vcenter.Connection.CONNECTED);
    }
}
