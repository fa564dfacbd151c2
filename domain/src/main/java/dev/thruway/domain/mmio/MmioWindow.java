package dev.thruway.domain.mmio;

import dev.thruway.domain.pci.ByteSize;
import dev.thruway.domain.text.Phrase;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What a set of devices needs of a VM's 64-bit MMIO window.
public sealed interface MmioWindow {

    /// ESXi's page count is the BARs and so many pages more (16 GiB + 32 MiB + 16 MiB of a V100 are
    /// 4206592 pages, its log says 4206594; likewise for an A100 with 80 GB).
    long PAGES_OF_ESXI = 2;

    /// What a VM has for BARs without the keys: 917504 pages of 4 KiB, 3.5 GiB (the limit in ESXi's
    /// own message "total number of pages needed (...) exceeds limit (917504)"), less ESXi's own.
    ByteSize WITHOUT_KEYS = ofPages(917504);

    /// A GiB is 2^30 bytes.
    int GIB_BITS = 30;

    /// The window of a VM where only `use64bitMMIO` is set (frankdenneman.nl, 2023-05-30).
    long DEFAULT_GIB = 32;

    /// The BARs that so many pages are for, as ESXi counts them.
    static ByteSize ofPages(long pages) {
        return ByteSize.ofKib(4 * Math.max(0, pages - PAGES_OF_ESXI));
    }

    /// The steps from these devices to this window; see [MmioReasoning].
    List<Phrase> reasons(List<MmioDevice> devices);

    /// All BARs fit into what a VM has anyway.
    record NotNeeded(ByteSize sum) implements MmioWindow {
        @Override
        public List<Phrase> reasons(List<MmioDevice> devices) {
            return List.of(MmioReasoning.bars(devices, sum), Phrase.of("mmio.not-needed"));
        }
    }

    /// A window of so many GiB, a power of two that holds the sum.
    ///
    /// @param sum all BARs; under [Rule#FRAMEBUFFER] an upper bound of them
    record Needed(ByteSize sum, long gib, Rule rule) implements MmioWindow {
        public Needed {
            if (Long.bitCount(gib) != 1 || ByteSize.ofGib(gib).compareTo(sum) < 0) {
                throw new IllegalArgumentException("a window of %d GiB for %s".formatted(gib, sum));
            }
        }

        @Override
        public List<Phrase> reasons(List<MmioDevice> devices) {
            var window = ByteSize.ofGib(gib);
            return switch (rule) {
                case BAR_SUM -> List.of(MmioReasoning.bars(devices, sum), nextPower(window));
                case FRAMEBUFFER ->
                        List.of(
                                MmioReasoning.memory(devices, sum),
                                Phrase.of("mmio.rounded", "window", window));
                case STATED ->
                        List.of(Phrase.of("mmio.stated", "sum", sum.inParts()), nextPower(window));
            };
        }

        /// Bits that a host's processor has to have for physical addresses. A power of two that is
        /// more than half of the space is all of it, and the VM's memory lies in it, too.
        public int addressBits() {
            return Long.numberOfTrailingZeros(gib) + GIB_BITS + 1;
        }

        private Phrase nextPower(ByteSize window) {
            var below = new ByteSize(window.bytes() / 2);
            return Phrase.of("mmio.next-power", "below", below, "window", window);
        }

        /// Both keys with their values.
        public Map<String, String> settings() {
            var settings = new TreeMap<String, String>();
            settings.put(MmioKeys.USE_64BIT_MMIO, "TRUE");
            settings.put(MmioKeys.SIZE_GB, Long.toString(gib));
            return settings;
        }
    }

    /// Neither BARs nor memory of these devices are known.
    record Unknown(List<String> devices) implements MmioWindow {
        public Unknown {
            devices = List.copyOf(devices);
            if (devices.isEmpty()) {
                throw new IllegalArgumentException("unknown, and no device is named");
            }
        }

        @Override
        public List<Phrase> reasons(List<MmioDevice> ignored) {
            return List.of(Phrase.of("mmio.unknown", "devices", String.join(", ", devices)));
        }
    }

    /// How the size was found.
    enum Rule {
        /// The next power of two above the sum of all BARs.
        BAR_SUM,
        /// Broadcom KB 323402: all framebuffer memory rounded up to a power of two, then up once
        /// more, which is twice the memory rounded up. Where only some BARs are known, these are
        /// added to twice the memory of the other devices before rounding.
        FRAMEBUFFER,
        /// What ESXi itself said that they need, which was more than is known of their BARs.
        STATED
    }

    /// As [#of(List)], where ESXi has said of all of these devices together what they need. It
    /// decides where the BARs are not known, or add up to less; never for less than known BARs.
    static MmioWindow of(List<MmioDevice> devices, List<StatedNeed> stated) {
        var window = of(devices);
        var most = stated.stream().max(Comparator.comparing(StatedNeed::need));
        var exact = stated.stream().filter(s -> s.extent() == StatedNeed.Extent.ALL_BARS);
        return switch (window) {
            case NotNeeded(var sum) ->
                    most.filter(s -> s.need().compareTo(WITHOUT_KEYS) > 0)
                            .filter(s -> s.need().compareTo(sum) > 0)
                            .map(MmioWindow::stated)
                            .orElse(window);
            case Needed(var sum, _, var rule) ->
                    exact.findFirst()
                            .filter(_ -> rule == Rule.FRAMEBUFFER)
                            .or(() -> most.filter(s -> s.need().compareTo(sum) > 0))
                            .map(MmioWindow::stated)
                            .orElse(window);
            case Unknown _ -> most.map(MmioWindow::stated).orElse(window);
        };
    }

    private static MmioWindow stated(StatedNeed stated) {
        return new Needed(stated.need(), powerOfTwoGibAbove(stated.need()), Rule.STATED);
    }

    /// The window for all of these devices together. Throws [ArithmeticException] where it would be
    /// more than 2^32 GiB, beyond what 63 bits can address.
    static MmioWindow of(List<MmioDevice> devices) {
        var blind =
                devices.stream()
                        .filter(d -> d.bars().isEmpty() && d.framebuffer().isEmpty())
                        .map(MmioDevice::name)
                        .toList();
        if (!blind.isEmpty()) {
            return new Unknown(blind);
        }
        var known = devices.stream().filter(d -> !d.bars().isEmpty()).toList();
        var sum = known.stream().map(MmioDevice::sum).reduce(ByteSize.ZERO, ByteSize::plus);
        if (known.size() == devices.size()) {
            return sum.compareTo(WITHOUT_KEYS) <= 0
                    ? new NotNeeded(sum)
                    : new Needed(sum, powerOfTwoGibAbove(sum), Rule.BAR_SUM);
        }
        // A BAR is at most its memory rounded up to a power of two, so with the small BARs beside
        // it still less than twice the memory: the doubled sum is never less than the real one.
        var memory =
                devices.stream()
                        .filter(d -> d.bars().isEmpty())
                        .flatMap(d -> d.framebuffer().stream())
                        .reduce(ByteSize.ZERO, ByteSize::plus);
        var bound = sum.plus(memory.times(2));
        return new Needed(bound, powerOfTwoGibAtLeast(bound), Rule.FRAMEBUFFER);
    }

    /// The smallest power of two GiB that is more than `size`.
    static long powerOfTwoGibAbove(ByteSize size) {
        long gib = 1;
        while (ByteSize.ofGib(gib).compareTo(size) <= 0) {
            gib = Math.multiplyExact(gib, 2);
        }
        return gib;
    }

    private static long powerOfTwoGibAtLeast(ByteSize size) {
        long gib = 1;
        while (ByteSize.ofGib(gib).compareTo(size) < 0) {
            gib = Math.multiplyExact(gib, 2);
        }
        return gib;
    }
}
