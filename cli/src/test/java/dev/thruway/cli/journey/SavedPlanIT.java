package dev.thruway.cli.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.cli.lab.TestLab;
import dev.thruway.cli.main.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SavedPlanIT {

    @TempDir private Path folder;

    private Run saved(TestLab lab) throws IOException {
        lab.write("thruway.yaml", lab.fileWithoutGuest(1));
        var run = lab.run("plan", "--out", "saved.json");
        assertThat(run.code()).isZero();
        assertThat(run.err()).contains("thruway apply saved.json");
        return run;
    }

    @Test
    void isReadableByItsOwnerOnlyAndHoldsNoSecret() throws IOException {
        try (var lab = TestLab.start(folder, "seed")) {
            saved(lab);
            var file = folder.resolve("saved.json");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            assertThat(lab.secrets()).noneMatch(Files.readString(file)::contains);
        }
    }

    @Test
    void isWalkedFromAnywhereWhereTheWorldIsStillTheSame() throws IOException {
        try (var lab = TestLab.start(folder, "seed")) {
            saved(lab);
            var elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
            var run = Run.in(elsewhere, lab.environment(), "", "apply", "../saved.json", "--yes");
            assertThat(run.code()).as(run.err()).isZero();
            assertThat(run.out()).contains("[ok] vm.powered-on");
        }
    }

    @Test
    void isRefusedWhereTheWorldHasMovedAndSaysWhatMoved() throws IOException {
        try (var lab = TestLab.start(folder, "seed")) {
            saved(lab);
            lab.write("thruway.yaml", lab.fileWithoutGuest(2));
            var run = lab.run("apply", "saved.json", "--yes");
            assertThat(run.code()).isEqualTo(1);
            assertThat(run.out()).isEmpty();
            assertThat(run.err())
                    .contains("new: enable-passthrough:server/dl385-01:0000:c1:00.0")
                    .contains("changed: set-extra-config:vm/gpu02:pciPassthru.64bitMMIOSizeGB")
                    .contains("was (none) -> 128; is (none) -> 256")
                    .contains("nothing was done");
            assertThat(lab.run("status").out()).contains("[no] host.passthrough-active");
        }
    }

    @Test
    void saysWhatIsGoneWhenItWasWalkedAlready() throws IOException {
        try (var lab = TestLab.start(folder, "seed")) {
            saved(lab);
            assertThat(lab.run("apply", "--yes").code()).isZero();
            var run = lab.run("apply", "saved.json", "--yes", "-o", "json");
            assertThat(run.code()).isEqualTo(1);
            assertThat(run.out()).contains("\"ok\" : false", "\"kind\" : \"vanished\"");
            assertThat(run.err()).contains("gone: power-on-vm:vm/gpu02");
        }
    }

    @Test
    void keepsItsTargets() throws IOException {
        try (var lab = TestLab.start(folder, "seed")) {
            assertThat(lab.run("plan", "dl385-01", "--out", "saved.json").code()).isZero();
            var run = lab.run("apply", "saved.json", "--yes");
            assertThat(run.out()).contains("host.passthrough-active").doesNotContain("vm/gpu02");
        }
    }

    @Test
    void isNotWrittenOfWhatCannotBeDone() throws IOException {
        try (var lab = TestLab.start(folder, "seed")) {
            lab.write("thruway.yaml", lab.fileWithoutGuest(3));
            assertThat(lab.run("plan", "--out", "saved.json").code()).isEqualTo(1);
            assertThat(folder.resolve("saved.json")).doesNotExist();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hello                                            | is no plan",
                "[]                                               | is no plan",
                "{\"kind\": \"other\"}                            | is no plan",
                "{\"kind\": \"plan\", \"schema\": \"thruway/v2\"} | another version",
                "{\"kind\": \"plan\", \"schema\": \"thruway/v1\", \"format\": 2} | another version",
                "{\"kind\": \"plan\", \"schema\": \"thruway/v1\", \"format\": 1} | is no plan",
            })
    void refusesAFileThatIsNoPlan(String text, String sentence) throws IOException {
        Files.writeString(folder.resolve("file.json"), text);
        var run = Run.in(folder, Map.of(), "", "apply", "file.json");
        assertThat(run.code()).isEqualTo(64);
        assertThat(run.err()).contains(sentence).hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"saved.json gpu02", "saved.json -f thruway.yaml"})
    void standsAlone(String arguments) throws IOException {
        Files.writeString(folder.resolve("saved.json"), "{}");
        var words = ("apply " + arguments).split(" ");
        var run = Run.in(folder, Map.of(), "", words);
        assertThat(run.code()).isEqualTo(64);
        assertThat(run.err()).contains("name it alone");
    }
}
