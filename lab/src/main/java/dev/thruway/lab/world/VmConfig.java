package dev.thruway.lab.world;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The configuration of a VM: a value. Changing a VM means replacing it.
///
/// @param name as an inventory holds it
/// @param version the virtual hardware, `vmx-21`
/// @param traits what nothing in the lab changes
/// @param extraConfig the advanced settings, in the order in which they came
public record VmConfig(
        String name,
        String annotation,
        Guest guest,
        String version,
        Cpu cpu,
        Memory memory,
        Boot boot,
        Map<String, String> extraConfig,
        List<VmDevice> devices,
        Traits traits) {

    public VmConfig {
        extraConfig = Collections.unmodifiableMap(new LinkedHashMap<>(extraConfig));
        devices = List.copyOf(devices);
    }

    /// The name as people know it: an inventory holds `/`, `\` and `%` in it as %2f, %5c and %25.
    public String plainName() {
        return name.replace("%2f", "/").replace("%5c", "\\").replace("%25", "%");
    }

    /// The operating system that the VM is set up for: `ubuntu64Guest`.
    public record Guest(String id, String fullName) {}

    /// Virtual processors.
    public record Cpu(int count, int coresPerSocket, boolean hotAdd) {
        public Cpu {
            if (count < 1 || coresPerSocket < 1) {
                throw new Refusal(new Refusal.Reason.InvalidArgument("configSpec.numCPUs"));
            }
        }
    }

    /// Guest memory. With all of it locked the reservation is its size, whatever the size becomes.
    public record Memory(int mib, long reservationMib, boolean lockedToMax, boolean hotAdd) {
        public Memory {
            if (mib < 4) {
                throw new Refusal(new Refusal.Reason.InvalidArgument("configSpec.memoryMB"));
            }
            if (reservationMib < 0 || reservationMib > mib) {
                throw new Refusal(
                        new Refusal.Reason.InvalidArgument(
                                "configSpec.memoryAllocation.reservation"));
            }
            if (lockedToMax && reservationMib != mib) {
                throw new IllegalArgumentException("locked to max, but " + reservationMib + " MiB");
            }
        }

        boolean fullyReserved() {
            return reservationMib == mib;
        }
    }

    /// A device to boot from, under its vim type name.
    ///
    /// @param key of the VM's device; empty where the type says it
    public record BootDevice(String type, Optional<Integer> key) {}

    /// Firmware and boot options.
    ///
    /// @param order of the devices to boot from; empty for the firmware's own
    public record Boot(
            Firmware firmware,
            boolean secureBoot,
            long delayMillis,
            boolean enterSetup,
            boolean retry,
            long retryDelayMillis,
            List<BootDevice> order,
            String networkProtocol) {
        public Boot {
            order = List.copyOf(order);
            if (secureBoot && firmware != Firmware.EFI) {
                throw new Refusal(
                        new Refusal.Reason.InvalidVmConfig(
                                "msg.hostd.configSpec.efi",
                                "Secure boot can only be enabled with EFI firmware."));
            }
        }
    }

    /// What a VM is made with and keeps.
    ///
    /// @param vbs whether Windows guards itself by virtualization
    /// @param managedBy the product that made it and looks after it
    public record Traits(boolean vbs, Optional<ManagedBy> managedBy) {}

    /// Another product's mark on a VM.
    public record ManagedBy(String extension, String type) {}

    /// What ties the VM to its host while it runs; empty where nothing does.
    Optional<VmDevice> immovable() {
        return devices.stream()
                .filter(d -> d instanceof VmDevice.Passthrough || d instanceof VmDevice.Vgpu)
                .findFirst();
    }

    public List<VmDevice.Vgpu> vgpus() {
        return devices.stream()
                .filter(VmDevice.Vgpu.class::isInstance)
                .map(VmDevice.Vgpu.class::cast)
                .toList();
    }

    public List<VmDevice.Passthrough> passthroughDevices() {
        return devices.stream()
                .filter(VmDevice.Passthrough.class::isInstance)
                .map(VmDevice.Passthrough.class::cast)
                .toList();
    }

    /// All devices of a host, fixed and dynamic, in their order.
    public List<VmDevice> hostDevices() {
        return devices.stream()
                .filter(d ->
                        d instanceof VmDevice.Passthrough
                                || d instanceof VmDevice.DynamicPassthrough)
                .toList();
    }

    /// Whether the guest sees the processor's virtualization: vim's nestedHVEnabled is this key.
    public boolean nestedVirtualization() {
        return extraConfig.getOrDefault("vhv.enable", "FALSE").equalsIgnoreCase("TRUE");
    }

    VmConfig withDevices(List<VmDevice> others) {
        return new VmConfig(
                name, annotation, guest, version, cpu, memory, boot, extraConfig, others, traits);
    }

    VmConfig withVersion(String other) {
        return new VmConfig(
                name, annotation, guest, other, cpu, memory, boot, extraConfig, devices, traits);
    }

    VmConfig plus(VmDevice device) {
        var all = new ArrayList<>(devices);
        all.add(device);
        return withDevices(all);
    }
}
