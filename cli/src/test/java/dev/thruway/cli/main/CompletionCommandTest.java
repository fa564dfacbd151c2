package dev.thruway.cli.main;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CompletionCommandTest {

    @Test
    void eachShellsScriptKnowsEveryCommand() {
        for (var shell : List.of("bash", "zsh", "fish")) {
            var run = Run.of("completion", shell);
            assertThat(run.code()).isZero();
            assertThat(run.err()).isEmpty();
            for (var entry : Registry.entries()) {
                assertThat(run.out()).contains(entry.name());
            }
        }
        assertThat(Run.of("completion", "zsh").out()).startsWith("#compdef thruway\n");
    }

    @Test
    void completesTheNamesOfGpus() {
        for (var shell : List.of("bash", "zsh")) {
            assertThat(Run.of("completion", shell).out()).contains("\"A100-SXM-64GB\"");
        }
        assertThat(Run.of("completion", "fish").out())
                .contains("__fish_seen_subcommand_from mmio\" -a A100-SXM-64GB\n")
                .contains("__fish_seen_subcommand_from catalog\" -a A100-SXM-64GB\n");
    }

    @Test
    void describesInTheLanguageOfTheUser() {
        assertThat(Run.of("completion", "fish", "--lang", "ja").out())
                .contains("-d 'シェルの補完スクリプトを表示します。'");
    }
}
