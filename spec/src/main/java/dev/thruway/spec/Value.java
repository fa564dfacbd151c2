package dev.thruway.spec;

import dev.thruway.domain.text.Nearest;
import dev.thruway.domain.text.Phrase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/// One value of a file: what stands there, and under which keys.
///
/// Each reader answers empty after complaining, so that a section reads on and finds the next error
/// too.
final class Value {

    /// A quotation longer than this is cut.
    private static final int MAX_QUOTED = 40;

    private final FileReading file;
    private final Node node;
    private final String path;
    private final Position keyPosition;

    /// @param keyPosition where the key stands that leads to the value
    Value(FileReading file, Node node, String path, Position keyPosition) {
        this.file = file;
        this.node = node;
        this.path = path;
        this.keyPosition = keyPosition;
    }

    FileReading file() {
        return file;
    }

    Node node() {
        return node;
    }

    String path() {
        return path;
    }

    /// The key that leads here, or the number of the item.
    String key() {
        return path.substring(path.lastIndexOf('.') + 1);
    }

    Position keyPosition() {
        return keyPosition;
    }

    Position position() {
        return position(file.name(), node.getStartMark());
    }

    static Position position(String file, Optional<Mark> mark) {
        return mark.map(m -> new Position(file, m.getLine() + 1, m.getColumn() + 1))
                .orElseGet(() -> Position.startOf(file));
    }

    void complain(String key, Object... namesAndValues) {
        file.complain(position(), Phrase.of(key, namesAndValues));
    }

    boolean isNothing() {
        return node instanceof ScalarNode && node.getTag().equals(Tag.NULL);
    }

    boolean isScalar() {
        return node instanceof ScalarNode && !isNothing();
    }

    boolean isList() {
        return node instanceof SequenceNode;
    }

    /// Text that is not blank; a number is taken as it is written.
    Optional<String> text() {
        if (isScalar()
                && (node.getTag().equals(Tag.STR)
                        || node.getTag().equals(Tag.INT)
                        || node.getTag().equals(Tag.FLOAT))) {
            var text = ((ScalarNode) node).getValue();
            if (!text.isBlank()) {
                return Optional.of(text);
            }
        }
        expected("spec.expected-text");
        return Optional.empty();
    }

    /// The name of an entry of this section, in this or another file.
    Optional<String> nameIn(String section) {
        var name = text();
        name.ifPresent(n -> file.refer(new SpecFile.Reference(section, n, position())));
        return name;
    }

    Optional<Boolean> truth() {
        if (isScalar() && node.getTag().equals(Tag.BOOL)) {
            return Optional.of(((ScalarNode) node).getValue().equalsIgnoreCase("true"));
        }
        expected("spec.expected-truth");
        return Optional.empty();
    }

    Optional<Integer> number(int min, int max) {
        if (isScalar() && node.getTag().equals(Tag.INT)) {
            var text = ((ScalarNode) node).getValue();
            if (text.matches("[0-9]{1,9}")) {
                int number = Integer.parseInt(text);
                if (number >= min && number <= max) {
                    return Optional.of(number);
                }
            }
        }
        complain("spec.expected-number", "key", key(), "min", min, "max", max);
        return Optional.empty();
    }

    /// A path, relative to the file.
    Optional<Path> filePath() {
        var text = text();
        var resolved = text.flatMap(file::resolve);
        if (text.isPresent() && resolved.isEmpty()) {
            complain("spec.bad-path", "key", key());
        }
        return resolved;
    }

    /// One of these words.
    Optional<String> oneOf(List<String> words) {
        var text =
                isScalar() ? Optional.of(((ScalarNode) node).getValue()) : Optional.<String>empty();
        if (text.filter(words::contains).isPresent()) {
            return text;
        }
        text.ifPresentOrElse(
                wrong -> notOneOf("spec.none-of", wrong, words),
                () -> complain("spec.expected-one-of", "key", key(), "words", joined(words)));
        return Optional.empty();
    }

    /// Complains about a word that is none of those that it may be, naming the nearest one.
    ///
    /// @param key of a phrase with the places `key`, `found` and `words`; with `-near` at its end,
    ///   of one with `key`, `found` and `near`
    void notOneOf(String key, String found, Collection<String> words) {
        Nearest.to(found, words)
                .ifPresentOrElse(
                        near ->
                                complain(
                                        key + "-near",
                                        "key",
                                        key(),
                                        "found",
                                        quoted(found),
                                        "near",
                                        near),
                        () ->
                                complain(
                                        key,
                                        "key",
                                        key(),
                                        "found",
                                        quoted(found),
                                        "words",
                                        joined(words)));
    }

    /// The keys below; complains about every one that is not known or is there twice.
    Optional<Fields> fields(String... known) {
        if (node instanceof MappingNode mapping) {
            return Optional.of(Fields.of(this, mapping, List.of(known)));
        }
        expected("spec.expected-mapping", Example.mapping(key(), found()));
        return Optional.empty();
    }

    /// The values below, by names that the user gives.
    Optional<Fields> named() {
        if (node instanceof MappingNode mapping) {
            return Optional.of(Fields.ofNames(this, mapping));
        }
        expected("spec.expected-mapping", Example.mapping(key(), found()));
        return Optional.empty();
    }

    /// The items of a list that is not empty.
    Optional<List<Value>> items() {
        if (!(node instanceof SequenceNode list)) {
            expected("spec.expected-list", Example.list(key(), found()));
            return Optional.empty();
        }
        var items = new ArrayList<Value>();
        for (var item : list.getValue()) {
            var itemPath = path + "[" + items.size() + "]";
            var place = position(file.name(), item.getStartMark());
            if (!file.visit(itemPath, place)) {
                return Optional.empty();
            }
            items.add(new Value(file, item, itemPath, place));
        }
        if (items.isEmpty()) {
            expected("spec.expected-list", Example.list(key(), found()));
            return Optional.empty();
        }
        return Optional.of(items);
    }

    private void expected(String key) {
        complain(isNothing() ? "spec.no-value" : key, "key", key());
    }

    /// With the right form where one is known.
    private void expected(String key, Optional<String> example) {
        example.filter(_ -> !isNothing())
                .ifPresentOrElse(
                        form -> complain(key + "-like", "key", key(), "example", form),
                        () -> expected(key));
    }

    private String found() {
        return isScalar() ? ((ScalarNode) node).getValue() : "";
    }

    static String joined(Collection<String> words) {
        return String.join(", ", words);
    }

    static String quoted(String text) {
        var line = text.replaceAll("\\s+", " ");
        return line.length() <= MAX_QUOTED ? line : line.substring(0, MAX_QUOTED) + "…";
    }
}
