package dev.thruway.cli.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.cli.Golden;
import dev.thruway.cli.check.CheckPages;
import dev.thruway.domain.finding.Finding;
import dev.thruway.domain.text.Phrase;
import dev.thruway.knowledge.ProductKnowledge;
import dev.thruway.knowledge.failure.Diagnosis;
import dev.thruway.knowledge.failure.FailureRule;
import dev.thruway.knowledge.failure.FailureRules;
import dev.thruway.knowledge.failure.LineKind;
import dev.thruway.knowledge.failure.LinePattern;
import dev.thruway.knowledge.failure.LogLine;
import dev.thruway.words.Language;
import dev.thruway.words.Words;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// `docs/findings` has a page for each finding, written from the rules: `-Dgolden=write`.
class FindingPagesTest {

    private static final Path FOLDER = Path.of("..", "docs", "findings");
    private static final Words WORDS = Words.of(Language.EN, ProductKnowledge.class);
    private static final List<FailureRule> RULES = FailureRules.builtIn().rules();

    @Test
    void everyFindingHasItsPage() throws IOException {
        for (var rule : RULES) {
            Golden.checkFile(FOLDER.resolve(rule.code() + ".md"), page(rule));
        }
        Golden.checkFile(FOLDER.resolve("README.md"), index() + CheckPages.index());
    }

    @Test
    void noPageIsLeftOfAFindingThatIsGone() throws IOException {
        var codes = new TreeSet<>(RULES.stream().map(r -> r.code() + ".md").toList());
        CheckPages.codes().forEach(c -> codes.add(c.code() + ".md"));
        codes.add("README.md");
        try (var files = Files.list(FOLDER)) {
            assertThat(files.map(f -> f.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(codes);
        }
    }

    private static String page(FailureRule rule) {
        var example = example(rule);
        var text = new StringBuilder();
        text.append("# ").append(rule.code()).append("\n\n");
        text.append("Certainty: ").append(rule.certainty()).append(".\n\n");
        text.append("**Cause.** ").append(say(example.cause())).append(".\n\n");
        text.append("**Fix.** ").append(say(example.fix())).append(".\n\n");
        text.append("The values above are those of the first line below.\n\n");
        text.append("## Lines that show it\n\n");
        for (var line : rule.lines()) {
            text.append("```\n").append(line.like()).append("\n```\n\n");
            text.append("In: ").append(places(line)).append(". Source: ");
            text.append(line.source()).append(".\n\n");
        }
        if (!rule.unless().isEmpty()) {
            text.append("Not reported where one of these is found, which explains more: ");
            text.append(
                    rule.unless().stream()
                            .sorted()
                            .map(code -> "[" + code + "](" + code + ".md)")
                            .collect(Collectors.joining(", ")));
            text.append(".\n\n");
        }
        text.append("Explain a log of yours: `thruway diagnose FILE`.\n");
        CheckPages.codes().stream()
                .filter(c -> c.code().equals(rule.code()))
                .forEach(c ->
                        text.append("\n## Before the journey\n\n").append(CheckPages.section(c)));
        return text.toString();
    }

    private static String index() {
        var rows =
                RULES.stream()
                        .map(r ->
                                "| [%s](%s.md) | %s | %s |"
                                        .formatted(
                                                r.code(),
                                                r.code(),
                                                r.certainty(),
                                                say(example(r).cause())))
                        .collect(Collectors.joining("\n"));
        return """
        # Findings

        What `thruway diagnose` can explain, written from `failures.yaml` in the module `knowledge`. The causes are
        those of an example each.

        | Code | Certainty | Cause |
        |---|---|---|
        %s
        """
                .formatted(rows);
    }

    private static Finding example(FailureRule rule) {
        var line = new LogLine("log", LineKind.ANY, 1, rule.lines().getFirst().like());
        return Diagnosis.of(List.of(line)).getFirst();
    }

    private static String say(Phrase phrase) {
        return WORDS.say(phrase.key(), phrase.args());
    }

    private static String places(LinePattern line) {
        return line.where().stream()
                .map(FindingPagesTest::place)
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private static String place(LineKind kind) {
        return switch (kind) {
            case HOST_LOG -> "vmware.log or vmkernel.log";
            case TASK -> "the fault of a task";
            case EVENT -> "an event";
            case KERNEL -> "the guest's dmesg";
            case NVIDIA_SMI -> "the output of nvidia-smi";
            case TOOL -> "the output of modprobe, dkms, apt or a CUDA program";
            case ANY -> "any file";
        };
    }
}
