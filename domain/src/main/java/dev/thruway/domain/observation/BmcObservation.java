package dev.thruway.domain.observation;

import java.util.List;

/// What a server's BMC says about it.
public record BmcObservation(
        String vendor,
        String model,
        String serial,
        String manager,
        Observed<List<BmcGpu>> gpus,
        Observed<List<BiosSetting>> bios) {}
