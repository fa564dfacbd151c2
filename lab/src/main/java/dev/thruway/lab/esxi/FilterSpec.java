package dev.thruway.lab.esxi;

import dev.thruway.lab.esxi.wire.Element;
import dev.thruway.lab.esxi.wire.Value.Ref;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A `PropertyFilterSpec`: which properties of which objects.
record FilterSpec(
        List<PropertySet> propertySets, List<ObjectSet> objectSets, boolean reportMissing) {

    FilterSpec {
        propertySets = List.copyOf(propertySets);
        objectSets = List.copyOf(objectSets);
    }

    /// Properties of one kind of object.
    record PropertySet(String type, boolean all, List<String> paths) {
        PropertySet {
            paths = List.copyOf(paths);
        }
    }

    /// Objects to begin at.
    record ObjectSet(Ref start, boolean skip, List<Selection> selections) {
        ObjectSet {
            selections = List.copyOf(selections);
        }
    }

    /// A way from an object to others: spelled out, or by the name of one that is.
    sealed interface Selection {

        record Traversal(
                Optional<String> name, String type, String path, boolean skip, List<Selection> then)
                implements Selection {
            public Traversal {
                then = List.copyOf(then);
            }
        }

        record Named(String name) implements Selection {}
    }

    static FilterSpec read(Element spec) {
        return new FilterSpec(
                spec.children("propSet").stream().map(FilterSpec::propertySet).toList(),
                spec.children("objectSet").stream().map(FilterSpec::objectSet).toList(),
                spec.isTrue("reportMissingObjectsInResults"));
    }

    private static PropertySet propertySet(Element e) {
        return new PropertySet(e.value("type").orElse(""), e.isTrue("all"), e.values("pathSet"));
    }

    private static ObjectSet objectSet(Element e) {
        return new ObjectSet(
                e.ref("obj").orElseThrow(() -> VimFault.invalidArgument("objectSet.obj")),
                e.isTrue("skip"),
                selections(e));
    }

    private static List<Selection> selections(Element e) {
        var result = new ArrayList<Selection>();
        for (var s : e.children("selectSet")) {
            var name = s.value("name").filter(n -> !n.isEmpty());
            if (s.child("path").isPresent()) {
                result.add(
                        new Selection.Traversal(
                                name,
                                s.value("type").orElse(""),
                                s.value("path").orElse(""),
                                s.isTrue("skip"),
                                selections(s)));
            } else {
                result.add(
                        new Selection.Named(
                                name.orElseThrow(() -> VimFault.invalidArgument("selectSet"))));
            }
        }
        return result;
    }

    /// The traversal of that name, anywhere in this spec.
    Optional<Selection.Traversal> traversal(String name) {
        return objectSets.stream()
                .flatMap(o -> o.selections().stream())
                .flatMap(s -> find(s, name).stream())
                .findFirst();
    }

    private static Optional<Selection.Traversal> find(Selection selection, String name) {
        if (selection instanceof Selection.Traversal t) {
            if (t.name().filter(name::equals).isPresent()) {
                return Optional.of(t);
            }
            return t.then().stream().flatMap(s -> find(s, name).stream()).findFirst();
        }
        return Optional.empty();
    }
}
