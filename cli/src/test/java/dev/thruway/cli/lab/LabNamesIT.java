package dev.thruway.cli.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.domain.spec.GuestAccess;
import dev.thruway.domain.spec.Placement;
import dev.thruway.lab.LabEndpoint;
import dev.thruway.spec.SpecReader;
import dev.thruway.spec.SpecResult;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The file for a lab whose names are not as a file wants them.
final class LabNamesIT {

    @TempDir Path folder;

    @Test
    void ofTwoVmsWithANameTheFileLeadsToOneAndItsServer() throws IOException {
        try (var lab =
                TestLab.like(
                        folder,
                        """
                        servers:
                          z-02:
                            like: dl385-01
                            vms:
                              gpu02:
                                version: vmx-21
                                cpus: 2
                                coresPerSocket: 1
                                memory: 8 GiB
                                firmware: efi
                                guest: {id: ubuntu64Guest, name: Ubuntu Linux (64-bit)}
                        """)) {
            var first = lab.lab().endpoint(LabEndpoint.Kind.SSH, "gpu02");
            var read = SpecReader.parse(lab.wholeFile(1), folder);
            assertThat(read).isInstanceOf(SpecResult.Read.class);
            assertThat(((SpecResult.Read) read).spec().vms())
                    .singleElement()
                    .satisfies(vm -> {
                        assertThat(vm.placement()).isEqualTo(new Placement.OnServer("dl385-01"));
                        assertThat(vm.guest().orElseThrow().access())
                                .isInstanceOfSatisfying(
                                        GuestAccess.Ssh.class,
                                        ssh ->
                                                assertThat(ssh.port())
                                                        .isEqualTo(first.url().getPort()));
                    });
            assertThat(lab.environment())
                    .containsKeys("SSH_GPU02_PASSWORD", "SSH_GPU02_2_PASSWORD");
        }
    }
}
