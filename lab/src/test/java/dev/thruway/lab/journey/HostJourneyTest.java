package dev.thruway.lab.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.domain.condition.Condition;
import dev.thruway.domain.condition.Target;
import dev.thruway.domain.observation.VmState;
import dev.thruway.domain.plan.Plan;
import dev.thruway.domain.plan.Step;
import dev.thruway.domain.spec.CardChoice;
import dev.thruway.domain.spec.Endpoint;
import dev.thruway.domain.spec.Esxi;
import dev.thruway.domain.spec.GpuWish;
import dev.thruway.domain.spec.Placement;
import dev.thruway.domain.spec.Policy;
import dev.thruway.domain.spec.PolicyOverride;
import dev.thruway.domain.spec.SecretRef;
import dev.thruway.domain.spec.Server;
import dev.thruway.domain.spec.Spec;
import dev.thruway.domain.spec.Trust;
import dev.thruway.domain.spec.Vm;
import dev.thruway.domain.text.Phrase;
import dev.thruway.engine.Clock;
import dev.thruway.engine.Engine;
import dev.thruway.engine.EngineSettings;
import dev.thruway.engine.apply.RunListener;
import dev.thruway.engine.apply.StepOutcome;
import dev.thruway.engine.journal.Journal;
import dev.thruway.engine.run.StepResult;
import dev.thruway.knowledge.ProductKnowledge;
import dev.thruway.lab.scenario.Scenarios;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HostJourneyTest {

    @TempDir Path folder;

    private Engine engine(InProcess lab, int gpus) {
        return new Engine(
                spec(gpus),
                ProductKnowledge.builtIn(),
                lab,
                new Journal(folder),
                new EngineSettings(
                        new QuickClock(),
                        new SplittableRandom(7),
                        Duration.ofSeconds(10),
                        "test@here"));
    }

    /// The wall clock, on which waiting takes a hundredth.
    private static final class QuickClock implements Clock {

        private Duration ahead = Duration.ZERO;

        @Override
        public synchronized Instant now() {
            return Instant.now().plus(ahead);
        }

        @Override
        public void sleep(Duration duration) throws InterruptedException {
            Thread.sleep(duration.dividedBy(100));
            synchronized (this) {
                ahead = ahead.plus(duration);
            }
        }
    }

    private static Spec spec(int gpus) {
        var endpoint =
                new Endpoint(
                        URI.create("https://lab"),
                        "root",
                        new SecretRef.Env("ESXI_PASSWORD"),
                        new Trust.Insecure());
        return new Spec(
                List.of(),
                List.of(
                        new Server(
                                "dl385-01",
                                Optional.of(new Esxi.Standalone(endpoint)),
                                Optional.empty(),
                                List.of(),
                                new TreeMap<>(),
                                PolicyOverride.NONE)),
                List.of(
                        new Vm(
                                "gpu02",
                                new Placement.OnServer("dl385-01"),
                                Optional.empty(),
                                List.of(new GpuWish.Fixed(new CardChoice.OfModel("L40S", gpus))),
                                Vm.SecureBoot.ON,
                                Vm.FirmwareConversion.NEVER,
                                Optional.empty())),
                Policy.DEFAULT);
    }

    private static final RunListener SILENT =
            new RunListener() {
                @Override
                public void started(Step step) {}

                @Override
                public void progress(Step step, Phrase message) {}

                @Override
                public void ended(Step step, StepResult result) {}
            };

    private static List<StepOutcome> walk(Engine engine, Plan plan) throws InterruptedException {
        return engine.walk(plan, engine.observe(HostJourneyTest::all), SILENT);
    }

    private static boolean all(Target target) {
        return true;
    }

    private static VmState vm(Engine engine) {
        return engine.observe(HostJourneyTest::all)
                .vms()
                .get("gpu02")
                .state()
                .known()
                .flatMap(s -> s)
                .orElseThrow();
    }

    private static Plan plan(Engine engine) {
        return engine.plan(engine.observe(HostJourneyTest::all), HostJourneyTest::all);
    }

    @ParameterizedTest
    @CsvSource({"1, 128", "2, 256"})
    void givesTheVmItsCardsAndStartsIt(int gpus, String window) throws Exception {
        var lab = new InProcess(Scenarios.SEED);
        try (var engine = engine(lab, gpus)) {
            var plan = plan(engine);
            assertThat(plan.blockers()).isEmpty();

            assertThat(walk(engine, plan))
                    .isNotEmpty()
                    .allSatisfy(o -> assertThat(o.result()).isInstanceOf(StepResult.Done.class));

            var after = plan(engine);
            assertThat(after.conditions()).allSatisfy(c -> assertThat(c).matches(Condition::holds));
            assertThat(after.steps()).isEmpty();
            assertThat(vm(engine).extra("pciPassthru.64bitMMIOSizeGB")).contains(window);
            assertThat(vm(engine).devices()).hasSize(gpus);
        }
    }

    @Test
    void undoBringsTheFirstStateBack() throws Exception {
        var lab = new InProcess(Scenarios.SEED);
        try (var engine = engine(lab, 1)) {
            var before = engine.observe(HostJourneyTest::all);
            walk(engine, plan(engine));

            var outcomes =
                    walk(
                            engine,
                            engine.undoPlan(
                                    engine.observe(HostJourneyTest::all), HostJourneyTest::all));

            assertThat(outcomes)
                    .isNotEmpty()
                    .allSatisfy(o -> assertThat(o.result()).isInstanceOf(StepResult.Done.class));
            var after = engine.observe(HostJourneyTest::all);
            assertThat(after.servers()).isEqualTo(before.servers());
            var was = before.vms().get("gpu02").state().known().flatMap(s -> s).orElseThrow();
            var is = after.vms().get("gpu02").state().known().flatMap(s -> s).orElseThrow();
            assertThat(is)
                    .usingRecursiveComparison()
                    .ignoringFields("changeVersion")
                    .isEqualTo(was);
            assertThat(engine.undoPlan(after, HostJourneyTest::all).steps()).isEmpty();
        }
    }

    @Test
    void rebootsAHostThatCannotRebind() throws Exception {
        var lab = new InProcess(Scenarios.REBOOT);
        try (var engine = engine(lab, 1)) {
            var plan = plan(engine);
            assertThat(plan.steps())
                    .extracting(s -> s.action().code())
                    .containsSubsequence(
                            "enable-passthrough",
                            "enter-maintenance-mode",
                            "reboot-host",
                            "exit-maintenance-mode",
                            "attach-device",
                            "power-on-vm");

            assertThat(walk(engine, plan))
                    .allSatisfy(o -> assertThat(o.result()).isInstanceOf(StepResult.Done.class));

            assertThat(plan(engine).allHold()).isTrue();
        }
    }

    @Test
    void aSecondWalkOfTheSamePlanChangesNothing() throws Exception {
        var lab = new InProcess(Scenarios.SEED);
        try (var engine = engine(lab, 1)) {
            var plan = plan(engine);
            walk(engine, plan);
            var version = vm(engine).changeVersion();

            assertThat(walk(engine, plan))
                    .allSatisfy(o ->
                            assertThat(o.result())
                                    .isInstanceOfSatisfying(
                                            StepResult.Done.class,
                                            d ->
                                                    assertThat(d.need())
                                                            .isEqualTo(
                                                                    StepResult.Need.ALREADY_SO)));

            assertThat(vm(engine).changeVersion()).isEqualTo(version);
        }
    }
}
