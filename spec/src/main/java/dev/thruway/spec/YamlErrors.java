package dev.thruway.spec;

import dev.thruway.domain.text.Phrase;
import java.util.Objects;
import java.util.Set;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/// What the YAML library refuses, as phrases of our own.
///
/// Its texts are not passed on: they are English, and they quote the file, where a password that
/// starts with `*` or `!` would be quoted too.
final class YamlErrors {

    private static final Set<String> OPENED = Set.of("spec.yaml-quote", "spec.yaml-flow");

    private YamlErrors() {}

    static Phrase phrase(MarkedYamlEngineException e) {
        var problem = Objects.requireNonNullElse(e.getProblem(), "");
        var context = Objects.requireNonNullElse(e.getContext(), "");
        return Phrase.of(key(problem, context));
    }

    private static String key(String problem, String context) {
        if (problem.contains("TAB") || problem.contains("'\\t'")) {
            return "spec.yaml-tab";
        }
        if (problem.contains("undefined alias")) {
            return "spec.yaml-undefined-alias";
        }
        if (context.contains("quoted scalar")) {
            return "spec.yaml-quote";
        }
        if (context.contains("flow mapping") || context.contains("flow sequence")) {
            return "spec.yaml-flow";
        }
        if (problem.contains("mapping values are not allowed")) {
            return "spec.yaml-colon";
        }
        if (problem.contains("could not find expected ':'")) {
            return "spec.yaml-no-colon";
        }
        if (problem.contains("cannot start any token")) {
            return "spec.yaml-needs-quotes";
        }
        if (context.contains("block mapping") || context.contains("block collection")) {
            return "spec.yaml-indentation";
        }
        return "spec.yaml-syntax";
    }

    static Position position(String file, MarkedYamlEngineException e) {
        // What is left open is noticed later, often at the end; where it was opened helps more.
        boolean open = OPENED.contains(phrase(e).key());
        return Value.position(
                file,
                open
                        ? e.getContextMark().or(e::getProblemMark)
                        : e.getProblemMark().or(e::getContextMark));
    }

    /// The place of the code point of this number, from 0.
    static Position position(Source source, int index) {
        int line = 1;
        int column = 1;
        var text = source.text();
        int end = Math.min(Math.max(index, 0), text.codePointCount(0, text.length()));
        for (int c : text.codePoints().limit(end).toArray()) {
            column = c == '\n' ? 1 : column + 1;
            line = c == '\n' ? line + 1 : line;
        }
        return new Position(source.name(), line, column);
    }
}
