package dev.thruway.engine.apply;

import dev.thruway.domain.Knowledge;
import dev.thruway.domain.condition.Target;
import dev.thruway.domain.gpu.GpuModel;
import dev.thruway.domain.observation.AgreedCard;
import dev.thruway.domain.observation.HostBefore;
import dev.thruway.domain.observation.HostObservation;
import dev.thruway.domain.observation.Observation;
import dev.thruway.domain.observation.Observed;
import dev.thruway.domain.observation.ServerObservation;
import dev.thruway.domain.observation.VmState;
import dev.thruway.domain.pci.PciAddress;
import dev.thruway.domain.pci.PciIds;
import dev.thruway.domain.plan.Action;
import dev.thruway.domain.plan.Card;
import dev.thruway.domain.plan.CardAssignment;
import dev.thruway.domain.plan.CardInventory;
import dev.thruway.domain.plan.Step;
import dev.thruway.domain.spec.Placement;
import dev.thruway.domain.spec.Server;
import dev.thruway.domain.spec.Spec;
import dev.thruway.domain.spec.Vm;
import dev.thruway.domain.text.Phrase;
import dev.thruway.engine.Clock;
import dev.thruway.engine.EngineSettings;
import dev.thruway.engine.bmc.BmcReader;
import dev.thruway.engine.connect.Connections;
import dev.thruway.engine.connect.HostAccess;
import dev.thruway.engine.connect.PlacedVm;
import dev.thruway.engine.guest.GuestEffects;
import dev.thruway.engine.host.ForgetPendingEffect;
import dev.thruway.engine.host.HostReader;
import dev.thruway.engine.host.LabelEffect;
import dev.thruway.engine.host.MaintenanceEffect;
import dev.thruway.engine.host.NoteEffect;
import dev.thruway.engine.host.NoteVmsEffect;
import dev.thruway.engine.host.PassthroughEffect;
import dev.thruway.engine.host.RebootEffect;
import dev.thruway.engine.mark.HostMarks;
import dev.thruway.engine.observe.Observer;
import dev.thruway.engine.run.Effect;
import dev.thruway.engine.run.Permit;
import dev.thruway.engine.run.Permitted;
import dev.thruway.engine.run.StepFailed;
import dev.thruway.engine.vm.AbsentVmEffect;
import dev.thruway.engine.vm.ClusterPowerOn;
import dev.thruway.engine.vm.DynamicOffers;
import dev.thruway.engine.vm.PowerOnCall;
import dev.thruway.engine.vm.PowerOnEffect;
import dev.thruway.engine.vm.PowerOnFailure;
import dev.thruway.engine.vm.ReconfigureEffect;
import dev.thruway.engine.vm.ShutDownEffect;
import dev.thruway.engine.vm.UpgradeHardwareEffect;
import dev.thruway.vsphere.client.Inventory;
import dev.thruway.vsphere.vim.ManagedObjectReference;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/// From steps to the effects that carry them out.
final class Effects {

    private final Spec spec;
    private final Connections connections;
    private final Knowledge knowledge;
    private final Clock clock;
    private final RandomGenerator random;
    private final Duration settle;
    private final String who;
    private final Observation seen;
    private final Function<Target, Permit> permits;
    private final CardAssignment.Result cards;
    private final PowerOnFailures failures;

    /// Explains why a VM does not start.
    @FunctionalInterface
    interface PowerOnFailures {
        PowerOnFailure of(HostAccess host, ManagedObjectReference vm);
    }

    Effects(
            Spec spec,
            Connections connections,
            Knowledge knowledge,
            EngineSettings around,
            Observation seen,
            Function<Target, Permit> permits,
            PowerOnFailures failures) {
        this.spec = spec;
        this.connections = connections;
        this.knowledge = knowledge;
        this.clock = around.clock();
        this.random = around.random();
        this.settle = around.settle();
        this.who = around.who();
        this.seen = seen;
        this.permits = permits;
        this.cards = CardAssignment.assign(spec, seen, knowledge);
        this.failures = failures;
    }

    /// One effect for all steps of a group, which acts only while its target's permit holds.
    Effect of(List<Step> group, List<Step> later) {
        var permit = permits.apply(group.getFirst().target());
        return new Permitted(effect(group, later), permit);
    }

    private Effect effect(List<Step> group, List<Step> later) {
        var first = group.getFirst();
        return switch (first.action()) {
            case Action.OnHost action -> onHost(action, group, later);
            case Action.OnVmConfig _ -> reconfigure(group);
            case Action.OnVmHardware action -> hardware(action, vm(first));
            case Action.OnVmPower action -> power(action, vm(first));
            case Action.InGuest action -> inGuest(action, vm(first));
        };
    }

    private Vm vm(Step step) {
        return spec.vm(step.target().name()).orElseThrow();
    }

    private Effect onHost(Action.OnHost action, List<Step> group, List<Step> later) {
        var server = spec.server(group.getFirst().target().name()).orElseThrow();
        var host = connections.host(server);
        return switch (action) {
            case Action.NoteHost(var before) ->
                    new NoteEffect(requiredMarks(server, host), noted(server), before);
            case Action.ForgetHost() ->
                    new NoteEffect(requiredMarks(server, host), noted(server), HostBefore.NOTHING);
            case Action.EnablePassthrough _ ->
                    toggle(host, group, later, PassthroughEffect.Wanted.ON);
            case Action.DisablePassthrough _ ->
                    toggle(host, group, later, PassthroughEffect.Wanted.OFF);
            case Action.SetHardwareLabel(var address, var ids, var label) ->
                    new LabelEffect(host, address, ids, label);
            case Action.NoteRunningVms(var vms) ->
                    new NoteVmsEffect(host, requiredMarks(server, host), vms, who, clock.now());
            case Action.ShutDownOtherVm(var uuid, _) ->
                    other(host, uuid, vm -> new ShutDownEffect(host, vm, clock));
            case Action.StartOtherVm(var uuid, _) -> other(host, uuid, vm -> start(host, vm));
            case Action.ForgetPending() -> new ForgetPendingEffect(requiredMarks(server, host));
            case Action.EnterMaintenanceMode(var vsan) ->
                    new MaintenanceEffect(
                            host,
                            marks(server, host),
                            new MaintenanceEffect.Direction.In(who, clock.now(), vsan));
            case Action.ExitMaintenanceMode() ->
                    new MaintenanceEffect(
                            host, marks(server, host), new MaintenanceEffect.Direction.Out());
            case Action.RebootHost() ->
                    new RebootEffect(
                            host,
                            observed(server).flatMap(o -> o.bootTime().known()),
                            cards(server),
                            () -> cardsNow(server, host));
        };
    }

    /// A VM that the file does not name.
    private static Effect other(
            HostAccess host, String uuid, Function<ManagedObjectReference, Effect> effect) {
        return new Inventory(host.client())
                .virtualMachine(uuid)
                .map(effect)
                .orElseGet(AbsentVmEffect::new);
    }

    private Effect start(HostAccess host, ManagedObjectReference vm) {
        var placed = new PlacedVm(host, vm);
        return new PowerOnEffect(
                placed,
                PowerOnCall.onItsHost(placed),
                Optional.empty(),
                Duration.ZERO,
                clock,
                failures.of(host, vm));
    }

    private Optional<HostObservation> observed(Server server) {
        return Optional.ofNullable(seen.servers().get(server.name()))
                .flatMap(s -> s.host())
                .flatMap(o -> o.known());
    }

    private HostBefore noted(Server server) {
        return observed(server)
                .flatMap(o -> o.before().known())
                .flatMap(before -> before)
                .orElse(HostBefore.NOTHING);
    }

    private Optional<HostMarks> marks(Server server, HostAccess host) {
        return observed(server).flatMap(o -> HostMarks.of(host, o.uuid()));
    }

    private HostMarks requiredMarks(Server server, HostAccess host) {
        return marks(server, host)
                .orElseThrow(() ->
                        new StepFailed(Phrase.of("run.no-datastore", "server", server.name())));
    }

    private List<AgreedCard> cards(Server server) {
        return cards.on(server.name()).stream().map(Card::identity).toList();
    }

    /// What BMC and host say now of the cards that are there.
    private List<Card> cardsNow(Server server, HostAccess host) {
        var seenHost = new HostReader(host).readCards();
        var bmc =
                server.bmc()
                        .map(b -> Observer.attempt(() -> new BmcReader(connections.bmc(b)).read()));
        return CardInventory.of(
                new ServerObservation(
                        server.name(), bmc, Optional.of(Observed.of(seenHost)), Optional.empty()),
                knowledge);
    }

    private static Effect toggle(
            HostAccess host, List<Step> group, List<Step> later, PassthroughEffect.Wanted wanted) {
        var functions = new HashMap<PciAddress, PciIds>();
        for (var step : group) {
            switch (step.action()) {
                case Action.EnablePassthrough(var address, var ids) -> functions.put(address, ids);
                case Action.DisablePassthrough(var address, var ids) -> functions.put(address, ids);
                default -> throw new IllegalStateException("not a toggle: " + step);
            }
        }
        var target = group.getFirst().target();
        boolean reboots =
                later.stream()
                        .anyMatch(s ->
                                s.target().equals(target)
                                        && s.action() instanceof Action.RebootHost);
        return new PassthroughEffect(
                host,
                functions,
                wanted,
                reboots ? PassthroughEffect.Until.NOTED : PassthroughEffect.Until.IN_EFFECT);
    }

    private Effect reconfigure(List<Step> group) {
        var vm = vm(group.getFirst());
        var placed = connections.existing(vm);
        var actions = group.stream().map(s -> (Action.OnVmConfig) s.action()).toList();
        return new ReconfigureEffect(placed, offers(vm, placed), actions, planned(vm), clock);
    }

    /// The VM as it was when the plan was made.
    private Optional<VmState> planned(Vm vm) {
        return Optional.ofNullable(seen.vms().get(vm.name()))
                .flatMap(o -> o.state().known())
                .flatMap(s -> s);
    }

    /// Its own host, or any of its cluster: there a dynamic device need not be offered where the VM
    /// is now.
    private DynamicOffers offers(Vm vm, PlacedVm placed) {
        return switch (vm.placement()) {
            case Placement.OnServer _ -> DynamicOffers.of(placed.host());
            case Placement.InCluster cluster ->
                    DynamicOffers.of(placed.host(), connections.cluster(cluster));
        };
    }

    private PowerOnCall call(Vm vm, PlacedVm placed) {
        return switch (vm.placement()) {
            case Placement.OnServer _ -> PowerOnCall.onItsHost(placed);
            case Placement.InCluster cluster ->
                    new ClusterPowerOn(connections.cluster(cluster), placed.vm());
        };
    }

    private Effect hardware(Action.OnVmHardware action, Vm vm) {
        var placed = connections.existing(vm);
        return switch (action) {
            case Action.UpgradeHardware(int version) ->
                    new UpgradeHardwareEffect(placed.host(), placed.vm(), version, clock);
        };
    }

    private Effect power(Action.OnVmPower action, Vm vm) {
        var placed = connections.existing(vm);
        return switch (action) {
            case Action.ShutDownVm() -> new ShutDownEffect(placed.host(), placed.vm(), clock);
            case Action.PowerOnVm() ->
                    new PowerOnEffect(
                            placed,
                            call(vm, placed),
                            connections.guest(vm),
                            settle,
                            clock,
                            failures.of(placed.host(), placed.vm()));
        };
    }

    private Effect inGuest(Action.InGuest action, Vm vm) {
        var shell =
                connections
                        .guest(vm)
                        .orElseThrow(() ->
                                new StepFailed(Phrase.of("unread.tools-not-yet", "vm", vm.name())));
        List<GpuModel> boards =
                cards.of(vm.name()).stream().flatMap(c -> c.model().stream()).toList();
        return new GuestEffects(shell, knowledge, boards, random).of(action);
    }
}
