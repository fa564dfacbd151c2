package dev.thruway.cli.capture;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Writes a tree as YAML in the manner of the lab's own scenarios: what has only values in it
/// stands on one line where it is in a list, or short.
final class ScenarioYaml {

    /// Nothing that a reader of YAML takes for something else than a text.
    private static final Pattern PLAIN =
            Pattern.compile("[A-Za-z][A-Za-z0-9_./@+()-]*(?: [A-Za-z0-9_./@+()-]+)*");

    private static final Pattern NUMBER = Pattern.compile("(?:0|[1-9][0-9]{0,8})(?: [KMGT]iB)?");
    private static final Pattern WORD = Pattern.compile("(?i)y|n|yes|no|on|off|true|false|null");
    private static final int SHORT = 6;

    private final StringBuilder out = new StringBuilder();

    private ScenarioYaml() {}

    static String write(Tree tree) {
        var yaml = new ScenarioYaml();
        yaml.mapping(tree, "");
        return yaml.out.toString();
    }

    private void mapping(Tree tree, String indent) {
        tree.fields().forEach((key, value) -> entry(key, value, indent));
    }

    private void entry(String key, Object value, String indent) {
        out.append(indent).append(scalar(key)).append(':');
        switch (value) {
            case Tree tree when isShort(tree) -> out.append(' ').append(flow(tree)).append('\n');
            case Tree tree -> {
                out.append('\n');
                mapping(tree, indent + "  ");
            }
            case Collection<?> all when all.stream().anyMatch(Tree.class::isInstance) -> {
                out.append('\n');
                all.forEach(
                        item -> out.append(indent).append("  - ").append(flow(item)).append('\n'));
            }
            case String text when text.contains("\n") -> block(text, indent + "  ");
            default -> out.append(' ').append(flow(value)).append('\n');
        }
    }

    private static boolean isShort(Tree tree) {
        return tree.fields().size() <= SHORT
                && tree.fields().values().stream()
                        .noneMatch(v -> v instanceof Tree || v instanceof Collection<?>);
    }

    private void block(String text, String indent) {
        out.append(" |\n");
        text.lines().forEach(line -> out.append(indent).append(line).append('\n'));
    }

    private static String flow(Object value) {
        return switch (value) {
            case Tree tree ->
                    "{"
                            + String.join(
                                    ", ",
                                    tree.fields().entrySet().stream()
                                            .map(e ->
                                                    scalar(e.getKey()) + ": " + flow(e.getValue()))
                                            .toList())
                            + "}";
            case Collection<?> all ->
                    "[" + String.join(", ", all.stream().map(ScenarioYaml::flow).toList()) + "]";
            case Boolean truth -> truth.toString();
            default -> scalar(String.valueOf(value));
        };
    }

    private static String scalar(String text) {
        boolean plain =
                NUMBER.matcher(text).matches()
                        || (PLAIN.matcher(text).matches() && !WORD.matcher(text).matches());
        return plain ? text : quoted(text);
    }

    private static String quoted(String text) {
        var quoted = new StringBuilder("\"");
        text.codePoints()
                .forEach(c -> {
                    switch (c) {
                        case '"', '\\' -> quoted.append('\\').appendCodePoint(c);
                        case '\n' -> quoted.append("\\n");
                        case '\t' -> quoted.append("\\t");
                        default -> {
                            if (c < ' ' || (c >= 0x7F && c < 0xA0)) {
                                quoted.append("\\x%02x".formatted(c));
                            } else {
                                quoted.appendCodePoint(c);
                            }
                        }
                    }
                });
        return quoted.append('"').toString();
    }

    /// The same tree as documents have it.
    static Map<String, Object> plain(Tree tree) {
        var fields = new LinkedHashMap<String, Object>();
        tree.fields().forEach((key, value) -> fields.put(key, plainValue(value)));
        return fields;
    }

    private static Object plainValue(Object value) {
        return switch (value) {
            case Tree tree -> plain(tree);
            case Collection<?> all ->
                    List.copyOf(all.stream().map(ScenarioYaml::plainValue).toList());
            default -> String.valueOf(value);
        };
    }
}
