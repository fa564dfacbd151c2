package dev.thruway.cli.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.cli.CommandContext;
import dev.thruway.cli.ExitCode;
import dev.thruway.cli.GlobalOptions;
import dev.thruway.cli.Surroundings;
import dev.thruway.cli.terminal.Console;
import dev.thruway.cli.terminal.Terminal;
import dev.thruway.domain.text.Phrase;
import dev.thruway.words.Language;
import dev.thruway.words.Words;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class LeftOutTest {

    private static CommandContext context() {
        var in = InputStream.nullInputStream();
        var nowhere = new PrintStream(OutputStream.nullOutputStream());
        var here = Path.of(".");
        return new CommandContext(
                new Surroundings(Map.of(), here, here, in, nowhere, nowhere, Terminal.NONE),
                new GlobalOptions(),
                new Console(in, nowhere, nowhere, Terminal.NONE, () -> false),
                Words.of(Language.EN, ExitCode.class));
    }

    private final LeftOut leftOut = new LeftOut(context());

    private static Phrase cause(Object folder) {
        return Phrase.of("cli.not-written.no-folder", "folder", folder);
    }

    @Test
    void ofAFewAllAreNamed() {
        for (int i = 1; i <= 4; i++) {
            leftOut.parts("host" + i, List.of("slots", "uses"));
        }
        leftOut.parts("other", List.of("slots"));
        assertThat(leftOut.any()).isFalse();
        assertThat(leftOut.sentences())
                .hasSize(2)
                .anySatisfy(s ->
                        assertThat(s)
                                .startsWith("host1, host2, host3, host4: ")
                                .endsWith(": slots, uses"))
                .anySatisfy(s -> assertThat(s).startsWith("other: ").endsWith(": slots"));
    }

    @Test
    void causesThatDifferInTheirObjectAloneAreOneSentence() {
        for (int i = 1; i <= 1_000; i++) {
            leftOut.whole("host" + i, cause(i));
        }
        leftOut.whole("alone", Phrase.of("cli.not-written.folder"));
        assertThat(leftOut.any()).isTrue();
        assertThat(leftOut.sentences())
                .containsExactly(
                        "host1, host2, host3 and 997 more (1000 in all): for example: there is no"
                                + " folder 1",
                        "alone: it is a folder");
    }
}
