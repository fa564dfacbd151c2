package dev.thruway.cli.main;

import dev.thruway.cli.Golden;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `docs/commands.md` and its Japanese twin are written from the help: `-Dgolden=write`.
class CommandReferenceTest {

    @ParameterizedTest
    @CsvSource({
        "en, commands.md, Commands, What `thruway COMMAND --help` prints.",
        "ja, commands.ja.md, コマンド, `thruway COMMAND --help` の表示内容です。"
    })
    void thePageIsTheHelp(String language, String file, String title, String what)
            throws IOException {
        var sections =
                Registry.entries().stream()
                        .map(entry -> section(language, entry.name()))
                        .collect(Collectors.joining("\n"));
        var page =
                "# %s\n\n%s\n\n```\n%s```\n\n%s".formatted(title, what, help(language), sections);
        Golden.checkFile(Path.of("..", "docs", file), page);
    }

    private static String section(String language, String command) {
        return "## %s\n\n```\n%s```\n".formatted(command, help(language, command));
    }

    private static String help(String language, String... command) {
        var arguments = new String[command.length + 3];
        System.arraycopy(command, 0, arguments, 0, command.length);
        arguments[command.length] = "--help";
        arguments[command.length + 1] = "--lang";
        arguments[command.length + 2] = language;
        return Run.of(arguments).out().stripTrailing() + "\n";
    }
}
