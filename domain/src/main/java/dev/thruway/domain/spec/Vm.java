package dev.thruway.domain.spec;

import java.util.List;
import java.util.Optional;

/// One virtual machine and the GPUs it shall hold. It exists already; Thruway makes none.
///
/// @param name its name in the inventory
/// @param path its inventory path, where the name repeats
/// @param guest how to get inside; empty ends the journey at power-on
public record Vm(
        String name,
        Placement placement,
        Optional<String> path,
        List<GpuWish> gpus,
        SecureBoot secureBoot,
        FirmwareConversion firmwareConversion,
        Optional<Guest> guest) {

    /// Whether the VM shall boot with UEFI Secure Boot.
    public enum SecureBoot {
        ON,
        OFF,
        /// The file does not say; it stays as it is.
        LEFT_ALONE
    }

    /// What may happen to a VM that boots by BIOS, where passthrough wants EFI.
    public enum FirmwareConversion {
        /// It is reported, and a person converts it; the default, as a guest that was installed for
        /// BIOS often does not boot by EFI.
        NEVER,
        /// The file says `convertFirmware: true`.
        ALLOWED
    }

    public Vm {
        Texts.requireName("VM", name);
        path.ifPresent(text -> Texts.requireFilled("path", text));
        gpus = List.copyOf(gpus);
        if (gpus.isEmpty()) {
            throw new IllegalArgumentException("a VM without GPUs: " + name);
        }
        if (placement instanceof Placement.InCluster
                && !gpus.stream().allMatch(GpuWish.Dynamic.class::isInstance)) {
            throw new IllegalArgumentException("a fixed GPU in a cluster: " + name);
        }
    }

    public int gpuCount() {
        return gpus.stream().mapToInt(GpuWish::count).sum();
    }
}
