package dev.thruway.cli.mmio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.cli.Golden;
import dev.thruway.cli.main.Run;
import dev.thruway.cli.output.DisplayWidth;
import dev.thruway.cli.terminal.Terminal;
import dev.thruway.cli.terminal.Terminal.Colour;
import dev.thruway.cli.terminal.Terminal.Stream;
import dev.thruway.domain.mmio.MmioReasoning;
import dev.thruway.words.BundleRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MmioCommandTest {

    private static final String JAPANESE = "[\\s\\S]*[\\p{IsHiragana}\\p{IsKatakana}][\\s\\S]*";

    @Test
    void speaksBothLanguagesWithTheSameKeys() {
        assertThat(BundleRules.violations(MmioCommand.class)).isEmpty();
        assertThat(BundleRules.violations(MmioReasoning.class)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "L40S                     | l40s.txt",
                "L40S --lang ja           | l40s-ja.txt",
                "L40Sx2                   | l40s-2.txt",
                "A100-40GB                | a100-40gb.txt",
                "H100-80GB L4x2           | h100-and-l4.txt",
                "H100-80GB L4x2 -o json   | h100-and-l4.json",
                "H100-80GB L4x2 -o yaml   | h100-and-l4.yaml",
                "H100                     | h100.txt",
                "T4                       | t4.txt",
                "T4 --lang ja             | t4-ja.txt",
                "T4 -o json               | t4.json",
                "A40                      | a40.txt",
                "A40 --lang ja            | a40-ja.txt",
                "A40 -o json              | a40.json",
                "L40S,A40 L4x3            | l40s-a40-l4.txt",
                "L4x3                     | l4-3.txt",
                "L4x3 --lang ja           | l4-3-ja.txt",
                "H100-80GBx8              | h100-8.txt",
                "A100-40GB --lang ja      | a100-40gb-ja.txt",
                "V100-16GB                | v100-16gb.txt",
                "B200x128                 | b200-128.txt",
                "B200x128 --lang ja       | b200-128-ja.txt"
            })
    void saysTheSumTheWindowAndTheKeys(String line, String golden) throws IOException {
        var run = Run.of(("mmio " + line).split(" +"));
        assertThat(run.code()).isZero();
        assertThat(run.err()).isEmpty();
        Golden.check("mmio/" + golden, run.out());
    }

    @ParameterizedTest
    @CsvSource({
        "A100-40GB, 128",
        "A100-40GBx2, 256",
        "A100-80GBx8, 2048",
        "V100-16GB, 32",
        "P40x4, 256",
        "L40S, 128",
        "L40Sx2, 256",
        "L40S×2, 256",
        "L40S X2, 256",
        "NVIDIA L40S x 2, 256",
        "RTX-6000-Ada, 128",
        "H200, 512",
        "B200, 512",
        "RTX-PRO-6000, 256",
        "10de:26b9, 128",
        "10DE:26B9x2, 256",
        "10de:26b9 x 2, 256",
        "10de:20b0 10de:1450x2, 256",
        "10de:25b6 10de:157e, 32"
    })
    void sizesTheWindow(String gpu, String window) {
        var run = Run.in(Path.of("."), Map.of(), "", "mmio", gpu);
        assertThat(run.out())
                .contains("pciPassthru.use64bitMMIO = \"TRUE\"\n")
                .contains("pciPassthru.64bitMMIOSizeGB = \"" + window + "\"\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "L40Z             | Did you mean: L40",
                "A100-64GB        | Did you mean: A100-SXM-64GB, A100-40GB, A100-80GB?",
                "10de:ffff        | The catalog has no GPU with the PCI ids 10de:ffff.",
                "10de:ffffx2      | The catalog has no GPU with the PCI ids 10de:ffff.",
                "10de:26b9 10de:1 | PCI ids are written as in 10de:26b9",
                "[10de:26b9]      | PCI ids are written as in 10de:26b9",
                "0x10de:0x26b9    | PCI ids are written as in 10de:26b9",
                "10de:20b0/10de:1450 | PCI ids are written as in 10de:26b9",
                "10de-26b9x2      | PCI ids are written as in 10de:26b9",
                "frobnicator      | There is no GPU \"frobnicator\"",
                "''               | A GPU name is empty",
                "RTX 6000         | Did you mean: Quadro-RTX-6000, RTX-6000-Ada, RTX-PRO-6000?",
                "L40Zx2           | There is no GPU \"L40Z\"",
                "'L4,,T4'         | A GPU name is empty",
                "L40Sx0           | from 1 to 128",
                "L40Sx-1          | from 1 to 128",
                "L40Sx129         | from 1 to 128",
                "L40Sx99999999999 | from 1 to 128",
                "L40Sx1.5         | from 1 to 128",
                "2xL40S           | \"2xL40S\": the number stands behind the name, as in L40Sx2",
                "L40S*2           | as in L40Sx2",
                "L40S : 2         | as in L40Sx2",
                "2xNoSuch         | There is no GPU \"2xNoSuch\"",
                "L4x100,T4x100    | 200 GPUs are more than the 128",
                "x2               | There is no GPU \"x2\"",
                "L40Sx            | There is no GPU \"L40Sx\"",
                "L40S,L4,NoSuch,T4| There is no GPU \"NoSuch\"",
                "A100             | A100-40GB (128 GiB), A100-80GB (256 GiB). Say which",
                "V100             | V100-16GB (32 GiB), V100-32GB (64 GiB). Say which"
            })
    void refusesWhatIsWrongInOneSentence(String argument, String sentence) {
        var run = Run.of("mmio", argument);
        assertThat(run.code()).isEqualTo(64);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("thruway: ").contains(sentence).hasLineCount(1);
        var japanese = Run.of("mmio", argument, "--lang", "ja");
        assertThat(japanese.code()).isEqualTo(64);
        assertThat(japanese.err()).matches(JAPANESE).hasLineCount(1);
    }

    @Test
    void aFileThatIsNamedAndNotThereIsNoCatalogOfItsOwn() {
        var run = Run.of("mmio", "-f", "nowhere/thruway.yaml", "L40S");
        assertThat(run.code()).isEqualTo(64);
        assertThat(run.err())
                .isEqualTo("thruway: There is no file or folder nowhere/thruway.yaml.\n");
    }

    @Test
    void refusesNoGpuAndAnEndlessName() {
        assertThat(Run.of("mmio").code()).isEqualTo(64);
        assertThat(Run.of("mmio").err()).contains("GPU[xN] is missing");
        var endless = Run.of("mmio", "L4".repeat(50_000));
        assertThat(endless.code()).isEqualTo(64);
        assertThat(endless.err()).contains("longer than 100").hasSizeLessThan(200);
    }

    /// Nothing of it is broken by the terminal, which would tear the drawing.
    @ParameterizedTest
    @CsvSource({"40, en", "40, ja", "80, en", "80, ja"})
    void fitsTheTerminal(int columns, String language) {
        var terminal =
                new Terminal(
                        Stream.PIPE,
                        Stream.TERMINAL,
                        Stream.PIPE,
                        OptionalInt.of(columns),
                        Colour.NONE);
        for (var gpus : List.of("H100-80GB,L4x2", "A40x3", "T4", "L40Sx128")) {
            var run =
                    Run.on(terminal, Path.of("."), Map.of(), "", "mmio", gpus, "--lang", language);
            assertThat(run.out().lines())
                    .as("%s: %s", gpus, run.out())
                    .allMatch(line -> DisplayWidth.of(line) <= columns);
        }
    }

    /// `RTX-6000-Ada` has an x, and so have names that somebody writes without a hyphen.
    @Test
    void doesNotTakeAPartOfANameForACount() {
        assertThat(Run.of("mmio", "QuadroRTX6000").out()).contains("Quadro-RTX-6000");
    }

    @Test
    void writesThePicture(@TempDir Path folder) throws IOException {
        var run = Run.in(folder, Map.of(), "", "mmio", "L40Sx2", "--svg", "window.svg");
        assertThat(run.code()).isZero();
        Golden.check("mmio/l40s-2.svg", Files.readString(folder.resolve("window.svg")));
        Run.in(folder, Map.of(), "", "mmio", "A100-40GB", "--svg", "ja.svg", "--lang", "ja");
        Golden.check("mmio/a100-40gb-ja.svg", Files.readString(folder.resolve("ja.svg")));
        Run.in(folder, Map.of(), "", "mmio", "H100-80GB,L4x2", "--svg", "two.svg");
        Golden.check("mmio/h100-and-l4.svg", Files.readString(folder.resolve("two.svg")));
        Run.in(folder, Map.of(), "", "mmio", "A40,L4", "--svg", "blind.svg");
        Golden.check("mmio/a40-l4.svg", Files.readString(folder.resolve("blind.svg")));
    }

    /// A decimal comma is no number in a picture.
    @Test
    void drawsTheSamePictureInEveryLocale(@TempDir Path folder) throws IOException {
        var before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            Run.in(folder, Map.of(), "", "mmio", "L40Sx2", "--svg", "w.svg", "--lang", "en");
        } finally {
            Locale.setDefault(before);
        }
        Golden.check("mmio/l40s-2.svg", Files.readString(folder.resolve("w.svg")));
    }

    @Test
    void saysWhyThereIsNoPicture(@TempDir Path folder) {
        var nothing = Run.in(folder, Map.of(), "", "mmio", "T4", "--svg", "window.svg");
        assertThat(nothing.code()).isEqualTo(1);
        assertThat(nothing.err()).contains("nothing to draw");
        for (var noFile : List.of("", ".", folder.toString())) {
            var run = Run.in(folder, Map.of(), "", "mmio", "L4", "--svg", noFile);
            assertThat(run.code()).as(noFile).isEqualTo(64);
            assertThat(run.err()).contains("--svg \"" + noFile + "\": a file").hasLineCount(1);
            assertThat(run.out()).isEmpty();
        }
        var nowhere = Run.in(folder, Map.of(), "", "mmio", "L4", "--svg", "no/such/window.svg");
        assertThat(nowhere.code()).isEqualTo(1);
        assertThat(nowhere.err()).contains("could not be written to no/such/window.svg");
    }
}
