package dev.thruway.knowledge.failure;

import dev.thruway.domain.finding.Finding;
import dev.thruway.knowledge.ProductKnowledge;
import dev.thruway.knowledge.data.DataNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Every rule, the specific before the general. Immutable.
public final class FailureRules {

    private static final Set<String> FIELDS =
            Set.of("code", "sure", "unless", "by", "size", "decode", "lines");

    private final List<FailureRule> rules;

    private FailureRules(List<FailureRule> rules) {
        this.rules = List.copyOf(rules);
        var codes = new HashSet<String>();
        for (var rule : rules) {
            if (!codes.add(rule.code())) {
                throw new IllegalStateException("two findings are named " + rule.code());
            }
        }
        for (var rule : rules) {
            for (var other : rule.unless()) {
                if (!codes.contains(other)) {
                    throw new IllegalStateException(rule.code() + ": no finding " + other);
                }
            }
        }
    }

    /// The rules that come with Thruway.
    public static FailureRules builtIn() {
        return read(DataNode.ofResource(ProductKnowledge.class, "failures.yaml"));
    }

    static FailureRules read(DataNode root) {
        root.allow(Set.of("sources", "findings", "tables"));
        var sources = root.sources();
        var tables = root.node("tables");
        return new FailureRules(
                root.nodes("findings").stream().map(n -> rule(n, sources, tables)).toList());
    }

    private static FailureRule rule(DataNode node, Map<String, String> sources, DataNode tables) {
        node.allow(FIELDS);
        var decode = new HashMap<String, Map<String, String>>();
        if (node.has("decode")) {
            node.texts("decode").forEach(group -> decode.put(group, tables.node(group).table()));
        }
        return new FailureRule(
                node.text("code"),
                node.constant("sure", Finding.Certainty.class),
                node.has("unless") ? Set.copyOf(node.texts("unless")) : Set.of(),
                node.has("by") ? node.texts("by") : List.of(),
                node.optionalConstant("size", FailureRule.Size.class),
                decode,
                node.nodes("lines").stream().map(n -> pattern(n, sources)).toList());
    }

    private static LinePattern pattern(DataNode node, Map<String, String> sources) {
        node.allow(Set.of("where", "has", "regex", "like", "from"));
        return new LinePattern(
                node.constants("where", LineKind.class),
                node.text("has"),
                Pattern.compile(node.text("regex")),
                node.text("like"),
                node.source(sources));
    }

    public List<FailureRule> rules() {
        return rules;
    }

    /// What the first rule that knows this line makes of it.
    Optional<Match> match(LogLine line) {
        for (var rule : rules) {
            var args = rule.match(line);
            if (args.isPresent()) {
                return Optional.of(new Match(rule, args.get()));
            }
        }
        return Optional.empty();
    }

    record Match(FailureRule rule, Map<String, String> args) {}
}
