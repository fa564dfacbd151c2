package dev.thruway.lab.guest.os;

import dev.thruway.lab.guest.fs.FileSystem;
import dev.thruway.lab.guest.fs.User;
import dev.thruway.lab.guest.kernel.NvidiaDriver;
import dev.thruway.lab.guest.kernel.PciDevice;
import java.util.Locale;

/// What drivers bring into /dev, /proc/driver and /sys, and take away again.
final class DeviceFiles {

    private final OperatingSystem os;
    private final FileSystem files;

    DeviceFiles(OperatingSystem os) {
        this.os = os;
        this.files = os.files();
    }

    void settle() {
        os.kernel().bus().forEach(this::driverLink);
        clearNvidia();
        os.kernel().nvidia().ifPresent(this::nvidia);
        if (os.kernel().nvidia().isEmpty()) {
            os.services().remove("nvidia-persistenced");
        }
    }

    private void driverLink(PciDevice device) {
        var link = "/sys/bus/pci/devices/" + device.address() + "/driver";
        files.removeTree(User.ROOT, link);
        device.driver()
                .ifPresent(name -> {
                    var folder = "/sys/bus/pci/drivers/" + name;
                    files.makeDirectories(User.ROOT, folder);
                    files.link(User.ROOT, link, "../../../../bus/pci/drivers/" + name);
                });
    }

    private void clearNvidia() {
        files.removeTree(User.ROOT, "/proc/driver/nvidia");
        for (var name : files.list(User.ROOT, "/dev")) {
            if (name.startsWith("nvidia")) {
                files.removeTree(User.ROOT, "/dev/" + name);
            }
        }
    }

    private void nvidia(NvidiaDriver driver) {
        files.makeDevice("/dev/nvidiactl", 0666, NvidiaDriver.MAJOR, 255);
        if (os.kernel().loaded("nvidia_uvm")) {
            files.makeDevice("/dev/nvidia-uvm", 0666, 234, 0);
            files.makeDevice("/dev/nvidia-uvm-tools", 0666, 234, 1);
        }
        files.generate(
                "/proc/driver/nvidia/version",
                0444,
                () ->
                        "NVRM version: "
                                + driver.banner()
                                + "\n"
                                + "GCC version:  gcc version 13.3.0 (Ubuntu"
                                + " 13.3.0-6ubuntu2~24.04)\n");
        for (int i = 0; i < driver.gpus().size(); i++) {
            int minor = i;
            files.makeDevice("/dev/nvidia" + minor, 0666, NvidiaDriver.MAJOR, minor);
            var gpu = driver.gpus().get(i);
            var path = "/proc/driver/nvidia/gpus/" + gpu.address() + "/information";
            files.generate(path, 0444, () -> information(driver, gpu, minor));
        }
        if (os.packages().present("nvidia-compute-utils-" + label(driver))) {
            os.services().add("nvidia-persistenced");
        }
    }

    /// The branch's label in package names, of whichever variant is installed.
    private String label(NvidiaDriver driver) {
        var branch = driver.version().split("\\.")[0];
        return os.packages().present("nvidia-compute-utils-" + branch + "-server")
                ? branch + "-server"
                : branch;
    }

    /// The lines of nv-procfs.c.
    private static String information(NvidiaDriver driver, PciDevice gpu, int minor) {
        var chip = gpu.function().gpu();
        var model = chip.map(c -> c.marketingName()).orElse("Unknown");
        var firmware = driver.open() ? driver.version() : "N/A";
        return String.format(
                Locale.ROOT,
                """
                Model: \t\t %s
                IRQ:   \t\t 64
                GPU UUID: \t %s
                Video BIOS: \t %s
                Bus Type: \t PCIe
                DMA Size: \t 52 bits
                DMA Mask: \t 0xfffffffffffff
                Bus Location: \t %s
                Device Minor: \t %d
                GPU Firmware: \t %s
                GPU Excluded:\t No
                """,
                model,
                chip.map(c -> c.uuid()).orElse("GPU-????????-????-????-????-????????????"),
                chip.map(c -> c.vbios()).orElse("??.??.??.??.??"),
                gpu.address(),
                minor,
                firmware);
    }
}
