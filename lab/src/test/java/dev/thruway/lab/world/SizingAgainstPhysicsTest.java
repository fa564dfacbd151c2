package dev.thruway.lab.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.domain.mmio.MmioDevice;
import dev.thruway.domain.mmio.MmioKeys;
import dev.thruway.domain.mmio.MmioWindow;
import dev.thruway.domain.pci.Bar;
import dev.thruway.domain.pci.Bar.Width;
import dev.thruway.domain.pci.ByteSize;
import dev.thruway.domain.pci.PciAddress;
import dev.thruway.domain.pci.PciIds;
import dev.thruway.lab.world.MmioSpace.Assignment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/// The window that the domain computes, in the world that knows nothing of that computation: two
/// pieces of arithmetic that were written apart, so that a mistake in one shows in the other.
final class SizingAgainstPhysicsTest {

    /// Large BARs of boards, in MiB: T4, V100, A10, L40S, H100, H200.
    private static final List<Long> LARGE =
            List.of(256L, 16L << 10, 32L << 10, 64L << 10, 128L << 10, 256L << 10);

    private static final List<Integer> COUNTS = List.of(1, 2, 3, 4, 5, 8, 16);

    private static List<Bar> board(long large) {
        return List.of(
                new Bar(0, ByteSize.ofMib(16), Width.BITS_32, false),
                new Bar(1, ByteSize.ofMib(large), Width.BITS_64, true),
                new Bar(3, ByteSize.ofMib(32), Width.BITS_64, true));
    }

    static PciFunction function(int n, List<Bar> bars) {
        return new PciFunction(
                new PciAddress(0, n, 0, 0),
                new PciIds(PciIds.NVIDIA, 0x26B9, PciIds.NVIDIA, 0x1851),
                0x030200,
                0xA1,
                "NVIDIA",
                "GPU",
                Optional.empty(),
                OptionalInt.empty(),
                PciFunction.Slot.NONE,
                Optional.empty(),
                PciFunction.Role.FREE,
                PciFunction.Offer.USUAL,
                Optional.empty(),
                bars);
    }

    /// So many boards of one kind beside so many of another.
    private static void eachSet(BiConsumer<List<MmioDevice>, List<PciFunction>> check) {
        for (var first : LARGE) {
            for (var second : LARGE) {
                for (var many : COUNTS) {
                    for (int others = 0; others <= 2; others++) {
                        var devices = new ArrayList<MmioDevice>();
                        var functions = new ArrayList<PciFunction>();
                        for (int i = 0; i < many + others; i++) {
                            var bars = board(i < many ? first : second);
                            devices.add(new MmioDevice("GPU", bars, Optional.empty()));
                            functions.add(function(i, bars));
                        }
                        check.accept(devices, functions);
                    }
                }
            }
        }
    }

    private static Assignment assign(List<PciFunction> functions, long gib) {
        return MmioSpace.of(
                        Map.of(
                                MmioKeys.USE_64BIT_MMIO,
                                "TRUE",
                                MmioKeys.SIZE_GB,
                                Long.toString(gib)))
                .assign(Firmware.EFI, functions);
    }

    @Test
    void theComputedWindowAssignsEveryBarAndHalfOfItDoesNot() {
        eachSet((devices, functions) -> {
            if (MmioWindow.of(devices) instanceof MmioWindow.Needed needed) {
                assertThat(assign(functions, needed.gib()))
                        .as("%d GiB for %s", needed.gib(), devices)
                        .isInstanceOfSatisfying(
                                Assignment.Assigned.class,
                                a ->
                                        assertThat(a.bars().values())
                                                .allSatisfy(bars ->
                                                        assertThat(bars)
                                                                .allMatch(b ->
                                                                        b.base().isPresent())));
                assertThat(assign(functions, needed.gib() / 2))
                        .as("half of %d GiB for %s", needed.gib(), devices)
                        .isInstanceOf(Assignment.TooSmall.class);
            }
        });
    }

    @Test
    void keysAreNeededExactlyWhereTheWorldCountsTooManyPages() {
        eachSet((devices, functions) -> {
            boolean needed = MmioWindow.of(devices) instanceof MmioWindow.Needed;
            boolean tooMany = MmioSpace.exceedsLimit(functions);
            assertThat(needed).as("%s", devices).isEqualTo(tooMany);
        });
    }

    /// 2 GiB, 1 GiB and 512 MiB are as many pages as the limit; the world counts two more.
    @Test
    void keysAreNeededForTheLastPagesToo() {
        var sizes = new ArrayList<ByteSize>();
        sizes.add(ByteSize.ofGib(2));
        sizes.add(ByteSize.ofGib(1));
        for (long kib = 256 << 10; kib >= 4; kib /= 2) {
            sizes.add(ByteSize.ofKib(kib));
            var devices = new ArrayList<MmioDevice>();
            var functions = new ArrayList<PciFunction>();
            for (int i = 0; i < sizes.size(); i++) {
                var bars = List.of(new Bar(0, sizes.get(i), Width.BITS_64, true));
                devices.add(new MmioDevice("device", bars, Optional.empty()));
                functions.add(function(i, bars));
            }
            boolean tooMany = MmioSpace.exceedsLimit(functions);
            assertThat(MmioWindow.of(devices) instanceof MmioWindow.Needed)
                    .as("down to %d KiB", kib)
                    .isEqualTo(tooMany)
                    .isEqualTo(kib == 4);
        }
    }
}
