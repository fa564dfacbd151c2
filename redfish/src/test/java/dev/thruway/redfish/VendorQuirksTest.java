package dev.thruway.redfish;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VendorQuirksTest {

    @Test
    void readsAStandardControllerOverPagesAndHexadecimalAddresses() {
        var controller = new Controller();
        controller.tree("standard.json");
        try (var client = controller.client()) {
            assertThat(client.gpus())
                    .containsExactly(
                            new GpuDevice(
                                    "NVIDIA L40",
                                    Optional.of(new PciLocation(1, 0x1c, 0, 0)),
                                    Optional.of(new PciIdentity(0x10de, 0x26b5, 0x10de, 0x169d)),
                                    Optional.of("PCIe 3"),
                                    Optional.of("555"),
                                    Optional.of("26B5-1"),
                                    Optional.of("95.1"),
                                    Optional.of("Warning")));
            var identity = client.identity();
            assertThat(identity.vendor()).contains("Contoso");
            assertThat(identity.manager()).contains("OpenBmc 2.14");
            assertThat(identity.postState()).contains("OSRunning");
            assertThat(identity.inventory()).isEqualTo(ServerIdentity.Inventory.UNSAID);
        }
    }

    @Test
    void supermicrosNamesEndInDigitsThatChange() {
        var settings =
                new SupermicroQuirks()
                        .passthroughBiosSettings(
                                Map.of(
                                        "Above4GDecoding_0041", "Disabled",
                                        "SR_IOVSupport_01AB", "Enabled",
                                        "SR_IOVSupportHint_0001", "Disabled"));
        assertThat(settings)
                .containsExactlyInAnyOrder(
                        new BiosSetting("SR_IOVSupport_01AB", "Enabled", "Enabled"),
                        new BiosSetting("Above4GDecoding_0041", "Disabled", "Enable"));
    }

    @Test
    void aValueThatWillDoIsLeftAlone() {
        var name = "DevicesandIOPorts_PCI64BitResourceAllocation";
        assertThat(new LenovoQuirks().passthroughBiosSettings(Map.of(name, "Auto")))
                .containsExactly(new BiosSetting(name, "Auto", "Auto"));
    }

    @Test
    void dellMakesAJobOnlyWhenToldWhen() {
        var body = Json.object();
        new DellQuirks().completeBiosChange(body);
        assertThat(Json.text(body, "@Redfish.SettingsApplyTime", "ApplyTime")).contains("OnReset");
    }
}
