package dev.thruway.redfish;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HpeQuirksTest {

    private final Controller controller = new Controller();

    @BeforeEach
    void load() {
        controller.tree("hpe.json");
    }

    @Test
    void joinsAddressesSerialNumbersAndFirmwareAcrossThreeLists() {
        try (var client = controller.client()) {
            assertThat(client.gpus())
                    .contains(
                            new GpuDevice(
                                    "NVIDIA One",
                                    Optional.of(new PciLocation(0, 0x41, 0, 0)),
                                    Optional.of(new PciIdentity(0x10de, 0x26b9, 0x10de, 0x1851)),
                                    Optional.of("PCI-E Slot 3"),
                                    Optional.of("111"),
                                    Optional.of("900-1"),
                                    Optional.of("95.02.01"),
                                    Optional.of("OK")),
                            new GpuDevice(
                                    "NVIDIA Two",
                                    Optional.of(new PciLocation(1, 0x41, 0, 0)),
                                    Optional.of(new PciIdentity(0x10de, 0x26b9, 0x10de, 0x1851)),
                                    Optional.of("PCI-E Slot 5"),
                                    Optional.empty(),
                                    Optional.empty(),
                                    Optional.of("95.02.02"),
                                    Optional.empty()));
        }
    }

    @Test
    void onlyFunctionsOfTheRightClassAreGpusAndNotTheControllersOwn() {
        try (var client = controller.client()) {
            assertThat(client.gpus())
                    .extracting(GpuDevice::name)
                    .containsExactly("NVIDIA One", "NVIDIA Two", "NVIDIA Three");
        }
    }

    @Test
    void anAddressThatTwoDevicesShareIsUnknown() {
        try (var client = controller.client()) {
            assertThat(client.gpus().getLast().location()).isEmpty();
            assertThat(client.gpus().getLast().slot()).contains("PCI-E Slot 7");
        }
    }

    @Test
    void tellsWhatTheServerIsAndReadsEveryFormOfAVersion() {
        try (var client = controller.client()) {
            assertThat(client.identity())
                    .isEqualTo(
                            new ServerIdentity(
                                    Optional.of("HPE"),
                                    Optional.of("ProLiant Test"),
                                    Optional.of("SN1"),
                                    Optional.of("u-1"),
                                    Optional.of("iLO 7 1.13.01"),
                                    Optional.of("On"),
                                    Optional.of("FinishedPost"),
                                    ServerIdentity.Inventory.COMPLETE));
        }
    }

    @Test
    void aProfileThatHoldsTheIommuOffHasToMakeWay() {
        var attributes =
                Map.of(
                        "WorkloadProfile",
                        "GraphicProcessing",
                        "ProcAmdIoVt",
                        "Disabled",
                        "Sriov",
                        "Disabled",
                        "ThermalConfig",
                        "OptimalCooling");
        assertThat(new HpeQuirks().passthroughBiosSettings(attributes))
                .containsExactly(
                        new BiosSetting("WorkloadProfile", "GraphicProcessing", "Custom"),
                        new BiosSetting("ProcAmdIoVt", "Disabled", "Enabled"),
                        new BiosSetting("Sriov", "Disabled", "Enabled"));
    }

    @Test
    void aProfileProvesNothingWhereTheSettingsAreRight() {
        var attributes = Map.of("WorkloadProfile", "GraphicProcessing", "ProcAmdIoVt", "Enabled");
        assertThat(new HpeQuirks().passthroughBiosSettings(attributes))
                .containsExactly(new BiosSetting("ProcAmdIoVt", "Enabled", "Enabled"));
    }
}
