package dev.thruway.engine.apply;

import dev.thruway.domain.plan.Action;
import dev.thruway.domain.plan.Step;
import java.util.ArrayList;
import java.util.List;

/// Neighbouring steps that are one change of the world (docs/decisions/0006).
final class StepGroups {

    private StepGroups() {}

    static List<List<Step>> of(List<Step> steps) {
        var groups = new ArrayList<List<Step>>();
        for (var step : steps) {
            if (!groups.isEmpty() && together(groups.getLast().getLast(), step)) {
                groups.getLast().add(step);
            } else {
                groups.add(new ArrayList<>(List.of(step)));
            }
        }
        return groups;
    }

    private static boolean together(Step before, Step step) {
        if (!before.target().equals(step.target())) {
            return false;
        }
        return switch (step.action()) {
            case Action.OnVmConfig _ -> before.action() instanceof Action.OnVmConfig;
            case Action.EnablePassthrough _ -> before.action() instanceof Action.EnablePassthrough;
            case Action.DisablePassthrough _ ->
                    before.action() instanceof Action.DisablePassthrough;
            case Action.OnHost _, Action.OnVmHardware _, Action.OnVmPower _, Action.InGuest _ ->
                    false;
        };
    }
}
