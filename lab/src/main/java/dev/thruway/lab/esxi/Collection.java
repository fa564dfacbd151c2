package dev.thruway.lab.esxi;

import dev.thruway.lab.esxi.wire.Value;
import dev.thruway.lab.esxi.wire.Value.Ref;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a filter selects at one moment: objects in the order in which they were reached, and of
/// each the properties that are set.
///
/// @param refused by object the paths that it may not be asked for
record Collection(Map<Ref, Map<String, Value>> objects, Map<Ref, List<String>> refused) {

    private static final int MAX_OBJECTS = 20_000;

    static Collection of(FilterSpec spec, Scope scope) {
        var refs = new LinkedHashSet<Ref>();
        for (var objectSet : spec.objectSets()) {
            if (scope.find(objectSet.start()).isEmpty()) {
                if (spec.reportMissing()) {
                    continue;
                }
                throw VimFault.notFound(objectSet.start());
            }
            if (!objectSet.skip()) {
                refs.add(objectSet.start());
            }
            new Walk(spec, scope, refs).from(objectSet.start(), objectSet.selections());
        }
        var objects = new LinkedHashMap<Ref, Map<String, Value>>();
        var refused = new HashMap<Ref, List<String>>();
        for (var ref : refs) {
            scope.find(ref)
                    .filter(o -> selects(spec, ref))
                    .ifPresent(object -> {
                        var paths = new ArrayList<String>();
                        objects.put(ref, properties(spec, object, scope, paths));
                        refused.put(ref, paths);
                    });
        }
        return new Collection(objects, refused);
    }

    static Collection ofAll(Map<Ref, Map<String, Value>> objects) {
        return new Collection(objects, Map.of());
    }

    private static boolean selects(FilterSpec spec, Ref ref) {
        return spec.propertySets().stream().anyMatch(p -> Kinds.extendsOrIs(ref.kind(), p.type()));
    }

    private static Map<String, Value> properties(
            FilterSpec spec, ManagedObject object, Scope scope, List<String> refused) {
        var values = new LinkedHashMap<String, Value>();
        for (var set : spec.propertySets()) {
            if (!Kinds.extendsOrIs(object.ref().kind(), set.type())) {
                continue;
            }
            var paths =
                    set.all()
                            ? object.properties().keySet().stream().sorted().toList()
                            : set.paths();
            for (var path : paths) {
                if (!Permissions.isReadable(scope.inventory().realm(), object.ref(), path)) {
                    refused.add(path);
                    continue;
                }
                var value = PropertyPath.read(object, path);
                if (!value.isNothing()) {
                    values.put(path, value);
                }
            }
        }
        return values;
    }

    Value.Many contents() {
        return Value.array(
                "ObjectContent",
                objects.entrySet().stream().map(e -> content(e.getKey(), e.getValue())).toList());
    }

    private Value.Data content(Ref ref, Map<String, Value> properties) {
        return Value.data("ObjectContent")
                .set("obj", ref)
                .set(
                        "propSet",
                        Value.array(
                                "DynamicProperty",
                                properties.entrySet().stream()
                                        .map(p ->
                                                Value.data("DynamicProperty")
                                                        .set("name", p.getKey())
                                                        .set("val", p.getValue())
                                                        .build())
                                        .toList()))
                .set(
                        "missingSet",
                        Value.array(
                                "MissingProperty",
                                refused.getOrDefault(ref, List.of()).stream()
                                        .map(path -> Permissions.unreadable(ref, path))
                                        .toList()))
                .build();
    }

    /// Follows selections, each from each object once.
    private static final class Walk {

        private record Visit(Ref ref, FilterSpec.Selection.Traversal traversal) {}

        private final FilterSpec spec;
        private final Scope scope;
        private final Set<Ref> found;
        private final Set<Visit> visited = new HashSet<>();

        Walk(FilterSpec spec, Scope scope, Set<Ref> found) {
            this.spec = spec;
            this.scope = scope;
            this.found = found;
        }

        void from(Ref ref, List<FilterSpec.Selection> selections) {
            for (var selection : selections) {
                switch (selection) {
                    case FilterSpec.Selection.Traversal traversal -> follow(ref, traversal);
                    case FilterSpec.Selection.Named(var name) ->
                            follow(
                                    ref,
                                    spec.traversal(name)
                                            .orElseThrow(
                                                    () -> VimFault.invalidArgument("selectSet")));
                }
            }
        }

        private void follow(Ref ref, FilterSpec.Selection.Traversal traversal) {
            if (!Kinds.extendsOrIs(ref.kind(), traversal.type())
                    || !visited.add(new Visit(ref, traversal))) {
                return;
            }
            for (var target : targets(ref, traversal.path())) {
                if (!traversal.skip() && found.size() < MAX_OBJECTS) {
                    found.add(target);
                }
                from(target, traversal.then());
            }
        }

        private List<Ref> targets(Ref ref, String path) {
            var object = scope.find(ref);
            if (object.isEmpty()) {
                return List.of();
            }
            var result = new ArrayList<Ref>();
            switch (PropertyPath.read(object.get(), path)) {
                case Value.Nothing nothing -> {}
                case Ref one -> result.add(one);
                case Value.Many many -> {
                    for (var item : many.items()) {
                        if (item instanceof Ref r) {
                            result.add(r);
                        }
                    }
                }
                case Value.Plain plain -> throw VimFault.invalidProperty(path);
                case Value.Data data -> throw VimFault.invalidProperty(path);
            }
            return result;
        }
    }
}
