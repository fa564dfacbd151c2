package dev.thruway.lab.world;

import static dev.thruway.lab.world.SizingAgainstPhysicsTest.function;
import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.domain.pci.Bar;
import dev.thruway.domain.pci.Bar.Width;
import dev.thruway.domain.pci.ByteSize;
import dev.thruway.lab.guest.GuestBar;
import dev.thruway.lab.world.MmioSpace.Assignment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Where BARs land, with no window that anybody computed.
final class MmioSpaceTest {

    private static final long LOW_END = 1L << 32;

    private static final Bar REGISTERS = new Bar(0, ByteSize.ofMib(16), Width.BITS_32, false);
    private static final Bar SMALL = new Bar(3, ByteSize.ofMib(32), Width.BITS_64, true);

    private static Bar large(long gib) {
        return new Bar(1, ByteSize.ofGib(gib), Width.BITS_64, true);
    }

    private static List<PciFunction> functions(int count, Bar... bars) {
        var functions = new ArrayList<PciFunction>();
        for (int i = 0; i < count; i++) {
            functions.add(function(i, List.of(bars)));
        }
        return functions;
    }

    private static Assignment assign(Map<String, String> extra, List<PciFunction> functions) {
        return MmioSpace.of(extra).assign(Firmware.EFI, functions);
    }

    private static Map<String, String> window(long gib) {
        return Map.of(
                "pciPassthru.use64bitMMIO",
                "TRUE",
                "pciPassthru.64bitMMIOSizeGB",
                Long.toString(gib));
    }

    private static List<GuestBar> bars(Assignment assignment) {
        assertThat(assignment).isInstanceOf(Assignment.Assigned.class);
        return ((Assignment.Assigned) assignment)
                .bars().values().stream().flatMap(List::stream).toList();
    }

    /// What OVMF was seen to do (QEMU, BARs of 64 GiB alone, and with 32 MiB beside each): the need
    /// is the plain sum, in whole GiB.
    @ParameterizedTest
    @CsvSource({"1, 64, 63", "2, 128, 127"})
    void largeBarsAloneMayFillTheWindow(int count, long fits, long tooSmall) {
        var functions = functions(count, large(64));
        assertThat(bars(assign(window(fits), functions))).allMatch(b -> b.base().isPresent());
        assertThat(assign(window(tooSmall), functions)).isInstanceOf(Assignment.TooSmall.class);
    }

    @ParameterizedTest
    @CsvSource({"1, 65, 64", "2, 129, 128"})
    void aSmallBarBesideALargeOneNeedsNoMoreThanTheirSum(int count, long fits, long tooSmall) {
        var functions = functions(count, SMALL, large(64));
        assertThat(bars(assign(window(fits), functions))).allMatch(b -> b.base().isPresent());
        assertThat(assign(window(tooSmall), functions)).isInstanceOf(Assignment.TooSmall.class);
    }

    @Test
    void aBarOf32BitsLiesBelow4GibAndTheOthersAboveNaturallyAlignedAndApart() {
        var bars =
                new ArrayList<>(
                        bars(assign(window(256), functions(3, REGISTERS, SMALL, large(64)))));
        assertThat(bars).hasSize(9).allMatch(b -> b.base().isPresent());
        assertThat(bars)
                .allMatch(b -> b.base().getAsLong() % b.bar().size().bytes() == 0)
                .allMatch(b ->
                        (b.bar().width() == Width.BITS_32) == (b.base().getAsLong() < LOW_END));
        bars.sort(Comparator.comparingLong(b -> b.base().getAsLong()));
        for (int i = 1; i < bars.size(); i++) {
            var before = bars.get(i - 1);
            assertThat(bars.get(i).base().getAsLong())
                    .isGreaterThanOrEqualTo(
                            before.base().getAsLong() + before.bar().size().bytes());
        }
    }

    @Test
    void theWindowWithoutASizeHas32Gib() {
        var onlySwitchedOn = Map.of("pciPassthru.use64bitMMIO", "TRUE");
        assertThat(bars(assign(onlySwitchedOn, functions(1, large(32)))))
                .allMatch(b -> b.base().isPresent());
        assertThat(assign(onlySwitchedOn, functions(1, large(32), SMALL)))
                .isInstanceOf(Assignment.TooSmall.class);
    }

    /// From 0xFEC00000 down to 0x20000000: thirteen times 256 MiB.
    @Test
    void whatFindsNoPlaceBelow4GibHasNoAddress() {
        var bar = new Bar(0, ByteSize.ofMib(256), Width.BITS_32, false);
        assertThat(bars(assign(Map.of(), functions(14, bar))))
                .filteredOn(b -> b.base().isEmpty())
                .hasSize(1);
    }

    @Test
    void aVmWithout64BitMmioMaps3Gib512Mib() {
        var most = new ArrayList<PciFunction>();
        most.add(function(0, List.of(large(2))));
        most.add(function(1, List.of(large(1))));
        for (long kib = 256 << 10; kib >= 8; kib /= 2) {
            var bar = new Bar(0, ByteSize.ofKib(kib), Width.BITS_64, true);
            most.add(function(most.size(), List.of(bar)));
        }
        assertThat(MmioSpace.pages(most)).isEqualTo(917_504);
        assertThat(MmioSpace.exceedsLimit(most)).isFalse();
        var page = new Bar(0, ByteSize.ofKib(4), Width.BITS_32, false);
        most.add(function(most.size(), List.of(page)));
        assertThat(MmioSpace.exceedsLimit(most)).isTrue();
    }
}
