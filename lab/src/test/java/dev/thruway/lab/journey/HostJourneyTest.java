package dev.thruway.lab.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.domain.condition.Condition;
import dev.thruway.domain.condition.Target;
import dev.thruway.domain.observation.Observation;
import dev.thruway.domain.observation.VmState;
import dev.thruway.domain.plan.Plan;
import dev.thruway.engine.Engine;
import dev.thruway.engine.apply.RunListener;
import dev.thruway.engine.apply.StepOutcome;
import dev.thruway.engine.run.StepResult;
import dev.thruway.lab.scenario.Scenarios;
import dev.thruway.vsphere.client.VsphereTransport;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HostJourneyTest {

    @TempDir Path folder;

    private Engine engine(InProcess lab, int gpus) {
        return Laptop.engine(lab, Laptop.spec("gpu02", gpus), folder, "test@here");
    }

    private static List<StepOutcome> walk(Engine engine, Plan plan) throws InterruptedException {
        return engine.walk(plan, engine.observe(HostJourneyTest::all), RunListener.NONE);
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

    @Test
    void manyLooksAtOnceLogInOnce() throws Exception {
        var logins = new AtomicInteger();
        var lab =
                new InProcess(Scenarios.SEED)
                        .tapped(
                                new InProcess.Tap() {
                                    @Override
                                    public void before(VsphereTransport.Request request) {
                                        if (request.body().contains("<Login ")) {
                                            logins.incrementAndGet();
                                        }
                                    }
                                });
        try (var engine = engine(lab, 1);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Observation> look = () -> engine.observe(HostJourneyTest::all);
            for (var looked : threads.invokeAll(Collections.nCopies(8, look))) {
                assertThat(looked.get().servers()).hasSize(1);
            }
        }
        assertThat(logins).hasValue(1);
    }
}
