package dev.thruway.lab.world;

import java.util.Optional;

/// Passthrough of one PCI function on its host.
///
/// @param enabled configured, over reboots
/// @param active in effect: the device has left the host's own driver
public record Passthrough(boolean enabled, boolean active, Optional<String> label) {

    /// As a device is delivered: the host's.
    public static final Passthrough OFF = new Passthrough(false, false, Optional.empty());

    /// One wish of `UpdatePassthruConfig`. What is empty is the host's choice, or stays.
    public record Toggle(
            String id, boolean enabled, Optional<Boolean> applyNow, Optional<String> label) {}

    Passthrough afterReboot() {
        return new Passthrough(enabled, enabled, label);
    }
}
