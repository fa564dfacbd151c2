package dev.thruway.domain.plan;

import dev.thruway.domain.condition.Target;
import dev.thruway.domain.observation.HostFunction;
import dev.thruway.domain.observation.HostPending;
import dev.thruway.domain.observation.HostUses;
import dev.thruway.domain.observation.RunningVm;
import dev.thruway.domain.observation.VmState;
import dev.thruway.domain.text.Phrase;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Makes steps of one target for one reason, with what every step of a kind has in common.
record Steps(Target target, Phrase why) {

    /// What `undo` does in another sense than `apply`, by code: the bundle has a sentence `redo.`
    /// for each.
    private static final Set<String> REDONE =
            Set.of(
                    "note-host",
                    "set-hardware-label",
                    "detach-device",
                    "set-memory-reservation",
                    "set-firmware",
                    "set-secure-boot",
                    "set-extra-config",
                    "shut-down-vm",
                    "power-on-vm");

    /// A change of one path, approved with the plan, restored by `undo`.
    Step change(Action action, String detail, Change change) {
        return make(action, detail, change, List.of(), Approval.PLAN);
    }

    /// As [#change], with what it takes away from whom.
    Step interrupting(Action action, Change change, List<Interrupt> interrupts, Approval approval) {
        return make(action, "", change, interrupts, approval);
    }

    /// Another hardware label; an empty one removes it.
    Step label(HostFunction function, String label) {
        return change(
                new Action.SetHardwareLabel(function.address(), function.ids(), label),
                function.address().toString(),
                new Change(
                        "config.pciPassthruInfo[" + function.address() + "].hardwareLabel",
                        function.label(),
                        Optional.of(label).filter(l -> !l.isEmpty())));
    }

    /// A VM on the target, which the file does not name, is shut down.
    Step shutDownOther(RunningVm vm) {
        var why =
                switch (vm.tools()) {
                    case RUNNING -> "interrupt.vm-off";
                    case ABSENT -> "interrupt.vm-powered-off";
                };
        return make(
                new Action.ShutDownOtherVm(vm.uuid(), vm.name()),
                vm.name(),
                Change.of("runtime.powerState", "poweredOn", "poweredOff"),
                List.of(
                        new Interrupt(
                                Interrupt.Kind.VM,
                                vm.name(),
                                Phrase.of(why, "vm", vm.name()),
                                Estimates.HOST_REBOOT)),
                Approval.VM_POWER_OFF);
    }

    /// A VM on the target, which the file does not name, is started again.
    Step startOther(HostPending.Ran vm) {
        return change(
                new Action.StartOtherVm(vm.uuid(), vm.name()),
                vm.name(),
                Change.of("runtime.powerState", "poweredOff", "poweredOn"));
    }

    Step powerOn() {
        return change(
                new Action.PowerOnVm(),
                "",
                Change.of("runtime.powerState", "poweredOff", "poweredOn"));
    }

    /// Another memory reservation, shown by the lock where that changes, else by its size.
    Step memory(VmState vm, long reservationMib, boolean locked) {
        var change =
                vm.lockedToMax() == locked
                        ? Change.of(
                                "config.memoryAllocation.reservation",
                                Long.toString(vm.memoryReservationMib()),
                                Long.toString(reservationMib))
                        : Change.of(
                                "config.memoryReservationLockedToMax",
                                Boolean.toString(vm.lockedToMax()),
                                Boolean.toString(locked));
        return change(new Action.SetMemoryReservation(reservationMib, locked), "", change);
    }

    /// A newer virtual hardware.
    Step hardware(VmState vm, int version) {
        return change(
                new Action.UpgradeHardware(version),
                "",
                Change.of("config.version", vm.hardware().version(), "vmx-" + version));
    }

    Step secureBoot(boolean on) {
        return change(
                new Action.SetSecureBoot(
                        on ? Action.SetSecureBoot.Wanted.ON : Action.SetSecureBoot.Wanted.OFF),
                "",
                Change.of(
                        "config.bootOptions.efiSecureBootEnabled",
                        Boolean.toString(!on),
                        Boolean.toString(on)));
    }

    /// Another value of one advanced key; empty removes it.
    Step extra(VmState vm, String key, Optional<String> value) {
        return change(
                new Action.SetExtraConfig(key, value.orElse("")),
                key,
                new Change("config.extraConfig[" + key + "]", vm.extra(key), value));
    }

    Step shutDown() {
        return shutDown(Estimates.VM_RESTART);
    }

    /// One that was off before Thruway started it.
    Step shutDownForGood() {
        return shutDown("interrupt.vm-stays-off", Duration.ZERO);
    }

    /// @param estimate how long until it runs again
    Step shutDown(Duration estimate) {
        return shutDown("interrupt.vm-off", estimate);
    }

    private Step shutDown(String why, Duration estimate) {
        return interrupting(
                new Action.ShutDownVm(),
                Change.of("runtime.powerState", "poweredOn", "poweredOff"),
                List.of(Interrupt.of(target, Phrase.of(why, "vm", target.name()), estimate)),
                Approval.VM_POWER_OFF);
    }

    /// A path with its value now and its value wanted; empty where there is none.
    record Change(String path, Optional<String> before, Optional<String> after) {

        static Change of(String path, String before, String after) {
            return new Change(path, Optional.of(before), Optional.of(after));
        }

        static Change add(String path, String after) {
            return new Change(path, Optional.empty(), Optional.of(after));
        }

        static Change remove(String path, String before) {
            return new Change(path, Optional.of(before), Optional.empty());
        }
    }

    private Step make(
            Action action,
            String detail,
            Change change,
            List<Interrupt> interrupts,
            Approval approval) {
        var id = action.code() + ":" + target + (detail.isEmpty() ? "" : ":" + detail);
        return new Step(
                id,
                action,
                target,
                what(action, change),
                why,
                change.path(),
                change.before(),
                change.after(),
                interrupts,
                reversal(action),
                Phrase.of(isUndo(action) ? "redo." + action.code() : "undo." + action.code()),
                approval);
    }

    /// Whether it is a step of an undo that another `undo` does not take back.
    private boolean isUndo(Action action) {
        return why.equals(UndoPlanner.ASKED) && REDONE.contains(action.code());
    }

    private Phrase what(Action action, Change change) {
        return Phrase.of(
                "step." + wording(action, change),
                "target",
                target.name(),
                "name",
                name(action, change),
                "path",
                change.path(),
                "before",
                change.before().orElse("-"),
                "after",
                change.after().orElse("-"));
    }

    /// The action's code, or its own sentence where one for all would be clumsy.
    private static String wording(Action action, Change change) {
        return switch (action) {
            case Action.SetSecureBoot(Action.SetSecureBoot.Wanted wanted) ->
                    switch (wanted) {
                        case ON -> "switch-secure-boot-on";
                        case OFF -> "switch-secure-boot-off";
                    };
            case Action.EnterMaintenanceMode(HostUses.Vsan vsan) ->
                    switch (vsan) {
                        case MEMBER -> "enter-maintenance-mode-vsan";
                        case NONE -> action.code();
                    };
            case Action.SetMemoryReservation(_, boolean locked) when locked -> "reserve-memory";
            case Action.SetHardwareLabel(_, _, String label) when label.isEmpty() ->
                    "remove-hardware-label";
            case Action.SetExtraConfig(_, String value) when value.isEmpty() ->
                    "remove-extra-config";
            case Action.SetExtraConfig _ when change.before().isEmpty() -> "add-extra-config";
            case Action.OnHost _,
                    Action.OnVmConfig _,
                    Action.OnVmHardware _,
                    Action.OnVmPower _,
                    Action.InGuest _ ->
                    action.code();
        };
    }

    /// What a person calls the thing that is changed.
    private static String name(Action action, Change change) {
        return switch (action) {
            case Action.EnablePassthrough(var address, _) -> address.toString();
            case Action.DisablePassthrough(var address, _) -> address.toString();
            case Action.SetHardwareLabel(var address, _, _) -> address.toString();
            case Action.AttachDevice(var address, _, _, _) -> address.toString();
            case Action.AttachDynamicDevice(_, String name) -> name;
            case Action.SetExtraConfig(String key, _) -> key;
            case Action.ShutDownOtherVm(_, var vm) -> vm;
            case Action.StartOtherVm(_, var vm) -> vm;
            case Action.OnHost _,
                    Action.OnVmConfig _,
                    Action.OnVmHardware _,
                    Action.OnVmPower _,
                    Action.InGuest _ ->
                    change.path();
        };
    }

    private static Step.Reversal reversal(Action action) {
        return switch (action) {
            case Action.RebootHost _,
                    Action.UpgradeHardware _,
                    Action.RebootGuest _,
                    Action.ProveCuda _ ->
                    Step.Reversal.IRREVERSIBLE;
            case Action.OnHost _, Action.OnVmConfig _, Action.OnVmPower _, Action.InGuest _ ->
                    Step.Reversal.BY_UNDO;
        };
    }
}
