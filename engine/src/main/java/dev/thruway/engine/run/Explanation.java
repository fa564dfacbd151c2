package dev.thruway.engine.run;

import dev.thruway.domain.finding.Finding;
import dev.thruway.domain.text.Phrase;
import dev.thruway.knowledge.failure.Diagnosis;
import dev.thruway.knowledge.failure.LogLine;
import java.util.List;

/// Why something failed.
///
/// @param cause in a sentence
/// @param findings what the logs say of it, the surest first; empty where they say nothing
public record Explanation(Phrase cause, List<Finding> findings) {

    public Explanation {
        findings = List.copyOf(findings);
    }

    /// A cause that nothing more is known about.
    public static Explanation of(Phrase cause) {
        return new Explanation(cause, List.of());
    }

    /// What lines that were read after a failure mean. The surest finding is the cause; what was
    /// said at first is, where the lines mean nothing.
    public static Explanation of(Phrase first, List<LogLine> lines) {
        var findings = Diagnosis.of(lines);
        return findings.isEmpty()
                ? of(first)
                : new Explanation(findings.getFirst().cause(), findings);
    }
}
