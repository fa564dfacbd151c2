package dev.thruway.lab.world;

import dev.thruway.lab.world.Refusal.Reason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/// Applies a [VmChange] to a [VmConfig], or refuses it whole: nothing is half changed.
///
/// Rules: the programming guide's text on `VirtualMachineConfigSpec` as read in govmomi 0.56
/// `vim25/types/types.go` (an empty value deletes a key; keys that duplicate a field of the spec
/// are silently ignored; locking memory to its maximum sets the reservation and makes it follow the
/// size), and vSphere 6.5 VM administration (firmware and Secure Boot: VM off).
final class Reconfiguration {

    /// Keys of a VMX file that have a field of their own in the spec.
    private static final Set<String> FIELDS_OF_THE_SPEC =
            Set.of(
                    "annotation",
                    "displayName",
                    "firmware",
                    "guestOS",
                    "memsize",
                    "numvcpus",
                    "sched.mem.min",
                    "sched.mem.pin",
                    "uefi.secureBoot.enabled");

    private static final int SECURE_BOOT_HARDWARE = 13;

    private static final int DYNAMIC_HARDWARE = 17;

    /// Where the keys of passthrough devices begin, as on ESXi (`13000`).
    private static final int FIRST_PASSTHROUGH_KEY = 13000;

    private static final int FIRST_PASSTHROUGH_UNIT = 18;

    private final PowerState state;
    private final UnaryOperator<VmDevice.Backing> complete;

    /// @param complete fills in what the host knows and the caller left empty
    Reconfiguration(PowerState state, UnaryOperator<VmDevice.Backing> complete) {
        this.state = state;
        this.complete = complete;
    }

    VmConfig apply(VmConfig before, VmChange change) {
        if (state != PowerState.POWERED_OFF) {
            refuseWhatNeedsItOff(before, change);
        }
        var after = changed(before, change);
        requireHardware(after);
        return after;
    }

    /// UEFI Secure Boot needs virtual hardware 13, Dynamic DirectPath 17 (vSphere documentation).
    /// No recording of these refusals exists: the sentences are our own, unverified.
    private static void requireHardware(VmConfig after) {
        boolean dynamic =
                after.devices().stream().anyMatch(VmDevice.DynamicPassthrough.class::isInstance);
        if (dynamic && HardwareVersion.of(after.version()) < DYNAMIC_HARDWARE) {
            throw new Refusal(
                    new Reason.InvalidVmConfig(
                            "configSpec.deviceChange",
                            "Dynamic DirectPath is not supported by virtual hardware %s."
                                    .formatted(after.version())));
        }
        if (after.boot().secureBoot()
                && HardwareVersion.of(after.version()) < SECURE_BOOT_HARDWARE) {
            throw new Refusal(
                    new Reason.InvalidVmConfig(
                            "configSpec.bootOptions.efiSecureBootEnabled",
                            "Secure boot is not supported by virtual hardware %s."
                                    .formatted(after.version())));
        }
    }

    private VmConfig changed(VmConfig before, VmChange change) {
        return new VmConfig(
                change.name().orElse(before.name()),
                change.annotation().orElse(before.annotation()),
                change.guestId()
                        .map(id -> new VmConfig.Guest(id, before.guest().fullName()))
                        .orElse(before.guest()),
                before.version(),
                cpu(before.cpu(), change.cpu()),
                memory(before.memory(), change.memory()),
                boot(before.boot(), change.boot()),
                settings(before.extraConfig(), change.extraConfig()),
                devices(before.devices(), change.devices()),
                before.traits());
    }

    private void refuseWhatNeedsItOff(VmConfig before, VmChange change) {
        var cpu = change.cpu();
        var memory = change.memory();
        boolean offNeeded =
                change.boot().changesFirmware()
                        || (cpu.count().isPresent() && !before.cpu().hotAdd())
                        || cpu.coresPerSocket().isPresent()
                        || cpu.hotAdd().isPresent()
                        || memory.hotAdd().isPresent()
                        || (memory.mib().isPresent() && !before.memory().hotAdd())
                        || !change.devices().isEmpty();
        if (offNeeded) {
            throw new Refusal(new Reason.InvalidPowerState(PowerState.POWERED_OFF, state));
        }
    }

    private static VmConfig.Cpu cpu(VmConfig.Cpu before, VmChange.CpuChange change) {
        return new VmConfig.Cpu(
                change.count().orElse(before.count()),
                change.coresPerSocket().orElse(before.coresPerSocket()),
                change.hotAdd().orElse(before.hotAdd()));
    }

    private static VmConfig.Memory memory(VmConfig.Memory before, VmChange.MemoryChange change) {
        long mib = change.mib().orElse((long) before.mib());
        if (mib < 4 || mib > Integer.MAX_VALUE) {
            throw new Refusal(new Reason.InvalidArgument("configSpec.memoryMB"));
        }
        boolean locked = change.lockedToMax().orElse(before.lockedToMax());
        long reservation = change.reservationMib().orElse(before.reservationMib());
        return new VmConfig.Memory(
                (int) mib,
                locked ? mib : reservation,
                locked,
                change.hotAdd().orElse(before.hotAdd()));
    }

    private static VmConfig.Boot boot(VmConfig.Boot before, VmChange.BootChange change) {
        return new VmConfig.Boot(
                change.firmware().orElse(before.firmware()),
                change.secureBoot().orElse(before.secureBoot()),
                change.delayMillis().orElse(before.delayMillis()),
                change.enterSetup().orElse(before.enterSetup()),
                change.retry().orElse(before.retry()),
                change.retryDelayMillis().orElse(before.retryDelayMillis()),
                change.order().isEmpty() ? before.order() : change.order(),
                change.networkProtocol().orElse(before.networkProtocol()));
    }

    private static Map<String, String> settings(
            Map<String, String> before, List<VmChange.Setting> changes) {
        var after = new LinkedHashMap<>(before);
        for (var setting : changes) {
            if (FIELDS_OF_THE_SPEC.contains(setting.key())) {
                continue;
            }
            if (setting.value().isEmpty()) {
                after.remove(setting.key());
            } else {
                after.put(setting.key(), setting.value());
            }
        }
        return after;
    }

    private List<VmDevice> devices(List<VmDevice> before, List<VmChange.DeviceChange> changes) {
        var after = new ArrayList<>(before);
        for (int i = 0; i < changes.size(); i++) {
            switch (changes.get(i)) {
                case VmChange.DeviceChange.AddPassthrough(var backing) ->
                        after.add(passthrough(after, backing));
                case VmChange.DeviceChange.AddDynamic(var wish) -> after.add(dynamic(after, wish));
                case VmChange.DeviceChange.EditPassthrough(int key, var backing) ->
                        replace(after, key, backing, i);
                case VmChange.DeviceChange.Remove(int key) -> remove(after, key, i);
                case VmChange.DeviceChange.Unsupported(var type) ->
                        throw new Refusal(
                                new Reason.InvalidDeviceSpec(
                                        i, "virtualDeviceSpec.device." + type));
            }
        }
        return after;
    }

    private static int freeNumber(List<VmDevice> devices) {
        int number = 0;
        while (hasKey(devices, FIRST_PASSTHROUGH_KEY + number)) {
            number++;
        }
        return number;
    }

    private static VmDevice dynamic(List<VmDevice> devices, VmDevice.Wish wish) {
        int number = freeNumber(devices);
        return new VmDevice.DynamicPassthrough(
                FIRST_PASSTHROUGH_KEY + number,
                "PCI device " + number,
                FIRST_PASSTHROUGH_UNIT + number,
                wish);
    }

    private VmDevice passthrough(List<VmDevice> devices, VmDevice.Backing backing) {
        int number = freeNumber(devices);
        return new VmDevice.Passthrough(
                FIRST_PASSTHROUGH_KEY + number,
                "PCI device " + number,
                FIRST_PASSTHROUGH_UNIT + number,
                complete.apply(backing));
    }

    private static boolean hasKey(List<VmDevice> devices, int key) {
        return devices.stream().anyMatch(device -> device.key() == key);
    }

    private void replace(List<VmDevice> devices, int key, VmDevice.Backing backing, int index) {
        for (int i = 0; i < devices.size(); i++) {
            if (devices.get(i) instanceof VmDevice.Passthrough p && p.key() == key) {
                devices.set(
                        i,
                        new VmDevice.Passthrough(
                                key, p.label(), p.unitNumber(), complete.apply(backing)));
                return;
            }
        }
        throw new Refusal(new Reason.InvalidDeviceSpec(index, "virtualDeviceSpec.device.key"));
    }

    private static void remove(List<VmDevice> devices, int key, int index) {
        if (!devices.removeIf(device -> device.key() == key)) {
            throw new Refusal(new Reason.InvalidDeviceSpec(index, "virtualDeviceSpec.device.key"));
        }
    }
}
