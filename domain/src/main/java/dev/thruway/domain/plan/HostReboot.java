package dev.thruway.domain.plan;

import dev.thruway.domain.condition.Target;
import dev.thruway.domain.observation.HostCluster;
import dev.thruway.domain.observation.HostObservation;
import dev.thruway.domain.observation.HostPending;
import dev.thruway.domain.observation.HostPending.Ran;
import dev.thruway.domain.observation.HostPending.Stage;
import dev.thruway.domain.observation.HostUses;
import dev.thruway.domain.observation.Observation;
import dev.thruway.domain.observation.Observed;
import dev.thruway.domain.observation.RunningVm;
import dev.thruway.domain.observation.VmState;
import dev.thruway.domain.plan.Steps.Change;
import dev.thruway.domain.spec.Permission;
import dev.thruway.domain.spec.Server;
import dev.thruway.domain.spec.Spec;
import dev.thruway.domain.text.Phrase;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A host's reboot with all that it needs around it, and what is left to do of one that was begun.
///
/// ```
/// note which VMs ran ─► shut them down ─► maintenance mode ─► reboot ─► out of it
///                                                      ─► start them ─► forget the note
/// ```
///
/// The note is written before the first VM is shut down and removed after the last is started: from
/// it and from what is seen the next run, wherever it is, knows what is left.
final class HostReboot {

    private final Spec spec;
    private final Observation seen;
    private final Server server;
    private final HostObservation host;
    private final Target target;

    HostReboot(Spec spec, Observation seen, String server, HostObservation host) {
        this.spec = spec;
        this.seen = seen;
        this.server = spec.server(server).orElseThrow();
        this.host = host;
        this.target = Target.server(server);
    }

    /// @param steps up to the VMs that are started again here
    /// @param closing what comes after everything else is started as well
    /// @param stopped the VMs of the file that are off after the steps
    /// @param noted the VMs of the file that the note names until `closing`
    record Way(
            List<Step> steps,
            List<Step> closing,
            List<Blocker> blockers,
            List<Consequence> consequences,
            Set<String> stopped,
            Set<String> noted) {

        static final Way NONE =
                new Way(List.of(), List.of(), List.of(), List.of(), Set.of(), Set.of());

        Way {
            steps = List.copyOf(steps);
            closing = List.copyOf(closing);
            blockers = List.copyOf(blockers);
            consequences = List.copyOf(consequences);
            stopped = Set.copyOf(stopped);
            noted = Set.copyOf(noted);
        }
    }

    /// VMs of the file that other steps of the plan take care of.
    ///
    /// @param off those that are off before the reboot
    /// @param restarted those that are started after it
    record Others(Set<String> off, Set<String> restarted) {

        Others {
            off = Set.copyOf(off);
            restarted = Set.copyOf(restarted);
        }
    }

    Way way(Steps make, Others others) {
        var running =
                host.runningVms().stream()
                        .filter(vm ->
                                ofFile(vm.uuid(), vm.name()).filter(others.off::contains).isEmpty())
                        .toList();
        var moved = running.stream().filter(this::evacuated).toList();
        var down = running.stream().filter(Predicate.not(moved::contains)).toList();
        var ran = ran(down, others);
        var steps = new ArrayList<Step>();
        if (!ran.equals(noted())) {
            steps.add(note(make, ran));
        }
        down.forEach(vm -> steps.add(shutDown(make, vm)));
        steps.addAll(reboot(make));
        var stopped =
                down.stream()
                        .flatMap(vm -> ofFile(vm.uuid(), vm.name()).stream())
                        .collect(Collectors.toCollection(HashSet::new));
        var closing = new ArrayList<Step>();
        if (leaves()) {
            ran.stream()
                    .filter(vm -> ofFile(vm).filter(others.restarted::contains).isEmpty())
                    .forEach(vm -> steps.add(start(make, vm)));
            if (!ran.isEmpty()) {
                closing.add(forget(ran));
            }
        }
        return new Way(
                steps,
                closing,
                blockers(running, down),
                consequences(moved, down),
                stopped,
                ofFile(ran));
    }

    /// Those that were noted, those that are shut down here, and those that are off already and
    /// started later: a run that ends before that must not lose them.
    private List<Ran> ran(List<RunningVm> down, Others others) {
        var before =
                host.runningVms().stream()
                        .filter(vm ->
                                ofFile(vm.uuid(), vm.name())
                                        .filter(others.off::contains)
                                        .filter(others.restarted::contains)
                                        .isPresent());
        var now =
                Stream.concat(before, down.stream())
                        .map(vm -> new Ran(vm.uuid(), vm.name()))
                        .toList();
        var all = new ArrayList<>(noted());
        now.stream()
                .filter(vm -> all.stream().noneMatch(r -> r.uuid().equals(vm.uuid())))
                .toList()
                .forEach(all::add);
        return all;
    }

    private List<Ran> noted() {
        return host.unfinished().map(HostPending::ran).orElse(List.of());
    }

    private Step note(Steps make, List<Ran> ran) {
        return make.change(new Action.NoteRunningVms(ran), "", Change.add(path(), ranNames(ran)));
    }

    private String path() {
        return ".thruway/" + host.uuid() + "/pending.json";
    }

    private Step shutDown(Steps make, RunningVm vm) {
        return ofFile(vm.uuid(), vm.name())
                .map(name -> new Steps(Target.vm(name), make.why()).shutDown(Estimates.HOST_REBOOT))
                .orElseGet(() -> make.shutDownOther(vm));
    }

    private Step start(Steps make, Ran vm) {
        return ofFile(vm)
                .map(name -> new Steps(Target.vm(name), make.why()).powerOn())
                .orElseGet(() -> make.startOther(vm));
    }

    /// @param ran what is noted until then
    private Step forget(List<Ran> ran) {
        return new Steps(target, Phrase.of("condition.host-work-is-finished"))
                .change(
                        new Action.ForgetPending(),
                        "",
                        Change.remove(path(), ran.isEmpty() ? "-" : ranNames(ran)));
    }

    private Set<String> ofFile(List<Ran> vms) {
        return vms.stream()
                .flatMap(vm -> ofFile(vm).stream())
                .collect(Collectors.toCollection(HashSet::new));
    }

    private Optional<String> ofFile(Ran vm) {
        return ofFile(vm.uuid(), vm.name());
    }

    /// The VM of the file that this is: by its instance UUID, by its name where it could not be
    /// read.
    private Optional<String> ofFile(String uuid, String name) {
        return spec.vms().stream()
                .filter(vm -> Context.serversAround(spec, seen, vm).contains(server.name()))
                .map(vm -> Optional.ofNullable(seen.vms().get(vm.name())))
                .flatMap(Optional::stream)
                .filter(vm ->
                        vm.state()
                                .known()
                                .map(state ->
                                        state.filter(s -> s.instanceUuid().equals(uuid))
                                                .isPresent())
                                .orElse(vm.name().equals(name)))
                .map(vm -> vm.name())
                .findFirst();
    }

    private boolean isOfFile(RunningVm vm) {
        return ofFile(vm.uuid(), vm.name()).isPresent();
    }

    /// A VM that the file puts on this server gets a card of it, and stays.
    private boolean evacuated(RunningVm vm) {
        return ofFile(vm.uuid(), vm.name()).flatMap(spec::vm).flatMap(Context::serverOf).isEmpty()
                && cluster().filter(c -> c.evacuates(vm)).isPresent();
    }

    /// The vCenter is moved like any other VM, but is never taken for moved because nobody could
    /// say that it is not: without an instance UUID no setting of its own is known.
    private boolean isMovedForSure(RunningVm vm) {
        return evacuated(vm) && !vm.uuid().isEmpty();
    }

    private Optional<HostCluster> cluster() {
        return host.cluster().flatMap(Observed::known);
    }

    private List<Step> reboot(Steps make) {
        var steps = new ArrayList<Step>();
        if (!host.inMaintenanceMode()) {
            steps.add(enter(make));
        }
        steps.add(
                make.interrupting(
                        new Action.RebootHost(),
                        new Change(
                                "runtime.bootTime",
                                host.bootTime().known().map(Object::toString),
                                Optional.empty()),
                        List.of(
                                Interrupt.of(
                                        target,
                                        Phrase.of("interrupt.host-reboot", "server", target.name()),
                                        Estimates.HOST_REBOOT)),
                        Approval.HOST_REBOOT));
        if (leaves()) {
            steps.add(exit(make));
        }
        return steps;
    }

    private Step enter(Steps make) {
        var vsan = host.uses().known().map(HostUses::vsan).orElse(HostUses.Vsan.MEMBER);
        return make.change(
                new Action.EnterMaintenanceMode(vsan),
                "",
                Change.of("runtime.inMaintenanceMode", "false", "true"));
    }

    /// Whether the host is out of maintenance mode in the end: not where somebody else put it
    /// there.
    private boolean leaves() {
        return !host.inMaintenanceMode() || isOurs();
    }

    private boolean isOurs() {
        return maintenanceIsOurs(host);
    }

    /// Whether a maintenance mode that a host is in is one that Thruway put it into.
    static boolean maintenanceIsOurs(HostObservation host) {
        return host.unfinished().filter(p -> p.stage() == Stage.MAINTENANCE).isPresent();
    }

    private static Step exit(Steps make) {
        return make.change(
                new Action.ExitMaintenanceMode(),
                "",
                Change.of("runtime.inMaintenanceMode", "true", "false"));
    }

    private List<Blocker> blockers(List<RunningVm> running, List<RunningVm> down) {
        var blockers = new ArrayList<Blocker>();
        host.pending()
                .whyUnknown()
                .ifPresent(cause -> blockers.add(Blockers.hostUnread(target, cause)));
        running.stream()
                .filter(this::isItsVcenter)
                .filter(Predicate.not(this::isMovedForSure))
                .forEach(vm ->
                        blockers.add(
                                new Blocker(
                                        target,
                                        Phrase.of(
                                                "blocker.vcenter-runs-on-host",
                                                "server",
                                                target.name(),
                                                "vm",
                                                vm.name()))));
        if (!down.isEmpty() && spec.policyFor(server).vmPowerOff() == Permission.Answer.NEVER) {
            blockers.add(running(down));
        }
        return blockers;
    }

    private Blocker running(List<RunningVm> vms) {
        var names = names(vms);
        return cluster()
                .filter(c -> !c.evacuates())
                .map(c ->
                        new Blocker(
                                target,
                                Phrase.of(
                                        "blocker.vms-stay-on-host",
                                        "server",
                                        target.name(),
                                        "vms",
                                        names,
                                        "cluster",
                                        c.name(),
                                        "drs",
                                        c.drs().word())))
                .orElseGet(() ->
                        new Blocker(
                                target,
                                Phrase.of(
                                        "blocker.vms-run-on-host",
                                        "server",
                                        target.name(),
                                        "vms",
                                        names)));
    }

    private static String names(List<RunningVm> vms) {
        return vms.stream().map(RunningVm::name).collect(Collectors.joining(", "));
    }

    private boolean isItsVcenter(RunningVm vm) {
        return OwnVcenter.runsIn(vm, server, spec, seen);
    }

    private List<Consequence> consequences(List<RunningVm> moved, List<RunningVm> down) {
        var all = new ArrayList<Consequence>();
        cluster()
                .ifPresent(c -> {
                    if (!moved.isEmpty()) {
                        all.add(consequence("vms-are-moved", c, names(moved)));
                    }
                    moved.stream()
                            .filter(this::isItsVcenter)
                            .forEach(vm -> all.add(consequence("vcenter-is-moved", c, vm.name())));
                    if (!c.evacuates() && !down.isEmpty()) {
                        all.add(consequence("vms-are-not-moved", c, names(down)));
                    }
                    var cannot = down.stream().filter(vm -> !isOfFile(vm)).toList();
                    if (c.evacuates() && !cannot.isEmpty()) {
                        all.add(consequence("vms-cannot-be-moved", c, names(cannot)));
                    }
                    if (c.ha() == HostCluster.Ha.ADMISSION_CONTROL && c.otherHosts() < 2) {
                        all.add(consequence("ha-admission", c, ""));
                    }
                });
        return all;
    }

    private Consequence consequence(String code, HostCluster cluster, String vms) {
        return new Consequence(
                target,
                Phrase.of(
                        "consequence." + code,
                        "server",
                        target.name(),
                        "cluster",
                        cluster.name(),
                        "drs",
                        cluster.drs().word(),
                        "hosts",
                        cluster.otherHosts(),
                        "vms",
                        vms));
    }

    /// What a run that ended early left behind: a maintenance mode that Thruway entered, VMs that
    /// ran before, or only the note, with which the next maintenance mode, of somebody else, would
    /// pass for ours.
    ///
    /// @param restarted the VMs of the file that other steps of the plan start
    Way leftBehind(Set<String> restarted) {
        if (host.unfinished().isEmpty()) {
            return Way.NONE;
        }
        var pending = host.unfinished().get();
        var make = new Steps(target, why(pending));
        var steps = new ArrayList<Step>();
        var off = pending.ran().stream().filter(this::isOff).toList();
        var waiting = off.stream().filter(r -> waitsHere(r, restarted)).toList();
        if (host.inMaintenanceMode() && !isOurs() && !waiting.isEmpty()) {
            return new Way(
                    List.of(), List.of(), List.of(waiting(waiting)), List.of(), Set.of(), Set.of());
        }
        var stopped = ofFile(off);
        stopped.retainAll(restarted);
        if (host.inMaintenanceMode() && isOurs()) {
            steps.add(exit(make));
        }
        off.stream()
                .filter(vm -> ofFile(vm).filter(stopped::contains).isEmpty())
                .forEach(vm -> steps.add(start(make, vm)));
        boolean forgets = steps.isEmpty() || !pending.ran().isEmpty();
        return new Way(
                steps,
                forgets ? List.of(forget(pending.ran())) : List.of(),
                List.of(),
                List.of(),
                stopped,
                ofFile(pending.ran()));
    }

    /// A VM of a cluster may have been started on another host.
    private boolean isOff(Ran vm) {
        return host.runningVms().stream().noneMatch(v -> isIt(vm, v))
                && ofFile(vm)
                        .flatMap(name -> Context.stateOf(seen, name))
                        .filter(state -> state.power() == VmState.Power.ON)
                        .isEmpty();
    }

    /// Whether a VM can start on this host only: by its own steps one of a cluster may on others.
    private boolean waitsHere(Ran vm, Set<String> restarted) {
        return ofFile(vm)
                .filter(restarted::contains)
                .flatMap(spec::vm)
                .filter(wish -> Context.serverOf(wish).isEmpty())
                .isEmpty();
    }

    /// That the host is in a maintenance mode of ours, where it is.
    Optional<Blocker> leftInMaintenance() {
        return host.unfinished()
                .filter(_ -> host.inMaintenanceMode() && isOurs())
                .map(pending ->
                        new Blocker(
                                target,
                                pending.ran().isEmpty()
                                        ? Phrase.of(
                                                "blocker.left-in-maintenance",
                                                "server",
                                                target.name())
                                        : Phrase.of(
                                                "blocker.left-in-maintenance-with-vms",
                                                "server",
                                                target.name(),
                                                "vms",
                                                ranNames(pending.ran()))));
    }

    private static String ranNames(List<Ran> vms) {
        return vms.stream().map(Ran::name).collect(Collectors.joining(", "));
    }

    private Phrase why(HostPending pending) {
        if (host.inMaintenanceMode()) {
            return Phrase.of("condition.maintenance-is-ours");
        }
        return pending.ran().isEmpty()
                ? Phrase.of("condition.maintenance-note-is-old")
                : Phrase.of("condition.vms-ran-before");
    }

    private static boolean isIt(Ran ran, RunningVm vm) {
        return ran.uuid().equals(vm.uuid());
    }

    private Blocker waiting(List<Ran> vms) {
        return new Blocker(
                target,
                Phrase.of(
                        "blocker.vms-wait-for-maintenance",
                        "server",
                        target.name(),
                        "vms",
                        ranNames(vms)));
    }
}
