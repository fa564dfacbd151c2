package dev.thruway.lab.scenario;

import dev.thruway.domain.pci.ByteSize;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// A mapping that is being read: each value by its key, and at the end nothing may be left over.
final class Section {

    private static final Pattern SIZE = Pattern.compile("([0-9]{1,12}) ?(KiB|MiB|GiB|TiB)");

    private final YamlNode.Mapping mapping;
    private final Set<String> seen = new HashSet<>();

    Section(YamlNode.Mapping mapping) {
        this.mapping = mapping;
    }

    static Section of(YamlNode node) {
        if (node instanceof YamlNode.Mapping m) {
            return new Section(m);
        }
        throw new ScenarioException(node.place(), "a mapping");
    }

    Optional<String> optionalText(String key) {
        return node(key).map(Section::text);
    }

    String text(String key) {
        return text(require(key));
    }

    /// A value that the reader turns into something; what it refuses is reported with its place.
    <T> T value(String key, Function<String, T> reader) {
        return read(require(key), reader);
    }

    <T> Optional<T> optional(String key, Function<String, T> reader) {
        return node(key).map(n -> read(n, reader));
    }

    int integer(String key) {
        return value(key, Integer::parseInt);
    }

    ByteSize size(String key) {
        return value(key, Section::parseSize);
    }

    Section section(String key) {
        return of(require(key));
    }

    Optional<Section> optionalSection(String key) {
        return node(key).map(Section::of);
    }

    /// Whether there is no mapping but this word.
    boolean says(String key, String word) {
        return node(key)
                .filter(n -> n instanceof YamlNode.Text(var place, var text) && text.equals(word))
                .isPresent();
    }

    /// Whether it says `true`; anything but `true` and `false` is refused.
    boolean yes(String key) {
        return optional(
                        key,
                        text ->
                                switch (text) {
                                    case "true" -> true;
                                    case "false" -> false;
                                    default ->
                                            throw new IllegalArgumentException(
                                                    "true or false, not " + text);
                                })
                .orElse(false);
    }

    /// What whoever wrote it could not find out: for its readers, nothing to the lab.
    void unread() {
        list("unread", text -> text);
    }

    List<Section> sections(String key) {
        return items(key).stream().map(Section::of).toList();
    }

    <T> List<T> list(String key, Function<String, T> reader) {
        return items(key).stream().map(n -> read(n, reader)).toList();
    }

    /// A list of texts and of mappings.
    <T> List<T> each(String key, Function<String, T> text, Function<Section, T> section) {
        return items(key).stream()
                .map(n ->
                        n instanceof YamlNode.Mapping m
                                ? section.apply(new Section(m))
                                : read(n, text))
                .toList();
    }

    /// All entries of this mapping, each a mapping itself.
    Map<String, Section> named() {
        var result = new LinkedHashMap<String, Section>();
        mapping.entries().forEach((key, node) -> result.put(key, of(node)));
        seen.addAll(mapping.entries().keySet());
        return result;
    }

    /// All entries of this mapping, each a text.
    Map<String, String> texts() {
        var result = new LinkedHashMap<String, String>();
        mapping.entries().forEach((key, node) -> result.put(key, text(node)));
        seen.addAll(mapping.entries().keySet());
        return result;
    }

    /// All entries of a mapping in this one, each a text; none where there is none.
    Map<String, String> textsOf(String key) {
        return optionalSection(key).map(Section::texts).orElse(Map.of());
    }

    /// Refuses a key that nobody asked for.
    void end() {
        onlyKeys(seen::contains);
    }

    /// Refuses a key that is not one of these.
    void onlyKeys(Predicate<String> known) {
        mapping.entries()
                .forEach((key, node) -> {
                    if (!known.test(key)) {
                        throw new ScenarioException(
                                mapping.keys().getOrDefault(key, node.place()),
                                "no key '" + key + "' here");
                    }
                });
    }

    /// That something about this mapping as a whole is wrong.
    ScenarioException wrong(String expected) {
        return new ScenarioException(mapping.place(), expected);
    }

    private List<YamlNode> items(String key) {
        var node = node(key);
        if (node.isEmpty()) {
            return List.of();
        }
        if (node.get() instanceof YamlNode.Sequence s) {
            return s.items();
        }
        throw new ScenarioException(node.get().place(), "a list");
    }

    private Optional<YamlNode> node(String key) {
        seen.add(key);
        return Optional.ofNullable(mapping.entries().get(key));
    }

    private YamlNode require(String key) {
        return node(key)
                .orElseThrow(() -> new ScenarioException(mapping.place(), "the key '" + key + "'"));
    }

    private static String text(YamlNode node) {
        if (node instanceof YamlNode.Text t) {
            return t.value();
        }
        throw new ScenarioException(node.place(), "a text");
    }

    private static <T> T read(YamlNode node, Function<String, T> reader) {
        try {
            return reader.apply(text(node));
        } catch (ScenarioException e) {
            throw e;
        } catch (NumberFormatException _) {
            throw new ScenarioException(node.place(), "a number that fits, not " + text(node));
        } catch (ArithmeticException _) {
            throw new ScenarioException(node.place(), "something smaller than " + text(node));
        } catch (RuntimeException e) {
            throw new ScenarioException(node.place(), String.valueOf(e.getMessage()));
        }
    }

    static ByteSize parseSize(String text) {
        var m = SIZE.matcher(text);
        if (!m.matches()) {
            throw new IllegalArgumentException("a size such as 64 GiB, not " + text);
        }
        long n = Long.parseLong(m.group(1));
        return switch (m.group(2)) {
            case "KiB" -> ByteSize.ofKib(n);
            case "MiB" -> ByteSize.ofMib(n);
            case "GiB" -> ByteSize.ofGib(n);
            default -> ByteSize.ofGib(n).times(1024);
        };
    }
}
