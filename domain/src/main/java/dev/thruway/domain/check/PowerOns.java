package dev.thruway.domain.check;

import dev.thruway.domain.condition.Target;
import dev.thruway.domain.observation.Observation;
import dev.thruway.domain.observation.Observed;
import dev.thruway.domain.plan.Action;
import dev.thruway.domain.plan.Blocker;
import dev.thruway.domain.plan.Plan;
import dev.thruway.domain.spec.Placement;
import dev.thruway.domain.spec.Server;
import dev.thruway.domain.spec.Spec;
import dev.thruway.domain.spec.Vm;
import dev.thruway.domain.text.Phrase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The VMs that a plan powers on, and what would keep them from starting: it has to be known before
/// a host is rebooted for them. What could not be read keeps nobody; the power-on itself says it.
public final class PowerOns {

    private static final String BLOCKER = "blocker.";
    private static final String NO_ROOM = CheckCode.MEMORY_DOES_NOT_FIT.code();

    private PowerOns() {}

    public static List<Vm> of(Spec spec, Plan plan) {
        return plan.steps().stream()
                .filter(s -> s.action() instanceof Action.PowerOnVm)
                .map(s -> s.target().name())
                .distinct()
                .flatMap(name -> spec.vm(name).stream())
                .toList();
    }

    public static List<Blocker> blockers(
            Spec spec, Observation seen, Plan plan, PowerOnFacts facts) {
        var blockers = new ArrayList<Blocker>();
        var starting = of(spec, plan);
        for (var vm : starting) {
            memory(spec, seen, vm, starting, facts).ifPresent(blockers::add);
            Optional.ofNullable(facts.vms().get(vm.name()))
                    .flatMap(Observed::known)
                    .ifPresent(traits ->
                            traits.stream()
                                    .sorted()
                                    .map(VmFacts.Trait::code)
                                    .filter(code -> code.severity() == Severity.BLOCKER)
                                    .map(code -> blocker(vm, code))
                                    .forEach(blockers::add));
        }
        return blockers;
    }

    private static Blocker blocker(Vm vm, CheckCode code) {
        return new Blocker(Target.vm(vm.name()), Phrase.of(BLOCKER + code.code(), "vm", vm.name()));
    }

    /// Beside what runs, only those are counted that are to start now: another VM of the file may
    /// stay off.
    private static Optional<Blocker> memory(
            Spec spec, Observation seen, Vm vm, List<Vm> starting, PowerOnFacts facts) {
        return server(spec, vm)
                .flatMap(server ->
                        Optional.ofNullable(facts.hosts().get(server.name()))
                                .flatMap(m ->
                                        MemoryCheck.of(
                                                server,
                                                spec.vmsOn(server).stream()
                                                        .filter(starting::contains)
                                                        .toList(),
                                                seen,
                                                m))
                                .filter(f -> f.code().equals(NO_ROOM))
                                .map(f -> memory(vm, server, f.message())));
    }

    private static Optional<Server> server(Spec spec, Vm vm) {
        return vm.placement() instanceof Placement.OnServer(var name)
                ? spec.server(name)
                : Optional.empty();
    }

    private static Blocker memory(Vm vm, Server server, Phrase sentence) {
        var cause = Phrase.of(BLOCKER + NO_ROOM, "vm", vm.name(), "server", server.name());
        for (var arg : sentence.args().entrySet()) {
            cause = cause.with(arg.getKey(), arg.getValue());
        }
        return new Blocker(Target.vm(vm.name()), cause);
    }
}
