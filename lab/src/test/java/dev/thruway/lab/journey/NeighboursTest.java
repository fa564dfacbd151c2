package dev.thruway.lab.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.domain.condition.Condition;
import dev.thruway.domain.condition.Target;
import dev.thruway.domain.pci.PciAddress;
import dev.thruway.domain.plan.Step;
import dev.thruway.domain.spec.CardChoice;
import dev.thruway.domain.spec.GpuWish;
import dev.thruway.domain.spec.PassthroughWish;
import dev.thruway.domain.spec.Permission.Answer;
import dev.thruway.domain.spec.Policy;
import dev.thruway.domain.spec.Server;
import dev.thruway.domain.spec.Spec;
import dev.thruway.domain.spec.Vm;
import dev.thruway.engine.Engine;
import dev.thruway.engine.run.StepResult;
import dev.thruway.lab.scenario.Scenarios;
import dev.thruway.lab.world.PowerState;
import dev.thruway.vsphere.client.VsphereTransport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Journeys on a host that is not there for one VM alone.
final class NeighboursTest {

    @TempDir Path folder;

    private Engine engine(InProcess lab, Spec spec) {
        return Laptop.engine(lab, spec, folder, "test@here");
    }

    private static void walkWhole(Engine engine) throws InterruptedException {
        var plan = Laptop.plan(engine);
        assertThat(plan.blockers()).isEmpty();
        assertThat(Laptop.walk(engine, plan))
                .isNotEmpty()
                .allSatisfy(o -> assertThat(o.result()).isInstanceOf(StepResult.Done.class));
    }

    /// Which VMs ran when the host was asked to reboot, and what was noted then.
    private static final class AtReboot implements InProcess.Tap {
        private final List<String> running = new ArrayList<>();
        private final InProcess lab;
        private boolean seen;

        AtReboot(InProcess lab) {
            this.lab = lab;
        }

        @Override
        public void before(VsphereTransport.Request request) {
            if (request.body().contains("RebootHost_Task")) {
                seen = true;
                running.addAll(Neighbours.running(lab));
            }
        }
    }

    @Test
    void theVmsThatRanRunAgainAfterTheReboot() throws Exception {
        var lab = Neighbours.running(Scenarios.REBOOT);
        var atReboot = new AtReboot(lab);
        try (var engine = engine(lab.tapped(atReboot), Laptop.spec("gpu02", 1))) {
            assertThat(Laptop.plan(engine).steps())
                    .extracting(Step::id)
                    .containsSubsequence(
                            "note-running-vms:server/dl385-01",
                            "shut-down-other-vm:server/dl385-01:build01",
                            "shut-down-other-vm:server/dl385-01:db01",
                            "enter-maintenance-mode:server/dl385-01",
                            "reboot-host:server/dl385-01",
                            "exit-maintenance-mode:server/dl385-01",
                            "start-other-vm:server/dl385-01:build01",
                            "start-other-vm:server/dl385-01:db01",
                            "forget-pending:server/dl385-01",
                            "power-on-vm:vm/gpu02");

            walkWhole(engine);

            assertThat(Laptop.plan(engine).allHold()).isTrue();
        }
        assertThat(atReboot.seen).isTrue();
        assertThat(atReboot.running).isEmpty();
        assertThat(Neighbours.running(lab)).isEqualTo(Neighbours.NAMES);
        assertThat(lab.host().inMaintenance()).isFalse();
        assertThat(lab.host().datastore().filesUnder(".thruway"))
                .noneMatch(f -> f.name().endsWith("pending.json"));
    }

    @Test
    void aVmOfTheFileThatRunsGoesDownAndComesBackWithItsCard() throws Exception {
        var lab = Neighbours.running(Scenarios.REBOOT);
        Neighbours.powerOn(lab, List.of("gpu02"));
        try (var engine = engine(lab, Laptop.spec("gpu02", 1))) {
            walkWhole(engine);
            assertThat(Laptop.plan(engine).conditions()).allMatch(Condition::holds);
        }
        assertThat(lab.vm("gpu02").power()).isEqualTo(PowerState.POWERED_ON);
        assertThat(Neighbours.running(lab)).isEqualTo(Neighbours.NAMES);
    }

    @Test
    void nobodyIsShutDownWherePolicyForbidsIt() throws Exception {
        var lab = Neighbours.running(Scenarios.REBOOT);
        var spec = Laptop.spec("gpu02", 1);
        var never = new Policy(Answer.ASK, Answer.NEVER, Answer.NEVER, Answer.NEVER);
        try (var engine =
                engine(lab, new Spec(spec.vcenters(), spec.servers(), spec.vms(), never))) {
            var plan = Laptop.plan(engine);
            assertThat(plan.steps()).isEmpty();
            assertThat(plan.blockers())
                    .extracting(b -> b.code() + " " + b.cause().args().get("vms"))
                    .containsExactly("vms-run-on-host build01, db01");
        }
    }

    @ParameterizedTest
    @CsvSource({Scenarios.SEED, Scenarios.REBOOT})
    void theSoundOfACardGoesWithItAndComesBackWithIt(String scenario) throws Exception {
        var lab = Neighbours.withAudio(scenario);
        try (var engine = engine(lab, Laptop.spec("gpu02", 1))) {
            var first = Laptop.look(engine);
            walkWhole(engine);
            assertThat(Laptop.vm(Laptop.look(engine), "gpu02").devices())
                    .extracting(d -> d.address().orElseThrow().toString())
                    .containsExactly("0000:41:00.0", "0000:41:00.1");
            assertThat(lab.host().passthrough(Neighbours.AUDIO).active()).isTrue();
            assertThat(Laptop.plan(engine).allHold()).isTrue();

            assertThat(Laptop.walk(engine, Laptop.undoPlan(engine)))
                    .allSatisfy(o -> assertThat(o.result()).isInstanceOf(StepResult.Done.class));

            assertThat(lab.host().passthrough(Neighbours.AUDIO).enabled()).isFalse();
            assertThat(
                            Laptop.look(engine)
                                    .servers()
                                    .get(InProcess.SERVER)
                                    .host()
                                    .orElseThrow()
                                    .known()
                                    .orElseThrow()
                                    .functions())
                    .isEqualTo(
                            first.servers()
                                    .get(InProcess.SERVER)
                                    .host()
                                    .orElseThrow()
                                    .known()
                                    .orElseThrow()
                                    .functions());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0000:02:00.0, guard-boot-device",
        "0000:81:00.0, guard-storage",
        "0000:82:00.0, guard-management",
        "0000:82:00.1, guard-management",
        "0000:00:01.1, guard-bridge",
    })
    void whatTheHostLivesOnIsNeverPassedThrough(String address, String code) {
        var lab = new InProcess(Scenarios.SEED);
        var spec = Laptop.spec("gpu02", 1);
        var vm = spec.vms().getFirst();
        var wish = new GpuWish.Fixed(new CardChoice.AtAddress(PciAddress.parse(address)));
        var wanting =
                new Vm(
                        vm.name(),
                        vm.placement(),
                        vm.path(),
                        List.of(wish),
                        vm.secureBoot(),
                        vm.firmwareConversion(),
                        vm.guest());
        try (var engine =
                engine(
                        lab,
                        new Spec(
                                spec.vcenters(),
                                spec.servers(),
                                List.of(wanting),
                                spec.policy()))) {
            var plan = Laptop.plan(engine);
            assertThat(plan.steps()).isEmpty();
            assertThat(plan.blockers())
                    .extracting(b -> b.target() + " " + b.code())
                    .contains(Target.vm("gpu02") + " " + code);
        }
    }

    @Test
    void aHostThatHidesItsUplinksGetsNothingTakenFromIt() {
        var lab = new InProcess(Scenarios.SEED);
        var hiding =
                lab.tapped(
                        new InProcess.Tap() {
                            @Override
                            public String arrives(String answer) {
                                return answer.replaceAll(
                                        "(?s)<propSet><name>config.network.pnic</name>.*?</propSet>",
                                        "");
                            }
                        });
        try (var engine = engine(hiding, Laptop.spec("gpu02", 1))) {
            assertThat(Laptop.plan(engine).blockers())
                    .singleElement()
                    .satisfies(b -> assertThat(b.code()).isEqualTo("guard-unread"))
                    .satisfies(b ->
                            assertThat(b.cause().parts().get("cause").args())
                                    .containsEntry("what", "config.network.pnic"));
        }
    }

    private static Spec offering(String model, int count, String label) {
        var spec = Laptop.spec("gpu02", 1);
        var server = spec.servers().getFirst();
        return new Spec(
                spec.vcenters(),
                List.of(
                        new Server(
                                server.name(),
                                server.esxi(),
                                server.bmc(),
                                List.of(
                                        new PassthroughWish(
                                                new CardChoice.OfModel(model, count),
                                                Optional.of(label))),
                                server.gpuFirmware(),
                                server.policy())),
                List.of(),
                spec.policy());
    }

    @ParameterizedTest
    @CsvSource({Scenarios.SEED, Scenarios.REBOOT})
    void aPreparedCardIsLabelledAndTheLabelIsTakenBack(String scenario) throws Exception {
        var lab = new InProcess(scenario);
        var slot3 = PciAddress.parse("0000:41:00.0");
        try (var engine = engine(lab, offering("L40S", 1, "ai-gpu"))) {
            walkWhole(engine);
            assertThat(lab.host().passthrough(slot3).label()).contains("ai-gpu");
            assertThat(lab.host().passthrough(slot3).active()).isTrue();
            assertThat(Laptop.plan(engine).steps()).isEmpty();

            assertThat(Laptop.walk(engine, Laptop.undoPlan(engine)))
                    .isNotEmpty()
                    .allSatisfy(o -> assertThat(o.result()).isInstanceOf(StepResult.Done.class));

            assertThat(lab.host().passthrough(slot3).label()).isEmpty();
            assertThat(lab.host().passthrough(slot3).enabled()).isFalse();
            assertThat(lab.host().datastore().filesUnder(".thruway")).isEmpty();
        }
    }
}
