package dev.thruway.cli.main;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.cli.lab.TestLab;
import dev.thruway.lab.LabEndpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a login may not see is not known: it is never taken for absent. The VM holds a card.
final class WithheldIT {

    @TempDir Path folder;

    private TestLab without(String privilege, String of) throws IOException {
        Files.writeString(
                folder.resolve("world.yaml"),
                """
                lab: thruway-lab/v1
                like: vcenter
                vcenters: {vc01: {withheld: [{privilege: %s, of: [%s]}]}}
                servers:
                  dl385-01:
                    vms:
                      gpu02:
                        devices:
                          - {address: "0000:41:00.0", vendor: 10de, device: 26b9,
                             systemId: 65f0c1a2-7d3e-9b14-88aa-5cba2c0f0385}
                """
                        .formatted(privilege, of));
        var lab = TestLab.start(folder, "world.yaml");
        lab.write("thruway.yaml", lab.wholeFile(1));
        return lab;
    }

    @ParameterizedTest
    @CsvSource({
        "System.Read, dl385-01",
        "System.View, dl385-01",
        "System.Read, gpu02",
        "System.View, gpu02",
    })
    void whatAFileNamesIsUnknownWhereItIsNotShown(String privilege, String of) throws IOException {
        try (var lab = without(privilege, of)) {
            var gpus = lab.run("gpus");
            assertThat(gpus.code()).isEqualTo(1);
            assertThat(gpus.out().lines().filter(l -> l.startsWith("dl385-01")))
                    .hasSize(2)
                    .allMatch(l -> l.matches(".* \\? +\\? +\\?"));
            var check = lab.run("check");
            assertThat(check.code()).isEqualTo(1);
            assertThat(check.out()).contains("[no] The host could not be read.");
            var status = lab.run("status");
            assertThat(status.code()).isEqualTo(1);
            assertThat(status.out())
                    .contains("[??] host.passthrough-active", "[??] vm.pci-device")
                    .doesNotContain("[no] host", "[no] vm.pci-device");
            var plan = lab.run("plan");
            assertThat(plan.code()).isEqualTo(1);
            assertThat(plan.out())
                    .contains("dl385-01 could not be read", "Cannot be done as it stands");
            var capture = lab.run("capture", "--out", "copy.yaml");
            assertThat(capture.code()).isEqualTo(1);
            assertThat(capture.err()).containsAnyOf("dl385-01: ", "gpu02: ");
        }
    }

    @ParameterizedTest
    @CsvSource({"System.Read, dl385-01", "System.Read, gpu02", "System.View, gpu02"})
    void aCardIsNotFreeWhereItsHolderMayBeHidden(String privilege, String of) throws IOException {
        try (var lab = without(privilege, of)) {
            var vcenter = lab.lab().endpoint(LabEndpoint.Kind.VCENTER, "vc01");
            var gpus = lab.govc(vcenter, "gpus");
            assertThat(gpus.code()).as(gpus.toString()).isEqualTo(1);
            assertThat(gpus.out()).contains("esxi02").doesNotContain("esxi01");
            assertThat(gpus.err()).contains("esxi01.example.com: ", "could not be read");
            var check = lab.govc(vcenter, "check");
            assertThat(check.code()).isEqualTo(1);
            assertThat(check.out())
                    .containsSubsequence("esxi01.example.com", "The host could not be read.");
            var capture = lab.govc(vcenter, "capture", "--out", "copy.yaml");
            assertThat(capture.code()).isEqualTo(1);
            assertThat(capture.err()).containsAnyOf("esxi01.example.com: ", "gpu02: ");
        }
    }
}
