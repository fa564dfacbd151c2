package dev.thruway.domain.mmio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.domain.Seeds;
import dev.thruway.domain.mmio.StatedNeed.Extent;
import dev.thruway.domain.pci.ByteSize;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class MmioWindowPropertyTest {

    private static final long GIB = 1L << 30;

    /// Sizes that boards have for BARs, and those around the limit without keys.
    private static final List<ByteSize> SIZES =
            List.of(
                    ByteSize.ofKib(4),
                    ByteSize.ofMib(16),
                    ByteSize.ofMib(32),
                    ByteSize.ofMib(256),
                    ByteSize.ofMib(512),
                    ByteSize.ofGib(1),
                    ByteSize.ofGib(2),
                    ByteSize.ofGib(16),
                    ByteSize.ofGib(32),
                    ByteSize.ofGib(64),
                    ByteSize.ofGib(128),
                    ByteSize.ofGib(256));

    private static final List<Integer> MEMORIES = List.of(8, 16, 24, 32, 40, 48, 64, 80, 94, 141);

    @Test
    void holdsEveryBarOfEverySmallSetAndHalfOfItIsNotAboveTheSum() {
        var seen = new ArrayList<Integer>();
        eachSet(
                5,
                sizes -> {
                    check(List.of(device(sizes)));
                    seen.add(sizes.size());
                });
        // Multisets of 1 to 5 out of 12: 17 over 5, less the empty one.
        assertThat(seen).hasSize(6187);
    }

    @Test
    void neverShrinksWhenADeviceIsAdded() {
        eachSet(
                4,
                sizes -> {
                    long before = gib(List.of(device(sizes)));
                    for (var more : SIZES) {
                        var both = List.of(device(sizes), device(List.of(more)));
                        assertThat(gib(both))
                                .as("%s and %s", sizes, more)
                                .isGreaterThanOrEqualTo(before);
                    }
                });
    }

    @Test
    void holdsForManyDevicesInAnyOrder() {
        Seeds.each(random -> {
            var devices = randomDevices(random);
            check(devices);
            var shuffled = new ArrayList<>(devices);
            Collections.shuffle(shuffled, random);
            assertThat(MmioWindow.of(shuffled)).isEqualTo(MmioWindow.of(devices));
        });
    }

    /// Where a board's BAR is its memory rounded up to a power of two, as all with more than 256
    /// MiB of it that were measured, not knowing the BARs never gives a smaller window.
    @Test
    void isNeverSmallerWhereLessIsKnown() {
        Seeds.each(random -> {
            var known = new ArrayList<MmioDevice>();
            var partly = new ArrayList<MmioDevice>();
            for (int n = 1 + random.nextInt(12); n > 0; n--) {
                int memory = MEMORIES.get(random.nextInt(MEMORIES.size()));
                var board = Devices.board("board", roundedUp(memory));
                known.add(board);
                partly.add(random.nextBoolean() ? board : Devices.withMemory("board", memory));
            }
            assertThat(gib(partly)).as("%s", partly).isGreaterThanOrEqualTo(gib(known));
        });
    }

    /// The more ESXi states, the larger; always above the need, and by no more than one power.
    @Test
    void growsWithWhatEsxiStates() {
        for (var size : SIZES) {
            var devices = List.of(device(List.of(size, ByteSize.ofMib(32))));
            long before = gib(devices);
            for (long mib = 1; mib < 1 << 20; mib = mib * 3 / 2 + 1) {
                var need = new StatedNeed(ByteSize.ofMib(mib), Extent.AT_LEAST, "vmware.log:1");
                long now = gib(MmioWindow.of(devices, List.of(need)));
                assertThat(now).as("%s, stated %d MiB", size, mib).isGreaterThanOrEqualTo(before);
                if (now > gib(devices)) {
                    assertThat(Long.bitCount(now)).isOne();
                    assertThat(now * GIB).isGreaterThan(need.need().bytes());
                    assertThat(now / 2 * GIB).isLessThanOrEqualTo(need.need().bytes());
                }
                before = now;
            }
        }
    }

    private static void check(List<MmioDevice> devices) {
        var bars = Devices.bars(devices);
        long sum = 0;
        for (long bar : bars) {
            sum += bar;
        }
        switch (MmioWindow.of(devices)) {
            case MmioWindow.Needed(var stated, var gib, var rule) -> {
                assertThat(rule).isEqualTo(MmioWindow.Rule.BAR_SUM);
                assertThat(stated.bytes()).isEqualTo(sum).isGreaterThan(917_502L * 4096);
                assertThat(Long.bitCount(gib)).isOne();
                assertThat(gib / 2 * GIB).as("half of it").isLessThanOrEqualTo(sum);
                assertThat(gib * GIB).isGreaterThan(sum);
                checkPlaces(gib * GIB, bars);
            }
            case MmioWindow.NotNeeded(var stated) ->
                    assertThat(stated.bytes()).isEqualTo(sum).isLessThanOrEqualTo(917_502L * 4096);
            case MmioWindow.Unknown unknown ->
                    throw new AssertionError("all BARs are known, and " + unknown);
        }
    }

    private static void checkPlaces(long window, long[] bars) {
        assertThat(Devices.place(window, bars)).as("places in %d GiB", window / GIB).isPresent();
        long largest = 0;
        for (long bar : bars) {
            largest = Math.max(largest, bar);
        }
        assertThat(Devices.place(largest - 1, bars)).as("the oracle refuses").isEmpty();
    }

    private static List<MmioDevice> randomDevices(Random random) {
        var devices = new ArrayList<MmioDevice>();
        for (int n = random.nextInt(17); n > 0; n--) {
            var sizes = new ArrayList<ByteSize>();
            for (int bars = 1 + random.nextInt(6); bars > 0; bars--) {
                sizes.add(SIZES.get(random.nextInt(SIZES.size())));
            }
            devices.add(device(sizes));
        }
        return List.copyOf(devices);
    }

    private static MmioDevice device(List<ByteSize> sizes) {
        return Devices.withBars("device", sizes.toArray(ByteSize[]::new));
    }

    private static ByteSize roundedUp(int gib) {
        return ByteSize.ofGib(Integer.highestOneBit(gib - 1) * 2L);
    }

    /// 0 where no window is needed.
    private static long gib(List<MmioDevice> devices) {
        return gib(MmioWindow.of(devices));
    }

    private static long gib(MmioWindow window) {
        return switch (window) {
            case MmioWindow.Needed needed -> needed.gib();
            case MmioWindow.NotNeeded _ -> 0;
            case MmioWindow.Unknown unknown -> throw new AssertionError(unknown.toString());
        };
    }

    /// Every multiset of one to so many sizes.
    private static void eachSet(int most, Consumer<List<ByteSize>> check) {
        eachSet(0, most, List.of(), check);
    }

    private static void eachSet(
            int from, int most, List<ByteSize> chosen, Consumer<List<ByteSize>> check) {
        if (!chosen.isEmpty()) {
            check.accept(chosen);
        }
        if (chosen.size() == most) {
            return;
        }
        for (int i = from; i < SIZES.size(); i++) {
            var more = new ArrayList<>(chosen);
            more.add(SIZES.get(i));
            eachSet(i, most, List.copyOf(more), check);
        }
    }
}
