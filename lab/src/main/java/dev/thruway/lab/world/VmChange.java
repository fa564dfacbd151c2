package dev.thruway.lab.world;

import java.util.List;
import java.util.Optional;

/// What one `ReconfigVM_Task` asks for. What is empty stays as it is.
///
/// @param changeVersion the version that the caller believes to change; empty changes any
/// @param extraConfig an empty value deletes the key
public record VmChange(
        Optional<String> changeVersion,
        Optional<String> name,
        Optional<String> annotation,
        Optional<String> guestId,
        CpuChange cpu,
        MemoryChange memory,
        BootChange boot,
        List<Setting> extraConfig,
        List<DeviceChange> devices) {

    /// A change of nothing.
    public static final VmChange NONE =
            new VmChange(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    new CpuChange(Optional.empty(), Optional.empty(), Optional.empty()),
                    new MemoryChange(
                            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()),
                    new BootChange(
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            List.of(),
                            Optional.empty()),
                    List.of(),
                    List.of());

    public VmChange {
        extraConfig = List.copyOf(extraConfig);
        devices = List.copyOf(devices);
    }

    /// Wanted processors.
    public record CpuChange(
            Optional<Integer> count, Optional<Integer> coresPerSocket, Optional<Boolean> hotAdd) {}

    /// Wanted memory, in MiB.
    public record MemoryChange(
            Optional<Long> mib,
            Optional<Long> reservationMib,
            Optional<Boolean> lockedToMax,
            Optional<Boolean> hotAdd) {}

    /// Wanted firmware and boot options.
    ///
    /// @param order empty leaves it as it is
    public record BootChange(
            Optional<Firmware> firmware,
            Optional<Boolean> secureBoot,
            Optional<Long> delayMillis,
            Optional<Boolean> enterSetup,
            Optional<Boolean> retry,
            Optional<Long> retryDelayMillis,
            List<VmConfig.BootDevice> order,
            Optional<String> networkProtocol) {

        public BootChange {
            order = List.copyOf(order);
        }

        boolean changesFirmware() {
            return firmware.isPresent() || secureBoot.isPresent();
        }
    }

    /// An advanced setting.
    public record Setting(String key, String value) {}

    /// One entry of `deviceChange`.
    public sealed interface DeviceChange {

        /// Hands a device of the host to the VM.
        record AddPassthrough(VmDevice.Backing backing) implements DeviceChange {}

        /// Has a device of the host picked at power-on.
        record AddDynamic(VmDevice.Wish wish) implements DeviceChange {}

        /// Replaces what the VM remembers of the host's device.
        record EditPassthrough(int key, VmDevice.Backing backing) implements DeviceChange {}

        /// Takes a device out.
        record Remove(int key) implements DeviceChange {}

        /// A device that the lab cannot build.
        record Unsupported(String type) implements DeviceChange {}
    }

    public VmChange withFirmware(Firmware firmware, boolean secureBoot) {
        return withBoot(
                new BootChange(
                        Optional.of(firmware),
                        Optional.of(secureBoot),
                        boot.delayMillis,
                        boot.enterSetup,
                        boot.retry,
                        boot.retryDelayMillis,
                        boot.order,
                        boot.networkProtocol));
    }

    public VmChange withMemory(MemoryChange other) {
        return new VmChange(
                changeVersion, name, annotation, guestId, cpu, other, boot, extraConfig, devices);
    }

    public VmChange withBoot(BootChange other) {
        return new VmChange(
                changeVersion, name, annotation, guestId, cpu, memory, other, extraConfig, devices);
    }

    public VmChange withSettings(List<Setting> others) {
        return new VmChange(
                changeVersion, name, annotation, guestId, cpu, memory, boot, others, devices);
    }

    public VmChange withDevices(List<DeviceChange> others) {
        return new VmChange(
                changeVersion, name, annotation, guestId, cpu, memory, boot, extraConfig, others);
    }

    public VmChange withChangeVersion(String version) {
        return new VmChange(
                Optional.of(version),
                name,
                annotation,
                guestId,
                cpu,
                memory,
                boot,
                extraConfig,
                devices);
    }
}
