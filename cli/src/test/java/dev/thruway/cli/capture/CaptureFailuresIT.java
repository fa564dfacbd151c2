package dev.thruway.cli.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.cli.lab.TestLab;
import dev.thruway.lab.LabEndpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// What a capture says where something is wrong, and what it leaves behind.
@EnabledOnOs(OS.LINUX)
final class CaptureFailuresIT {

    @TempDir Path folder;

    @Test
    void aFileThatCannotBeWrittenIsOneSentenceAndNothingIsLeft() throws IOException {
        try (var lab = TestLab.start(folder, "seed")) {
            Files.createDirectory(folder.resolve("place"));
            for (var file : List.of("/proc/copy.yaml", "place", "nowhere/copy.yaml", "")) {
                var before = files();
                var run = lab.run("capture", "--out", file);
                assertThat(run.code()).as(file).isEqualTo(1);
                assertThat(run.out()).isEmpty();
                assertThat(run.err().lines().filter(l -> l.startsWith("thruway: ")))
                        .singleElement()
                        .asString()
                        .contains("cannot be written: ", "name another file")
                        .doesNotContain(".thruway");
                assertThat(files()).isEqualTo(before);
            }
        }
    }

    private List<Path> files() throws IOException {
        try (var all = Files.walk(folder)) {
            return all.filter(f -> !f.startsWith(folder.resolve("state"))).sorted().toList();
        }
    }

    /// Six hosts of one vCenter, of which five do not say what they live on.
    private static final String MANY =
            """
            lab: thruway-lab/v1
            like: vcenter
            vcenters:
              vc01:
                standalone: [dl385-04, dl385-05, dl385-06]
            servers:
              dl385-01: {esxi: {hidden: [uses]}}
              dl385-03: {esxi: {hidden: [slots]}}
              dl385-04: {like: dl385-01, esxi: {name: esxi04, systemId: s4}}
              dl385-05: {like: dl385-01, esxi: {name: esxi05, systemId: s5}}
              dl385-06: {like: dl385-01, esxi: {name: esxi06, systemId: s6}}
            """;

    @Test
    void whatManyHostsDoNotSayIsSaidOnce() throws IOException {
        Files.writeString(folder.resolve("world.yaml"), MANY);
        try (var lab = TestLab.start(folder, "world.yaml")) {
            var vcenter = lab.lab().endpoint(LabEndpoint.Kind.VCENTER, "vc01");
            var english = lab.govc(vcenter, "capture");
            assertThat(english.code()).isZero();
            assertThat(english.err().lines().filter(l -> l.contains("not in the copy")))
                    .containsExactly(
                            "esxi01.example.com, esxi02.example.com, esxi04 and 2 more (5 in all):"
                                    + " not in the copy, because it could not be read or the lab"
                                    + " has no such thing: uses");
            assertThat(english.out().lines().filter(l -> l.contains("unread: [uses]"))).hasSize(5);
            assertThat(lab.govc(vcenter, "capture", "--lang", "ja").err())
                    .contains("esxi01.example.com, esxi02.example.com, esxi04 ほか 2 件(計 5 件)");
        }
    }
}
