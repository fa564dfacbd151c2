package dev.thruway.engine.apply;

import dev.thruway.domain.condition.Target;
import dev.thruway.domain.plan.Action;
import dev.thruway.domain.plan.Step;
import dev.thruway.engine.apply.StepGraph.Group;
import dev.thruway.engine.run.StepResult;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Hosts of one place are out of service one at a time, from before the first of their VMs is shut
/// down until they have left maintenance mode again. After one that did not come back no further
/// one is taken out: what its VMs need, the others may have to give.
final class Turns {

    private final Places places;

    /// Of hosts that are rebooted: the last step of it.
    private final Map<Target, Step> ends = new HashMap<>();

    private final Map<String, Target> holders = new HashMap<>();
    private final Map<String, Step> lost = new HashMap<>();

    Turns(Places places, List<Step> steps) {
        this.places = places;
        for (var step : steps) {
            if (step.action() instanceof Action.RebootHost
                    || (step.action() instanceof Action.ExitMaintenanceMode
                            && ends.containsKey(step.target()))) {
                ends.put(step.target(), step);
            }
        }
    }

    private boolean needsTurn(Step step) {
        return ends.containsKey(step.target())
                && switch (step.action()) {
                    case Action.NoteRunningVms _,
                            Action.EnterMaintenanceMode _,
                            Action.RebootHost _,
                            Action.ExitMaintenanceMode _ ->
                            true;
                    case Action.OnHost _,
                            Action.OnVmConfig _,
                            Action.OnVmHardware _,
                            Action.OnVmPower _,
                            Action.InGuest _ ->
                            false;
                };
    }

    /// The step with which a host was lost, for which another has to stay in service.
    Optional<Step> refuses(Group group) {
        return needsTurn(group.first())
                ? Optional.ofNullable(lost.get(places.of(group.first().target())))
                        .filter(step -> !step.target().equals(group.first().target()))
                : Optional.empty();
    }

    /// Whether it may begin now; where it may, it has its turn.
    boolean takes(Group group) {
        var step = group.first();
        return !needsTurn(step)
                || holders.computeIfAbsent(places.of(step.target()), _ -> step.target())
                        .equals(step.target());
    }

    /// A host that was not taken out of service after all gives its turn back.
    void skipped(Group group) {
        var step = group.first();
        if (needsTurn(step) && isBefore(step)) {
            holders.remove(places.of(step.target()), step.target());
        }
    }

    /// While a host is still in service.
    private static boolean isBefore(Step step) {
        return step.action() instanceof Action.NoteRunningVms
                || step.action() instanceof Action.EnterMaintenanceMode;
    }

    void ended(Group group, StepResult result) {
        var step = group.first();
        if (!needsTurn(step)) {
            return;
        }
        var place = places.of(step.target());
        boolean stillInService = isBefore(step) && result instanceof StepResult.Failed;
        if (!(result instanceof StepResult.Done) && !stillInService) {
            lost.putIfAbsent(place, step);
        }
        if (step.equals(ends.get(step.target())) || stillInService) {
            holders.remove(place, step.target());
        }
    }
}
