package dev.thruway.lab.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thruway.domain.observation.HostUse;
import dev.thruway.domain.pci.PciAddress;
import dev.thruway.domain.text.Phrase;
import dev.thruway.engine.capture.CapturedServer;
import dev.thruway.engine.capture.CapturedVcenter;
import dev.thruway.engine.capture.CapturedWorld;
import dev.thruway.engine.capture.Unread;
import dev.thruway.lab.scenario.Scenarios;
import dev.thruway.vsphere.client.VsphereException;
import dev.thruway.vsphere.client.VsphereFault;
import dev.thruway.vsphere.client.VsphereTransport;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a copy has, and what it says that it has not.
final class CaptureTest {

    @TempDir Path folder;

    private CapturedWorld capture(InProcess lab) {
        var spec = Laptop.specInCluster("gpu02", "ai");
        try (var engine = Laptop.engine(lab, spec, folder, "test@here")) {
            return engine.capture(_ -> true);
        }
    }

    @Test
    void aVcenterThatTheFileNamesForAClusterAloneIsCaptured() {
        var world = capture(new InProcess(Scenarios.VCENTER));

        assertThat(world.unread()).isEmpty();
        assertThat(world.vcenters()).extracting(CapturedVcenter::name).containsExactly("vc01");
        assertThat(world.servers())
                .extracting(CapturedServer::name)
                .containsExactly("esxi01.example.com", "esxi02.example.com", "esxi03.example.com");
    }

    @Test
    void theCardBehindADistributedSwitchOfTheManagementIsCapturedAsSuch() {
        var world =
                capture(
                        new InProcess(
                                Scenarios.parse(
                                        "world.yaml",
                                        """
                                        lab: x
                                        like: vcenter
                                        servers:
                                          dl385-01:
                                            esxi: {managementSwitch: {distributed: DSwitch}}
                                        """)));

        assertThat(world.servers())
                .hasSize(3)
                .allSatisfy(server ->
                        assertThat(
                                        server.host()
                                                .uses()
                                                .known()
                                                .flatMap(uses ->
                                                        uses.of(PciAddress.parse("0000:82:00.0"))))
                                .contains(new HostUse(HostUse.Kind.MANAGEMENT, "vmk0, DSwitch")));
    }

    @Test
    void aVcenterThatDoesNotAnswerIsNamed() {
        var fault = new VsphereFault.Unreachable("no power");
        var dead =
                new InProcess(Scenarios.VCENTER)
                        .tapped(
                                new InProcess.Tap() {
                                    @Override
                                    public void before(VsphereTransport.Request request) {
                                        throw new VsphereException("test", fault);
                                    }
                                });

        assertThat(capture(dead).unread()).extracting(Unread::what).containsExactly("vc01");
    }

    @Test
    void aVmWhoseHostIsNotShownIsNamed() {
        var path = "runtime.host";
        var world = capture(new InProcess(Scenarios.VCENTER).tapped(Keeping.refused(path)));

        assertThat(world.unread())
                .contains(new Unread("gpu02", Phrase.of("unread.not-said", "what", path)));
    }

    @Test
    void whatNobodyThoughtOfIsThrownWithItsCause() {
        var thought = new IllegalStateException("nobody thought of it");
        var odd =
                new InProcess(Scenarios.VCENTER)
                        .tapped(
                                new InProcess.Tap() {
                                    @Override
                                    public void before(VsphereTransport.Request request) {
                                        if (request.body().contains("vim.EsxCLI.hardware.pci")) {
                                            throw thought;
                                        }
                                    }
                                });

        assertThatThrownBy(() -> capture(odd)).hasRootCause(thought);
    }
}
