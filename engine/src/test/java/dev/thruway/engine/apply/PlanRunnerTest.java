package dev.thruway.engine.apply;

import static dev.thruway.engine.apply.PlanSteps.HOST;
import static dev.thruway.engine.apply.PlanSteps.VM;
import static dev.thruway.engine.apply.PlanSteps.enable;
import static dev.thruway.engine.apply.PlanSteps.extra;
import static dev.thruway.engine.apply.PlanSteps.powerOn;
import static dev.thruway.engine.apply.PlanSteps.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thruway.domain.condition.Target;
import dev.thruway.domain.observation.Observation;
import dev.thruway.domain.plan.Action;
import dev.thruway.domain.plan.Step;
import dev.thruway.domain.plan.StepOrder;
import dev.thruway.domain.spec.Spec;
import dev.thruway.domain.text.Phrase;
import dev.thruway.engine.ManualClock;
import dev.thruway.engine.journal.Journal;
import dev.thruway.engine.run.Effect;
import dev.thruway.engine.run.ScriptedEffect;
import dev.thruway.engine.run.StepFailed;
import dev.thruway.engine.run.StepResult;
import dev.thruway.vsphere.client.VsphereException;
import dev.thruway.vsphere.client.VsphereFault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PlanRunnerTest {

    private static final Observation NOTHING_SEEN =
            new Observation(new TreeMap<>(), new TreeMap<>(), new TreeMap<>());

    private static final Step TOGGLE = enable("0000:41:00.0");
    private static final Step KEY = extra(VM, "a");
    private static final Step MEMORY = step(VM, new Action.SetMemoryReservation(1, true));
    private static final Step ON = powerOn();
    private static final Spec SPEC = PlanSteps.underOneVcenter(HOST.name(), "h2", "h3");
    private static final List<Step> ALL = List.of(TOGGLE, KEY, MEMORY, ON);

    @TempDir Path folder;

    private final ManualClock clock = new ManualClock();
    private final List<String> told = new ArrayList<>();

    private List<StepOutcome> walk(PlanRunner.Carriers carriers, List<Step> steps)
            throws InterruptedException {
        return walk(SPEC, carriers, steps, Map.of());
    }

    private List<StepOutcome> walk(
            Spec spec, PlanRunner.Carriers carriers, List<Step> steps, Map<Target, Phrase> refused)
            throws InterruptedException {
        var telling = new Telling(clock, new Hearing(), new Journal(folder), "run-1", "tanaka@pc");
        return new PlanRunner(carriers, clock, telling, new Places(spec))
                .walk(steps, StepOrder.of(spec, NOTHING_SEEN, steps), refused);
    }

    private final class Hearing implements RunListener {
        @Override
        public void started(Step step) {
            told.add("started " + who(step) + step.action().code());
        }

        @Override
        public void progress(Step step, Phrase message) {
            told.add("progress " + who(step) + step.action().code());
        }

        @Override
        public void ended(Step step, StepResult result) {
            told.add(result.word() + " " + who(step) + step.action().code());
        }
    }

    /// Which of several targets, where there are several.
    private static String who(Step step) {
        return step.target().equals(VM) || step.target().equals(HOST) ? "" : step.target() + " ";
    }

    /// Carries everything out but the steps of a VM's configuration.
    private static PlanRunner.Carriers configurationAnswers(Effect effect) {
        return (group, _) ->
                group.getFirst().action() instanceof Action.OnVmConfig
                        ? effect
                        : new ScriptedEffect(ScriptedEffect.settled());
    }

    private static List<String> words(List<StepOutcome> outcomes) {
        return outcomes.stream().map(o -> o.result().word()).toList();
    }

    @Test
    void theRestOfThePlanIsNotTriedAfterAFailure() throws Exception {
        var outcomes = walk(configurationAnswers(new ScriptedEffect(ScriptedEffect.wrong())), ALL);

        assertThat(words(outcomes)).containsExactly("done", "failed", "failed", "blocked");
        assertThat(outcomes.getLast().startedAt()).isEmpty();
        assertThat(outcomes.getLast().result().message())
                .isEqualTo(Phrase.of("run.not-tried", "target", VM, "step", KEY.what()));
    }

    @Test
    void theRestOfThePlanIsNotTriedAfterAnUnknown() throws Exception {
        var outcomes =
                walk(configurationAnswers(new ScriptedEffect(ScriptedEffect.unclear())), ALL);

        assertThat(words(outcomes)).containsExactly("done", "unknown", "unknown", "blocked");
    }

    @Test
    void theListenerIsToldInOrder() throws Exception {
        walk(
                configurationAnswers(
                        new ScriptedEffect(ScriptedEffect.notYet(), ScriptedEffect.wrong())),
                ALL);

        assertThat(told)
                .containsExactly(
                        "started enable-passthrough",
                        "done enable-passthrough",
                        "started set-extra-config",
                        "started set-memory-reservation",
                        "progress set-memory-reservation",
                        "failed set-extra-config",
                        "failed set-memory-reservation",
                        "blocked power-on-vm");
    }

    @Test
    void theJournalTellsTheSameInTheSameOrder() throws Exception {
        walk(configurationAnswers(new ScriptedEffect(ScriptedEffect.wrong())), ALL);

        var entries = new Journal(folder).read();
        assertThat(entries)
                .extracting(e -> e.state() + " " + e.action())
                .containsExactly(
                        "running enable-passthrough",
                        "done enable-passthrough",
                        "running set-extra-config",
                        "running set-memory-reservation",
                        "failed set-extra-config",
                        "failed set-memory-reservation",
                        "blocked power-on-vm");
        assertThat(entries)
                .allSatisfy(e -> {
                    assertThat(e.run()).isEqualTo("run-1");
                    assertThat(e.who()).isEqualTo("tanaka@pc");
                });
        assertThat(entries.getFirst().step()).isEqualTo(TOGGLE.id());
        assertThat(entries.getFirst().target()).isEqualTo(HOST.toString());
        assertThat(entries.getFirst().message()).isEqualTo(TOGGLE.what());
    }

    @Test
    void anEntryIsWrittenBeforeTheWorldIsChanged() throws Exception {
        var written = new ArrayList<String>();
        var effect =
                new ScriptedEffect(
                        () ->
                                new Journal(folder)
                                        .read()
                                        .forEach(e -> written.add(e.state() + " " + e.action())),
                        ScriptedEffect.notYet(),
                        ScriptedEffect.settled());

        walk((_, _) -> effect, List.of(ON));

        assertThat(written).containsExactly("running power-on-vm");
    }

    @Test
    void anEffectHearsOfTheStepsThatFollow() throws Exception {
        var later = new ArrayList<List<Step>>();
        walk(
                (_, rest) -> {
                    later.add(rest);
                    return new ScriptedEffect(ScriptedEffect.settled());
                },
                ALL);

        assertThat(later).containsExactly(List.of(KEY, MEMORY, ON), List.of(ON), List.of());
    }

    @Test
    void aStepWithoutAnEffectFailsWithItsReason() throws Exception {
        var why = Phrase.of("run.no-datastore", "server", "host");

        var outcomes =
                walk(
                        (_, _) -> {
                            throw new StepFailed(why);
                        },
                        List.of(TOGGLE));

        assertThat(words(outcomes)).containsExactly("failed");
        assertThat(outcomes.getFirst().result().message()).isEqualTo(why);
    }

    @Test
    void aServerThatDoesNotAnswerMakesItUnknown() throws Exception {
        var outcomes =
                walk(
                        (_, _) -> {
                            throw new VsphereException(
                                    "Login", new VsphereFault.Unreachable("refused"));
                        },
                        List.of(TOGGLE, ON));

        assertThat(words(outcomes)).containsExactly("unknown", "blocked");
    }

    /// A client whose call is interrupted answers "unreachable" and leaves the thread interrupted.
    @Test
    void anInterruptedCallIsAnInterruptAndNoFailure() {
        var effect =
                new ScriptedEffect(
                        () -> {
                            Thread.currentThread().interrupt();
                            throw new StepFailed(Phrase.of("unread.unreachable"));
                        },
                        ScriptedEffect.notYet());

        assertThatThrownBy(() -> walk((_, _) -> effect, List.of(TOGGLE, ON)))
                .isInstanceOf(InterruptedException.class);

        assertThat(told).doesNotContain("failed enable-passthrough", "started power-on-vm");
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    private static Effect settled() {
        return new ScriptedEffect(ScriptedEffect.settled());
    }

    private static Effect wrong() {
        return new ScriptedEffect(ScriptedEffect.wrong());
    }

    private static Step configure(String vm) {
        return extra(Target.vm(vm), "a");
    }

    private static Step on(String vm) {
        return step(Target.vm(vm), new Action.PowerOnVm());
    }

    @Test
    void afterAFailureTheOtherTargetsGoOn() throws Exception {
        var steps = List.of(configure("h2"), on("h2"), configure("h3"), on("h3"));

        var outcomes =
                walk(
                        (group, _) ->
                                group.getFirst().target().name().equals("h2") ? wrong() : settled(),
                        steps);

        assertThat(outcomes).extracting(StepOutcome::step).isEqualTo(steps);
        assertThat(words(outcomes)).containsExactly("failed", "blocked", "done", "done");
        assertThat(outcomes.get(1).result().message())
                .isEqualTo(
                        Phrase.of(
                                "run.not-tried",
                                "target",
                                Target.vm("h2"),
                                "step",
                                configure("h2").what()));
    }

    /// Each waits until both have begun.
    @Test
    void targetsThatDoNotStandOnEachOtherAreDoneAtTheSameTime() throws Exception {
        var both = new CyclicBarrier(2);

        var outcomes =
                walk(
                        (_, _) -> {
                            await(both);
                            return settled();
                        },
                        List.of(on("h2"), on("h3")));

        assertThat(words(outcomes)).containsExactly("done", "done");
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void oneEndpointHasNoMoreStepsAtOnceThanItsLimit() throws Exception {
        int vms = 3 * Places.STEPS_AT_ONCE;
        var names = IntStream.range(0, vms).mapToObj(n -> "n" + n).toArray(String[]::new);
        var full = new CountDownLatch(Places.STEPS_AT_ONCE);
        var running = new AtomicInteger();
        var most = new AtomicInteger();

        var outcomes =
                walk(
                        PlanSteps.underOneVcenter(names),
                        (_, _) -> {
                            most.accumulateAndGet(running.incrementAndGet(), Math::max);
                            full.countDown();
                            await(full);
                            running.decrementAndGet();
                            return settled();
                        },
                        Arrays.stream(names).map(PlanRunnerTest::on).toList(),
                        Map.of());

        assertThat(most).hasValue(Places.STEPS_AT_ONCE);
        assertThat(words(outcomes)).hasSize(vms).containsOnly("done");
    }

    /// VMs that only have to stay on leave their places to others, and are waited for.
    @Test
    void whatOnlyHasToStayAsItIsTakesNoPlace() throws Exception {
        int vms = 3 * Places.STEPS_AT_ONCE;
        var names = IntStream.range(0, vms).mapToObj(n -> "n" + n).toArray(String[]::new);
        var all = new CountDownLatch(vms);

        var outcomes =
                walk(
                        PlanSteps.underOneVcenter(names),
                        (_, _) -> new Settling(all),
                        Arrays.stream(names).map(PlanRunnerTest::on).toList(),
                        Map.of());

        assertThat(words(outcomes)).hasSize(vms).containsOnly("done");
    }

    /// Stays until all others do.
    private static final class Settling implements Effect {

        private final CountDownLatch all;
        private int looks;

        Settling(CountDownLatch all) {
            this.all = all;
        }

        @Override
        public Look look() {
            return switch (looks++) {
                case 0 -> ScriptedEffect.notYet();
                case 1 -> ScriptedEffect.staying();
                default -> {
                    all.countDown();
                    await(all);
                    yield ScriptedEffect.settled();
                }
            };
        }

        @Override
        public void act() {}

        @Override
        public Duration limit() {
            return Duration.ofHours(1);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Step> reboots(String... servers) {
        return Arrays.stream(servers)
                .flatMap(s -> Stream.of(PlanSteps.enter(s), PlanSteps.reboot(s), PlanSteps.exit(s)))
                .toList();
    }

    @Test
    void hostsOfOneVcenterAreOutOfServiceOneAfterTheOther() throws Exception {
        walk((_, _) -> settled(), reboots("h2", "h3", HOST.name()));

        var out = new TreeSet<String>();
        for (var line : told) {
            var target = line.contains("server/") ? line.split(" ")[1] : HOST.toString();
            if (line.startsWith("started") && line.endsWith("enter-maintenance-mode")) {
                out.add(target);
            }
            assertThat(out).as("%s", told).containsExactly(target);
            if (line.startsWith("done") && line.endsWith("exit-maintenance-mode")) {
                out.remove(target);
            }
        }
        assertThat(told).hasSize(18);
    }

    @Test
    void afterAHostThatDidNotComeBackNoOtherIsTakenOut() throws Exception {
        var outcomes =
                walk(
                        (group, _) ->
                                group.getFirst().equals(PlanSteps.reboot("h2"))
                                        ? wrong()
                                        : settled(),
                        reboots("h2", "h3"));

        assertThat(words(outcomes))
                .containsExactly("done", "failed", "blocked", "blocked", "blocked", "blocked");
        assertThat(outcomes.get(3).result().message())
                .isEqualTo(Phrase.of("run.host-not-back", "server", "h2"));
    }

    @Test
    void afterAHostThatNeverWentOutTheNextIsTakenOut() throws Exception {
        var outcomes =
                walk(
                        (group, _) ->
                                group.getFirst().equals(PlanSteps.enter("h2"))
                                        ? wrong()
                                        : settled(),
                        reboots("h2", "h3"));

        assertThat(words(outcomes))
                .containsExactly("failed", "blocked", "blocked", "done", "done", "done");
    }

    @Test
    void aHostWhoseVmsDoNotGoDownGivesItsTurnBack() throws Exception {
        var steps = new ArrayList<Step>();
        for (var server : List.of("h2", "h3")) {
            steps.add(PlanSteps.noteRunningVms(server));
            steps.add(PlanSteps.shutDown(server));
            steps.addAll(reboots(server));
        }
        var outcomes =
                walk(
                        (group, _) ->
                                group.getFirst().equals(PlanSteps.shutDown("h2"))
                                        ? wrong()
                                        : settled(),
                        steps);

        assertThat(words(outcomes))
                .containsExactly(
                        "done", "failed", "blocked", "blocked", "blocked", "done", "done", "done",
                        "done", "done");
    }

    @Test
    void nothingIsTriedOfATargetThatIsRefusedNorOfWhatStandsOnIt() throws Exception {
        var why = Phrase.of("run.locked");
        var refused = Map.of(HOST, why);

        var steps = List.of(TOGGLE, PlanSteps.reboot(HOST.name()), ON, on("h2"));

        var outcomes = walk(SPEC, (_, _) -> settled(), steps, refused);

        assertThat(words(outcomes)).containsExactly("blocked", "blocked", "blocked", "done");
        assertThat(outcomes.getFirst().result().message()).isEqualTo(why);
        assertThat(outcomes.subList(1, 3))
                .as("once is enough")
                .extracting(o -> o.result().message().key())
                .containsOnly("run.not-tried");
    }

    /// One thread is interrupted where it waits, and the other ends the walk.
    @Test
    void whatOneStepThrowsEndsTheOthersToo() {
        var begun = new CountDownLatch(1);
        var ended = new CountDownLatch(1);
        assertThatThrownBy(() ->
                        walk(
                                (group, _) -> {
                                    if (group.getFirst().target().name().equals("h3")) {
                                        await(begun);
                                        throw new IllegalStateException("broken");
                                    }
                                    begun.countDown();
                                    try {
                                        new CountDownLatch(1).await();
                                    } catch (InterruptedException _) {
                                        ended.countDown();
                                    }
                                    return settled();
                                },
                                List.of(on("h2"), on("h3"))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("broken");
        assertThat(ended.getCount()).isZero();
    }

    /// Random plans and failures: nothing begins before what it stands on is done, and nothing
    /// begins that stands on what did not get done.
    @Test
    void nothingBeginsBeforeWhatItStandsOnIsDone() throws Exception {
        for (long seed = 0; seed < 100; seed++) {
            var random = new SplittableRandom(seed);
            told.clear();
            var steps = randomSteps(random);
            var failing = new HashSet<String>();
            steps.forEach(s -> {
                if (random.nextInt(6) == 0) {
                    failing.add(s.id());
                }
            });
            var outcomes =
                    walk(
                            (group, _) ->
                                    group.stream().anyMatch(s -> failing.contains(s.id()))
                                            ? wrong()
                                            : settled(),
                            steps);
            assertOrder(StepOrder.of(SPEC, NOTHING_SEEN, steps), outcomes, "seed " + seed);
        }
    }

    private static List<Step> randomSteps(SplittableRandom random) {
        var steps = new ArrayList<Step>();
        for (int n = random.nextInt(1, 20); n > 0; n--) {
            var name = List.of("h2", "h3").get(random.nextInt(2));
            var step =
                    switch (random.nextInt(4)) {
                        case 0 -> extra(Target.vm(name), "k");
                        case 1 -> on(name);
                        case 2 -> PlanSteps.enter(name);
                        default -> step(Target.vm(name), new Action.ShutDownVm());
                    };
            if (steps.stream().noneMatch(s -> s.id().equals(step.id()))) {
                steps.add(step);
            }
        }
        return steps;
    }

    private void assertOrder(StepOrder order, List<StepOutcome> outcomes, String seed) {
        var byId = new HashMap<String, StepOutcome>();
        outcomes.forEach(o -> byId.put(o.step().id(), o));
        for (var outcome : outcomes) {
            for (var id : order.waitsFor(outcome.step())) {
                var before = byId.get(id);
                boolean together =
                        outcome.step().action() instanceof Action.OnVmConfig
                                && before.step().action() instanceof Action.OnVmConfig;
                if (!together && !(before.result() instanceof StepResult.Done)) {
                    assertThat(outcome.result()).as(seed).isInstanceOf(StepResult.Blocked.class);
                } else if (!together && outcome.startedAt().isPresent()) {
                    assertThat(told)
                            .as(seed)
                            .containsSubsequence(
                                    "done " + who(before.step()) + before.step().action().code(),
                                    "started "
                                            + who(outcome.step())
                                            + outcome.step().action().code());
                }
            }
        }
    }
}
