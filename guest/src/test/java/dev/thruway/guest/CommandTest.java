package dev.thruway.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "-n", "A=b"})
    void refusesWhatSudoOrEnvWouldNotTakeForAProgram(String word) {
        assertThatThrownBy(() -> Command.of(word)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesNulWhichNoArgumentCanHold() {
        assertThatThrownBy(() -> Command.of("echo", "a\0b"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void programsSpeakTheLanguageThatWeRead() {
        assertThat(Command.of("ls").environment()).containsEntry("LC_ALL", "C");
    }

    @Test
    void aSecretIsInNoText() {
        var command = Command.of("id").as(Elevation.sudo(new Secret("hunter2".toCharArray())));
        assertThat(command.toString() + command.elevation()).doesNotContain("hunter2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "plain",
                "two words",
                "it's",
                "$HOME",
                "`id`",
                "a\"b",
                "new\nline",
                "*",
                "~",
                "\\",
                "'",
                "日本",
                "a;b",
                "-x",
                "#c",
                "!x",
                "{a,b}"
            })
    void aPosixShellSplitsTheTextBackIntoTheSameWords(String word) throws Exception {
        var line = PosixWords.join(List.of("printf", "%s|%s", word, "end"));
        var shell = new ProcessBuilder("/bin/sh", "-c", line).start();
        var output = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(output).isEqualTo(word + "|end");
    }
}
