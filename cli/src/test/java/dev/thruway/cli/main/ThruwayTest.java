package dev.thruway.cli.main;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.cli.CommandContext;
import dev.thruway.cli.ExitCode;
import dev.thruway.cli.Surroundings;
import dev.thruway.cli.journey.PlanCommand;
import dev.thruway.cli.terminal.Terminal;
import dev.thruway.domain.Knowledge;
import dev.thruway.domain.check.Preflight;
import dev.thruway.domain.mmio.MmioReasoning;
import dev.thruway.words.BundleRules;
import dev.thruway.words.Language;
import dev.thruway.words.Words;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class ThruwayTest {

    private static final String JAPANESE = "[\\s\\S]*[\\p{IsHiragana}\\p{IsKatakana}][\\s\\S]*";

    @Test
    void speaksBothLanguagesWithTheSameKeys() {
        assertThat(BundleRules.violations(ExitCode.class)).isEmpty();
    }

    @Test
    void aloneItStartsWithExamples() {
        var run = Run.of();
        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("thruway demo").contains("thruway gpus");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void speaksTheLanguageOfTheLocaleUnlessToldOtherwise() {
        var locale = Map.of("LANG", "ja_JP.UTF-8");
        assertThat(Run.in(Path.of("."), locale, "").out()).matches(JAPANESE);
        assertThat(Run.in(Path.of("."), locale, "", "--lang", "en").out()).doesNotMatch(JAPANESE);
        assertThat(Run.of("--lang=ja").out()).matches(JAPANESE);
    }

    @Test
    void listsEveryCommandWithItsHeaderInItsHelp() {
        for (var language : List.of("en", "ja")) {
            var help = Run.of("--lang", language, "--help");
            assertThat(help.code()).isZero();
            for (var entry : Registry.entries()) {
                assertThat(help.out().lines())
                        .as("a line with a header for %s in %s", entry.name(), language)
                        .anyMatch(line -> line.matches("  " + entry.name() + " +\\S.*"));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"mmio", "catalog", "catalog L4", "diagnose", "no-such"})
    void whatIsWrongIsSaidOnOneLineHoweverLongAndOnHowManyLinesItIsTyped(String command) {
        for (var typed : List.of("a\nb", "a\u2028b\rc", "x".repeat(100_000))) {
            var arguments = new ArrayList<>(List.of(command.split(" ", -1)));
            arguments.add(typed);
            var run = Run.of(arguments.toArray(String[]::new));
            assertThat(run.code()).isEqualTo(64);
            assertThat(run.err()).hasLineCount(1).hasSizeLessThan(2_000);
        }
    }

    /// A condition may say any sentence of the domain, and a missing one would end the command.
    @Test
    void everyCommandThatPlansHasAllWordsOfTheDomain() {
        var keys =
                Words.of(Language.EN, Knowledge.class, Preflight.class, MmioReasoning.class).keys();
        var planning =
                Registry.entries().stream()
                        .filter(e -> e.words().contains(PlanCommand.class))
                        .toList();
        assertThat(planning).map(Entry::name).contains("demo", "plan", "apply", "status");
        for (var entry : planning) {
            var words = Words.of(Language.EN, entry.words().toArray(Class<?>[]::new));
            assertThat(words.keys()).as(entry.name()).containsAll(keys);
        }
    }

    @Test
    void describesEveryOptionOfEveryCommandInBothLanguages() {
        for (var entry : Registry.entries()) {
            var help = Run.of("--lang", "ja", entry.name(), "--help");
            assertThat(help.code()).isZero();
            assertThat(help.out()).contains("\n使い方: thruway " + entry.name());
            assertThat(help.out().lines())
                    .as("no option of %s without a description", entry.name())
                    .noneMatch(line -> line.matches("^ {2,6}\\S.*[\\[A-Za-z\\]=|-]$"));
        }
    }

    @Test
    void saysItsVersion() {
        assertThat(Run.of("--version").out()).matches("thruway [0-9]+\\.[0-9]+.*\\(Java 25.*\\)\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "completoin bash | Did you mean \"completion\"",
                "frobnicate      | There is no command \"frobnicate\"",
                "completion bash --langg=en | Did you mean --lang?",
                "completion      | SHELL is missing",
                "completion tcsh | none of: bash, zsh, fish",
                "completion bash zsh | one argument too many",
                "completion bash -o xml | none of: text, json",
                "completion bash -o json | none of: text",
                "completion bash --lang de | none of: en, ja",
                "completion bash --file | --file needs a value",
            })
    void answersWrongUsageWithOneSentenceAndExitCode64(String line, String sentence) {
        var run = Run.of(line.split(" +"));
        assertThat(run.code()).isEqualTo(64);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("thruway: ").contains(sentence).hasLineCount(1);
        var japanese = Run.of(("--lang ja " + line).split(" +"));
        assertThat(japanese.code()).isEqualTo(64);
        if (!line.contains("--lang de")) {
            assertThat(japanese.err()).matches(JAPANESE).hasLineCount(1);
        }
    }

    @Test
    void aDefectIsOneSentenceAndItsPlaceOnlyWithVerbose() {
        var quiet = defective("boom");
        assertThat(quiet.code()).isEqualTo(1);
        assertThat(quiet.err()).hasLineCount(1).contains("IllegalStateException");
        var verbose = defective("boom", "-v");
        assertThat(verbose.err()).contains("  at dev.thruway").doesNotContain("hunter2");
    }

    private static Run defective(String... args) {
        return run(new PrintStream(new ByteArrayOutputStream()), args);
    }

    @Test
    void aResultThatNobodyTakesIsNoSuccess() {
        var full =
                new PrintStream(
                        new OutputStream() {
                            @Override
                            public void write(int b) throws IOException {
                                throw new IOException("No space left on device");
                            }
                        },
                        true,
                        StandardCharsets.UTF_8);
        for (var args : List.of("said", "--help", "said --help")) {
            var run = run(full, args.split(" "));
            assertThat(run.code()).as(args).isEqualTo(1);
            assertThat(run.err()).contains("could not be printed whole").hasLineCount(1);
        }
    }

    private static Run run(PrintStream out, String... args) {
        var err = new ByteArrayOutputStream();
        var surroundings =
                new Surroundings(
                        Map.of(),
                        Path.of("."),
                        Path.of("."),
                        InputStream.nullInputStream(),
                        out,
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        Terminal.NONE);
        int code =
                new Thruway(
                                surroundings,
                                List.of(
                                        Entry.of("boom", _ -> new Boom()),
                                        Entry.of("said", Said::new)))
                        .run(args);
        return new Run(code, "", err.toString(StandardCharsets.UTF_8));
    }

    @CommandLine.Command(name = "said")
    private record Said(CommandContext context) implements dev.thruway.cli.Command {
        @Override
        public ExitCode run() {
            context.console().result("said");
            return ExitCode.DONE;
        }
    }

    @CommandLine.Command(name = "boom")
    private static final class Boom implements dev.thruway.cli.Command {
        @Override
        public ExitCode run() {
            throw new IllegalStateException("hunter2");
        }
    }
}
