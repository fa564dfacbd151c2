package dev.thruway.lab.world;

import dev.thruway.domain.pci.Bar;
import dev.thruway.domain.pci.ByteSize;
import dev.thruway.lab.guest.GuestBar;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// The address space that a virtual machine has for the registers of its passthrough devices, seen
/// from the devices: how many pages they need, and where each BAR lands, naturally aligned, or that
/// it lands nowhere.
///
/// This is the world's own arithmetic. It must not share code with the calculator that proposes a
/// window, else both would be wrong together.
final class MmioSpace {

    /// Pages of 4 KiB that a VM maps where 64-bit MMIO is off: `exceeds limit (917504)`, 3.5 GiB
    /// (vmware.log quoted in Dell's power-on article 000199172).
    static final long PAGE_LIMIT = 917_504;

    /// Beside the BARs, two pages more: 4206594 pages = 16 GiB + 32 MiB + 16 MiB and 2 pages; so
    /// does 33566722 for 128 GiB. Seen for one device; for several it is assumed.
    private static final long EXTRA_PAGES = 2;

    private static final long PAGE = 4096;

    /// The window where only `use64bitMMIO` is set (frankdenneman.nl, 2023-05-30).
    private static final long DEFAULT_WINDOW_GIB = 32;

    private static final long LOW_HOLE_BOTTOM = 0x2000_0000L;
    private static final long LOW_HOLE_TOP = 0xFEC0_0000L;
    private static final long HIGH_BASE = 1L << 40;

    /// The largest window that the arithmetic here can hold; what ESXi accepts at most is unknown.
    private static final long MAX_WINDOW_GIB = 1L << 16;

    private final boolean use64bit;
    private final ByteSize window;

    private MmioSpace(boolean use64bit, ByteSize window) {
        this.use64bit = use64bit;
        this.window = window;
    }

    /// As the VM's advanced settings say. What is no number leaves the default (unverified).
    static MmioSpace of(Map<String, String> extraConfig) {
        var flag = extraConfig.getOrDefault("pciPassthru.use64bitMMIO", "FALSE");
        return new MmioSpace(
                flag.strip().toUpperCase(Locale.ROOT).equals("TRUE"),
                ByteSize.ofGib(windowGib(extraConfig.get("pciPassthru.64bitMMIOSizeGB"))));
    }

    private static long windowGib(@Nullable String text) {
        if (text == null || !text.strip().matches("[0-9]{1,6}")) {
            return DEFAULT_WINDOW_GIB;
        }
        return Math.min(Long.parseLong(text.strip()), MAX_WINDOW_GIB);
    }

    boolean use64bit() {
        return use64bit;
    }

    static long pages(List<PciFunction> functions) {
        long bytes = 0;
        for (var function : functions) {
            for (var bar : function.bars()) {
                bytes += bar.size().bytes();
            }
        }
        return bytes / PAGE + EXTRA_PAGES;
    }

    /// Whether a VM without 64-bit MMIO cannot map them all.
    static boolean exceedsLimit(List<PciFunction> functions) {
        return pages(functions) > PAGE_LIMIT;
    }

    /// What the firmware could do with the BARs.
    sealed interface Assignment {

        /// Every BAR that found a place has one; the others have none, and the VM runs.
        record Assigned(Map<PciFunction, List<GuestBar>> bars) implements Assignment {}

        /// EFI gives up: so much 64-bit MMIO does not fit into the window.
        record TooSmall(long kilobytes) implements Assignment {}
    }

    /// Lays out all BARs of the functions.
    Assignment assign(Firmware firmware, List<PciFunction> functions) {
        boolean window64 = use64bit && firmware == Firmware.EFI;
        var requests = new ArrayList<Request>();
        for (var function : functions) {
            for (var bar : function.bars()) {
                requests.add(new Request(function, bar));
            }
        }
        requests.sort(Comparator.comparing((Request r) -> r.bar().size()).reversed());
        long high = highBase();
        long highTop = high + window.bytes();
        long low = LOW_HOLE_TOP;
        var bases = new HashMap<Request, Long>();
        for (var request : requests) {
            long size = request.bar().size().bytes();
            if (window64 && request.bar().width() == Bar.Width.BITS_64) {
                long base = alignUp(high, size);
                if (base + size > highTop) {
                    return new Assignment.TooSmall(kilobytesOf64Bit(requests));
                }
                bases.put(request, base);
                high = base + size;
            } else {
                long base = alignDown(low - size, size);
                if (base >= LOW_HOLE_BOTTOM) {
                    bases.put(request, base);
                    low = base;
                }
            }
        }
        return new Assignment.Assigned(byFunction(functions, bases));
    }

    private record Request(PciFunction function, Bar bar) {}

    private long highBase() {
        long size = Math.max(window.bytes(), 1);
        return Math.max(HIGH_BASE, Long.highestOneBit(size) << 1);
    }

    /// All 64-bit BARs of all devices, in KiB: `33587200 KB` for one card with 32 GiB + 32 MiB.
    /// Whether the real message counts one device or all is not known.
    private static long kilobytesOf64Bit(List<Request> requests) {
        return requests.stream()
                .filter(r -> r.bar().width() == Bar.Width.BITS_64)
                .mapToLong(r -> r.bar().size().bytes() / 1024)
                .sum();
    }

    private static Map<PciFunction, List<GuestBar>> byFunction(
            List<PciFunction> functions, Map<Request, Long> bases) {
        var result = new HashMap<PciFunction, List<GuestBar>>();
        for (var function : functions) {
            var bars = new ArrayList<GuestBar>();
            for (var bar : function.bars()) {
                var base = bases.get(new Request(function, bar));
                bars.add(
                        new GuestBar(
                                bar, base == null ? OptionalLong.empty() : OptionalLong.of(base)));
            }
            result.put(function, List.copyOf(bars));
        }
        return Map.copyOf(result);
    }

    private static long alignUp(long address, long size) {
        return (address + size - 1) & -size;
    }

    private static long alignDown(long address, long size) {
        return address < 0 ? -1 : address & -size;
    }
}
