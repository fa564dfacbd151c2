package dev.thruway.cli.journey;

import dev.thruway.cli.journey.SavedPlan.SavedStep;
import dev.thruway.domain.plan.Plan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/// What a plan of now has otherwise than a saved one, one step.
///
/// @param saved empty where the step was not there then
/// @param now empty where it is not there any more
record Moved(Kind kind, Optional<SavedStep> saved, Optional<SavedStep> now) {

    enum Kind {
        APPEARED,
        VANISHED,
        CHANGED,
        /// The same steps, in another order.
        REORDERED
    }

    SavedStep step() {
        return now.or(() -> saved).orElseThrow();
    }

    /// Every difference, in the order of the saved plan, then what is new.
    static List<Moved> between(SavedPlan saved, Plan now) {
        var left = new LinkedHashMap<String, SavedStep>();
        now.steps().stream().map(SavedStep::of).forEach(s -> left.put(s.id(), s));
        var order = List.copyOf(left.keySet());
        var moved = new ArrayList<Moved>();
        for (var was : saved.steps()) {
            var is = left.remove(was.id());
            if (is == null) {
                moved.add(new Moved(Kind.VANISHED, Optional.of(was), Optional.empty()));
            } else if (!is.equals(was)) {
                moved.add(new Moved(Kind.CHANGED, Optional.of(was), Optional.of(is)));
            }
        }
        left.values()
                .forEach(is ->
                        moved.add(new Moved(Kind.APPEARED, Optional.empty(), Optional.of(is))));
        if (moved.isEmpty()) {
            reordered(saved, order).ifPresent(moved::add);
        }
        return List.copyOf(moved);
    }

    private static Optional<Moved> reordered(SavedPlan saved, List<String> order) {
        for (int i = 0; i < order.size(); i++) {
            var was = saved.steps().get(i);
            if (!was.id().equals(order.get(i))) {
                return Optional.of(new Moved(Kind.REORDERED, Optional.of(was), Optional.of(was)));
            }
        }
        return Optional.empty();
    }
}
