package dev.thruway.knowledge.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thruway.knowledge.ProductKnowledge;
import dev.thruway.knowledge.data.DataNode;
import dev.thruway.words.Language;
import dev.thruway.words.Words;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class FailureRulesTest {

    private static final FailureRules RULES = FailureRules.builtIn();

    /// How the same line looks at the places where lines are found.
    private static final List<String> PREFIXES =
            List.of(
                    "",
                    "2022-04-22T03:04:15.771Z| vmx| | I005: ",
                    "2023-07-21T09:40:52.413Z In(05) vmx - ",
                    "2023-07-21T09:40:52.413Z In(05) vcpu-0 - ",
                    "[    5.559858] ",
                    "Mar 28 19:30:47 gpu02 kernel: ");

    static Stream<Arguments> knownLines() {
        return RULES.rules().stream()
                .flatMap(rule ->
                        rule.lines().stream()
                                .map(line -> Arguments.of(rule.code(), line.like(), line)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("knownLines")
    void everyRuleKnowsTheLineItWasMadeFromInEachOfItsPlaces(
            String code, String like, LinePattern pattern) {
        assertThat(like).contains(pattern.has());
        for (var prefix :
                like.startsWith("2022") || like.startsWith("[") ? List.of("") : PREFIXES) {
            if (!pattern.regex().pattern().startsWith("^") || prefix.isEmpty()) {
                for (var kind : pattern.where()) {
                    var line = new LogLine("log", kind, 1, prefix + like + "\r");
                    assertThat(RULES.match(line))
                            .as(prefix + like)
                            .hasValueSatisfying(m -> assertThat(m.rule().code()).isEqualTo(code));
                }
            }
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("knownLines")
    void everyFindingCanBeSaidInBothLanguages(String code, String like, LinePattern pattern) {
        var finding = Diagnosis.of(List.of(new LogLine("log", LineKind.ANY, 7, like))).getFirst();
        assertThat(finding.code()).isEqualTo(code);
        assertThat(finding.evidence().getFirst().line()).isEqualTo(7);
        assertThat(pattern.source()).isNotBlank();
        for (var language : Language.values()) {
            var words = Words.of(language, ProductKnowledge.class);
            for (var phrase : List.of(finding.cause(), finding.fix())) {
                assertThat(words.say(phrase.key(), phrase.args())).doesNotContain("null", "{");
            }
        }
    }

    @Test
    void everySentenceBelongsToARule() {
        var keys = new HashSet<>(Words.of(Language.EN, ProductKnowledge.class).keys());
        keys.removeIf(key -> !key.startsWith("finding."));
        var expected = new ArrayList<String>();
        RULES.rules()
                .forEach(r -> {
                    expected.add("finding." + r.code() + ".cause");
                    expected.add("finding." + r.code() + ".fix");
                });
        assertThat(keys).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void aLineOfAnotherPlaceIsNotMistakenForOne() {
        var line = "NVRM: GPU 0000:13:00.0: GPU has fallen off the bus.";
        assertThat(RULES.match(new LogLine("log", LineKind.NVIDIA_SMI, 1, line))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2023-07-21T09:40:52.413Z In(05) vmx - PCIPassthru: successfully created the IOMMU"
                        + " mappings",
                "PCIPassthru: Device 0000:42:00.0 barIndex 1 type 3 realaddr 0x3b800000000 size"
                        + " 34359738368 flags 12",
                "Guest: EFI ROM version: VMW71.00V.21805430.B64.2305221830 (64-bit RELEASE)",
                "pci 0000:00:04.0: BAR 2 [mem 0x2000000000-0x2fffffffff 64bit pref]",
                "dummy: module verification failed: signature and/or required key missing -"
                        + " tainting kernel",
                "NVRM: loading NVIDIA UNIX Open Kernel Module for x86_64  580.95.05  Release Build",
                "Power on failed? No: nothing of the kind."
            })
    void findsNothingInLinesOfGoodDays(String line) {
        assertThat(RULES.match(new LogLine("log", LineKind.ANY, 1, line))).isEmpty();
    }

    /// Patterns with bounded repetitions only: a hostile line costs no more than a long one.
    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("knownLines")
    void aHostileLineCostsNothing(String code, String like, LinePattern pattern) {
        var hostile = pattern.has() + like.repeat(200).replace(')', '(').replace(']', '[');
        var line = new LogLine(code, LineKind.ANY, 1, hostile);
        var started = System.nanoTime();
        for (int i = 0; i < 20; i++) {
            RULES.match(line);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(5));
        assertThat(pattern.regex().pattern().replaceAll("\\[[^]]*]", "C"))
                .doesNotContain(".*", ".+", "\\w+", "\\d+", ")+", ")*");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "code: one | code: two | two findings are named two",
                "unless: [two] | unless: [three] | one: no finding three",
                "sure: certain | sure: absolutely | data.not-one-of",
                "where: [kernel] | where: [moon] | data.not-one-of",
                "from: here | form: here | data.unknown-field-near {field=form",
                "from: here | from: there | data.no-source {source=there}"
            })
    void refusesRulesThatAreNotWhole(String right, String wrong, String complaint) {
        var good =
                """
                sources: {here: "a page"}
                tables: {}
                findings:
                  - code: one
                    sure: certain
                    unless: [two]
                    lines: [{where: [kernel], has: a, regex: a, like: a, from: here}]
                  - code: two
                    sure: likely
                    lines: [{where: [kernel], has: b, regex: b, like: b, from: here}]
                """;
        assertThat(FailureRules.read(DataNode.ofText("test", good)).rules()).hasSize(2);
        var bad = good.replace(right, wrong);
        assertThatThrownBy(() -> FailureRules.read(DataNode.ofText("test", bad)))
                .hasMessageContaining(complaint);
    }
}
