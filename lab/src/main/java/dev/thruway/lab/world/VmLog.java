package dev.thruway.lab.world;

import dev.thruway.domain.pci.Bar;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// A VM's `vmware.log`, in the prefix style of ESXi 8: `2023-07-21T09:40:52.413Z In(05) vmx - …`.
///
/// At every power-on the old log is kept under the next number, so that the highest number is the
/// newest; the oldest beyond the limit are deleted (`log.keepOld`).
final class VmLog {

    private static final int KEPT = 6;

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private final Datastore datastore;
    private final String folder;
    private final Timeline timeline;
    private int rotations;

    VmLog(Datastore datastore, String folder, Timeline timeline) {
        this.datastore = datastore;
        this.folder = folder;
        this.timeline = timeline;
    }

    String path() {
        return folder + "/vmware.log";
    }

    /// Begins a new log: the header and the configuration.
    void begin(EsxHost host, VmConfig config) {
        keepOld();
        vmx(
                "Log for VMware ESX pid=2100417 version=%s build=build-%s option=Release"
                        .formatted(host.product().version(), host.product().build()));
        dictionary("displayName", config.name());
        dictionary("guestOS", config.guest().id());
        dictionary("firmware", config.boot().firmware().wire());
        dictionary("uefi.secureBoot.enabled", config.boot().secureBoot() ? "TRUE" : "FALSE");
        dictionary("memSize", String.valueOf(config.memory().mib()));
        dictionary("sched.mem.min", String.valueOf(config.memory().reservationMib()));
        VmxFile.devices(config).forEach(this::dictionary);
        config.extraConfig().forEach(this::dictionary);
    }

    private void keepOld() {
        if (datastore.read(path()).isEmpty()) {
            return;
        }
        datastore.rename(path(), numbered(++rotations));
        var tooOld = numbered(rotations - KEPT);
        if (datastore.read(tooOld).isPresent()) {
            datastore.delete(tooOld);
        }
    }

    private void dictionary(String key, String value) {
        vmx("DICT %25s = \"%s\"".formatted(key, value));
    }

    /// One line for each BAR of a device, as a log excerpt with a Tesla P40 has them: type 2 is
    /// 32-bit memory, type 3 is 64-bit, flags 12 a 64-bit prefetchable one.
    void bars(PciFunction function) {
        for (var bar : function.bars()) {
            boolean wide = bar.width() == Bar.Width.BITS_64;
            vmx(
                    "PCIPassthru: Device %s barIndex %d type %d realaddr 0x%x size %d flags %d"
                            .formatted(
                                    function.address(),
                                    bar.index(),
                                    wide ? 3 : 2,
                                    hostAddress(function, bar),
                                    bar.size().bytes(),
                                    wide && bar.prefetchable() ? 12 : wide ? 4 : 0));
        }
    }

    /// Where the server's own firmware put the BAR: one region for each bus, naturally aligned.
    private static long hostAddress(PciFunction function, Bar bar) {
        int bus = function.address().bus();
        if (bar.width() == Bar.Width.BITS_32) {
            return 0x8000_0000L + ((long) bus << 22) / bar.size().bytes() * bar.size().bytes();
        }
        long region = (1L << 40) + ((long) bus << 39);
        return bar.index() == 1 ? region : region + (1L << 38) + bar.size().bytes();
    }

    void vmx(String text) {
        line("vmx", text);
    }

    /// A line of the VM's first processor, which runs the firmware.
    void vcpu(String text) {
        line("vcpu-0", text);
    }

    private void line(String thread, String text) {
        Instant now = timeline.now();
        datastore.append(path(), "%s In(05) %s - %s%n".formatted(STAMP.format(now), thread, text));
    }

    private String numbered(int n) {
        return "%s/vmware-%d.log".formatted(folder, n);
    }
}
