package dev.thruway.engine.apply;

import dev.thruway.domain.Knowledge;
import dev.thruway.domain.condition.Target;
import dev.thruway.domain.observation.HostObservation;
import dev.thruway.domain.observation.Observation;
import dev.thruway.domain.observation.Observed;
import dev.thruway.domain.plan.Action;
import dev.thruway.domain.plan.Plan;
import dev.thruway.domain.plan.Step;
import dev.thruway.domain.plan.StepOrder;
import dev.thruway.domain.spec.Server;
import dev.thruway.domain.spec.Spec;
import dev.thruway.domain.spec.Vm;
import dev.thruway.domain.text.Phrase;
import dev.thruway.engine.Causes;
import dev.thruway.engine.EngineSettings;
import dev.thruway.engine.connect.Connections;
import dev.thruway.engine.host.HostReader;
import dev.thruway.engine.journal.Journal;
import dev.thruway.engine.mark.HostMarks;
import dev.thruway.engine.observe.Observer;
import dev.thruway.engine.run.Permit;
import dev.thruway.engine.run.StepFailed;
import dev.thruway.engine.vm.PowerOnDiagnosis;
import dev.thruway.vsphere.client.VsphereException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

/// One walk over one plan, under the locks of the hosts and of the VMs of clusters that it touches.
public final class Run {

    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private static final String VMX = "config.files.vmPathName";

    private final Spec spec;
    private final Connections connections;
    private final Knowledge knowledge;
    private final Journal journal;
    private final EngineSettings settings;
    private final Observation seen;

    public Run(
            Spec spec,
            Connections connections,
            Knowledge knowledge,
            Journal journal,
            EngineSettings settings,
            Observation seen) {
        this.spec = spec;
        this.connections = connections;
        this.knowledge = knowledge;
        this.journal = journal;
        this.settings = settings;
        this.seen = seen;
    }

    /// A lock that somebody else holds stops the targets of that host only; where none is free, it
    /// throws [StepFailed].
    ///
    /// @param lastLook taken under the locks; the steps are carried out by what it answers
    public List<StepOutcome> walk(Plan plan, LastLook lastLook, RunListener listener)
            throws InterruptedException {
        var telling = telling(listener);
        var watch = new LockWatch(settings.who(), settings.clock(), telling);
        var locks = Locks.take(locked(plan.steps()), target -> lock(target, watch), watch);
        try {
            var refused = refused(plan.steps(), locks.refused());
            forgetChanged(plan.steps(), locks);
            var now = lastLook.take(target -> !refused.containsKey(target));
            return runner(now, target -> locks.permit(lockOf(target)), telling)
                    .walk(plan.steps(), StepOrder.of(spec, now, plan.steps()), refused);
        } finally {
            locks.giveBack();
            forgetChanged(plan.steps(), locks);
        }
    }

    /// Of a host on which something is changed, all is read anew: what it lives on decides whether
    /// that may be.
    private void forgetChanged(List<Step> steps, Locks locks) {
        steps.stream()
                .filter(step -> step.action() instanceof Action.OnHost)
                .map(Step::target)
                .distinct()
                .filter(server -> !locks.refused().containsKey(server))
                .flatMap(server -> spec.server(server.name()).stream())
                .forEach(server -> HostReader.forget(connections.host(server).memory()));
    }

    /// Takes proofs, which do not stand on each other: after one that failed the rest is taken all
    /// the same. Needs no lock, as nothing is changed that another run changes.
    public List<StepOutcome> verify(List<Step> proofs, RunListener listener)
            throws InterruptedException {
        return runner(seen, _ -> Permit.NOT_NEEDED, telling(listener))
                .walk(proofs, StepOrder.of(spec, seen, proofs), Map.of());
    }

    /// @param permits what must hold for whatever is changed of a target
    private PlanRunner runner(Observation now, Function<Target, Permit> permits, Telling telling) {
        var effects =
                new Effects(
                        spec,
                        connections,
                        knowledge,
                        settings,
                        now,
                        permits,
                        PowerOnDiagnosis::new);
        return new PlanRunner(effects::of, settings.clock(), telling, new Places(spec));
    }

    private Telling telling(RunListener listener) {
        return new Telling(settings.clock(), listener, journal, name(), settings.who());
    }

    private String name() {
        return NAME.format(settings.clock().now())
                + "-"
                + Integer.toHexString(settings.random().nextInt(0x1000, 0x10000));
    }

    private List<Target> locked(List<Step> steps) {
        var targets = new TreeSet<Target>();
        steps.forEach(step -> targets.add(lockOf(step.target())));
        return List.copyOf(targets);
    }

    private Map<Target, Phrase> refused(List<Step> steps, Map<Target, Phrase> locks) {
        var targets = new HashMap<Target, Phrase>();
        for (var step : steps) {
            var why = locks.get(lockOf(step.target()));
            if (why != null) {
                targets.put(step.target(), why);
            }
        }
        return targets;
    }

    /// What is locked for a target: its server, or a VM of a cluster itself.
    private Target lockOf(Target target) {
        return switch (target.kind()) {
            case SERVER -> target;
            case VM ->
                    spec.vm(target.name())
                            .flatMap(vm -> Observer.serverOf(spec, vm))
                            .map(server -> Target.server(server.name()))
                            .orElse(target);
        };
    }

    /// Throws [StepFailed] where there can be none.
    private LockTry lock(Target target, LockWatch watch) {
        try {
            var marks =
                    switch (target.kind()) {
                        case SERVER -> marks(spec.server(target.name()).orElseThrow());
                        case VM -> marks(spec.vm(target.name()).orElseThrow());
                    };
            return watch.take(target, marks);
        } catch (VsphereException e) {
            throw new StepFailed(Causes.of(e));
        }
    }

    /// Throws [StepFailed] where there can be no lock: nothing is changed without one.
    private HostMarks marks(Server server) {
        var host =
                Optional.ofNullable(seen.servers().get(server.name()))
                        .flatMap(s -> s.host())
                        .orElse(Observed.unknown(none(server)));
        return switch (host) {
            case Observed.Known<HostObservation>(var known) ->
                    HostMarks.of(connections.host(server), known.uuid())
                            .orElseThrow(() -> new StepFailed(none(server)));
            case Observed.Unknown<HostObservation>(Phrase cause) -> throw new StepFailed(cause);
        };
    }

    /// Throws [StepFailed] where there can be no lock.
    private HostMarks marks(Vm vm) {
        var placed = connections.existing(vm);
        return placed.host()
                .client()
                .properties()
                .of(placed.vm(), VMX)
                .find(VMX, String.class)
                .flatMap(vmx -> HostMarks.besideVm(placed.host(), vmx))
                .orElseThrow(() -> new StepFailed(Phrase.of("run.no-folder", "vm", vm.name())));
    }

    private static Phrase none(Server server) {
        return Phrase.of("run.no-datastore", "server", server.name());
    }
}
