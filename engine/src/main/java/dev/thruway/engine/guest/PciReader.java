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

/// What the host gave the guest of its devices, on the guest's PCI bus: NVIDIA's display functions,
/// those of the catalog that are another maker's, and other devices, whose BARs count for the
/// window too; from sysfs: it needs no lspci.
final class PciReader {

    private static final String DEVICES = "/sys/bus/pci/devices";

    private static final List<String> ATTRIBUTES =
            List.of("vendor", "device", "subsystem_vendor", "subsystem_device", "class");

    private static final int DEVICE_LIMIT = 1024;

    private static final int PROCESSING_ACCELERATOR = 0x1200;

    private static final int BRIDGE = 0x06;

    /// The maker of a VM's own devices.
    private static final int VMWARE = 0x15ad;

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

    /// What was found.
    ///
    /// @param others only those that the kernel has switched on, which it refuses to do where a BAR
    ///   that it knows of has no address; with those of their BARs that have one
    record Bus(List<Function> gpus, List<Function> others) {
        Bus {
            gpus = List.copyOf(gpus);
            others = List.copyOf(others);
        }
    }

    /// Throws [GuestException] where what sysfs lists cannot be read.
    Bus read() {
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
        var gpus = new ArrayList<Function>();
        var others = new ArrayList<Function>();
        for (var device : addresses.stream().flatMap(a -> device(a).stream()).toList()) {
            if (isGpu(device.classCode(), device.ids())) {
                gpus.add(gpu(device));
            } else if (mayBeTheHosts(device) && isSwitchedOn(device)) {
                others.add(other(device));
            }
        }
        return new Bus(gpus, others);
    }

    private record Device(PciAddress address, PciIds ids, int classCode) {
        String file(String name) {
            return DEVICES + "/" + address + "/" + name;
        }
    }

    /// Empty where it has left the bus meanwhile.
    private Optional<Device> device(PciAddress address) {
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
        return Optional.of(new Device(address, ids, number(lines.get(4)) >> 8));
    }

    private Function gpu(Device device) {
        var ranges = ranges(device);
        return new Function(
                device.address(), device.ids(), unassigned(ranges, device.ids()), bars(ranges));
    }

    private Function other(Device device) {
        return new Function(device.address(), device.ids(), List.of(), bars(ranges(device)));
    }

    private List<String> ranges(Device device) {
        return guest.file(device.file("resource")).orElse("").lines().toList();
    }

    private static boolean mayBeTheHosts(Device device) {
        return device.classCode() >> 8 != BRIDGE && device.ids().vendor() != VMWARE;
    }

    /// How often drivers have switched it on; 0 where none has.
    private boolean isSwitchedOn(Device device) {
        return guest.file(device.file("enable"))
                .filter(t -> t.strip().matches("[1-9]\\d*"))
                .isPresent();
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
