package dev.thruway.domain.plan;

import dev.thruway.domain.Knowledge;
import dev.thruway.domain.condition.Condition;
import dev.thruway.domain.condition.Target;
import dev.thruway.domain.observation.Observation;
import dev.thruway.domain.observation.Observed;
import dev.thruway.domain.observation.VmObservation;
import dev.thruway.domain.observation.VmState;
import dev.thruway.domain.spec.Server;
import dev.thruway.domain.spec.Spec;
import dev.thruway.domain.spec.Vm;
import dev.thruway.domain.text.Phrase;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// From the file and what was seen to the plan. What stands in the way of one target keeps only
/// that one out of it, and the VMs of a server that is kept out; the others are planned for.
public final class Planner {

    /// What a VM loses while it holds a passthrough device (vSphere 8.0 documentation, DirectPath
    /// I/O restrictions): vMotion, HA restart elsewhere, snapshots while running and the backups
    /// that need them, memory overcommit.
    private static final List<String> LOSSES = List.of("vmotion", "ha", "snapshots", "overcommit");

    private final Context context;
    private final List<Condition> conditions = new ArrayList<>();
    private final List<Blocker> blockers = new ArrayList<>();
    private final Map<String, ServerSteps.Outcome> servers = new LinkedHashMap<>();
    private final Map<String, List<Step>> vms = new LinkedHashMap<>();

    private Planner(Context context) {
        this.context = context;
    }

    /// Plans for the targets that `wanted` accepts. A VM brings its server along: its card has to
    /// be active before the VM can have it.
    public static Plan plan(
            Spec spec, Observation seen, Knowledge knowledge, Predicate<Target> wanted) {
        var cards = CardAssignment.assign(spec, seen, knowledge);
        return new Planner(new Context(spec, seen, knowledge, cards, wanted)).all();
    }

    /// The proofs that can be taken now: one for each wanted VM whose guest answers and has
    /// NVIDIA's driver loaded. What stands in the way of the others, the conditions say.
    public static List<Step> proofs(Spec spec, Observation seen, Predicate<Target> wanted) {
        return spec.vms().stream()
                .map(Vm::name)
                .filter(vm -> wanted.test(Target.vm(vm)))
                .filter(vm -> hasDriver(seen, vm))
                .map(GuestSteps::proofAnew)
                .toList();
    }

    private static boolean hasDriver(Observation seen, String vm) {
        return Optional.ofNullable(seen.vms().get(vm))
                .flatMap(VmObservation::guest)
                .flatMap(Observed::known)
                .flatMap(guest -> guest.driver().loaded())
                .isPresent();
    }

    private Plan all() {
        context.cards().blockers().stream()
                .filter(b -> context.wanted().test(b.target()))
                .forEach(blockers::add);
        context.spec().servers().stream()
                .map(Server::name)
                .filter(this::serverWanted)
                .forEach(this::server);
        context.spec().vms().stream()
                .map(Vm::name)
                .filter(vm -> context.wanted().test(Target.vm(vm)))
                .forEach(this::vm);
        servers.keySet().forEach(this::withoutItsBlockedVms);
        var steps = new ArrayList<Step>();
        servers.values().stream()
                .filter(s -> s.blockers().isEmpty())
                .forEach(s -> steps.addAll(s.steps()));
        vms.keySet().removeIf(this::isKeptOut);
        vms.values().forEach(steps::addAll);
        return new Plan(steps, conditions, consequences(), blockers);
    }

    /// What a server needs for the VMs that can be planned for: for one that is kept out nothing is
    /// switched and nothing rebooted.
    private void withoutItsBlockedVms(String server) {
        var blocked = context.vmsOn(server).stream().filter(this::isBlocked).toList();
        if (blocked.isEmpty()) {
            return;
        }
        var rest = context.without(blocked);
        var outcome = ServerSteps.of(rest, server, ServerConditions.of(rest, server));
        outcome.blockers().stream().filter(b -> !blockers.contains(b)).forEach(blockers::add);
        servers.put(server, outcome);
    }

    private boolean isBlocked(String vm) {
        return blockers.stream().anyMatch(b -> b.target().equals(Target.vm(vm)));
    }

    private boolean isKeptOut(String vm) {
        return isBlocked(vm)
                || Context.serverOf(context.vmSpec(vm))
                        .map(servers::get)
                        .filter(s -> !s.blockers().isEmpty())
                        .isPresent();
    }

    private boolean serverWanted(String server) {
        return context.wanted().test(Target.server(server))
                || context.vmsOn(server).stream().map(Target::vm).anyMatch(context.wanted());
    }

    private void server(String name) {
        var found = ServerConditions.of(context, name);
        conditions.addAll(found);
        var outcome = ServerSteps.of(context, name, found);
        servers.put(name, outcome);
        blockers.addAll(outcome.blockers());
    }

    private void vm(String name) {
        var ofVm = VmConditions.of(context, name);
        var ofGuest = GuestConditions.of(context, name);
        conditions.addAll(ofVm);
        conditions.addAll(ofGuest);
        var seen = context.vm(name);
        if (seen.isEmpty()) {
            return;
        }
        switch (seen.get().state()) {
            case Observed.Unknown<Optional<VmState>>(Phrase cause) ->
                    blockers.add(
                            new Blocker(
                                    Target.vm(name),
                                    Phrase.of("blocker.vm-unread", "vm", name, "cause", cause)));
            case Observed.Known<Optional<VmState>>(var state) ->
                    state.ifPresentOrElse(
                            vm -> vm(name, vm, ofVm, ofGuest),
                            () ->
                                    blockers.add(
                                            new Blocker(
                                                    Target.vm(name),
                                                    Phrase.of(
                                                            "blocker.vm-not-found", "vm", name))));
        }
    }

    private void vm(String name, VmState vm, List<Condition> ofVm, List<Condition> ofGuest) {
        var outcome = VmSteps.of(context, name, vm, ofVm);
        blockers.addAll(outcome.blockers());
        boolean restarts =
                outcome.steps().stream().anyMatch(s -> s.action() instanceof Action.PowerOnVm);
        if (outcome.blockers().isEmpty() && !restarts) {
            silentGuest(name);
        }
        var guest =
                GuestSteps.of(
                        context,
                        name,
                        ofGuest,
                        restarts
                                ? GuestSteps.Foresight.RESTARTED_BEFORE
                                : GuestSteps.Foresight.AS_SEEN);
        vms.put(name, Stream.concat(outcome.steps().stream(), guest.stream()).toList());
    }

    private List<Consequence> consequences() {
        var lost = new ArrayList<Consequence>();
        vms.forEach((name, steps) -> {
            if (steps.stream().anyMatch(s -> s.action() instanceof Action.AttachDevice)) {
                LOSSES.forEach(loss ->
                        lost.add(
                                new Consequence(
                                        Target.vm(name),
                                        Phrase.of("consequence." + loss, "vm", name))));
            }
        });
        return lost;
    }

    /// A guest that should answer, as its VM runs and goes on running, and does not.
    private void silentGuest(String name) {
        context.vm(name)
                .flatMap(VmObservation::guest)
                .flatMap(Observed::whyUnknown)
                .ifPresent(cause ->
                        blockers.add(
                                new Blocker(
                                        Target.vm(name),
                                        Phrase.of(
                                                "blocker.guest-silent",
                                                "vm",
                                                name,
                                                "cause",
                                                cause))));
    }
}
