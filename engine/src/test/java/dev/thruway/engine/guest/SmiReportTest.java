package dev.thruway.engine.guest;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.domain.observation.GuestObservation.SmiGpu;
import dev.thruway.domain.pci.PciAddress;
import dev.thruway.domain.pci.PciIds;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Shapes of `nvidia-smi -q -x` as the drivers of branches 535 (v12) and 590 (v13) print them; the
/// values are made up.
final class SmiReportTest {

    private static String report(String version, String gpus) {
        return """
        <?xml version="1.0" ?>
        <!DOCTYPE nvidia_smi_log SYSTEM "nvsmi_device_%s.dtd">
        <nvidia_smi_log>
        \t<timestamp>Sun Mar  1 02:00:00 2026</timestamp>
        \t<driver_version>535.183.01</driver_version>
        \t<cuda_version>12.2</cuda_version>
        \t<attached_gpus>2</attached_gpus>
        %s
        </nvidia_smi_log>
        """
                .formatted(version, gpus);
    }

    private static String gpu(String bus, String serial, String memory, String more) {
        return """
        \t<gpu id="00000000:%1$s:00.0">
        \t\t<product_name>NVIDIA L40S</product_name>
        \t\t<product_brand>NVIDIA</product_brand>
        \t\t<display_mode>Requested functionality has been deprecated</display_mode>
        \t\t<mig_mode>
        \t\t\t<current_mig>N/A</current_mig>
        \t\t</mig_mode>
        \t\t%4$s
        \t\t<serial>%2$s</serial>
        \t\t<uuid>GPU-5b0f2c1e-3a6d-4f0b-9c55-0a1b2c3d4e%1$s</uuid>
        \t\t<pci>
        \t\t\t<pci_bus>%1$s</pci_bus>
        \t\t\t<pci_device_id>26B910DE</pci_device_id>
        \t\t\t<pci_bus_id>00000000:%1$s:00.0</pci_bus_id>
        \t\t\t<pci_sub_system_id>185110DE</pci_sub_system_id>
        \t\t\t<pci_gpu_link_info>
        \t\t\t\t<pcie_gen>
        \t\t\t\t\t<current_link_gen>1</current_link_gen>
        \t\t\t\t</pcie_gen>
        \t\t\t</pci_gpu_link_info>
        \t\t</pci>
        \t\t<fb_memory_usage>
        \t\t\t<total>%3$s</total>
        \t\t\t<reserved>593 MiB</reserved>
        \t\t</fb_memory_usage>
        \t\t<bar1_memory_usage>
        \t\t\t<total>65536 MiB</total>
        \t\t</bar1_memory_usage>
        \t</gpu>
        """
                .formatted(bus, serial, memory, more);
    }

    private static SmiGpu l40s(String bus, String serial) {
        return new SmiGpu(
                PciAddress.parse("0000:" + bus + ":00.0"),
                "NVIDIA L40S",
                "GPU-5b0f2c1e-3a6d-4f0b-9c55-0a1b2c3d4e" + bus,
                Optional.of(serial),
                46068,
                "535.183.01",
                "12.2",
                Optional.of(new PciIds(0x10de, 0x26b9, 0x10de, 0x1851)));
    }

    private static SmiGpu only(String xml) {
        var gpus = SmiReport.parse(xml).orElseThrow();
        assertThat(gpus).hasSize(1);
        return gpus.getFirst();
    }

    @ParameterizedTest
    @ValueSource(strings = {"v12", "v13"})
    void readsTwoGpusAndNeverTheirDtd(String version) {
        var xml =
                report(
                        version,
                        gpu("03", "1320000000001", "46068 MiB", "")
                                + gpu("0B", "1320000000002", "46068 MiB", ""));

        assertThat(SmiReport.parse(xml))
                .hasValueSatisfying(gpus ->
                        assertThat(gpus)
                                .containsExactly(
                                        l40s("03", "1320000000001"), l40s("0B", "1320000000002")));
    }

    @ParameterizedTest
    @CsvSource({
        "h100, NVIDIA H100 80GB HBM3, 81559, 2330, 16c1, 1",
        "h200, NVIDIA H200, 143771, 2335, 18bf, 2",
    })
    void readsWhatARealCardReported(
            String file, String name, long memoryMib, String device, String subsystem, String last)
            throws IOException {
        var gpu = only(recorded(file));

        assertThat(gpu)
                .isEqualTo(
                        new SmiGpu(
                                PciAddress.parse("0000:00:06.0"),
                                name,
                                "GPU-00000000-0000-4000-8000-00000000000" + last,
                                Optional.of("165000000000" + last),
                                memoryMib,
                                "580.159.04",
                                "13.0",
                                Optional.of(
                                        new PciIds(
                                                0x10de,
                                                HexFormat.fromHexDigits(device),
                                                0x10de,
                                                HexFormat.fromHexDigits(subsystem)))));
    }

    /// `nvidia-smi -q -x` in a passthrough VM, with other serial numbers.
    private static String recorded(String card) throws IOException {
        try (var in = SmiReportTest.class.getResourceAsStream("nvidia-smi-" + card + ".xml")) {
            return new String(requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void aReportWithoutGpusIsAnEmptyList() {
        assertThat(SmiReport.parse(report("v12", "")))
                .hasValueSatisfying(gpus -> assertThat(gpus).isEmpty());
    }

    @Test
    void aPartOfAGpuIsNotTakenForTheGpu() {
        var mig =
                """
                <mig_devices>
                \t<mig_device>
                \t\t<uuid>MIG-1</uuid>
                \t\t<fb_memory_usage><total>9728 MiB</total></fb_memory_usage>
                \t\t<bar1_memory_usage><total>16383 MiB</total></bar1_memory_usage>
                \t</mig_device>
                </mig_devices>
                """;

        var gpu = only(report("v12", gpu("03", "1320000000001", "46068 MiB", mig)));

        assertThat(gpu).isEqualTo(l40s("03", "1320000000001"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[N/A]", "N/A", "[Not Supported]", "[Unknown Error]", "", "-5 MiB"})
    void whatTheDriverDoesNotSayIsNotInvented(String said) {
        var gpu = only(report("v13", gpu("03", said, said, "")));

        assertThat(gpu.serial()).isEmpty();
        assertThat(gpu.memoryMib()).isZero();
        assertThat(gpu.name()).isEqualTo("NVIDIA L40S");
    }

    @Test
    void idsThatAreNoneAreLeftOut() {
        var xml = report("v12", gpu("03", "1", "1 MiB", "")).replace("26B910DE", "[Unknown Error]");

        assertThat(only(xml).ids()).isEmpty();
    }

    @Test
    void idsMayHaveAPrefix() {
        var xml = report("v12", gpu("03", "1", "1 MiB", "")).replace("26B910DE", "0x26B910DE");

        assertThat(only(xml).ids()).contains(new PciIds(0x10de, 0x26b9, 0x10de, 0x1851));
    }

    @Test
    void aReportThatIsTooLongIsNone() {
        var xml = report("v12", " ".repeat(5 << 20));

        assertThat(SmiReport.parse(xml)).isEmpty();
    }

    @Test
    void elementsNestedWithoutEndAreNoReport() {
        assertThat(SmiReport.parse("<nvidia_smi_log>" + "<gpu>".repeat(500_000))).isEmpty();
    }

    @Test
    void aReportThatEndsEarlyIsNone() {
        var xml = report("v12", gpu("03", "1320000000001", "46068 MiB", ""));
        int end = xml.indexOf("</nvidia_smi_log>");

        for (int length = 0; length < end; length += 7) {
            assertThat(SmiReport.parse(xml.substring(0, length))).as("cut at %s", length).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "No devices were found",
                "<nvidia_smi_log><gpu/></nvidia_smi_log>",
                "<nvidia_smi_log><gpu id=\"here\"/></nvidia_smi_log>",
                "<nvidia_smi_log></gpu>",
                "<!DOCTYPE a [<!ENTITY x \"y\">]><nvidia_smi_log><gpu id=\"&x;\"/>",
            })
    void whatIsNoReportIsNone(String text) {
        assertThat(SmiReport.parse(text)).isEmpty();
    }

    @Test
    void aFileOfTheReaderIsNotRead() {
        var xml =
                """
                <!DOCTYPE nvidia_smi_log [<!ENTITY file SYSTEM "file:///etc/hostname">]>
                <nvidia_smi_log><gpu id="00000000:03:00.0"><product_name>&file;</product_name></gpu>
                </nvidia_smi_log>
                """;

        assertThat(SmiReport.parse(xml).stream().flatMap(List::stream))
                .allSatisfy(gpu -> assertThat(gpu.name()).isEmpty());
    }
}
