package dev.thruway.domain.plan;

import dev.thruway.domain.condition.Target;
import dev.thruway.domain.mmio.MmioKeys;
import dev.thruway.domain.observation.GuestObservation;
import dev.thruway.domain.observation.HostBefore;
import dev.thruway.domain.observation.HostObservation;
import dev.thruway.domain.observation.Observation;
import dev.thruway.domain.observation.Observed;
import dev.thruway.domain.observation.PassthroughState;
import dev.thruway.domain.observation.VmBefore;
import dev.thruway.domain.observation.VmObservation;
import dev.thruway.domain.observation.VmState;
import dev.thruway.domain.pci.PciAddress;
import dev.thruway.domain.plan.Steps.Change;
import dev.thruway.domain.spec.Spec;
import dev.thruway.domain.spec.Vm;
import dev.thruway.domain.text.Phrase;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// From the notes that Thruway left in the world to the steps that restore it: guest first, while
/// it runs, then the VM, then the host's toggle. Nothing is restored that was not noted.
public final class UndoPlanner {

    private static final Phrase ASKED = Phrase.of("condition.undo-asked");

    private final Spec spec;
    private final Observation seen;
    private final Predicate<Target> wanted;
    private final List<Step> steps = new ArrayList<>();
    private final List<Blocker> blockers = new ArrayList<>();
    private final Set<PciAddress> givenBack = new HashSet<>();

    private UndoPlanner(Spec spec, Observation seen, Predicate<Target> wanted) {
        this.spec = spec;
        this.seen = seen;
        this.wanted = wanted;
    }

    /// Plans for the targets that `wanted` accepts. A VM's undo also switches passthrough of its
    /// cards off, where it was off before and no other VM holds them.
    public static Plan plan(Spec spec, Observation seen, Predicate<Target> wanted) {
        return new UndoPlanner(spec, seen, wanted).all();
    }

    private Plan all() {
        spec.vms().stream()
                .map(Vm::name)
                .filter(name -> wanted.test(Target.vm(name)))
                .forEach(this::vm);
        spec.servers().forEach(server -> host(server.name()));
        return new Plan(blockers.isEmpty() ? steps : List.of(), List.of(), List.of(), blockers);
    }

    private void vm(String name) {
        var observation = seen.vms().get(name);
        if (observation == null) {
            return;
        }
        switch (observation.state()) {
            case Observed.Unknown<Optional<VmState>>(Phrase cause) ->
                    blockers.add(
                            new Blocker(
                                    Target.vm(name),
                                    Phrase.of("blocker.vm-unread", "vm", name)
                                            .with("cause", cause)));
            case Observed.Known<Optional<VmState>>(var state) ->
                    state.ifPresent(vm -> vm.before().ifPresent(b -> vm(name, vm, b, observation)));
        }
    }

    private void vm(String name, VmState vm, VmBefore before, VmObservation observation) {
        var make = new Steps(Target.vm(name), ASKED);
        boolean on = vm.power() == VmState.Power.ON;
        if (before.guestTouched() && observation.guest().isPresent()) {
            on = guest(make, on, observation.guest().get());
        }
        var changes = new ArrayList<Step>();
        devices(make, vm, before, changes);
        settings(make, vm, before, changes);
        changes.add(
                make.change(
                        new Action.ForgetVm(),
                        "",
                        Change.remove(
                                "config.extraConfig[thruway.before, thruway.agreed]", "noted")));
        if (on) {
            steps.add(shutDown(make, name));
        }
        steps.addAll(changes);
        if (before.power() == VmState.Power.ON) {
            steps.add(powerOn(make, ""));
        }
    }

    /// Whether the VM is on afterwards.
    private boolean guest(Steps make, boolean on, Observed<GuestObservation> guest) {
        if (on) {
            switch (guest) {
                case Observed.Unknown<GuestObservation>(Phrase cause) -> {
                    blockers.add(
                            new Blocker(
                                    make.target(),
                                    Phrase.of("blocker.guest-unread", "vm", make.target().name())
                                            .with("cause", cause)));
                    return true;
                }
                case Observed.Known<GuestObservation>(GuestObservation seenGuest) -> {
                    if (seenGuest.before().isEmpty()) {
                        return true;
                    }
                }
            }
        }
        if (!on) {
            steps.add(powerOn(make, "guest"));
        }
        steps.add(
                make.change(
                        new Action.RestoreGuest(), "", Change.remove("/var/lib/thruway", "noted")));
        return true;
    }

    private static Step powerOn(Steps make, String detail) {
        return make.change(
                new Action.PowerOnVm(),
                detail,
                Change.of("runtime.powerState", "poweredOff", "poweredOn"));
    }

    private static Step shutDown(Steps make, String name) {
        return make.interrupting(
                new Action.ShutDownVm(),
                Change.of("runtime.powerState", "poweredOn", "poweredOff"),
                List.of(
                        Interrupt.of(
                                make.target(),
                                Phrase.of("interrupt.vm-off", "vm", name),
                                Estimates.VM_RESTART)),
                Approval.VM_POWER_OFF);
    }

    private void devices(Steps make, VmState vm, VmBefore before, List<Step> changes) {
        for (var device : vm.devices()) {
            var address = device.address().map(Object::toString).orElse("");
            boolean ours =
                    vm.agreed().stream().anyMatch(a -> a.address().toString().equals(address));
            if (ours && !before.deviceAddresses().contains(address)) {
                device.address().ifPresent(givenBack::add);
                changes.add(
                        make.change(
                                new Action.DetachDevice(device.key(), device.name()),
                                Integer.toString(device.key()),
                                Change.remove(
                                        "config.hardware.device[" + device.key() + "]", address)));
            }
        }
    }

    private void settings(Steps make, VmState vm, VmBefore before, List<Step> changes) {
        if (vm.lockedToMax() != before.lockedToMax()
                || vm.memoryReservationMib() != before.memoryReservationMib()) {
            changes.add(
                    make.change(
                            new Action.SetMemoryReservation(
                                    before.memoryReservationMib(), before.lockedToMax()),
                            "",
                            Change.of(
                                    "config.memoryReservationLockedToMax",
                                    Boolean.toString(vm.lockedToMax()),
                                    Boolean.toString(before.lockedToMax()))));
        }
        secureBoot(make, vm, before, changes);
        if (vm.firmware() != before.firmware()) {
            changes.add(
                    make.change(
                            new Action.SetFirmware(before.firmware()),
                            "",
                            Change.of(
                                    "config.firmware",
                                    vm.firmware().word(),
                                    before.firmware().word())));
        }
        for (var key : List.of(MmioKeys.USE_64BIT_MMIO, MmioKeys.SIZE_GB)) {
            var was = Optional.ofNullable(before.extraConfig().get(key));
            if (!vm.extra(key).equals(was)) {
                changes.add(
                        make.change(
                                new Action.SetExtraConfig(key, was.orElse("")),
                                key,
                                new Change("config.extraConfig[" + key + "]", vm.extra(key), was)));
            }
        }
    }

    private static void secureBoot(Steps make, VmState vm, VmBefore before, List<Step> changes) {
        boolean was = before.secureBoot().orElse(false);
        boolean is = vm.secureBoot().orElse(false);
        if (was != is) {
            changes.add(
                    make.change(
                            new Action.SetSecureBoot(
                                    was
                                            ? Action.SetSecureBoot.Wanted.ON
                                            : Action.SetSecureBoot.Wanted.OFF),
                            "",
                            Change.of(
                                    "config.bootOptions.efiSecureBootEnabled",
                                    Boolean.toString(is),
                                    Boolean.toString(was))));
        }
    }

    private void host(String name) {
        var host =
                Optional.ofNullable(seen.servers().get(name))
                        .flatMap(s -> s.host())
                        .flatMap(o -> o.known());
        var before = host.flatMap(h -> h.before().known()).flatMap(b -> b);
        if (host.isEmpty() || before.isEmpty()) {
            return;
        }
        boolean whole = wanted.test(Target.server(name));
        var restore =
                before.get().passthroughEnabled().keySet().stream()
                        .filter(a -> whole || givenBack.contains(a))
                        .filter(a -> free(host.get(), a, whole, name))
                        .toList();
        if (!restore.isEmpty()) {
            host(host.get(), before.get(), restore, new Steps(Target.server(name), ASKED));
        }
    }

    private boolean free(HostObservation host, PciAddress address, boolean whole, String name) {
        var holder = Optional.ofNullable(host.holders().get(address));
        if (holder.isEmpty() || givenBack.contains(address)) {
            return true;
        }
        if (whole) {
            blockers.add(
                    new Blocker(
                            Target.server(name),
                            Phrase.of(
                                    "blocker.card-still-held",
                                    "address",
                                    address,
                                    "vm",
                                    holder.get().vm())));
        }
        return false;
    }

    private void host(
            HostObservation host, HostBefore before, List<PciAddress> restore, Steps make) {
        boolean rebinds = host.rebindWithoutReboot().known().orElse(false);
        boolean reboot = false;
        for (var address : restore) {
            var function = host.function(address);
            if (function.isEmpty() || before.passthroughEnabled().getOrDefault(address, false)) {
                continue;
            }
            var state = function.get().passthrough();
            reboot |= is(state, PassthroughState.DISABLED_STILL_ACTIVE);
            reboot |= is(state, PassthroughState.ACTIVE) && !rebinds;
            if (enabled(state)) {
                steps.add(
                        make.change(
                                new Action.DisablePassthrough(address, function.get().ids()),
                                address.toString(),
                                Change.of(
                                        "config.pciPassthruInfo[" + address + "].passthruEnabled",
                                        "true",
                                        "false")));
            }
        }
        if (reboot) {
            steps.addAll(HostReboot.steps(host, make));
        } else {
            steps.addAll(HostReboot.leftBehind(host, make.target()));
        }
        forget(host, before, restore, make);
    }

    private void forget(
            HostObservation host, HostBefore before, List<PciAddress> restore, Steps make) {
        var left = new TreeMap<>(before.passthroughEnabled());
        restore.forEach(left::remove);
        var path = ".thruway/" + host.uuid() + "/before.json";
        steps.add(
                left.isEmpty()
                        ? make.change(new Action.ForgetHost(), "", Change.remove(path, "noted"))
                        : make.change(
                                new Action.NoteHost(new HostBefore(left)),
                                "",
                                Change.add(
                                        path,
                                        left.keySet().stream()
                                                .map(Object::toString)
                                                .collect(Collectors.joining(" ")))));
    }

    private static boolean enabled(Observed<PassthroughState> state) {
        return is(state, PassthroughState.ACTIVE) || is(state, PassthroughState.ENABLED_NOT_ACTIVE);
    }

    private static boolean is(Observed<PassthroughState> state, PassthroughState wanted) {
        return state.known().filter(s -> s == wanted).isPresent();
    }
}
