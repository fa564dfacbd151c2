package dev.thruway.cli.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.cli.Golden;
import dev.thruway.cli.main.Run;
import dev.thruway.knowledge.GpuCatalog;
import dev.thruway.words.BundleRules;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
                "V100-16GB -o yaml    | v100-16gb.yaml",
                "MI300X               | mi300x.txt",
                "MI300X --lang ja     | mi300x-ja.txt",
                "Quadro-RTX-8000      | quadro-rtx-8000.txt",
                "--vendor amd         | amd.txt",
                "--memory 141 -o json | memory-141.json"
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
                "10de:ffff   | The catalog has no GPU with the PCI ids 10de:ffff.",
                "[10de:26b9] | PCI ids are written as in 10de:26b9",
                "' '         | A GPU name is empty.",
                "''          | A GPU name is empty."
            })
    void refusesWhatItDoesNotKnow(String name, String sentence) {
        var run = Run.of("catalog", name);
        assertThat(run.code()).isEqualTo(64);
        assertThat(run.err()).contains(sentence).hasLineCount(1);
        assertThat(Run.of("catalog", name, "--lang", "ja").err()).matches(JAPANESE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--vendor NVIDIA                    | H100-80GB MI300X | H100-80GB",
                "--vendor Intel                     | Max-1550 L4      | Max-1550",
                "--architecture ada                 | L40S A40         | L40S",
                "--memory 141                       | H200 H100-80GB   | H200",
                "'--memory=48 GiB'                  | L40S L4          | L40S",
                "--open-driver                      | L4 P40 MI210     | L4",
                "'--architecture Ada --memory 48'   | L40S L4 A40      | L40S"
            })
    void listsWhatTheFiltersLetThrough(String line, String asked, String shown) {
        var arguments = line.startsWith("--memory=") ? new String[] {line} : line.split(" +");
        var all = new ArrayList<>(List.of("catalog"));
        all.addAll(List.of(arguments));
        var run = Run.of(all.toArray(String[]::new));
        assertThat(run.code()).isZero();
        for (var name : asked.split(" +")) {
            assertThat(run.out().lines().anyMatch(l -> l.startsWith(name + " ")))
                    .as(name)
                    .isEqualTo(List.of(shown.split(" +")).contains(name));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"10de:26b9", "10DE:26B9", "10de:26b9 10de:1851"})
    void findsABoardByItsPciIds(String ids) {
        assertThat(Run.of("catalog", ids).out()).startsWith("L40S\n");
        assertThat(Run.of("catalog", ids).out()).isEqualTo(Run.of("catalog", "L40S").out());
    }

    @Test
    void saysThatNothingIsLikeThis() {
        var none = Run.of("catalog", "L40S", "--vendor", "AMD");
        assertThat(none.code()).isZero();
        assertThat(none.out()).isEqualTo("No board in the catalog is like this.\n");
        assertThat(Run.of("catalog", "--own", "-o", "json").out()).contains("\"gpus\" : [ ]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--vendor=Matrox     | known are NVIDIA, AMD, Intel",
                "--vendor=           | --vendor \"\"",
                "--architecture=Adda | known are Pascal, Volta",
                "--memory=much       | a whole number of GiB",
                "--memory=0          | a whole number of GiB",
                "--memory=-1         | a whole number of GiB",
                "--memory=           | a whole number of GiB",
                "--memory=9999999999 | a whole number of GiB"
            })
    void refusesAFilterThatIsWrong(String filter, String sentence) {
        var run = Run.of("catalog", filter);
        assertThat(run.code()).isEqualTo(64);
        assertThat(run.err()).contains(sentence).hasLineCount(1);
        assertThat(Run.of("catalog", filter, "--lang", "ja").err()).matches(JAPANESE);
    }
}
