package dev.thruway.cli.capture;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Present;
import org.snakeyaml.engine.v2.api.lowlevel.Serialize;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/// Writes a tree as YAML in the manner of the lab's own scenarios: what has only values in it
/// stands on one line where it is in a list, or short.
final class ScenarioYaml {

    private static final DumpSettings SETTINGS =
            DumpSettings.builder()
                    .setIndent(2)
                    .setIndicatorIndent(2)
                    .setIndentWithIndicator(true)
                    .setSplitLines(false)
                    .build();

    /// Nothing that any reader of YAML takes for something else than a text.
    private static final Pattern PLAIN =
            Pattern.compile("[A-Za-z][A-Za-z0-9_./@+()-]*(?: [A-Za-z0-9_./@+()-]+)*");

    private static final Pattern SIZE = Pattern.compile("(?:0|[1-9][0-9]{0,8}) [KMGT]iB");
    private static final Pattern WORD = Pattern.compile("(?i)y|n|yes|no|on|off|true|false|null");

    /// Nothing that has to be escaped, and no other ends of lines than the usual one.
    private static final Pattern BLOCK =
            Pattern.compile("(?=[^\\n]*\\n)[\\p{L}\\p{M}\\p{N}\\p{P}\\p{S} \\n]*");

    private static final int SHORT = 6;

    private ScenarioYaml() {}

    static String write(Tree tree) {
        var events = new Serialize(SETTINGS).serializeOne(mapping(tree, FlowStyle.BLOCK));
        return new Present(SETTINGS).emitToString(events.iterator());
    }

    private static Node mapping(Tree tree, FlowStyle style) {
        return new MappingNode(
                Tag.MAP,
                tree.fields().entrySet().stream()
                        .map(e -> new NodeTuple(text(e.getKey()), below(style, e.getValue())))
                        .toList(),
                style);
    }

    /// What stands on one line has all below it on that line.
    private static Node below(FlowStyle above, Object value) {
        return node(value, above == FlowStyle.FLOW ? above : style(value));
    }

    private static FlowStyle style(Object value) {
        boolean isLong =
                switch (value) {
                    case Tree tree -> !isShort(tree);
                    case Collection<?> all -> all.stream().anyMatch(Tree.class::isInstance);
                    default -> false;
                };
        return isLong ? FlowStyle.BLOCK : FlowStyle.FLOW;
    }

    private static boolean isShort(Tree tree) {
        return tree.fields().size() <= SHORT
                && tree.fields().values().stream()
                        .noneMatch(v -> v instanceof Tree || v instanceof Collection<?>);
    }

    private static Node node(Object value, FlowStyle style) {
        return switch (value) {
            case Tree tree -> mapping(tree, style);
            case Collection<?> all ->
                    new SequenceNode(
                            Tag.SEQ,
                            List.copyOf(
                                    all.stream().map(item -> node(item, FlowStyle.FLOW)).toList()),
                            style);
            case Boolean truth -> new ScalarNode(Tag.BOOL, truth.toString(), ScalarStyle.PLAIN);
            case Number number -> new ScalarNode(Tag.INT, number.toString(), ScalarStyle.PLAIN);
            default -> text(String.valueOf(value));
        };
    }

    private static Node text(String text) {
        return new ScalarNode(Tag.STR, whole(text), textStyle(text));
    }

    /// Half of a pair of UTF-16 is no character, and would take the next one with it.
    private static String whole(String text) {
        return new String(text.getBytes(UTF_8), UTF_8);
    }

    /// Where there is no room for lines the library quotes them.
    private static ScalarStyle textStyle(String text) {
        if (SIZE.matcher(text).matches()
                || (PLAIN.matcher(text).matches() && !WORD.matcher(text).matches())) {
            return ScalarStyle.PLAIN;
        }
        return BLOCK.matcher(text).matches() ? ScalarStyle.LITERAL : ScalarStyle.DOUBLE_QUOTED;
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
            case Boolean truth -> truth;
            case Number number -> number;
            default -> String.valueOf(value);
        };
    }
}
