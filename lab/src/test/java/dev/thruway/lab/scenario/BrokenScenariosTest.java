package dev.thruway.lab.scenario;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Whatever is in a file, it is refused with the place of what is wrong in it.
final class BrokenScenariosTest {

    @TempDir Path folder;

    private static void refused(String text, String says) {
        assertThatThrownBy(() -> Scenarios.parse("my.yaml", text))
                .isInstanceOf(ScenarioException.class)
                .hasMessage(says);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cpus: many           | 5:25: a number that fits, not many",
                "cpus: 99999999999    | 5:25: a number that fits, not 99999999999",
                "cpus: [1]            | 5:25: a text",
                "memory: 999999999999 TiB | 5:27: something smaller than 999999999999 TiB",
                "memory: 4000000 TiB  | 5:27: something smaller than 4000000 TiB",
                "disks: none          | 5:26: a list",
                "guest: [none]        | 5:26: a mapping",
                "cpu: 1               | 5:19: no key 'cpu' here",
            })
    void namesThePlaceOfAValueThatIsNone(String entry, String says) {
        refused(
                "lab: x\nlike: seed\nservers:\n  dl385-01:\n    vms: {gpu02: {%s}}\n"
                        .formatted(entry),
                "my.yaml:" + says);
    }

    @Test
    void namesTheLineOfAnUnknownKeyWithAMapping() {
        refused(
                "lab: x\nlike: seed\nservers:\n  dl385-01:\n    chasis:\n      model: x\n",
                "my.yaml:5:5: no key 'chasis' here");
    }

    @Test
    void refusesATreeThatIsDeeperThanAnyWorld() {
        refused(
                "lab: " + "[".repeat(100_000) + "]".repeat(100_000),
                "my.yaml:1:55: at most 50 levels below each other");
    }

    @Test
    void refusesATreeThatContainsItself() {
        refused(
                "lab: &a {x: *a}\n",
                "my.yaml:1:13: the value itself: references such as *name are not read");
    }

    @Test
    void namesThePlaceOfACharacterThatNoYamlHas() {
        refused("lab: x\nlike: \u0000\n", "my.yaml:2:7: a character that YAML allows, not U+0000");
    }

    @Test
    void refusesAFileThatIsNoTextOrTooLarge() throws IOException {
        var binary = Files.write(folder.resolve("binary.yaml"), new byte[] {(byte) 0xC3, 0x28});
        assertThatThrownBy(() -> Scenarios.scenario(binary))
                .isInstanceOf(ScenarioException.class)
                .hasMessage(binary + ": text in UTF-8");
        var huge = folder.resolve("huge.yaml");
        try (var file = new RandomAccessFile(huge.toFile(), "rw")) {
            file.setLength((64L << 20) + 1);
        }
        assertThatThrownBy(() -> Scenarios.scenario(huge))
                .isInstanceOf(ScenarioException.class)
                .hasMessage(huge + ": at most 64 MiB");
    }
}
