package dev.thruway.cli.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.cli.Golden;
import dev.thruway.cli.main.Run;
import dev.thruway.knowledge.GpuCatalog;
import dev.thruway.words.BundleRules;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogCommandTest {

    private static final String JAPANESE = "[\\s\\S]*[\\p{IsHiragana}\\p{IsKatakana}][\\s\\S]*";

    @Test
    void speaksBothLanguagesWithTheSameKeys() {
        assertThat(BundleRules.violations(CatalogCommand.class)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                   | all.txt",
                "--lang ja            | all-ja.txt",
                "L40S                 | l40s.txt",
                "L40S --lang ja       | l40s-ja.txt",
                "A100                 | a100.txt",
                "RTX-PRO-6000         | rtx-pro-6000.txt",
                "A16 -o json          | a16.json",
                "V100-16GB -o yaml    | v100-16gb.yaml"
            })
    void saysWhatIsKnownAndWhereItIsFrom(String line, String golden) throws IOException {
        var run = Run.of(("catalog " + line).strip().split(" +"));
        assertThat(run.code()).isZero();
        assertThat(run.err()).isEmpty();
        Golden.check("catalog/" + golden, run.out());
    }

    @Test
    void listsEveryEntryOnOneLine() {
        var out = Run.of("catalog").out();
        for (var entry : GpuCatalog.builtIn().entries()) {
            assertThat(out.lines())
                    .as(entry.model().name())
                    .anyMatch(line -> line.startsWith(entry.model().name() + " "));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "L40Z        | Did you mean: L40",
                "frobnicator | There is no GPU \"frobnicator\"",
                "''          | There is no GPU \"\""
            })
    void refusesWhatItDoesNotKnow(String name, String sentence) {
        var run = Run.of("catalog", name);
        assertThat(run.code()).isEqualTo(64);
        assertThat(run.err()).contains(sentence).hasLineCount(1);
        assertThat(Run.of("catalog", name, "--lang", "ja").err()).matches(JAPANESE);
    }
}
