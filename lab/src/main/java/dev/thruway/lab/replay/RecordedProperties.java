package dev.thruway.lab.replay;

import dev.thruway.lab.esxi.wire.Element;
import dev.thruway.lab.esxi.wire.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Every property that any recorded answer held, and every one that was asked for.
final class RecordedProperties {

    /// A value at some point of the recording; empty where it was asked for and not set.
    record Recorded(int number, Optional<Element> value, Optional<Element> missing) {}

    private final Map<Value.Ref, Map<String, List<Recorded>>> byObject = new LinkedHashMap<>();

    /// Which objects a view had, by what it was made from.
    private final Map<String, Set<Value.Ref>> members = new HashMap<>();

    /// What each view was made from, by its name in the recording.
    private final Map<Value.Ref, String> views = new HashMap<>();

    /// A view and what it was made from.
    void view(Value.Ref view, String madeFrom) {
        views.put(view, madeFrom);
    }

    /// One answer to RetrievePropertiesEx or its continuation.
    ///
    /// @param asked the request's filters; empty for a continuation
    void answer(int number, List<Element> asked, Element response) {
        for (var result : response.children("returnval")) {
            for (var object : result.children("objects")) {
                object.ref("obj").ifPresent(ref -> object(number, ref, object));
                for (var filter : asked) {
                    object.ref("obj").ifPresent(ref -> asked(number, ref, filter));
                }
            }
        }
    }

    private void object(int number, Value.Ref ref, Element object) {
        for (var property : object.children("propSet")) {
            put(ref, property.value("name").orElse(""), number, property.child("val"), false);
        }
        for (var property : object.children("missingSet")) {
            put(ref, property.value("path").orElse(""), number, property.child("fault"), true);
        }
    }

    private void put(
            Value.Ref ref, String path, int number, Optional<Element> value, boolean missing) {
        byObject.computeIfAbsent(ref, _ -> new HashMap<>())
                .computeIfAbsent(path, _ -> new ArrayList<>())
                .add(
                        new Recorded(
                                number,
                                missing ? Optional.empty() : value,
                                missing ? value : Optional.empty()));
    }

    /// What was asked for and did not come is not set.
    private void asked(int number, Value.Ref ref, Element filter) {
        for (var set : filter.children("objectSet")) {
            set.ref("obj")
                    .flatMap(from -> Optional.ofNullable(views.get(from)))
                    .ifPresent(madeFrom ->
                            members.computeIfAbsent(madeFrom, _ -> new LinkedHashSet<>()).add(ref));
        }
        for (var set : filter.children("propSet")) {
            if (set.value("type").filter(ref.kind()::equals).isPresent()) {
                for (var path : set.values("pathSet")) {
                    var known = byObject.computeIfAbsent(ref, _ -> new HashMap<>()).get(path);
                    if (known == null || known.getLast().number() != number) {
                        put(ref, path, number, Optional.empty(), false);
                    }
                }
            }
        }
    }

    /// The objects that a view of the recording had.
    Set<Value.Ref> members(Value.Ref view) {
        return members.getOrDefault(views.getOrDefault(view, ""), Set.of());
    }

    boolean isView(Value.Ref ref) {
        return views.containsKey(ref);
    }

    /// Whether anything was recorded of an object.
    boolean knows(Value.Ref object) {
        return byObject.containsKey(object);
    }

    /// What was recorded of one property; empty where nobody asked for it under this path.
    Optional<Recorded> find(Value.Ref object, String path, Moment moment) {
        return Optional.ofNullable(byObject.getOrDefault(object, Map.of()).get(path))
                .map(known -> moment.of(known, Recorded::number));
    }
}
