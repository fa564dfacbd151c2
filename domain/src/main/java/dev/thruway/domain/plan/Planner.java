package dev.thruway.domain.plan;

import dev.thruway.domain.Knowledge;
import dev.thruway.domain.condition.Condition;
import dev.thruway.domain.condition.Target;
import dev.thruway.domain.observation.Observation;
import dev.thruway.domain.observation.Observed;
import dev.thruway.domain.observation.VmObservation;
import dev.thruway.domain.observation.VmState;
import dev.thruway.domain.spec.GpuWish;
import dev.thruway.domain.spec.Server;
import dev.thruway.domain.spec.Spec;
import dev.thruway.domain.spec.Vm;
import dev.thruway.domain.text.Phrase;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// From the file and what was seen to the plan.
public final class Planner {

    private final Context context;
    private final List<Step> steps = new ArrayList<>();
    private final List<Condition> conditions = new ArrayList<>();
    private final List<Consequence> consequences = new ArrayList<>();
    private final List<Blocker> blockers = new ArrayList<>();

    /// VMs that their servers' steps shut down.
    private final Set<String> stopped = new HashSet<>();

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
        var order =
                VmOrder.of(
                        context.spec().vms().stream()
                                .filter(vm -> context.wanted().test(Target.vm(vm.name())))
                                .sorted(Comparator.comparing(Planner::picksAtPowerOn))
                                .map(Vm::name)
                                .toList(),
                        context.cards().moves(),
                        context.wanted());
        blockers.addAll(order.blockers());
        order.vms().forEach(this::vm);
        unfinished();
        return new Plan(blockers.isEmpty() ? steps : List.of(), conditions, consequences, blockers);
    }

    /// Nothing is done where something stands in the way; that a host is left in the maintenance
    /// mode that Thruway put it into is said at least.
    private void unfinished() {
        if (blockers.isEmpty()) {
            return;
        }
        context.spec().servers().stream()
                .map(Server::name)
                .filter(this::serverWanted)
                .forEach(server ->
                        context.host(server)
                                .flatMap(Observed::known)
                                .flatMap(host ->
                                        new HostReboot(context.spec(), context.seen(), server, host)
                                                .leftInMaintenance())
                                .ifPresent(blockers::add));
    }

    /// Whether vSphere picks cards for it when it starts: then those that are others' by their
    /// address have to be in use already.
    private static boolean picksAtPowerOn(Vm vm) {
        return vm.gpus().stream().anyMatch(GpuWish.Dynamic.class::isInstance);
    }

    private boolean serverWanted(String server) {
        return context.wanted().test(Target.server(server))
                || context.vmsOn(server).stream().map(Target::vm).anyMatch(context.wanted());
    }

    private void server(String name) {
        var found = ServerConditions.of(context, name);
        conditions.addAll(found);
        var outcome = ServerSteps.of(context, name, found);
        steps.addAll(outcome.steps());
        blockers.addAll(outcome.blockers());
        consequences.addAll(outcome.consequences());
        stopped.addAll(outcome.stopped());
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
        var own = stopped.contains(name) ? fromOff(name, outcome.steps()) : outcome.steps();
        blockers.addAll(outcome.blockers());
        steps.addAll(own);
        boolean restarts = own.stream().anyMatch(s -> s.action() instanceof Action.PowerOnVm);
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
        steps.addAll(guest);
        consequences.addAll(Losses.of(name, own));
        renamed(name, vm);
    }

    /// It is known by its instance UUID; a person may want to say so in the file.
    private void renamed(String name, VmState vm) {
        if (context.vmSpec(name).path().isEmpty() && !vm.name().equals(name)) {
            consequences.add(
                    new Consequence(
                            Target.vm(name),
                            Phrase.of("consequence.renamed", "vm", name, "now", vm.name())));
        }
    }

    /// The steps of a VM that its server's steps have shut down already.
    private static List<Step> fromOff(String vm, List<Step> steps) {
        var own = new ArrayList<>(steps);
        own.removeIf(s -> s.action() instanceof Action.ShutDownVm);
        if (own.stream().noneMatch(s -> s.action() instanceof Action.PowerOnVm)) {
            own.add(new Steps(Target.vm(vm), Phrase.of("condition.vm-on-again")).powerOn());
        }
        return own;
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
