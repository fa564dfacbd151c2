package dev.thruway.domain.mmio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.thruway.domain.mmio.StatedNeed.Extent;
import dev.thruway.domain.pci.ByteSize;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MmioWindowTest {

    private static final ByteSize LARGEST_BAR = ByteSize.ofGib(1L << 32);

    /// The recipe's own sum: 16 MiB + 64 GiB + 32 MiB is more than 64 GiB, so 128.
    @Test
    void needs128ForTheSumOfOneA100With40Gb() {
        var sum = ByteSize.ofMib(16).plus(ByteSize.ofGib(64)).plus(ByteSize.ofMib(32));
        assertThat(MmioWindow.of(List.of(Devices.a100With40Gb())))
                .isEqualTo(new MmioWindow.Needed(sum, 128, MmioWindow.Rule.BAR_SUM));
    }

    /// Windows of the fact table for boards of which the BARs are known (big BAR in GiB).
    @ParameterizedTest
    @CsvSource({
        "64, 1, 128",
        "64, 2, 256",
        "64, 3, 256",
        "64, 4, 512",
        "64, 8, 1024",
        "32, 1, 64",
        "32, 2, 128",
        "32, 3, 128",
        "32, 8, 512",
        "128, 1, 256",
        "128, 2, 512",
        "128, 7, 1024",
        "128, 8, 2048",
        "256, 1, 512",
        "256, 8, 4096",
        "16, 1, 32",
        "16, 2, 64",
        "16, 3, 64"
    })
    void growsWithTheNumberOfBoards(int bar, int count, long gib) {
        var boards = Collections.nCopies(count, Devices.board("board", ByteSize.ofGib(bar)));
        assertThat(gib(boards)).isEqualTo(gib);
    }

    /// What OVMF was seen to need (QEMU, BARs of 64 or 128 GiB and 32 MiB each).
    @ParameterizedTest
    @CsvSource({"64, 1, 128", "64, 2, 256", "64, 4, 512", "128, 1, 256", "128, 8, 2048"})
    void isWhatFirmwareWasSeenToNeed(int bar, int count, long gib) {
        var device = Devices.withBars("device", ByteSize.ofGib(bar), ByteSize.ofMib(32));
        assertThat(gib(Collections.nCopies(count, device))).isEqualTo(gib);
    }

    @Test
    void isAboveASumThatIsAPowerOfTwoItself() {
        assertThat(gib(List.of(Devices.withBars("device", ByteSize.ofGib(64))))).isEqualTo(128);
    }

    @Test
    void isNotNeededForAT4() {
        assertThat(MmioWindow.of(List.of(Devices.t4())))
                .isEqualTo(new MmioWindow.NotNeeded(ByteSize.ofMib(16 + 256 + 32)));
    }

    /// 11 times 304 MiB are 3344 MiB; with a twelfth it is more than 3584 MiB.
    @Test
    void isNotNeededUntilAllBarsTogetherExceedWhatAVmHasWithoutTheKeys() {
        assertThat(MmioWindow.of(Collections.nCopies(11, Devices.t4())))
                .isInstanceOf(MmioWindow.NotNeeded.class);
        assertThat(gib(Collections.nCopies(12, Devices.t4()))).isEqualTo(4);
    }

    /// 3.5 GiB are 917504 pages, ESXi's limit; it counts two more than the BARs have.
    @Test
    void isNotNeededForExactlyWhatAVmHasWithoutTheKeys() {
        var devices = new ArrayList<MmioDevice>();
        devices.add(Devices.withBars("device", ByteSize.ofGib(2), ByteSize.ofGib(1)));
        for (long kib = 256 << 10; kib >= 8; kib /= 2) {
            devices.add(Devices.withBars("small", ByteSize.ofKib(kib)));
        }
        assertThat(MmioWindow.of(devices))
                .isEqualTo(new MmioWindow.NotNeeded(ByteSize.ofKib((917_504 - 2) * 4)));
        devices.add(Devices.withBars("page", ByteSize.ofKib(4)));
        assertThat(MmioWindow.of(devices)).isInstanceOf(MmioWindow.Needed.class);
    }

    @Test
    void isWhatEsxiStatedWhereTheBarsAreLess() {
        var stated = List.of(stated(130, Extent.AT_LEAST), stated(70, Extent.AT_LEAST));
        assertThat(MmioWindow.of(List.of(Devices.l40s()), stated))
                .isEqualTo(new MmioWindow.Needed(ByteSize.ofGib(130), 256, MmioWindow.Rule.STATED));
        assertThat(MmioWindow.of(List.of(Devices.t4()), List.of(stated(4, Extent.ALL_BARS))))
                .isEqualTo(new MmioWindow.Needed(ByteSize.ofGib(4), 8, MmioWindow.Rule.STATED));
    }

    @Test
    void isNeverLessThanKnownBarsForWhatEsxiStated() {
        for (var extent : Extent.values()) {
            for (long gib : List.of(1L, 33L, 64L)) {
                var stated = List.of(stated(gib, extent));
                assertThat(MmioWindow.of(List.of(Devices.l40s()), stated))
                        .isEqualTo(MmioWindow.of(List.of(Devices.l40s())));
            }
        }
        assertThat(MmioWindow.of(List.of(Devices.t4()), List.of(stated(3, Extent.ALL_BARS))))
                .isInstanceOf(MmioWindow.NotNeeded.class);
    }

    @Test
    void believesACountOfAllBarsMoreThanTheMemoryRule() {
        var a40 = List.of(Devices.withMemory("A40", 48));
        assertThat(MmioWindow.of(a40, List.of(stated(33, Extent.ALL_BARS))))
                .isEqualTo(new MmioWindow.Needed(ByteSize.ofGib(33), 64, MmioWindow.Rule.STATED));
        assertThat(MmioWindow.of(a40, List.of(stated(33, Extent.AT_LEAST))))
                .isEqualTo(MmioWindow.of(a40));
    }

    @Test
    void isWhatEsxiStatedWhereNothingElseIsKnown() {
        var dark = List.of(Devices.unknown("1234:5678"));
        assertThat(MmioWindow.of(dark, List.of(stated(64, Extent.AT_LEAST))))
                .isEqualTo(new MmioWindow.Needed(ByteSize.ofGib(64), 128, MmioWindow.Rule.STATED));
        assertThat(MmioWindow.of(dark, List.of())).isInstanceOf(MmioWindow.Unknown.class);
    }

    private static StatedNeed stated(long gib, Extent extent) {
        return new StatedNeed(ByteSize.ofGib(gib), extent, "vmware.log:1");
    }

    @Test
    void isNotNeededWithoutDevices() {
        assertThat(MmioWindow.of(List.of())).isEqualTo(new MmioWindow.NotNeeded(ByteSize.ZERO));
    }

    /// Broadcom KB 323402 (80 and 2 x 24), and the rule's text for an exact power of two.
    @ParameterizedTest
    @CsvSource({"80, 1, 256", "24, 2, 128", "48, 1, 128", "64, 1, 128", "24, 3, 256", "16, 4, 128"})
    void followsTheFramebufferRuleWhereBarsAreNotKnown(int memory, int count, long gib) {
        var window = MmioWindow.of(Collections.nCopies(count, Devices.withMemory("board", memory)));
        assertThat(window)
                .isInstanceOfSatisfying(
                        MmioWindow.Needed.class,
                        needed -> {
                            assertThat(needed.gib()).isEqualTo(gib);
                            assertThat(needed.rule()).isEqualTo(MmioWindow.Rule.FRAMEBUFFER);
                        });
    }

    @Test
    void leavesTheFramebufferAsideWhereBarsAreKnown() {
        var both =
                new MmioDevice(
                        "T4", Devices.t4().bars(), Devices.withMemory("T4", 16).framebuffer());
        assertThat(MmioWindow.of(List.of(both))).isInstanceOf(MmioWindow.NotNeeded.class);
    }

    /// BARs of 64 GiB and 256 GiB and twice 48 MiB are known; 40 and 80 GB have BARs of 64 and 128
    /// GiB: 512 GiB and 192 MiB, which 512 does not hold.
    @Test
    void holdsWhatIsNotKnownBesideWhatIs() {
        var devices =
                List.of(
                        Devices.board("A100-40GB", ByteSize.ofGib(64)),
                        Devices.board("B200", ByteSize.ofGib(256)),
                        Devices.withMemory("40", 40),
                        Devices.withMemory("80", 80));
        assertThat(gib(devices)).isEqualTo(1024);
    }

    @Test
    void isUnknownAndNamesTheDevicesWhereNothingIsKnownOfThem() {
        assertThat(
                        MmioWindow.of(
                                List.of(
                                        Devices.l40s(),
                                        Devices.unknown("1234:5678"),
                                        Devices.withMemory("A30", 24),
                                        Devices.unknown("nic"))))
                .isEqualTo(new MmioWindow.Unknown(List.of("1234:5678", "nic")));
    }

    @Test
    void givesBothKeysAsTheVmTakesThem() {
        var window = new MmioWindow.Needed(ByteSize.ofGib(65), 128, MmioWindow.Rule.BAR_SUM);
        assertThat(window.settings())
                .isEqualTo(
                        Map.of(
                                "pciPassthru.use64bitMMIO", "TRUE",
                                "pciPassthru.64bitMMIOSizeGB", "128"));
    }

    @Test
    void refusesAWindowThatIsNoPowerOfTwoOrTooSmall() {
        var sum = ByteSize.ofGib(65);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MmioWindow.Needed(sum, 96, MmioWindow.Rule.BAR_SUM));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MmioWindow.Needed(sum, 64, MmioWindow.Rule.BAR_SUM));
        assertThatIllegalArgumentException().isThrownBy(() -> new MmioWindow.Unknown(List.of()));
    }

    @Test
    void neverWrapsAroundWhereTheSumIsBeyondAllAddresses() {
        var half = Devices.withBars("huge", LARGEST_BAR);
        var quarter = Devices.withBars("large", ByteSize.ofGib(1L << 31));
        assertThat(gib(List.of(quarter))).isEqualTo(1L << 32);
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> MmioWindow.of(List.of(half)));
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> MmioWindow.of(List.of(half, half)));
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() ->
                        MmioWindow.of(Collections.nCopies(3, Devices.withMemory("m", 1 << 30))));
    }

    private static long gib(List<MmioDevice> devices) {
        return ((MmioWindow.Needed) MmioWindow.of(devices)).gib();
    }
}
