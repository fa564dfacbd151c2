package dev.thruway.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TerminalTest {

    private static final Map<String, String> XTERM = Map.of("TERM", "xterm-256color");

    @Test
    void readsWhatTheLauncherFound() {
        var terminal = Terminal.detect("02:120", XTERM);
        assertThat(terminal.stdin()).isEqualTo(Terminal.Stream.TERMINAL);
        assertThat(terminal.stdout()).isEqualTo(Terminal.Stream.PIPE);
        assertThat(terminal.stderr()).isEqualTo(Terminal.Stream.TERMINAL);
        assertThat(terminal.columns()).hasValue(120);
    }

    @Test
    void doesNotBelieveAStrangeWidth() {
        assertThat(Terminal.detect("012:0", XTERM).columns()).isEmpty();
        assertThat(Terminal.detect("012:x", XTERM).columns()).isEmpty();
        assertThat(Terminal.detect("", XTERM).columns()).isEmpty();
    }

    @Test
    void paintsOnlyTerminalsThatMayBePainted() {
        assertThat(ink("012:80", XTERM)).isEqualTo(Ink.COLOUR);
        assertThat(ink("02:80", XTERM)).isEqualTo(Ink.PLAIN);
        assertThat(ink("012:80", Map.of("TERM", "dumb"))).isEqualTo(Ink.PLAIN);
        assertThat(ink("012:80", Map.of("TERM", "xterm", "NO_COLOR", "1"))).isEqualTo(Ink.PLAIN);
    }

    private static Ink ink(String found, Map<String, String> environment) {
        var terminal = Terminal.detect(found, environment);
        return terminal.ink(terminal.stdout());
    }

    @Test
    void asksOnlyAPersonAtATerminal() {
        assertThat(console("0", true, "yes \nno\n").ask("?")).isEqualTo(new Answer.Typed("yes"));
        assertThat(console("0", false, "yes\n").ask("?")).isEqualTo(new Answer.NobodyThere());
        assertThat(console("12", true, "yes\n").ask("?")).isEqualTo(new Answer.NobodyThere());
        assertThat(console("0", true, "").ask("?")).isEqualTo(new Answer.NobodyThere());
    }

    @Test
    void readsOneAnswerAfterTheOther() {
        var console = console("0", true, "yes\nno\n");
        assertThat(console.ask("?")).isEqualTo(new Answer.Typed("yes"));
        assertThat(console.ask("?")).isEqualTo(new Answer.Typed("no"));
        assertThat(console.ask("?")).isEqualTo(new Answer.NobodyThere());
    }

    private static Console console(String found, boolean mayAsk, String typed) {
        return new Console(
                new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(new ByteArrayOutputStream()),
                new PrintStream(new ByteArrayOutputStream()),
                Terminal.detect(found, XTERM),
                () -> mayAsk);
    }

    @Test
    void aSpinnerInAPipeIsPlainLinesWithoutRepetition() {
        var err = new ByteArrayOutputStream();
        var console =
                new Console(
                        new ByteArrayInputStream(new byte[0]),
                        new PrintStream(new ByteArrayOutputStream()),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        Terminal.NONE,
                        () -> false);
        try (var spinner = console.spinner("booting")) {
            spinner.say("booting");
            spinner.say("running");
        }
        assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("booting\nrunning\n");
    }

    @Test
    void aSpinnerInAPipeRepeatsItselfWhereNothingElseIsSaid() throws InterruptedException {
        var lines = new LinkedBlockingQueue<String>();
        var err =
                new ByteArrayOutputStream() {
                    @Override
                    public void flush() {
                        toString(StandardCharsets.UTF_8).lines().forEach(lines::add);
                        reset();
                    }
                };
        var console =
                new Console(
                        new ByteArrayInputStream(new byte[0]),
                        new PrintStream(new ByteArrayOutputStream()),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        Terminal.NONE,
                        () -> false);
        try (var _ = Spinner.start(console, "booting", Duration.ofMillis(5))) {
            assertThat(lines.poll(10, TimeUnit.SECONDS)).isEqualTo("booting");
            assertThat(lines.poll(10, TimeUnit.SECONDS)).isEqualTo("booting  0s");
            assertThat(lines.poll(10, TimeUnit.SECONDS)).startsWith("booting  ");
        }
    }

    @Test
    void aRemarkDuringASpinnerHasALineOfItsOwn() {
        var err = new ByteArrayOutputStream();
        var console =
                new Console(
                        new ByteArrayInputStream("yes\n".getBytes(StandardCharsets.UTF_8)),
                        new PrintStream(new ByteArrayOutputStream()),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        Terminal.detect("012:80", XTERM),
                        () -> true);
        try (var _ = console.spinner("booting")) {
            console.note("remark");
            assertThat(console.ask("Sure?")).isEqualTo(new Answer.Typed("yes"));
        }
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("\r\u001b[Kremark\n")
                .contains("\r\u001b[KSure? ");
    }

    @Test
    void aSpinnersLineFitsTheTerminal() {
        assertThat(Spinner.line(1, "仮想マシンの起動を待っています", Duration.ofSeconds(75), 24))
                .isEqualTo("/ 仮想マシンの…  1m15s");
        assertThat(Spinner.line(4, "short", Duration.ofSeconds(7), 80)).isEqualTo("| short  7s");
    }
}
