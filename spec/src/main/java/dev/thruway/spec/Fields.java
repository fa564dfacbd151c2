package dev.thruway.spec;

import dev.thruway.domain.text.Nearest;
import dev.thruway.domain.text.Phrase;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/// The keys of one mapping and their values.
final class Fields {

    /// A longer key or name is refused without being repeated.
    private static final int MAX_KEY = 80;

    private final Value owner;
    private final Map<String, Value> values = new LinkedHashMap<>();

    /// What misspelt keys were meant to be: these are not called missing.
    private final Set<String> meant = new HashSet<>();

    private Fields(Value owner) {
        this.owner = owner;
    }

    static Fields of(Value owner, MappingNode mapping, List<String> known) {
        var fields = new Fields(owner);
        fields.read(mapping, (key, place) -> fields.isKnown(key, place, known));
        return fields;
    }

    static Fields ofNames(Value owner, MappingNode mapping) {
        var fields = new Fields(owner);
        fields.read(mapping, (_, _) -> true);
        return fields;
    }

    private interface KeyRule {
        boolean accepts(String key, Position place);
    }

    private void read(MappingNode mapping, KeyRule rule) {
        var file = owner.file();
        for (var tuple : mapping.getValue()) {
            var place = Value.position(file.name(), tuple.getKeyNode().getStartMark());
            var key = key(tuple.getKeyNode());
            if (key.isEmpty()) {
                file.complain(place, Phrase.of("spec.bad-key"));
            } else if (values.containsKey(key.get())) {
                var first = values.get(key.get()).keyPosition().line();
                file.complain(
                        place, Phrase.of("spec.duplicate-key", "key", key.get(), "line", first));
            } else if (rule.accepts(key.get(), place)) {
                var path = owner.path().isEmpty() ? key.get() : owner.path() + "." + key.get();
                if (!file.visit(path, place)) {
                    return;
                }
                values.put(key.get(), new Value(file, tuple.getValueNode(), path, place));
            }
        }
    }

    private static Optional<String> key(Node node) {
        return node instanceof ScalarNode scalar
                        && !scalar.getValue().isBlank()
                        && scalar.getValue().length() <= MAX_KEY
                        && scalar.getValue().chars().noneMatch(Character::isISOControl)
                ? Optional.of(scalar.getValue())
                : Optional.empty();
    }

    private boolean isKnown(String key, Position place, List<String> known) {
        if (known.contains(key)) {
            return true;
        }
        var near = Nearest.to(key, known);
        near.ifPresent(meant::add);
        var phrase =
                near.map(n -> Phrase.of("spec.unknown-key-near", "key", key, "near", n))
                        .orElseGet(() -> unknown(key, known));
        owner.file().complain(place, phrase);
        return false;
    }

    private static Phrase unknown(String key, Collection<String> known) {
        return Phrase.of("spec.unknown-key", "key", key, "words", Value.joined(known));
    }

    Value owner() {
        return owner;
    }

    Map<String, Value> all() {
        return values;
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    Optional<Value> get(String key) {
        return Optional.ofNullable(values.get(key));
    }

    /// What stands at a key that may be left out.
    <T> Optional<T> optional(String key, Function<Value, Optional<T>> read) {
        return get(key).flatMap(read);
    }

    /// What stands at a key that must be there.
    <T> Optional<T> required(String key, Function<Value, Optional<T>> read) {
        if (!has(key) && !meant.contains(key)) {
            complain("spec.missing-key", "key", key);
        }
        return optional(key, read);
    }

    /// Complains at the key that leads to this mapping.
    void complain(String key, Object... namesAndValues) {
        owner.file().complain(owner.keyPosition(), Phrase.of(key, namesAndValues));
    }

    /// Which of these keys is there, in the order of the file; complains about a second one.
    Optional<String> atMostOne(String... keys) {
        var there = values.values().stream().filter(v -> List.of(keys).contains(v.key())).toList();
        if (there.size() > 1) {
            var words = Value.joined(List.of(keys));
            var second = there.get(1).keyPosition();
            owner.file().complain(second, Phrase.of("spec.only-one", "words", words));
        }
        return there.stream().findFirst().map(Value::key);
    }

    /// Which of these keys is there; complains where it is none or more than one.
    Optional<String> exactlyOne(String... keys) {
        atLeastOne(keys);
        return atMostOne(keys);
    }

    /// Complains where none of these keys is there.
    boolean atLeastOne(String... keys) {
        boolean there = List.of(keys).stream().anyMatch(this::has);
        if (!there && Collections.disjoint(meant, List.of(keys))) {
            complain("spec.one-needed", "words", Value.joined(List.of(keys)));
        }
        return there;
    }
}
