package dev.thruway.cli.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.cli.lab.TestLab;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A host that has its network cards on distributed switches.
final class DistributedSwitchIT {

    private static final String SWITCHES =
            """
            servers:
              dl385-01:
                pci:
                  - {address: "0000:02:00.0", ids: "1b4b:2241 1590:02e7", class: "010802",
                     vmkernel: vmhba0, role: boot}
                  - {address: "0000:90:00.0", ids: "14e4:16d7 1590:0289", class: "020000",
                     vmkernel: vmnic2, role: uplink}
                  - {address: "0000:82:00.0", ids: "14e4:16d7 1590:0289", class: "020000",
                     vmkernel: vmnic0, role: network}
                  - {address: "0000:41:00.0", ids: "10de:26b9 10de:1851", class: "030200",
                     bars: ["1 64 GiB 64bit prefetchable"]}
                gpus:
                  - {address: "0000:41:00.0", name: NVIDIA L40S, framebuffer: 48 GiB}
                esxi:
                  managementSwitch: {distributed: Management-VDS, uuid: 50 2c 8e 4a}
                  uplinkSwitch: {distributed: VM-VDS}
            """;

    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource({
        "0000:82:00.0, 'the host is managed over it (vmk0, Management-VDS)'",
        "0000:90:00.0, an uplink of VM-VDS",
    })
    void aCardOnItIsNeverPassedThrough(String address, String use) throws IOException {
        try (var lab = TestLab.like(folder, SWITCHES)) {
            lab.write(
                    "thruway.yaml",
                    lab.fileWithoutGuest(1)
                            .replaceFirst(
                                    "(?m)^( *)gpus:\\n(?: *-.*\\n(?:\\1  .*\\n)*)",
                                    "$1gpus:\n$1  - {address: \"%s\"}\n".formatted(address)));
            var plan = lab.run("plan");
            assertThat(plan.code()).as(plan.toString()).isEqualTo(1);
            assertThat(plan.out()).contains(address, "is not passed through", use);
        }
    }

    @Test
    void itIsInTheCopy() throws IOException {
        try (var lab = TestLab.like(folder, SWITCHES)) {
            var first = lab.run("capture");
            assertThat(first.out())
                    .contains(
                            "managementSwitch: {distributed: Management-VDS, uuid: \"50 2c 8e"
                                    + " 4a\"}",
                            "uplinkSwitch: {distributed: VM-VDS, uuid: ");
            assertThat(lab.run("capture", "--anonymize").out())
                    .contains("managementSwitch: {distributed: network-")
                    .doesNotContain("VDS", "50 2c");
            var place = Files.createDirectory(folder.resolve("copy"));
            Files.writeString(place.resolve("copy.yaml"), first.out());
            try (var copy = TestLab.start(place, "copy.yaml")) {
                copy.write("thruway.yaml", copy.wholeFile(1));
                assertThat(copy.run("capture").out())
                        .contains("managementSwitch: {distributed: Management-VDS")
                        .isEqualTo(first.out());
            }
        }
    }
}
