package dev.thruway.engine.guest;

import dev.thruway.domain.Knowledge;
import dev.thruway.domain.gpu.GpuModel;
import dev.thruway.domain.observation.GuestObservation.Function;
import dev.thruway.domain.pci.Bar;
import dev.thruway.domain.pci.ByteSize;
import dev.thruway.domain.pci.PciAddress;
import dev.thruway.domain.pci.PciIds;
import dev.thruway.guest.GuestException;
import dev.thruway.guest.GuestFault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// NVIDIA's display functions on the guest's PCI bus, and those of the catalog that are another
/// maker's; from sysfs: it needs no lspci.
final class PciReader {

    private static final String DEVICES = "/sys/bus/pci/devices";

    private static final List<String> ATTRIBUTES =
            List.of("vendor", "device", "subsystem_vendor", "subsystem_device", "class");

    private static final int DEVICE_LIMIT = 1024;

    private static final int PROCESSING_ACCELERATOR = 0x1200;

    private static final Pattern RESOURCE =
            Pattern.compile("0x([0-9a-f]{1,16}) 0x([0-9a-f]{1,16}) 0x([0-9a-f]{1,16})");

    /// Of a resource's flags, from Linux's `include/linux/ioport.h`.
    private static final long MEMORY = 0x200;

    private static final long PREFETCHABLE = 0x2000;
    private static final long WIDE = 0x100000;

    private final GuestShell guest;
    private final Knowledge knowledge;

    PciReader(GuestShell guest, Knowledge knowledge) {
        this.guest = guest;
        this.knowledge = knowledge;
    }

    /// Throws [GuestException] where what sysfs lists cannot be read.
    List<Function> gpus() {
        var listed = guest.run("ls", DEVICES).requireOk("ls " + DEVICES).stdoutText();
        var addresses =
                listed.lines()
                        .map(PciAddress::tryParse)
                        .flatMap(Optional::stream)
                        .limit(DEVICE_LIMIT)
                        .toList();
        if (addresses.isEmpty() || addresses.size() < listed.lines().count()) {
            throw unreadable(DEVICES);
        }
        return addresses.stream().map(this::gpu).flatMap(Optional::stream).toList();
    }

    /// Empty where it is no GPU, or has left the bus meanwhile.
    private Optional<Function> gpu(PciAddress address) {
        var argv = new ArrayList<String>();
        argv.add("cat");
        ATTRIBUTES.forEach(a -> argv.add(DEVICES + "/" + address + "/" + a));
        var result = guest.run(argv);
        if (!result.ok()) {
            return Optional.empty();
        }
        var lines = result.stdoutText().lines().map(String::strip).toList();
        if (!written(lines)) {
            throw unreadable(DEVICES + "/" + address);
        }
        var ids =
                new PciIds(
                        number(lines.get(0)),
                        number(lines.get(1)),
                        number(lines.get(2)),
                        number(lines.get(3)));
        if (!isGpu(number(lines.get(4)) >> 8, ids)) {
            return Optional.empty();
        }
        var resources = guest.file(DEVICES + "/" + address + "/resource").orElse("");
        var ranges = resources.lines().toList();
        return Optional.of(new Function(address, ids, unassigned(ranges, ids), bars(ranges)));
    }

    /// As the host's side tells them: see [dev.thruway.domain.plan.CardInventory].
    private boolean isGpu(int classCode, PciIds ids) {
        boolean display = classCode >> 8 == 0x03;
        return (display && ids.vendor() == PciIds.NVIDIA)
                || ((display || classCode == PROCESSING_ACCELERATOR)
                        && knowledge.gpu(ids).isPresent());
    }

    private static GuestException unreadable(String path) {
        return new GuestException("read " + path, new GuestFault.Malformed(path));
    }

    /// As sysfs writes them: four ids of 16 bits, and the class of 24.
    private static boolean written(List<String> lines) {
        return lines.size() == ATTRIBUTES.size()
                && lines.stream().limit(4).allMatch(id -> id.matches("0x[0-9a-fA-F]{1,4}"))
                && lines.get(4).matches("0x[0-9a-fA-F]{1,6}");
    }

    private static int number(String hex) {
        return Integer.decode(hex);
    }

    /// A BAR without an address reads as zeros, like one that the card does not have; so the card's
    /// known BARs decide. Of a card that is not in the catalog, only "none at all" can be told.
    private List<Integer> unassigned(List<String> lines, PciIds ids) {
        var bars = knowledge.gpu(ids).map(GpuModel::bars).orElse(List.of());
        if (bars.isEmpty()) {
            boolean none = lines.stream().limit(6).noneMatch(PciReader::assigned);
            return none ? List.of(0) : List.of();
        }
        return bars.stream()
                .map(Bar::index)
                .filter(i -> i >= lines.size() || !assigned(lines.get(i)))
                .toList();
    }

    /// A line of sysfs's `resource`: start, end, flags; all zero where there is no address.
    private static boolean assigned(String line) {
        var start = line.strip().split("\\s+")[0];
        return !start.matches("0x0*");
    }

    /// Of the first six lines those that are memory with an address.
    private static List<Bar> bars(List<String> lines) {
        return IntStream.range(0, Math.min(6, lines.size()))
                .boxed()
                .flatMap(i -> bar(i, lines.get(i)).stream())
                .toList();
    }

    private static Optional<Bar> bar(int index, String line) {
        var m = RESOURCE.matcher(line.strip());
        if (!assigned(line) || !m.matches()) {
            return Optional.empty();
        }
        long flags = Long.parseUnsignedLong(m.group(3), 16);
        long size =
                Long.parseUnsignedLong(m.group(2), 16) - Long.parseUnsignedLong(m.group(1), 16) + 1;
        if ((flags & MEMORY) == 0 || size <= 0 || Long.bitCount(size) != 1) {
            return Optional.empty();
        }
        return Optional.of(
                new Bar(
                        index,
                        new ByteSize(size),
                        (flags & WIDE) == 0 ? Bar.Width.BITS_32 : Bar.Width.BITS_64,
                        (flags & PREFETCHABLE) != 0));
    }
}
