package dev.thruway.knowledge.failure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.domain.mmio.StatedNeed;
import dev.thruway.domain.mmio.StatedNeed.Extent;
import dev.thruway.domain.observation.PowerOnLog;
import dev.thruway.domain.pci.Bar;
import dev.thruway.domain.pci.Bar.Width;
import dev.thruway.domain.pci.ByteSize;
import dev.thruway.domain.pci.PciAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PowerOnLogTextTest {

    private static final String SEVEN = "2022-04-22T03:04:15.771Z| vmx| | I005: ";
    private static final String EIGHT = "2023-07-21T09:40:52.413Z In(05) vmx - ";

    private static final PciAddress P40 = PciAddress.parse("0000:42:00.0");

    /// From an ESXi log with a Tesla P40.
    private static final List<String> P40_LINES =
            List.of(
                    "PCIPassthru: Device 0000:42:00.0 barIndex 0 type 2 realaddr 0xd4000000 size"
                            + " 16777216 flags 0",
                    "PCIPassthru: Device 0000:42:00.0 barIndex 1 type 3 realaddr 0x3b800000000 size"
                            + " 34359738368 flags 12",
                    "PCIPassthru: Device 0000:42:00.0 barIndex 3 type 3 realaddr 0x3bff0000000 size"
                            + " 33554432 flags 12");

    private static final List<Bar> P40_BARS =
            List.of(
                    new Bar(0, ByteSize.ofMib(16), Width.BITS_32, false),
                    new Bar(1, ByteSize.ofGib(32), Width.BITS_64, true),
                    new Bar(3, ByteSize.ofMib(32), Width.BITS_64, true));

    private static PowerOnLog read(List<String> lines) {
        return PowerOnLogText.read("vmware.log", String.join("\n", lines));
    }

    private static List<String> with(String prefix, List<String> lines) {
        return lines.stream().map(prefix::concat).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {SEVEN, EIGHT, ""})
    void readsTheBarsWhateverStandsBeforeThem(String prefix) {
        assertThat(read(with(prefix, P40_LINES)).devices())
                .containsExactly(new PowerOnLog.Device(P40, Optional.empty(), P40_BARS, 1));
    }

    /// The dictionary writes addresses in decimal, as a VMX file does: bus 066 is 0x42.
    @ParameterizedTest
    @ValueSource(strings = {"00000:066:00.0", "0000:42:00.0"})
    void readsTheProductFromTheConfigurationThatTheLogRepeats(String id) {
        var lines =
                List.of(
                        EIGHT + "DICT           pciPassthru0.id = \"" + id + "\"",
                        EIGHT + "DICT     pciPassthru0.deviceId = \"0x1b38\"",
                        EIGHT + "DICT     pciPassthru0.vendorId = \"0x10de\"",
                        EIGHT + P40_LINES.get(1));
        assertThat(read(lines).devices())
                .singleElement()
                .satisfies(d -> {
                    assertThat(d.address()).isEqualTo(P40);
                    assertThat(d.product()).contains("10de:1b38");
                    assertThat(d.line()).isEqualTo(4);
                });
    }

    @Test
    void namesADeviceWithoutLinesOfItsBars() {
        assertThat(read(List.of("DICT pciPassthru7.id = \"00000:193:00.0\"")).devices())
                .containsExactly(
                        new PowerOnLog.Device(
                                PciAddress.parse("0000:c1:00.0"), Optional.empty(), List.of(), 0));
    }

    /// 16 GiB + 32 MiB + 16 MiB and two pages.
    @Test
    void readsTheNeedThatPagesState() {
        var sum = ByteSize.ofGib(16).plus(ByteSize.ofMib(48));
        assertThat(
                        read(List.of(
                                        SEVEN
                                                + "PCIPassthru: total number of pages needed"
                                                + " (4206594) exceeds limit (917504),"
                                                + " failing"))
                                .stated())
                .contains(new StatedNeed(sum, Extent.ALL_BARS, "vmware.log:1"));
    }

    @Test
    void readsTheNeedThatTheFirmwareStates() {
        var line =
                "The firmware could not allocate 33587200 KB of PCI MMIO. Increase the size of PCI"
                        + " MMIO and try again.";
        assertThat(read(List.of("x", line)).stated())
                .contains(
                        new StatedNeed(
                                ByteSize.ofGib(32).plus(ByteSize.ofMib(32)),
                                Extent.AT_LEAST,
                                "vmware.log:2"));
    }

    /// Two cards of 32 GiB in a window of 64: the number may be that of one card, and 64 were not
    /// enough.
    @Test
    void theWindowThatWasTooSmallIsTheLeastNeed() {
        var lines =
                List.of(
                        "DICT pciPassthru.64bitMMIOSizeGB = \"64\"",
                        "could not allocate 33587200 KB of PCI MMIO");
        assertThat(read(lines).stated().orElseThrow().need()).isEqualTo(ByteSize.ofGib(64));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "PCIPassthru: Device 0000:42:00.0 barIndex 1 type 3 realaddr 0x0 size 3435973836",
                "PCIPassthru: Device 0000:42:00.0 barIndex 9 type 3 realaddr 0x0 size 4096 flags 0",
                "PCIPassthru: Device 0000:42:00.0 barIndex 1 type 1 realaddr 0x0 size 128 flags 1",
                "PCIPassthru: Device zz:zz barIndex 1 type 3 realaddr 0x0 size 4096 flags 0",
                "PCIPassthru: Device 0000:42:00.0 barIndex 1 type 3 realaddr 0x0 size 0 flags 0",
                "DICT pciPassthru0.id = \"00000:300:00.0\"",
                "DICT pciPassthru0.id = \"00000:066:99.0\"",
                "DICT pciPassthru0.id = \"\"",
                "DICT pciPassthru.64bitMMIOSizeGB = \"many\""
            })
    void whatIsNotUnderstoodIsLeftOut(String line) {
        assertThat(read(List.of(line)))
                .isEqualTo(new PowerOnLog("vmware.log", List.of(), Optional.empty()));
    }

    @Test
    void aBarThatIsListedTwiceCountsOnce() {
        var twice = List.of(P40_LINES.get(1), P40_LINES.get(1));
        assertThat(read(twice).devices().getFirst().bars()).hasSize(1);
    }
}
