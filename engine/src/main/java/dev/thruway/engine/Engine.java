package dev.thruway.engine;

import dev.thruway.domain.Knowledge;
import dev.thruway.domain.check.CheckFinding;
import dev.thruway.domain.check.PowerOns;
import dev.thruway.domain.check.Preflight;
import dev.thruway.domain.condition.Target;
import dev.thruway.domain.observation.Observation;
import dev.thruway.domain.observation.Observed;
import dev.thruway.domain.plan.Plan;
import dev.thruway.domain.plan.Planner;
import dev.thruway.domain.plan.Step;
import dev.thruway.domain.plan.UndoPlanner;
import dev.thruway.domain.spec.Spec;
import dev.thruway.domain.spec.Vm;
import dev.thruway.domain.text.Phrase;
import dev.thruway.engine.apply.LastLook;
import dev.thruway.engine.apply.Run;
import dev.thruway.engine.apply.RunListener;
import dev.thruway.engine.apply.StepOutcome;
import dev.thruway.engine.capture.CapturedWorld;
import dev.thruway.engine.capture.WorldCapture;
import dev.thruway.engine.connect.Connections;
import dev.thruway.engine.connect.Connector;
import dev.thruway.engine.guest.GuestReader;
import dev.thruway.engine.journal.Journal;
import dev.thruway.engine.journal.JournalEntry;
import dev.thruway.engine.observe.BootWatch;
import dev.thruway.engine.observe.Observer;
import dev.thruway.engine.observe.Rebooting;
import dev.thruway.engine.preflight.PreflightReader;
import dev.thruway.engine.run.StepFailed;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The loop for one file: observe, plan, walk the plan, observe again.
public final class Engine implements AutoCloseable {

    private static final Duration BOOT_PAUSE = Duration.ofSeconds(5);

    private final Spec spec;
    private final Knowledge knowledge;
    private final Connections connections;
    private final Journal journal;
    private final EngineSettings settings;
    private final AtomicReference<@Nullable Planned> planned = new AtomicReference<>();

    public Engine(
            Spec spec,
            Knowledge knowledge,
            Connector connector,
            Journal journal,
            EngineSettings settings) {
        this.spec = spec;
        this.knowledge = knowledge;
        this.connections = new Connections(spec, connector);
        this.journal = journal;
        this.settings = settings;
    }

    public Spec spec() {
        return spec;
    }

    public Knowledge knowledge() {
        return knowledge;
    }

    /// One look at the wanted targets.
    public Observation observe(Predicate<Target> wanted) {
        return new Observer(spec, connections, knowledge).look(wanted);
    }

    /// As [#observe]; a host that is on its way back from a reboot, whoever began that, and cannot
    /// be read yet, is waited for, as long as the step that reboots would.
    ///
    /// @param progress is told what is waited for
    public Observation observeBooted(Predicate<Target> wanted, Consumer<Phrase> progress)
            throws InterruptedException {
        var watch = new BootWatch(this::entries, settings.clock());
        while (true) {
            var seen = observe(wanted);
            var rebooting = watch.first(seen);
            if (rebooting.isEmpty()) {
                return seen;
            }
            awaitBoot(rebooting.get(), watch, progress);
        }
    }

    /// Looks at that host alone meanwhile.
    private void awaitBoot(Rebooting first, BootWatch watch, Consumer<Phrase> progress)
            throws InterruptedException {
        var clock = settings.clock();
        var server = Target.server(first.server());
        var rebooting = Optional.of(first);
        while (rebooting.isPresent()) {
            progress.accept(rebooting.get().progress(clock.now()));
            clock.sleep(BOOT_PAUSE);
            rebooting = watch.first(observe(server::equals));
        }
    }

    /// Another look at the same targets, soon after one: what cannot have changed since is not read
    /// again, as a configuration whose version is the same.
    public Observation observeAgain(Predicate<Target> wanted) {
        return new Observer(spec, connections, knowledge).lookAgain(wanted);
    }

    /// A journal that cannot be read says nothing; where it cannot be written either, the first
    /// step says so.
    private List<JournalEntry> entries() {
        try {
            return journal.read();
        } catch (UncheckedIOException _) {
            return List.of();
        }
    }

    /// What would be done for the wanted targets. Of the same look, not of one that saw the same:
    /// comparing two looks would take as long as the plan.
    @SuppressWarnings("ReferenceEquality")
    public Plan plan(Observation seen, Predicate<Target> wanted) {
        var last = planned.get();
        if (last != null && last.seen == seen && last.wanted == wanted) {
            return last.plan;
        }
        var plan = startable(seen, wanted, Planner.plan(spec, seen, knowledge, wanted));
        planned.set(new Planned(seen, wanted, plan));
        return plan;
    }

    /// The plan without the VMs that it would power on in vain: no host is rebooted for them.
    private Plan startable(Observation seen, Predicate<Target> wanted, Plan plan) {
        var starting = PowerOns.of(spec, plan);
        if (starting.isEmpty()) {
            return plan;
        }
        var facts = new PreflightReader(spec, connections, settings.clock()).read(starting);
        var blockers = PowerOns.blockers(spec, seen, plan, facts);
        return blockers.isEmpty() ? plan : Planner.plan(spec, seen, knowledge, wanted, blockers);
    }

    /// The plan that was made last: of one look, what is to do and how things stand are asked for
    /// one after the other.
    private record Planned(Observation seen, Predicate<Target> wanted, Plan plan) {}

    /// What would stop the journey of the wanted targets. Changes nothing.
    public List<CheckFinding> check(Predicate<Target> wanted) {
        var seen = observe(wanted);
        var facts = new PreflightReader(spec, connections, settings.clock()).read(seen, wanted);
        return Preflight.of(
                spec, seen, facts, knowledge, Planner.plan(spec, seen, knowledge, wanted));
    }

    /// Reads all that a copy of the file's endpoints needs. Changes nothing.
    ///
    /// @param wanted by the names that a server, its host and its VMs have
    public CapturedWorld capture(Predicate<Set<String>> wanted) {
        connections.beginLook();
        return new WorldCapture(knowledge, wanted).file(spec, connections);
    }

    /// What would restore the wanted targets.
    public Plan undoPlan(Observation seen, Predicate<Target> wanted) {
        return UndoPlanner.plan(spec, seen, knowledge, wanted);
    }

    /// Walks a plan that was made from `seen`. Takes the lock of every host that the plan touches;
    /// of a host whose lock somebody else holds nothing is tried, and where all are held it throws
    /// [dev.thruway.engine.run.StepFailed]. Under the locks it takes the last look, from which it
    /// goes on.
    public List<StepOutcome> walk(
            Plan plan, Observation seen, LastLook lastLook, RunListener listener)
            throws InterruptedException {
        return run(seen).walk(plan, lastLook, listener);
    }

    /// Walks a plan that was made from `seen` just now: there is no further look at the whole.
    public List<StepOutcome> walk(Plan plan, Observation seen, RunListener listener)
            throws InterruptedException {
        return walk(plan, seen, _ -> seen, listener);
    }

    /// Takes the proofs in the guests again, whatever was proved before. Changes nothing but the
    /// note of the proof.
    public List<StepOutcome> verify(
            Observation seen, Predicate<Target> wanted, RunListener listener)
            throws InterruptedException {
        return run(seen).verify(proofs(seen, wanted), listener);
    }

    /// The proofs that can be taken now.
    public List<Step> proofs(Observation seen, Predicate<Target> wanted) {
        return Planner.proofs(spec, seen, wanted);
    }

    /// What `nvidia-smi` prints in a VM's guest.
    public Observed<String> smiTable(Vm vm) {
        return Observer.attempt(() ->
                        connections
                                .guest(vm)
                                .map(shell -> new GuestReader(shell, knowledge).smiTable())
                                .orElseThrow(() ->
                                        new StepFailed(
                                                Phrase.of(
                                                        "unread.tools-not-yet", "vm", vm.name()))))
                .flatMap(table -> table);
    }

    private Run run(Observation seen) {
        return new Run(spec, connections, knowledge, journal, settings, seen);
    }

    @Override
    public void close() {
        connections.close();
    }
}
