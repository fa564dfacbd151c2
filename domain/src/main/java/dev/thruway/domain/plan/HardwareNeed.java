package dev.thruway.domain.plan;

import dev.thruway.domain.observation.VmState;
import dev.thruway.domain.spec.GpuWish;
import dev.thruway.domain.spec.Vm;
import dev.thruway.domain.text.Phrase;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The oldest virtual hardware with which a VM can have what the file wants of it.
///
/// @param version its number
/// @param why what needs it
public record HardwareNeed(int version, Phrase why) {

    /// UEFI Secure Boot of a VM (vSphere documentation).
    private static final int SECURE_BOOT = 13;

    /// Dynamic DirectPath (vSphere 7.0 documentation).
    private static final int DYNAMIC = 17;

    /// What the VM's hardware falls short of; empty where it suffices, or does not say what it is.
    ///
    /// @param devices passthrough devices that the VM is to hold in the end
    public static Optional<HardwareNeed> unmet(Vm wanted, VmState vm, int devices) {
        var is = vm.hardware().number();
        return is.isEmpty()
                ? Optional.empty()
                : all(wanted, devices).stream()
                        .max(Comparator.comparingInt(HardwareNeed::version))
                        .filter(need -> need.version() > is.getAsInt());
    }

    private static List<HardwareNeed> all(Vm wanted, int devices) {
        var needs = new ArrayList<HardwareNeed>();
        if (wanted.secureBoot() == Vm.SecureBoot.ON) {
            needs.add(new HardwareNeed(SECURE_BOOT, Phrase.of("hardware-need.secure-boot")));
        }
        if (wanted.gpus().stream().anyMatch(GpuWish.Dynamic.class::isInstance)) {
            needs.add(new HardwareNeed(DYNAMIC, Phrase.of("hardware-need.dynamic")));
        }
        DeviceLimit.hardwareFor(devices)
                .ifPresent(version ->
                        needs.add(
                                new HardwareNeed(
                                        version,
                                        Phrase.of("hardware-need.devices", "count", devices))));
        return needs;
    }

    /// As vim spells it.
    public String word() {
        return "vmx-" + version;
    }
}
