package dev.thruway.engine.apply;

import dev.thruway.domain.condition.Target;
import dev.thruway.domain.plan.Step;
import dev.thruway.domain.text.Phrase;
import dev.thruway.engine.Clock;
import dev.thruway.engine.apply.StepGraph.Group;
import dev.thruway.engine.run.StepResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;

/// One walk over the groups of a plan. Belongs to the thread that walks; those that carry groups
/// out only put into its queue what becomes of them.
final class GroupWalk {

    private final List<Group> groups;
    private final Turns turns;
    private final Places places;
    private final Map<Target, Phrase> refused;
    private final Around around;

    private final LinkedBlockingQueue<News> queue = new LinkedBlockingQueue<>();
    private final TreeMap<Integer, Group> waiting = new TreeMap<>();
    private final Map<Integer, StepResult> results = new HashMap<>();
    private final Map<Integer, List<StepOutcome>> outcomes = new TreeMap<>();

    private final Map<Target, Step> refusedFirst = new HashMap<>();

    /// Of a group that was not tried: the step that it was not tried for.
    private final Map<Integer, Step> stoppedBy = new HashMap<>();

    /// Those that were begun and have not ended.
    private final Set<Integer> begun = new HashSet<>();

    /// How many of them have something under way, by place.
    private final Map<String, Integer> busy = new HashMap<>();

    /// Of those that were begun: where only time has to pass.
    private final Set<Integer> idle = new HashSet<>();

    /// Carries a group out.
    @FunctionalInterface
    interface Carrier {

        /// @param idle told where only time has to pass, so that others may have the place
        StepResult carryOut(Group group, Runnable idle) throws InterruptedException;
    }

    /// What a walk is done with.
    record Around(Carrier carrier, Clock clock, Telling telling) {}

    GroupWalk(
            List<Group> groups,
            Turns turns,
            Places places,
            Map<Target, Phrase> refused,
            Around around) {
        this.groups = groups;
        this.turns = turns;
        this.places = places;
        this.refused = refused;
        this.around = around;
    }

    /// What a thread tells.
    private sealed interface News {

        record Ended(Group group, StepResult result, Instant started) implements News {}

        record Idle(Group group) implements News {}

        record Broken(Throwable why) implements News {}
    }

    /// Where one thread breaks off, or this one is interrupted, all others are interrupted, and
    /// waited for.
    List<StepOutcome> all() throws InterruptedException {
        groups.forEach(group -> waiting.put(group.place(), group));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            try {
                startAllReady(threads);
                while (!begun.isEmpty()) {
                    settle(queue.take());
                    startAllReady(threads);
                }
            } finally {
                threads.shutdownNow();
            }
        }
        return outcomes.values().stream().flatMap(List::stream).toList();
    }

    /// What is skipped may give a turn back, for which a group that was looked at before waits.
    private void startAllReady(ExecutorService threads) {
        while (startReady(threads)) {
            // Until nothing more is skipped.
        }
    }

    /// Whether any group was skipped.
    private boolean startReady(ExecutorService threads) {
        boolean skipped = false;
        for (var group : List.copyOf(waiting.values())) {
            var stopped = stopped(group);
            if (stopped.isPresent()) {
                waiting.remove(group.place());
                skip(group, stopped.get());
                skipped = true;
            } else if (isReady(group) && hasRoom(group) && turns.takes(group)) {
                waiting.remove(group.place());
                begun.add(group.place());
                busy.merge(place(group), 1, Integer::sum);
                threads.execute(() -> queue.add(carryOut(group)));
            }
        }
        return skipped;
    }

    private String place(Group group) {
        return places.of(group.first());
    }

    private boolean isReady(Group group) {
        return results.keySet().containsAll(group.waitsFor());
    }

    private boolean hasRoom(Group group) {
        return busy.getOrDefault(place(group), 0) < Places.STEPS_AT_ONCE;
    }

    private Optional<Phrase> stopped(Group group) {
        var no = refused.get(group.first().target());
        if (no != null) {
            return Optional.of(refused(group, no));
        }
        for (int place : group.waitsFor()) {
            var result = results.get(place);
            if (result != null && !(result instanceof StepResult.Done)) {
                var step = stoppedBy.getOrDefault(place, groups.get(place).first());
                stoppedBy.put(group.place(), step);
                return Optional.of(
                        Phrase.of("run.not-tried", "target", step.target(), "step", step.what()));
            }
        }
        return turns.refuses(group)
                .map(step -> Phrase.of("run.host-not-back", "server", step.target().name()));
    }

    /// Why is said once a target.
    private Phrase refused(Group group, Phrase why) {
        var target = group.first().target();
        var first = refusedFirst.putIfAbsent(target, group.first());
        stoppedBy.put(group.place(), first == null ? group.first() : first);
        return first == null
                ? why
                : Phrase.of("run.not-tried", "target", target, "step", first.what());
    }

    private void skip(Group group, Phrase why) {
        var result = new StepResult.Blocked(why);
        results.put(group.place(), result);
        turns.skipped(group);
        around.telling().ended(group.steps(), result);
        keep(group, result, Optional.empty(), Optional.empty());
    }

    private News carryOut(Group group) {
        try {
            var started = around.clock().now();
            around.telling().started(group.steps());
            var result = around.carrier().carryOut(group, () -> queue.add(new News.Idle(group)));
            around.telling().ended(group.steps(), result);
            return new News.Ended(group, result, started);
        } catch (InterruptedException | RuntimeException | Error e) {
            return new News.Broken(e);
        }
    }

    private void settle(News news) throws InterruptedException {
        switch (news) {
            case News.Idle(Group group) -> {
                if (idle.add(group.place())) {
                    giveRoom(group);
                }
            }
            case News.Ended(Group group, StepResult result, Instant started) -> {
                begun.remove(group.place());
                if (!idle.remove(group.place())) {
                    giveRoom(group);
                }
                results.put(group.place(), result);
                turns.ended(group, result);
                keep(group, result, Optional.of(started), Optional.of(around.clock().now()));
            }
            case News.Broken(InterruptedException e) -> throw e;
            case News.Broken(RuntimeException e) -> throw e;
            case News.Broken(Error e) -> throw e;
            case News.Broken(Throwable e) -> throw new IllegalStateException(e);
        }
    }

    private void giveRoom(Group group) {
        busy.computeIfPresent(place(group), (_, n) -> n == 1 ? null : n - 1);
    }

    private void keep(
            Group group, StepResult result, Optional<Instant> started, Optional<Instant> ended) {
        var all = new ArrayList<StepOutcome>();
        group.steps().forEach(step -> all.add(new StepOutcome(step, result, started, ended)));
        outcomes.put(group.place(), all);
    }
}
