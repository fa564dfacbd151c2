package dev.thruway.engine.apply;

import dev.thruway.domain.plan.Step;
import dev.thruway.domain.plan.StepOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// The groups of a plan's steps, and which of them each waits for.
final class StepGraph {

    private StepGraph() {}

    /// Steps that are one change of the world.
    ///
    /// @param later the steps of the plan that follow
    /// @param waitsFor places of earlier groups
    record Group(int place, List<Step> steps, List<Step> later, Set<Integer> waitsFor) {

        Step first() {
            return steps.getFirst();
        }
    }

    /// In the order of the plan, each waiting for earlier ones only.
    static List<Group> of(List<Step> steps, StepOrder order) {
        var places = new HashMap<String, Integer>();
        var groups = new ArrayList<Group>();
        int seen = 0;
        for (var group : StepGroups.of(steps)) {
            int place = groups.size();
            var waitsFor = new TreeSet<Integer>();
            for (var step : group) {
                order.waitsFor(step).forEach(id -> waitsFor.add(places.getOrDefault(id, place)));
                places.put(step.id(), place);
            }
            waitsFor.remove(place);
            seen += group.size();
            groups.add(new Group(place, group, steps.subList(seen, steps.size()), waitsFor));
        }
        return groups;
    }
}
