package dev.thruway.lab.scenario;

import dev.thruway.lab.fault.FaultRule;
import dev.thruway.lab.world.WorldPlan;
import java.util.List;
import java.util.Optional;

/// What a scenario says: a world, and what goes wrong on the way to it.
///
/// @param file the `thruway.yaml` that was captured with it
public record Scenario(WorldPlan world, List<FaultRule> faults, Optional<String> file) {

    public Scenario {
        faults = List.copyOf(faults);
    }
}
