package dev.thruway.redfish;

import java.util.Optional;

/// One firmware in the controller's inventory.
///
/// @param context where it is, such as `PCI-E Slot 3`; HPE only
public record FirmwareItem(
        String name, Optional<String> version, Optional<String> context, boolean updateable) {}
