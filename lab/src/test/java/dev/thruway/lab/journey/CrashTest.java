package dev.thruway.lab.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thruway.domain.observation.HostObservation;
import dev.thruway.domain.observation.Observation;
import dev.thruway.domain.observation.Observed;
import dev.thruway.domain.plan.Plan;
import dev.thruway.domain.plan.Step;
import dev.thruway.domain.text.Phrase;
import dev.thruway.engine.Engine;
import dev.thruway.engine.apply.RunListener;
import dev.thruway.engine.run.StepFailed;
import dev.thruway.engine.run.StepResult;
import dev.thruway.lab.scenario.Scenarios;
import dev.thruway.lab.world.PowerState;
import dev.thruway.vsphere.client.VsphereException;
import dev.thruway.vsphere.client.VsphereFault;
import dev.thruway.vsphere.client.VsphereTransport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A run is cut off at each of its points, and another computer takes over.
final class CrashTest {

    /// A host that has to reboot, on which other VMs run.
    private static final String NEIGHBOURS = "neighbours";

    /// A host of a cluster that has to reboot, from where VMs are moved away.
    private static final String MOVED = Scenarios.VCENTER;

    /// The same where DRS moves none.
    private static final String STAYING = "staying";

    @TempDir Path folder;

    /// The VM of the file runs before, on a host that rebinds, and on one that has to reboot.
    private static final String RUNNING = "running";

    private static final String RUNNING_REBOOT = "running-reboot";

    /// Which plan is walked.
    enum Way {
        THERE,
        BACK;

        private Plan plan(Engine engine) {
            return switch (this) {
                case THERE -> Laptop.plan(engine);
                case BACK -> Laptop.undoPlan(engine);
            };
        }
    }

    /// Requests that change something, as they come by.
    private static boolean changes(VsphereTransport.Request request) {
        return request.method().equals("PUT") || CHANGE.matcher(request.body()).find();
    }

    private static final Pattern CHANGE =
            Pattern.compile(
                    "<(?:\\w+:)?(UpdatePassthruConfig|ReconfigVM_Task|PowerOnVM_Task|PowerOffVM_Task"
                        + "|EnterMaintenanceMode_Task|ExitMaintenanceMode_Task|RebootHost_Task|MakeDirectory|DeleteDatastoreFile_Task|ShutdownGuest)["
                        + " >]");

    private static final class Counting implements InProcess.Tap {
        private int changes;

        @Override
        public void before(VsphereTransport.Request request) {
            if (changes(request)) {
                changes++;
            }
        }
    }

    /// The computer loses its power: the world got so many of its requests, it got no more answers.
    private static final class Cutting implements InProcess.Tap {
        private final int last;
        private int changes;
        private volatile boolean dead;

        Cutting(int last) {
            this.last = last;
        }

        @Override
        public void before(VsphereTransport.Request request) {
            if (dead || last == 0) {
                throw die();
            }
        }

        @Override
        public void after(VsphereTransport.Request request) {
            if (changes(request) && ++changes == last) {
                throw die();
            }
        }

        private VsphereException die() {
            if (!dead) {
                dead = true;
                Thread.currentThread().interrupt();
            }
            return new VsphereException("test", new VsphereFault.Unreachable("dead"));
        }
    }

    private Engine engine(InProcess lab, String who) {
        var spec =
                lab.world.vcenters().isEmpty()
                        ? Laptop.spec("gpu02", 1)
                        : Laptop.specUnderVcenter("gpu02", lab.host().name());
        return Laptop.engine(lab, spec, folder, who);
    }

    private void walkWhole(InProcess lab, Way way) throws Exception {
        try (var engine = engine(lab, "whole@here")) {
            Laptop.walk(engine, way.plan(engine));
        }
    }

    /// A walk that its computer does not survive.
    private void walkToItsEnd(InProcess lab, Way way) {
        try (var engine = engine(lab, "dead@laptop")) {
            Laptop.walk(engine, way.plan(engine));
        } catch (InterruptedException | StepFailed _) {
            // The others see only what it left behind.
        } finally {
            Thread.interrupted();
        }
    }

    /// As a person does it: again and again until nothing is left, waiting for a host that boots.
    /// Nothing may fail on the way, also not for a lock of the dead.
    private void takeOver(InProcess lab, Way way) throws Exception {
        try (var engine = engine(lab, "alive@laptop")) {
            for (int round = 0; round < 6; round++) {
                whenItAnswers(lab);
                var plan = way.plan(engine);
                if (!lab.host().answering()) {
                    continue;
                }
                assertThat(plan.blockers()).isEmpty();
                if (plan.steps().isEmpty()) {
                    break;
                }
                walk(engine, plan);
            }
            assertThat(way.plan(engine).steps()).isEmpty();
        }
    }

    private static void walk(Engine engine, Plan plan) throws Exception {
        try {
            assertThat(Laptop.walk(engine, plan))
                    .allSatisfy(
                            o -> assertThat(o.result()).isNotInstanceOf(StepResult.Failed.class));
        } catch (StepFailed e) {
            assertThat(e.phrase().key()).as(e.phrase().toString()).startsWith("unread.");
        }
    }

    private static void whenItAnswers(InProcess lab) throws InterruptedException {
        Thread.sleep(Duration.ofMillis(20));
        for (int i = 0; i < 2_000 && !lab.host().answering(); i++) {
            Thread.sleep(Duration.ofMillis(5));
        }
    }

    private Observation look(InProcess lab) {
        try (var engine = engine(lab, "looking@here")) {
            return Laptop.look(engine);
        }
    }

    private void assertAllHolds(InProcess lab) {
        try (var engine = engine(lab, "looking@here")) {
            assertThat(Laptop.plan(engine).conditions())
                    .isNotEmpty()
                    .allSatisfy(c -> assertThat(c.holds()).as(c.toString()).isTrue());
        }
    }

    private void assertAsInTheBeginning(InProcess lab, Observation first, List<String> ran) {
        var now = look(lab);
        assertThat(host(now))
                .usingRecursiveComparison()
                .ignoringFields("bootTime", "runningVms")
                .isEqualTo(host(first));
        assertThat(running(lab)).isEqualTo(ran);
        assertThat(lab.host().inMaintenance()).isFalse();
        assertThat(Laptop.vm(now, "gpu02"))
                .usingRecursiveComparison()
                .ignoringFields("changeVersion")
                .isEqualTo(Laptop.vm(first, "gpu02"));
        assertThat(lab.host().datastores())
                .flatExtracting(store -> store.filesUnder(".thruway"))
                .allMatch(f -> f.name().contains("/lock/"));
    }

    /// The VMs that run, wherever.
    private static List<String> running(InProcess lab) {
        return lab.world.servers().stream()
                .flatMap(server -> server.host().vms().stream())
                .filter(vm -> vm.power() == PowerState.POWERED_ON)
                .map(vm -> vm.config().name())
                .sorted()
                .toList();
    }

    private static HostObservation host(Observation seen) {
        return seen.servers().get(InProcess.SERVER).host().flatMap(Observed::known).orElseThrow();
    }

    /// After each request that changes the world, on the way there and on the way back.
    static Stream<Arguments> cuts() throws Exception {
        var test = new CrashTest();
        test.folder = Files.createTempDirectory("thruway-crash");
        var cuts = new ArrayList<Arguments>();
        for (var scenario : SCENARIOS) {
            var lab = lab(scenario);
            for (var way : Way.values()) {
                var counting = new Counting();
                test.walkWhole(lab.tapped(counting), way);
                for (int last = 0; last <= counting.changes; last++) {
                    cuts.add(Arguments.of(scenario, way, last));
                }
            }
        }
        assertThat(cuts).hasSizeGreaterThan(40);
        return cuts.stream();
    }

    private static final List<String> SCENARIOS =
            List.of(
                    Scenarios.SEED,
                    Scenarios.REBOOT,
                    NEIGHBOURS,
                    MOVED,
                    STAYING,
                    RUNNING,
                    RUNNING_REBOOT);

    private static InProcess lab(String scenario) throws InterruptedException {
        return switch (scenario) {
            case NEIGHBOURS -> Neighbours.running(Scenarios.REBOOT);
            case RUNNING -> withVmOn(Scenarios.SEED);
            case RUNNING_REBOOT -> withVmOn(Scenarios.REBOOT);
            case STAYING ->
                    new InProcess(
                            Scenarios.parse(
                                    "staying.yaml",
                                    """
                                    lab: thruway-lab/v1
                                    like: vcenter
                                    vcenters:
                                      vc01: {clusters: {ai: {drs: partiallyAutomated}}}
                                    """));
            default -> new InProcess(scenario);
        };
    }

    private static InProcess withVmOn(String scenario) throws InterruptedException {
        var lab = new InProcess(scenario);
        lab.vm("gpu02").powerOn();
        for (int i = 0; i < 2_000 && !lab.vm("gpu02").guest().running(); i++) {
            Thread.sleep(Duration.ofMillis(5));
        }
        return lab;
    }

    @ParameterizedTest
    @MethodSource("cuts")
    void anotherComputerBringsItToItsEnd(String scenario, Way way, int last) throws Exception {
        var lab = lab(scenario);
        var first = look(lab);
        var ran = running(lab);
        if (way == Way.BACK) {
            walkWhole(lab, Way.THERE);
        }

        walkToItsEnd(lab.tapped(new Cutting(last)), way);
        takeOver(lab, way);

        if (way == Way.THERE) {
            assertAllHolds(lab);
            takeOver(lab, Way.BACK);
        }
        assertAsInTheBeginning(lab, first, ran);
    }

    /// What sockets do: a thread that is interrupted gets no answer, and stays interrupted.
    private static final class Interrupting implements InProcess.Tap {
        private boolean interrupted;

        @Override
        public void before(VsphereTransport.Request request) {
            if (request.body().contains("ReconfigVM_Task") && !interrupted) {
                interrupted = true;
                Thread.currentThread().interrupt();
            }
            if (Thread.currentThread().isInterrupted()) {
                throw new VsphereException("test", new VsphereFault.Unreachable("interrupted"));
            }
        }
    }

    @Test
    void aRunThatIsInterruptedInACallGivesItsLockBack() {
        var lab = new InProcess(Scenarios.SEED);
        try (var engine = engine(lab.tapped(new Interrupting()), "impatient@laptop")) {
            var plan = Laptop.plan(engine);

            assertThatThrownBy(() -> Laptop.walk(engine, plan))
                    .isInstanceOf(InterruptedException.class);
        }
        assertThat(lab.host().datastore().filesUnder(".thruway"))
                .isNotEmpty()
                .noneMatch(f -> f.name().contains("/lock"));
    }

    private static final class Sessions implements InProcess.Tap {
        private int open;

        @Override
        public void before(VsphereTransport.Request request) {
            open += request.body().contains("<Login ") ? 1 : 0;
            if (Thread.currentThread().isInterrupted()) {
                throw new VsphereException("test", new VsphereFault.Unreachable("interrupted"));
            }
            open -= request.body().contains("<Logout ") ? 1 : 0;
        }
    }

    @Test
    void anInterruptedRunLogsOutAndStaysInterrupted() {
        var lab = new InProcess(Scenarios.SEED);
        var sessions = new Sessions();
        try (var engine = engine(lab.tapped(sessions), "impatient@laptop")) {
            Laptop.look(engine);
            assertThat(sessions.open).isOne();
            Thread.currentThread().interrupt();
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(sessions.open).isZero();
    }

    @Test
    void anInterruptEndsALookAtOnce() {
        var lab = new InProcess(Scenarios.SEED);
        try (var engine = engine(lab, "impatient@laptop")) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> Laptop.look(engine)).isInstanceOf(CancellationException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    /// Of each kind of change, the first answer does not arrive.
    private static final class LosingAnswers implements InProcess.Tap {
        private final Set<String> lost = new HashSet<>();

        @Override
        public void after(VsphereTransport.Request request) {
            var change = CHANGE.matcher(request.body());
            if (change.find() && !MARKS.contains(change.group(1)) && lost.add(change.group(1))) {
                throw new VsphereException("test", new VsphereFault.Unreachable("lost"));
            }
        }
    }

    private static final Set<String> MARKS = Set.of("MakeDirectory", "DeleteDatastoreFile_Task");

    @ParameterizedTest
    @ValueSource(strings = {Scenarios.SEED, Scenarios.REBOOT})
    void aLostAnswerIsMadeUpForByLooking(String scenario) throws Exception {
        var lab = new InProcess(scenario);
        var losing = new LosingAnswers();
        try (var engine = engine(lab.tapped(losing), "unlucky@laptop")) {
            assertThat(Laptop.walk(engine, Laptop.plan(engine)))
                    .isNotEmpty()
                    .allSatisfy(o -> assertThat(o.result()).isInstanceOf(StepResult.Done.class));
        }
        assertThat(losing.lost)
                .contains("UpdatePassthruConfig", "ReconfigVM_Task", "PowerOnVM_Task");
        assertAllHolds(lab);
    }

    /// Stops the process between two steps, in a way that still lets it give its lock back.
    private static final class Stopping implements RunListener {

        private final int after;
        private int ended;

        Stopping(int after) {
            this.after = after;
        }

        @Override
        public void started(Step step) {
            if (ended >= after) {
                throw new IllegalStateException("stopped at " + step.id());
            }
        }

        @Override
        public void progress(Step step, Phrase message) {}

        @Override
        public void ended(Step step, StepResult result) {
            ended++;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {Scenarios.SEED, Scenarios.REBOOT})
    void aRunThatEndsBetweenTwoStepsLeavesNoLock(String scenario) throws Exception {
        var lab = new InProcess(scenario);
        var first = look(lab);
        var ran = running(lab);
        int stops = 0;
        for (int run = 0; run < 30; run++) {
            try (var engine = engine(lab, "stopped@laptop")) {
                var seen = Laptop.look(engine);
                var plan = engine.plan(seen, _ -> true);
                if (plan.steps().isEmpty()) {
                    break;
                }
                engine.walk(plan, seen, new Stopping(Math.min(run, 1)));
            } catch (IllegalStateException e) {
                assertThat(e).hasMessageStartingWith("stopped at ");
                stops++;
            }
            assertThat(lab.host().datastore().filesUnder(".thruway"))
                    .noneMatch(f -> f.name().contains("/lock"));
        }

        assertThat(stops).isGreaterThan(3);
        assertAllHolds(lab);
        takeOver(lab, Way.BACK);
        assertAsInTheBeginning(lab, first, ran);
    }
}
