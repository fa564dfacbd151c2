package dev.thruway.redfish;

import java.util.Optional;

/// What the controller says its server is.
///
/// @param vendor such as `HPE`
/// @param manager kind and version of the controller, such as `iLO 6 1.66`
/// @param powerState as Redfish spells it: `On`, `Off`, `PoweringOn`
/// @param postState how far POST is, such as iLO's `FinishedPost`; other vendors say nothing
/// @param inventory whether the lists of devices are whole
public record ServerIdentity(
        Optional<String> vendor,
        Optional<String> model,
        Optional<String> serial,
        Optional<String> uuid,
        Optional<String> manager,
        Optional<String> powerState,
        Optional<String> postState,
        Inventory inventory) {

    /// Whether the controller has seen all devices since the last power-on.
    public enum Inventory {
        COMPLETE,
        /// It is still looking: what is not listed may yet come.
        UNFINISHED,
        /// It does not say.
        UNSAID
    }
}
