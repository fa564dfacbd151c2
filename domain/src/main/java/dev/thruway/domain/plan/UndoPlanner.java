package dev.thruway.domain.plan;

import dev.thruway.domain.Knowledge;
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
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// From the notes that Thruway left in the world to the steps that restore it: guest first, while
/// it runs, then the VM, then the host's toggle. Nothing is restored that was not noted.
///
/// What stands in the way of a VM keeps that VM out, and of its host what it does not give back;
/// what stands in the way of a host keeps its VMs out too, which would otherwise forget that the
/// host is still to be restored.
public final class UndoPlanner {

    static final Phrase ASKED = Phrase.of("condition.undo-asked");

    private final Spec spec;
    private final Observation seen;
    private final Knowledge knowledge;
    private final Predicate<Target> wanted;
    private final CardAssignment.Result cards;
    private final List<VmUndo> vms = new ArrayList<>();
    private final List<Blocker> blockers = new ArrayList<>();

    private UndoPlanner(
            Spec spec, Observation seen, Knowledge knowledge, Predicate<Target> wanted) {
        this.spec = spec;
        this.seen = seen;
        this.knowledge = knowledge;
        this.wanted = wanted;
        this.cards = CardAssignment.assign(spec, seen, knowledge);
    }

    /// Plans for the targets that `wanted` accepts. A VM's undo also switches passthrough of its
    /// cards off, where it was off before, no other VM holds them, and nothing else in the file
    /// needs them. That of a VM of a cluster touches the VM alone: the cards are not its own.
    public static Plan plan(
            Spec spec, Observation seen, Knowledge knowledge, Predicate<Target> wanted) {
        return new UndoPlanner(spec, seen, knowledge, wanted).all();
    }

    private Plan all() {
        spec.vms().stream().filter(vm -> wanted.test(Target.vm(vm.name()))).forEach(this::vm);
        var hosts = hosts();
        vms.forEach(vm -> blockers.addAll(vm.blockers()));
        hosts.forEach(host -> blockers.addAll(host.blockers()));
        vms.removeIf(vm -> !vm.blockers().isEmpty());
        var rest = hosts();
        var blocked =
                hosts.stream().filter(h -> !h.blockers().isEmpty()).map(HostUndo::server).toList();
        vms.removeIf(vm -> blocked.stream().anyMatch(vm::isOn));
        var able =
                rest.stream()
                        .filter(h -> h.blockers().isEmpty() && !blocked.contains(h.server()))
                        .toList();
        return new Plan(
                steps(able),
                List.of(),
                able.stream().flatMap(host -> host.consequences().stream()).toList(),
                blockers);
    }

    private List<HostUndo> hosts() {
        return spec.servers().stream().map(this::host).toList();
    }

    /// A VM is started again when it is restored; where its host reboots, after that. What was
    /// noted in it goes when its host is restored as well.
    private List<Step> steps(List<HostUndo> hosts) {
        var steps = new ArrayList<Step>();
        var last = new ArrayList<Step>();
        hosts.forEach(
                host -> host.steps().stream().filter(s -> opens(host, s)).forEach(steps::add));
        for (var vm : vms) {
            // A VM of a cluster may be started on any of its hosts.
            var around = Context.serversAround(spec, seen, spec.vm(vm.vm()).orElseThrow());
            var own = hosts.stream().filter(h -> around.contains(h.server())).toList();
            boolean reboots = own.stream().anyMatch(HostUndo::reboots);
            boolean waits = reboots && vm.restart().isPresent();
            vm.steps().forEach(step -> steps.add(waits ? untilReboot(step) : step));
            boolean restored =
                    vm.server().isEmpty()
                            ? reboots
                            : own.stream().anyMatch(h -> !h.steps().isEmpty());
            if (restored || vm.restart().isPresent()) {
                vm.guestRestored().ifPresent(steps::add);
            }
            vm.restart().ifPresent(reboots ? last::add : steps::add);
            vm.forget().ifPresent(restored ? last::add : steps::add);
        }
        hosts.forEach(
                host -> host.steps().stream().filter(s -> !opens(host, s)).forEach(steps::add));
        steps.addAll(last);
        hosts.forEach(host -> steps.addAll(host.closing()));
        return steps;
    }

    /// In a maintenance mode that a run left no VM starts.
    private static boolean opens(HostUndo host, Step step) {
        return !host.reboots() && step.action() instanceof Action.ExitMaintenanceMode;
    }

    /// A VM that is shut down before its host reboots runs again after that.
    private static Step untilReboot(Step step) {
        return step.action() instanceof Action.ShutDownVm
                ? new Steps(step.target(), step.why()).shutDown(Estimates.HOST_REBOOT)
                : step;
    }

    private void vm(Vm wish) {
        var observation = seen.vms().get(wish.name());
        if (observation == null) {
            return;
        }
        switch (observation.state()) {
            case Observed.Unknown<Optional<VmState>>(Phrase cause) ->
                    blockers.add(
                            new Blocker(
                                    Target.vm(wish.name()),
                                    Phrase.of(
                                            "blocker.vm-unread",
                                            "vm",
                                            wish.name(),
                                            "cause",
                                            cause)));
            case Observed.Known<Optional<VmState>>(var state) ->
                    state.ifPresent(vm -> vm(wish, vm, observation));
        }
    }

    private void vm(Vm wish, VmState vm, VmObservation observation) {
        var server = Context.serverOf(wish);
        var left = AddressDrift.left(seen, cards, wish);
        vm.before()
                .map(before -> VmUndo.of(server, vm, before, observation, left))
                .or(() -> VmUndo.ofGuestAlone(server, vm, observation))
                .ifPresent(vms::add);
    }

    private HostUndo host(Server server) {
        var name = server.name();
        var ofServer = vms.stream().filter(vm -> vm.isOn(name)).toList();
        var ofClusters = vms.stream().filter(vm -> vm.server().isEmpty()).toList();
        return HostUndo.of(
                new HostUndo.Asked(
                        spec,
                        seen,
                        wanted,
                        name,
                        ofServer,
                        ofClusters,
                        heldElsewhere(server, ofServer),
                        CardsLeft.on(name, ofServer, spec, seen, knowledge)),
                Optional.ofNullable(seen.servers().get(name)).flatMap(s -> s.host()));
    }

    /// VMs of the file on the server which give nothing back, as far as they could be read.
    private List<VmObservation> heldElsewhere(Server server, List<VmUndo> undone) {
        return spec.vmsOn(server).stream()
                .map(Vm::name)
                .filter(name -> undone.stream().noneMatch(u -> u.vm().equals(name)))
                .flatMap(name -> Optional.ofNullable(seen.vms().get(name)).stream())
                .toList();
    }
}
