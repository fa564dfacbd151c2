package dev.thruway.lab.esxi;

import dev.thruway.lab.esxi.wire.Value;
import dev.thruway.lab.esxi.wire.Value.Ref;
import dev.thruway.lab.world.Changes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Watches the filters of one property collector in one session, and tells what has changed since a
/// version that it gave out before.
///
/// The two latest versions can be asked from, so that an answer which was lost can be had again.
final class Watch {

    /// The longest that a client waits where it names no limit.
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private static final Duration TICK = Duration.ofSeconds(1);

    private final Ref collector;
    private final Changes world;
    private final Scope scope;
    private final Map<Ref, FilterSpec> filters = new LinkedHashMap<>();
    private final Map<String, Map<Ref, Collection>> versions = new LinkedHashMap<>();
    private long lastVersion;
    private long cancels;

    Watch(Ref collector, Changes world, Scope scope) {
        this.collector = collector;
        this.world = world;
        this.scope = scope;
    }

    Value createFilter(Call call) {
        var spec =
                FilterSpec.read(
                        call.arguments()
                                .child("spec")
                                .orElseThrow(() -> VimFault.invalidArgument("spec")));
        world.read(() -> Collection.of(spec, scope));
        var ref = scope.session().newRef("PropertyFilter");
        synchronized (this) {
            filters.put(ref, spec);
        }
        scope.session()
                .add(
                        new SimpleObject(
                                ref, Map.of("DestroyPropertyFilter", c -> destroyFilter(ref))));
        return ref;
    }

    private Value destroyFilter(Ref ref) {
        synchronized (this) {
            filters.remove(ref);
        }
        scope.session().remove(ref);
        return Value.nothing();
    }

    synchronized void destroy(Session session) {
        filters.keySet().forEach(session::remove);
        filters.clear();
        cancels++;
    }

    Value cancel() {
        world.write(() -> {
            synchronized (this) {
                cancels++;
            }
        });
        return Value.nothing();
    }

    Value checkForUpdates(Call call) {
        return update(call.arguments().value("version").orElse(""), Integer.MAX_VALUE);
    }

    Value waitForUpdates(Call call) {
        var options = call.arguments().child("options");
        long seconds = options.flatMap(o -> o.number("maxWaitSeconds")).orElse(LONGEST.toSeconds());
        int max =
                options.flatMap(o -> o.number("maxObjectUpdates"))
                        .map(Long::intValue)
                        .filter(n -> n > 0)
                        .orElse(Integer.MAX_VALUE);
        if (seconds < 0) {
            throw VimFault.invalidArgument("options.maxWaitSeconds");
        }
        long end = System.nanoTime() + Math.min(seconds, LONGEST.toSeconds()) * 1_000_000_000L;
        long cancelled = cancels();
        while (true) {
            long revision = world.revision();
            var update = update(call.arguments().value("version").orElse(""), max);
            if (!update.isNothing() || System.nanoTime() >= end) {
                return update;
            }
            pause(revision, Duration.ofNanos(Math.max(1, end - System.nanoTime())));
            if (cancels() != cancelled) {
                throw VimFault.of("RequestCanceled", "The request was canceled.");
            }
            if (!scope.sessions().alive(scope.session())) {
                throw VimFault.notAuthenticated(collector);
            }
        }
    }

    private synchronized long cancels() {
        return cancels;
    }

    private void pause(long revision, Duration left) {
        try {
            world.await(revision, left.compareTo(TICK) < 0 ? left : TICK);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw VimFault.of("RequestCanceled", "The request was canceled.");
        }
    }

    /// What has changed since the version; nothing where nothing has.
    private Value update(String version, int max) {
        return world.read(() -> difference(version, max));
    }

    private synchronized Value difference(String version, int max) {
        var before = version.isEmpty() ? Map.<Ref, Collection>of() : versions.get(version);
        if (before == null) {
            throw VimFault.of(
                    "InvalidCollectorVersion", "The version of the collector is not valid.");
        }
        var after = new LinkedHashMap<Ref, Collection>();
        var updates = new ArrayList<Value>();
        int left = max;
        boolean truncated = false;
        for (var filter : filters.entrySet()) {
            var known = before.getOrDefault(filter.getKey(), Collection.ofAll(Map.of()));
            var now = Collection.of(missingIsFine(filter.getValue()), scope);
            var changes = Difference.between(known, now);
            var part = changes.first(left);
            truncated |= part.size() < changes.size();
            left -= part.size();
            after.put(filter.getKey(), part.appliedTo(known));
            if (part.size() > 0) {
                updates.add(filterUpdate(filter.getKey(), part.values()));
            }
        }
        if (updates.isEmpty()) {
            return Value.nothing();
        }
        var next = String.valueOf(++lastVersion);
        versions.put(next, after);
        versions.keySet().removeIf(v -> Long.parseLong(v) < lastVersion - 1);
        var set =
                Value.data("UpdateSet")
                        .set("version", next)
                        .set("filterSet", Value.array("PropertyFilterUpdate", updates));
        return truncated ? set.set("truncated", true).build() : set.build();
    }

    /// An object that is gone since the filter was made leaves it.
    private static FilterSpec missingIsFine(FilterSpec spec) {
        return new FilterSpec(spec.propertySets(), spec.objectSets(), true);
    }

    private static Value filterUpdate(Ref filter, List<Value> objects) {
        return Value.data("PropertyFilterUpdate")
                .set("filter", filter)
                .set("objectSet", Value.array("ObjectUpdate", objects))
                .build();
    }

    /// What leads from one collection to another, object by object.
    record Difference(List<Step> steps) {

        Difference {
            steps = List.copyOf(steps);
        }

        /// One object's part of it. Without properties afterwards it has left.
        record Step(Ref ref, String kind, Map<String, Value> properties, List<Value> changes) {}

        static Difference between(Collection before, Collection after) {
            var steps = new ArrayList<Step>();
            after.objects()
                    .forEach((ref, now) -> {
                        var old = before.objects().get(ref);
                        var changes = changes(old == null ? Map.of() : old, now);
                        if (old == null) {
                            steps.add(new Step(ref, "enter", now, changes));
                        } else if (!changes.isEmpty()) {
                            steps.add(new Step(ref, "modify", now, changes));
                        }
                    });
            before.objects()
                    .forEach((ref, old) -> {
                        if (!after.objects().containsKey(ref)) {
                            steps.add(new Step(ref, "leave", Map.of(), List.of()));
                        }
                    });
            return new Difference(steps);
        }

        private static List<Value> changes(Map<String, Value> old, Map<String, Value> now) {
            var changes = new ArrayList<Value>();
            now.forEach((path, value) -> {
                if (!Objects.equals(old.get(path), value)) {
                    changes.add(
                            Value.data("PropertyChange")
                                    .set("name", path)
                                    .set("op", Value.of("PropertyChangeOp", "assign"))
                                    .set("val", value)
                                    .build());
                }
            });
            old.forEach((path, value) -> {
                if (!now.containsKey(path)) {
                    changes.add(
                            Value.data("PropertyChange")
                                    .set("name", path)
                                    .set("op", Value.of("PropertyChangeOp", "assign"))
                                    .build());
                }
            });
            return changes;
        }

        int size() {
            return steps.size();
        }

        Difference first(int n) {
            return new Difference(steps.subList(0, Math.min(n, steps.size())));
        }

        Collection appliedTo(Collection before) {
            var objects = new LinkedHashMap<>(before.objects());
            for (var step : steps) {
                if (step.kind().equals("leave")) {
                    objects.remove(step.ref());
                } else {
                    objects.put(step.ref(), step.properties());
                }
            }
            return Collection.ofAll(objects);
        }

        List<Value> values() {
            return steps.stream().map(Difference::value).toList();
        }

        private static Value value(Step step) {
            return Value.data("ObjectUpdate")
                    .set("kind", Value.of("ObjectUpdateKind", step.kind()))
                    .set("obj", step.ref())
                    .set("changeSet", Value.array("PropertyChange", step.changes()))
                    .build();
        }
    }
}
