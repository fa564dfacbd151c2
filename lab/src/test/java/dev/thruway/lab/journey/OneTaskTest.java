package dev.thruway.lab.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.lab.scenario.Scenarios;
import dev.thruway.lab.world.VmChange;
import dev.thruway.lab.world.VmConfig.BootDevice;
import dev.thruway.vsphere.client.VsphereTransport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What goes over the wire for a VM's configuration.
final class OneTaskTest {

    @TempDir Path folder;

    private final InProcess lab = new InProcess(Scenarios.SEED);
    private final List<String> sent = new CopyOnWriteArrayList<>();

    private final InProcess.Tap tap =
            new InProcess.Tap() {
                @Override
                public void before(VsphereTransport.Request request) {
                    if (request.body().contains("<ReconfigVM_Task ")) {
                        sent.add(request.body());
                    }
                }
            };

    private void apply() throws InterruptedException {
        try (var engine =
                Laptop.engine(lab.tapped(tap), Laptop.spec("gpu02", 1), folder, "test@here")) {
            Laptop.walk(engine, Laptop.plan(engine));
            assertThat(Laptop.plan(engine).allHold()).isTrue();
        }
    }

    @Test
    void everythingIsChangedInOneTaskUnderTheVersionThatWasRead() throws Exception {
        var version = lab.vm("gpu02").changeVersion();
        apply();
        assertThat(sent).hasSize(1);
        assertThat(sent.getFirst())
                .contains(
                        "<changeVersion>" + version + "</changeVersion>",
                        "VirtualPCIPassthroughDeviceBackingInfo",
                        "<memoryReservationLockedToMax>true",
                        "<efiSecureBootEnabled>true",
                        "pciPassthru.64bitMMIOSizeGB",
                        "thruway.before",
                        "thruway.agreed");
    }

    /// A server may replace all boot options by those that are sent.
    @Test
    void bootOptionsAreSentWhole() throws Exception {
        var kind = "VirtualMachineBootOptionsBootable%sDevice";
        var change =
                new VmChange.BootChange(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(5_000L),
                        Optional.of(true),
                        Optional.of(true),
                        Optional.of(700L),
                        List.of(
                                new BootDevice(kind.formatted("Ethernet"), Optional.of(4000)),
                                new BootDevice(kind.formatted("Cdrom"), Optional.empty())),
                        Optional.of("ipv6"));
        lab.vm("gpu02").reconfigure(VmChange.NONE.withBoot(change));
        for (int i = 0; i < 2_000 && lab.vm("gpu02").config().boot().delayMillis() == 0; i++) {
            Thread.sleep(Duration.ofMillis(5));
        }
        var before = lab.vm("gpu02").config().boot();
        apply();
        assertThat(sent.getFirst())
                .contains(
                        "<bootDelay>5000</bootDelay>",
                        "<enterBIOSSetup>true</enterBIOSSetup>",
                        "<bootRetryEnabled>true</bootRetryEnabled>",
                        "<bootRetryDelay>700</bootRetryDelay>",
                        "VirtualMachineBootOptionsBootableEthernetDevice",
                        "<deviceKey>4000</deviceKey>",
                        "VirtualMachineBootOptionsBootableCdromDevice",
                        "<networkBootProtocol>ipv6</networkBootProtocol>");
        assertThat(lab.vm("gpu02").config().boot().order()).isEqualTo(before.order());
    }
}
