package dev.thruway.domain.observation;

import java.util.List;

/// What a server's BMC says about it.
///
/// @param boot how far the server has come since it was started
public record BmcObservation(
        String vendor,
        String model,
        String serial,
        String manager,
        Boot boot,
        Observed<List<BmcGpu>> gpus,
        Observed<List<BiosSetting>> bios) {

    /// Whether the server is being started.
    public enum Boot {
        /// Its firmware is at work: whatever runs on it is on its way.
        IN_POST,
        /// Handed over to what runs on it, switched off, or not said.
        NOT_IN_POST
    }
}
