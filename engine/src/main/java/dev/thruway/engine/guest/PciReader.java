package dev.thruway.engine.guest;

import dev.thruway.domain.Knowledge;
import dev.thruway.domain.gpu.GpuModel;
import dev.thruway.domain.observation.GuestObservation.Function;
import dev.thruway.domain.pci.Bar;
import dev.thruway.domain.pci.PciAddress;
import dev.thruway.domain.pci.PciIds;
import dev.thruway.guest.GuestException;
import dev.thruway.guest.GuestFault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// NVIDIA's display functions on the guest's PCI bus, and those of the catalog that are another
/// maker's; from sysfs: it needs no lspci.
final class PciReader {

    private static final String DEVICES = "/sys/bus/pci/devices";

    private static final List<String> ATTRIBUTES =
            List.of("vendor", "device", "subsystem_vendor", "subsystem_device", "class");

    private static final int DEVICE_LIMIT = 1024;

    private static final int PROCESSING_ACCELERATOR = 0x1200;

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
        return isGpu(number(lines.get(4)) >> 8, ids)
                ? Optional.of(new Function(address, ids, unassigned(address, ids)))
                : Optional.empty();
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
    private List<Integer> unassigned(PciAddress address, PciIds ids) {
        var lines = guest.file(DEVICES + "/" + address + "/resource").orElse("").lines().toList();
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
}
