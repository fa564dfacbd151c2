package dev.thruway.lab.scenario;

import dev.thruway.lab.fault.FaultRule;
import dev.thruway.lab.world.WorldPlan;
import java.util.List;

/// What a scenario says: a world, and what goes wrong on the way to it.
public record Scenario(WorldPlan world, List<FaultRule> faults) {

    public Scenario {
        faults = List.copyOf(faults);
    }
}
