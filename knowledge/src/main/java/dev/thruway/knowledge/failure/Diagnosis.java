package dev.thruway.knowledge.failure;

import dev.thruway.domain.finding.Evidence;
import dev.thruway.domain.finding.Finding;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Reads lines one by one and says what they mean together. Its memory does not grow with the
/// number of lines. For one thread.
public final class Diagnosis {

    /// More causes at once are no diagnosis; further ones are not kept.
    static final int MAX_FINDINGS = 100;

    /// Further lines that show the same are counted as nothing new.
    static final int MAX_EVIDENCE = 5;

    /// How much of a line is repeated as evidence.
    static final int MAX_TEXT = 400;

    private final FailureRules rules;
    private final Map<String, Found> found = new LinkedHashMap<>();

    public Diagnosis(FailureRules rules) {
        this.rules = rules;
    }

    /// What these lines mean. Empty where nothing is wrong.
    public static List<Finding> of(List<LogLine> lines) {
        var diagnosis = new Diagnosis(FailureRules.builtIn());
        lines.forEach(diagnosis::add);
        return diagnosis.findings();
    }

    public void add(LogLine line) {
        rules.match(line).ifPresent(match -> add(line, match));
    }

    private void add(LogLine line, FailureRules.Match match) {
        var identity = match.rule().identity(match.args());
        var known = found.get(identity);
        if (known == null && found.size() < MAX_FINDINGS) {
            known = new Found(match.rule(), match.args(), new ArrayList<>());
            found.put(identity, known);
        }
        if (known != null && known.evidence().size() < MAX_EVIDENCE) {
            known.evidence().add(new Evidence(line.source(), line.number(), cut(line.text())));
        }
    }

    private static String cut(String text) {
        var plain = text.strip();
        return plain.length() > MAX_TEXT ? plain.substring(0, MAX_TEXT) : plain;
    }

    /// So far: the surest first, of equally sure ones the first seen first. One that another
    /// explains better is left out.
    public List<Finding> findings() {
        var codes = found.values().stream().map(f -> f.rule().code()).collect(Collectors.toSet());
        return found.values().stream()
                .filter(f -> Collections.disjoint(f.rule().unless(), codes))
                .map(Found::finding)
                .sorted(Comparator.comparing(Finding::certainty))
                .toList();
    }

    private record Found(FailureRule rule, Map<String, String> args, List<Evidence> evidence) {

        Finding finding() {
            return new Finding(
                    rule.code(), rule.certainty(), rule.cause(args), rule.fix(args), evidence);
        }
    }
}
