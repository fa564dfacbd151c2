package dev.thruway.lab.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.thruway.domain.plan.Step;
import dev.thruway.domain.text.Phrase;
import dev.thruway.engine.Clock;
import dev.thruway.engine.Engine;
import dev.thruway.engine.apply.RunListener;
import dev.thruway.engine.apply.StepOutcome;
import dev.thruway.engine.connect.Connections;
import dev.thruway.engine.mark.HostMarks;
import dev.thruway.engine.mark.Renewal;
import dev.thruway.engine.run.StepFailed;
import dev.thruway.engine.run.StepResult;
import dev.thruway.lab.scenario.Scenarios;
import dev.thruway.lab.world.PowerState;
import dev.thruway.lab.world.VirtualMachine;
import dev.thruway.vsphere.client.VsphereException;
import dev.thruway.vsphere.client.VsphereFault;
import dev.thruway.vsphere.client.VsphereTransport;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A lock that a run on another computer holds, or left behind.
final class TakeOverTest {

    @TempDir Path folder;

    private final InProcess lab = new InProcess(Scenarios.SEED);
    private final List<Connections> opened = new ArrayList<>();

    @AfterEach
    void close() {
        opened.forEach(Connections::close);
    }

    /// Hears what is said before the first step.
    private static final class Hearing implements RunListener {

        private final List<Phrase> noted = new ArrayList<>();

        @Override
        public void noted(Phrase message) {
            noted.add(message);
        }

        @Override
        public void started(Step step) {}

        @Override
        public void progress(Step step, Phrase message) {}

        @Override
        public void ended(Step step, StepResult result) {}
    }

    private final Hearing hearing = new Hearing();

    private HostMarks marks() {
        return marksFrom(lab);
    }

    private HostMarks marksFrom(InProcess from) {
        var spec = Laptop.spec("gpu02", 1);
        var connections = new Connections(spec, from);
        opened.add(connections);
        var access = connections.host(spec.server(InProcess.SERVER).orElseThrow());
        return HostMarks.of(access, lab.host().systemId()).orElseThrow();
    }

    private HostMarks heldByAnother() {
        var marks = marks();
        assertThat(marks.lock("suzuki@pc", new StoppedClock(Instant.now()))).isEmpty();
        return marks;
    }

    private String lock() {
        return ".thruway/" + lab.host().systemId() + "/lock";
    }

    private void sign(String text) {
        lab.host().datastore().write(lock() + "/who.json", text.getBytes(StandardCharsets.UTF_8));
    }

    private List<String> left() {
        return lab.host().datastore().filesUnder(".thruway").stream()
                .map(f -> f.name())
                .filter(name -> name.contains("/lock"))
                .toList();
    }

    private Engine engine(InProcess from, String who) {
        return Laptop.engine(from, Laptop.spec("gpu02", 1), folder, who);
    }

    private List<StepOutcome> walk(InProcess from, String who) throws InterruptedException {
        try (var engine = engine(from, who)) {
            var seen = Laptop.look(engine);
            return engine.walk(engine.plan(seen, _ -> true), seen, hearing);
        }
    }

    private static void assertDone(List<StepOutcome> outcomes) {
        assertThat(outcomes)
                .isNotEmpty()
                .allSatisfy(o -> assertThat(o.result()).isInstanceOf(StepResult.Done.class));
    }

    private List<String> said() {
        return hearing.noted.stream().map(Phrase::key).toList();
    }

    /// Runs something before each look of the other computer at who signed.
    private InProcess atEachLook(Runnable what) {
        return lab.tapped(
                new InProcess.Tap() {
                    @Override
                    public void before(VsphereTransport.Request request) {
                        if (request.method().equals("GET") && request.path().contains("who.json")) {
                            what.run();
                        }
                    }
                });
    }

    @Test
    void theLockOfARunThatGivesNoSignOfLifeIsTakenOver() throws Exception {
        heldByAnother();

        assertDone(walk(lab, "tanaka@laptop"));

        assertThat(said()).containsExactly("run.watching-lock", "run.lock-taken-over");
        assertThat(hearing.noted)
                .allSatisfy(phrase ->
                        assertThat(phrase.args())
                                .containsEntry("holder", "suzuki@pc")
                                .containsEntry("seconds", "120")
                                .containsEntry("servers", InProcess.SERVER));
        assertThat(left()).isEmpty();
    }

    @Test
    void theLockOfARunThatIsAtWorkIsNot() {
        var holder = heldByAnother();
        var looks = new AtomicInteger();
        var other =
                atEachLook(() -> {
                    if (looks.incrementAndGet() == 4) {
                        assertThat(holder.renew()).isInstanceOf(Renewal.Ours.class);
                    }
                });

        var refused = catchThrowableOfType(StepFailed.class, () -> walk(other, "tanaka@laptop"));

        assertThat(refused.phrase().key()).isEqualTo("run.locked");
        assertThat(refused.phrase().args()).containsEntry("holder", "suzuki@pc");
        assertThat(looks).as("at once when it is known").hasValue(4);
        assertThat(lab.vm("gpu02").power()).isEqualTo(PowerState.POWERED_OFF);
        assertThat(holder.renew()).isInstanceOf(Renewal.Ours.class);
    }

    /// A clock on which what is done again and again is done when a test says so.
    private static final class Beating implements Clock {

        private final Clock clock = Laptop.clock();
        private final List<Runnable> works = new CopyOnWriteArrayList<>();

        @Override
        public Instant now() {
            return clock.now();
        }

        @Override
        public void sleep(Duration duration) throws InterruptedException {
            clock.sleep(duration);
        }

        @Override
        public Repeated every(Duration pause, Runnable work) {
            works.add(work);
            return () -> works.remove(work);
        }
    }

    /// Nobody but the run itself shows that it is at work.
    @Test
    void aRunThatIsAtWorkShowsIt() throws Exception {
        var beating = new Beating();
        var midway = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var working =
                lab.tapped(
                        new InProcess.Tap() {
                            @Override
                            public void before(VsphereTransport.Request request) {
                                if (request.body().contains("ReconfigVM_Task")) {
                                    midway.countDown();
                                    await(goOn);
                                }
                            }
                        });
        var spec = Laptop.spec("gpu02", 1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                var engine = Laptop.engine(working, spec, folder, "suzuki@pc", beating)) {
            var walked =
                    threads.submit(
                            () -> engine.walk(Laptop.plan(engine), Laptop.look(engine), hearing));
            await(midway);
            var other = atEachLook(() -> beating.works.forEach(Runnable::run));

            assertThatThrownBy(() -> walk(other, "tanaka@laptop"))
                    .isInstanceOfSatisfying(
                            StepFailed.class,
                            e -> assertThat(e.phrase().key()).isEqualTo("run.locked"));

            goOn.countDown();
            assertDone(walked.get());
        }
        assertThat(beating.works).isEmpty();
        assertThat(left()).isEmpty();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// It was taken for gone, and gave a sign just as it was.
    @Test
    void whoeverGivesASignWhileItsLockIsTakenOverLosesItInTime() {
        var sleeper = heldByAnother();
        var clock = new StoppedClock(Instant.now());
        var held = marks().lock("tanaka@laptop", clock).orElseThrow();
        var slept = new ArrayList<Duration>();
        var taker =
                marksFrom(
                        lab.tapped(
                                new InProcess.Tap() {
                                    @Override
                                    public void before(VsphereTransport.Request request) {
                                        if (request.method().equals("PUT")
                                                && request.path().contains("who.json")) {
                                            assertThat(sleeper.renew())
                                                    .isInstanceOf(Renewal.Ours.class);
                                        }
                                    }
                                }));

        assertThat(taker.takeOver(held, 1, "tanaka@laptop", new Noting(clock.now(), slept)))
                .isEmpty();

        assertThat(slept).as("until nobody relies on it").containsExactly(HostMarks.TRUSTED);
        assertThat(sleeper.renew()).isInstanceOf(Renewal.TakenOver.class);
    }

    /// Notes how long it was waited.
    private record Noting(Instant now, List<Duration> slept) implements Clock {
        @Override
        public void sleep(Duration duration) {
            slept.add(duration);
        }
    }

    /// The answer to its own signature was lost.
    @Test
    void whatThisRunSignedIsItsOwn() throws Exception {
        heldByAnother();
        var signed = new AtomicInteger();
        var lossy =
                lab.tapped(
                        new InProcess.Tap() {
                            @Override
                            public void after(VsphereTransport.Request request) {
                                if (request.method().equals("PUT")
                                        && request.path().contains("who.json")
                                        && signed.incrementAndGet() == 1) {
                                    throw new VsphereException(
                                            "PUT", new VsphereFault.Unreachable("reset"));
                                }
                            }
                        });

        assertDone(walk(lossy, "tanaka@laptop"));

        assertThat(signed).hasValue(1);
        assertThat(left()).isEmpty();
    }

    @Test
    void aLockThatIsGivenBackMeanwhileIsTaken() throws Exception {
        var holder = heldByAnother();
        var looks = new AtomicInteger();

        assertDone(
                walk(
                        atEachLook(() -> {
                            if (looks.incrementAndGet() == 3) {
                                holder.unlock();
                            }
                        }),
                        "tanaka@laptop"));

        assertThat(said()).containsExactly("run.watching-lock");
    }

    /// Whoever signed half was cut off there; who signed nothing, before.
    @ParameterizedTest
    @ValueSource(strings = {"", "{\"who\":\"suzuki@pc\",\"sin", "garbage"})
    void aLockThatIsNotSignedIsTakenOverToo(String text) throws Exception {
        lab.host().datastore().makeFolder(lock(), true);
        sign(text);

        assertDone(walk(lab, "tanaka@laptop"));

        assertThat(said())
                .containsExactly("run.watching-lock-unsigned", "run.lock-taken-over-unsigned");
        assertThat(left()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",\"silenceSeconds\":0", ",\"silenceSeconds\":901"})
    void oneThatPromisesNoSignOfLifeSoonIsNot(String promise) {
        heldByAnother();
        sign("{\"who\":\"suzuki@pc\",\"since\":\"2026-03-01T02:00:00Z\"" + promise + "}");

        assertThatThrownBy(() -> walk(lab, "tanaka@laptop"))
                .isInstanceOfSatisfying(
                        StepFailed.class,
                        e -> assertThat(e.phrase().key()).isEqualTo("run.locked-silent"));
        assertThat(hearing.noted).isEmpty();
    }

    /// Its computer went down while it took over from another that was down already.
    @Test
    void aTakeOverThatWasCutOffIsMadeUpFor() throws Exception {
        heldByAnother();
        lab.host().datastore().makeFolder(lock() + "/taken-over", true);

        assertDone(walk(lab, "tanaka@laptop"));

        assertThat(left()).isEmpty();
    }

    @Test
    void oneOfManyTakesOver() throws Exception {
        var dead = heldByAnother();
        var held = marks().lock("tanaka@laptop", new StoppedClock(Instant.now())).orElseThrow();
        var taken = new AtomicInteger();
        Callable<Void> taking =
                () -> {
                    var clock = new StoppedClock(Instant.now());
                    if (marks().takeOver(held, 1, "tanaka@laptop", clock).isEmpty()) {
                        taken.incrementAndGet();
                    }
                    return null;
                };
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            threads.invokeAll(List.of(taking, taking, taking, taking, taking, taking));
        }

        assertThat(taken).hasValue(1);
        assertThat(dead.renew())
                .isInstanceOfSatisfying(
                        Renewal.TakenOver.class,
                        lost -> assertThat(lost.by().who()).isEqualTo("tanaka@laptop"));
    }

    /// The computer slept; meanwhile another took the lock over.
    @Test
    void aRunWhoseLockWasTakenOverChangesNothingMore() throws Exception {
        var asleep = new AtomicInteger();
        var sleeping =
                lab.tapped(
                        new InProcess.Tap() {
                            @Override
                            public void after(VsphereTransport.Request request) {
                                if (request.body().contains("ReconfigVM_Task")
                                        && asleep.incrementAndGet() == 1) {
                                    sign(
                                            "{\"who\":\"suzuki@pc\",\"since\":\"2026-03-01T02:00:00Z\"}");
                                }
                            }
                        });

        var outcomes = walkSlowly(sleeping);

        assertThat(outcomes)
                .filteredOn(o -> o.result() instanceof StepResult.Failed)
                .isNotEmpty()
                .allSatisfy(o ->
                        assertThat(o.result().message())
                                .isEqualTo(
                                        Phrase.of(
                                                "run.lock-lost",
                                                "server",
                                                InProcess.SERVER,
                                                "holder",
                                                "suzuki@pc",
                                                "since",
                                                "2026-03-01T02:00:00Z",
                                                "seconds",
                                                120)));
        assertThat(lab.vm("gpu02").power()).isEqualTo(PowerState.POWERED_OFF);
        assertThat(left()).as("the lock is the other's").contains(lock() + "/who.json");
    }

    /// Between any two steps lies more time than a lock is trusted for.
    private List<StepOutcome> walkSlowly(InProcess from) throws InterruptedException {
        var clock = Laptop.clock();
        var spec = Laptop.spec("gpu02", 1);
        try (var engine = Laptop.engine(from, spec, folder, "tanaka@laptop", clock)) {
            var seen = Laptop.look(engine);
            return engine.walk(
                    engine.plan(seen, _ -> true),
                    seen,
                    new RunListener() {
                        @Override
                        public void started(Step step) {}

                        @Override
                        public void progress(Step step, Phrase message) {}

                        @Override
                        public void ended(Step step, StepResult result) {
                            pass(clock);
                        }
                    });
        }
    }

    private static void pass(Clock clock) {
        try {
            clock.sleep(HostMarks.TRUSTED);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aLockThatSomebodyRemovedEndsTheRunToo() throws Exception {
        var removed = new AtomicInteger();
        var robbed =
                lab.tapped(
                        new InProcess.Tap() {
                            @Override
                            public void after(VsphereTransport.Request request) {
                                if (request.body().contains("ReconfigVM_Task")
                                        && removed.incrementAndGet() == 1) {
                                    lab.host().datastore().delete(lock());
                                }
                            }
                        });

        assertThat(walkSlowly(robbed))
                .anySatisfy(o -> assertThat(o.result().message().key()).isEqualTo("run.lock-gone"));
        assertThat(lab.vm("gpu02").power()).isEqualTo(PowerState.POWERED_OFF);
    }

    /// The guest does not go down, and the lock is gone before the time is up at which the VM would
    /// be powered off.
    @Test
    void aRunWhoseLockWasTakenOverPowersNothingOff() throws Exception {
        var vm = lab.vm("gpu02");
        vm.powerOn();
        awaitGuest(vm);
        var powerOffs = new AtomicInteger();
        var stubborn =
                lab.tapped(
                        new InProcess.Tap() {
                            @Override
                            public void before(VsphereTransport.Request request) {
                                if (request.body().contains("PowerOffVM_Task")) {
                                    powerOffs.incrementAndGet();
                                }
                            }

                            @Override
                            public void after(VsphereTransport.Request request) {
                                if (request.body().contains("<ShutdownGuest ")) {
                                    sign("{\"who\":\"suzuki@pc\"}");
                                    startAgain(vm);
                                }
                            }
                        });

        var outcomes = walk(stubborn, "tanaka@laptop");

        assertThat(outcomes)
                .anySatisfy(o -> assertThat(o.result().message().key()).isEqualTo("run.lock-lost"));
        assertThat(powerOffs).hasValue(0);
        assertThat(vm.power()).isEqualTo(PowerState.POWERED_ON);
    }

    private static void awaitGuest(VirtualMachine vm) throws InterruptedException {
        for (int i = 0; i < 2_000 && !vm.guest().running(); i++) {
            Thread.sleep(Duration.ofMillis(5));
        }
        assertThat(vm.guest().running()).isTrue();
    }

    private static void startAgain(VirtualMachine vm) {
        for (int i = 0; i < 2_000 && vm.power() != PowerState.POWERED_OFF; i++) {
            LockSupport.parkNanos(5_000_000);
        }
        vm.powerOn();
        for (int i = 0; i < 2_000 && vm.power() != PowerState.POWERED_ON; i++) {
            LockSupport.parkNanos(5_000_000);
        }
    }

    /// Where its process can be seen nothing has to be watched.
    @Test
    void theLockOfAnotherRunOnThisComputerIsRefusedAtOnce() {
        heldByAnother();

        assertThatThrownBy(() -> walk(lab, "suzuki@pc"))
                .isInstanceOfSatisfying(
                        StepFailed.class,
                        e -> assertThat(e.phrase().key()).isEqualTo("run.locked"));
        assertThat(hearing.noted).isEmpty();
    }

    @Test
    void whatCannotBeReadIsNotTakenOver() {
        heldByAnother();
        var looks = new AtomicInteger();
        var cut =
                atEachLook(() -> {
                    if (looks.incrementAndGet() > 2) {
                        throw new VsphereException("GET", new VsphereFault.Unreachable("reset"));
                    }
                });

        assertThatThrownBy(() -> walk(cut, "tanaka@laptop"))
                .isInstanceOfSatisfying(
                        StepFailed.class, e -> assertThat(e.phrase().key()).startsWith("unread."));
        assertThat(left()).hasSize(1);
    }

    @Test
    void whoeverIsInterruptedWhileWatchingTakesNothing() {
        heldByAnother();
        var looks = new AtomicInteger();
        var waiting = Thread.currentThread();
        var impatient =
                atEachLook(() -> {
                    if (looks.incrementAndGet() == 3) {
                        waiting.interrupt();
                    }
                });
        try {
            assertThatThrownBy(() -> walk(impatient, "tanaka@laptop"))
                    .isInstanceOf(InterruptedException.class);
        } finally {
            Thread.interrupted();
        }
        assertThat(left()).hasSize(1);
    }
}
