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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// From the file and what was seen to the plan. What stands in the way of one target keeps only
/// that one out of it, and the VMs of a server that is kept out; the others are planned for.
public final class Planner {

    private final Context context;
    private final List<Condition> conditions = new ArrayList<>();
    private final List<Blocker> blockers = new ArrayList<>();
    private final Map<String, ServerSteps.Result> servers = new LinkedHashMap<>();
    private final Map<String, Draft> vms = new LinkedHashMap<>();

    /// What a VM needs for itself, before it is known whether its server's steps shut it down.
    private record Draft(VmState vm, ServerSteps.Outcome outcome, List<Condition> ofGuest) {}

    private Planner(Context context, List<Blocker> known) {
        this.context = context;
        blockers.addAll(known);
    }

    /// Plans for the targets that `wanted` accepts. A VM brings its server along: its card has to
    /// be active before the VM can have it.
    public static Plan plan(
            Spec spec, Observation seen, Knowledge knowledge, Predicate<Target> wanted) {
        return plan(spec, seen, knowledge, wanted, List.of());
    }

    /// The same, where more is known to stand in the way of VMs than the observation shows.
    public static Plan plan(
            Spec spec,
            Observation seen,
            Knowledge knowledge,
            Predicate<Target> wanted,
            List<Blocker> known) {
        var cards = CardAssignment.assign(spec, seen, knowledge);
        return new Planner(new Context(spec, seen, knowledge, cards, wanted), known).all();
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
        cardsOfThoseKeptOut();
        servers.keySet().forEach(this::withoutItsBlockedVms);
        unfinished();
        return plan();
    }

    private Plan plan() {
        var steps = new ArrayList<Step>();
        var consequences = new ArrayList<Consequence>();
        var stopped = new HashSet<String>();
        servers.values().stream()
                .filter(s -> s.blockers().isEmpty())
                .forEach(s -> {
                    steps.addAll(s.steps());
                    consequences.addAll(s.consequences());
                    stopped.addAll(s.stopped());
                });
        vms.forEach((name, draft) -> {
            if (!isKeptOut(name)) {
                var own =
                        stopped.contains(name)
                                ? fromOff(name, draft.outcome().steps())
                                : draft.outcome().steps();
                steps.addAll(own);
                steps.addAll(guest(name, own, draft.ofGuest()));
                consequences.addAll(Losses.of(context, name, own));
                renamed(name, draft.vm()).ifPresent(consequences::add);
            } else if (stopped.contains(name)) {
                steps.addAll(fromOff(name, List.of()));
            }
        });
        servers.values().stream()
                .filter(s -> s.blockers().isEmpty())
                .forEach(s -> steps.addAll(s.closing()));
        return new Plan(steps, conditions, consequences, blockers);
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
                        .or(() -> preparedFor(vm))
                        .map(servers::get)
                        .filter(s -> !s.blockers().isEmpty())
                        .isPresent();
    }

    /// A card is not free while the VM that is to give it up is kept out.
    private void cardsOfThoseKeptOut() {
        boolean more = true;
        while (more) {
            var held =
                    context.cards().moves().stream()
                            .filter(m -> vms.containsKey(m.to()) && !isBlocked(m.to()))
                            .filter(m -> isKeptOut(m.from()))
                            .map(m -> VmOrder.blocker("blocker.card-holder-kept-out", m))
                            .toList();
            blockers.addAll(held);
            more = !held.isEmpty();
        }
    }

    /// Nothing is done to a server where something stands in its way; that it is left in the
    /// maintenance mode that Thruway put it into is said at least.
    private void unfinished() {
        servers.forEach((server, outcome) -> {
            if (!outcome.blockers().isEmpty()) {
                context.host(server)
                        .flatMap(Observed::known)
                        .flatMap(host ->
                                new HostReboot(context.spec(), context.seen(), server, host)
                                        .leftInMaintenance())
                        .ifPresent(blockers::add);
            }
        });
    }

    /// Whether vSphere picks cards for it when it starts: then those that are others' by their
    /// address have to be in use already.
    private static boolean picksAtPowerOn(Vm vm) {
        return vm.gpus().stream().anyMatch(GpuWish.Dynamic.class::isInstance);
    }

    private boolean serverWanted(String server) {
        return context.wanted().test(Target.server(server))
                || context.vmsOn(server).stream().map(Target::vm).anyMatch(context.wanted())
                || context.spec().vms().stream()
                        .map(Vm::name)
                        .filter(vm -> context.wanted().test(Target.vm(vm)))
                        .anyMatch(vm -> preparedFor(vm).filter(server::equals).isPresent());
    }

    /// The server whose preparation a VM of a cluster waits for: no host can start it now.
    private Optional<String> preparedFor(String vm) {
        return context.cards().place(vm).flatMap(ClusterPlace::chosen).flatMap(HostFit::waitsFor);
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
        conditions.addAll(ClusterConditions.of(context, name));
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
        unreadCluster(name).ifPresent(blockers::add);
        var outcome = VmSteps.of(context, name, vm, ofVm);
        blockers.addAll(outcome.blockers());
        GuestSteps.blocker(context, name).ifPresent(blockers::add);
        boolean stops =
                servers.values().stream().anyMatch(server -> server.stopped().contains(name));
        if (outcome.blockers().isEmpty() && !stops && !restarts(outcome.steps())) {
            silentGuest(name);
        }
        vms.put(name, new Draft(vm, outcome, ofGuest));
    }

    private Optional<Blocker> unreadCluster(String vm) {
        return Context.clusterOf(context.seen(), context.vmSpec(vm))
                .flatMap(Observed::whyUnknown)
                .map(cause ->
                        new Blocker(
                                Target.vm(vm),
                                Phrase.of("blocker.cluster-unread", "vm", vm, "cause", cause)));
    }

    private static boolean restarts(List<Step> steps) {
        return steps.stream().anyMatch(s -> s.action() instanceof Action.PowerOnVm);
    }

    private List<Step> guest(String name, List<Step> own, List<Condition> ofGuest) {
        return GuestSteps.of(
                context,
                name,
                ofGuest,
                restarts(own)
                        ? GuestSteps.Foresight.RESTARTED_BEFORE
                        : GuestSteps.Foresight.AS_SEEN);
    }

    /// It is known by its instance UUID; a person may want to say so in the file.
    private Optional<Consequence> renamed(String name, VmState vm) {
        return context.vmSpec(name).path().isEmpty() && !vm.name().equals(name)
                ? Optional.of(
                        new Consequence(
                                Target.vm(name),
                                Phrase.of("consequence.renamed", "vm", name, "now", vm.name())))
                : Optional.empty();
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
