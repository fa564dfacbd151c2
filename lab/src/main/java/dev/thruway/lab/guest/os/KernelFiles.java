package dev.thruway.lab.guest.os;

import dev.thruway.domain.pci.Bar.Width;
import dev.thruway.lab.guest.GuestBar;
import dev.thruway.lab.guest.fs.FileSystem;
import dev.thruway.lab.guest.fs.User;
import dev.thruway.lab.guest.kernel.Kernel;
import dev.thruway.lab.guest.kernel.ModuleFile;
import dev.thruway.lab.guest.kernel.PciDevice;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// /proc, /sys, /dev, /run and /tmp of a fresh boot.
final class KernelFiles {

    private static final int RESOURCES = 13;

    private final FileSystem files;
    private final Kernel kernel;

    KernelFiles(FileSystem files, Kernel kernel) {
        this.files = files;
        this.kernel = kernel;
    }

    void mount() {
        for (var path : List.of("/proc", "/sys", "/dev", "/run", "/tmp")) {
            files.removeTree(User.ROOT, path);
            files.makeDirectory(User.ROOT, path, path.equals("/tmp") ? 01777 : 0755);
        }
        files.makeDirectories(User.ROOT, "/run/lock");
        files.makeDevice("/dev/null", 0666, 1, 3);
        files.makeDevice("/dev/zero", 0666, 1, 5);
        files.makeDevice("/dev/tty", 0666, 5, 0);
        proc();
        sys();
    }

    private void proc() {
        files.generate("/proc/version", 0444, () -> version() + "\n");
        files.generate("/proc/cmdline", 0444, () -> kernel.commandLine() + "\n");
        files.generate("/proc/modules", 0444, this::modules);
        files.generate(
                "/proc/uptime",
                0444,
                () -> "%d.00 0.00\n".formatted(kernel.log().uptime().toSeconds()));
        files.generate("/proc/meminfo", 0444, this::memory);
        files.generate("/proc/cpuinfo", 0444, this::processors);
        files.generate(
                "/proc/mounts", 0444, () -> "/dev/mapper/ubuntu--vg-ubuntu--lv / ext4 rw 0 0\n");
        files.generate("/proc/sys/kernel/random/boot_id", 0444, () -> kernel.bootId() + "\n");
        files.generate("/proc/sys/kernel/osrelease", 0444, () -> kernel.release() + "\n");
        files.makeDirectories(User.ROOT, "/proc/driver");
    }

    private String version() {
        return "Linux version " + kernel.release() + " (buildd@lcy02-amd64) #139-Ubuntu SMP";
    }

    private String modules() {
        var newestFirst = List.copyOf(kernel.modules()).reversed();
        return newestFirst.stream().map(this::module).collect(Collectors.joining());
    }

    private String module(ModuleFile module) {
        var users = kernel.users(module.name());
        var named = users.isEmpty() ? "-" : String.join(",", users) + ",";
        var taints =
                module.signer().isPresent() && !module.name().startsWith("nvidia") ? "" : " (OE)";
        return "%s %d %d %s Live 0x0000000000000000%s\n"
                .formatted(module.name(), size(module), users.size(), named, taints);
    }

    static int size(ModuleFile module) {
        return switch (module.name()) {
            case "nvidia" -> 11_489_280;
            case "nvidia_uvm" -> 2_076_672;
            case "nvidia_modeset" -> 1_642_496;
            case "nouveau" -> 3_108_864;
            default -> 131_072;
        };
    }

    private String memory() {
        long kib = kernel.hardware().memoryMib() * 1024;
        return "MemTotal:       %8d kB\nMemFree:        %8d kB\nMemAvailable:   %8d kB\n"
                .formatted(kib, kib * 9 / 10, kib * 9 / 10);
    }

    private String processors() {
        var text = new StringBuilder();
        for (int i = 0; i < kernel.hardware().cpus(); i++) {
            text.append("processor\t: ").append(i).append("\nvendor_id\t: AuthenticAMD\n");
            text.append("model name\t: AMD EPYC 9354 32-Core Processor\n\n");
        }
        return text.toString();
    }

    private void sys() {
        kernel.bus().forEach(this::device);
        files.makeDirectories(User.ROOT, "/sys/bus/pci/drivers");
        files.makeDirectories(User.ROOT, "/sys/module");
        var lockdown = kernel.hardware().secureBoot();
        files.generate(
                "/sys/kernel/security/lockdown",
                0644,
                () ->
                        lockdown
                                ? "none [integrity] confidentiality\n"
                                : "[none] integrity confidentiality\n");
        files.generate("/sys/class/dmi/id/sys_vendor", 0444, () -> "VMware, Inc.\n");
        files.generate("/sys/class/dmi/id/product_name", 0444, () -> "VMware20,1\n");
        if (kernel.hardware().efi()) {
            efi();
        }
    }

    /// A variable's file is four bytes of attributes and its value; SecureBoot's value is one byte.
    private void efi() {
        var folder = "/sys/firmware/efi/efivars";
        files.makeDirectories(User.ROOT, folder);
        var value = kernel.hardware().secureBoot() ? "\6\0\0\0\1" : "\6\0\0\0\0";
        files.generate(
                folder + "/SecureBoot-8be4df61-93ca-11d2-aa0d-00e098032b8c", 0644, () -> value);
    }

    private void device(PciDevice device) {
        var folder = "/sys/bus/pci/devices/" + device.address();
        var ids = device.function().ids();
        hex(folder + "/vendor", ids.vendor(), 4);
        hex(folder + "/device", ids.device(), 4);
        hex(folder + "/subsystem_vendor", ids.subsystemVendor(), 4);
        hex(folder + "/subsystem_device", ids.subsystemDevice(), 4);
        hex(folder + "/class", device.function().classCode24(), 6);
        hex(folder + "/revision", device.function().revision(), 2);
        files.generate(folder + "/modalias", 0444, () -> device.modalias() + "\n");
        files.generate(folder + "/resource", 0444, () -> resources(device));
        files.generate(folder + "/numa_node", 0444, () -> "-1\n");
        files.generate(folder + "/enable", 0644, () -> device.driver().isPresent() ? "1\n" : "0\n");
    }

    private void hex(String path, int value, int digits) {
        files.generate(path, 0444, () -> ("0x%0" + digits + "x\n").formatted(value));
    }

    /// One line for each resource; a BAR without an address is all zeros, and so is the upper half
    /// of a 64-bit BAR.
    private static String resources(PciDevice device) {
        var lines = new String[RESOURCES];
        Arrays.fill(lines, line(0, 0, 0));
        for (var bar : device.function().bars()) {
            if (bar.base().isPresent()) {
                long base = bar.base().getAsLong();
                long end = base + bar.bar().size().bytes() - 1;
                lines[bar.bar().index()] = line(base, end, flags(bar));
            }
        }
        return String.join("", lines);
    }

    private static String line(long start, long end, long flags) {
        return "0x%016x 0x%016x 0x%016x\n".formatted(start, end, flags);
    }

    /// IORESOURCE_MEM, _PREFETCH, _MEM_64 and _SIZEALIGN of include/linux/ioport.h, and the low
    /// bits of the register itself.
    private static long flags(GuestBar bar) {
        boolean wide = bar.bar().width() == Width.BITS_64;
        boolean prefetchable = bar.bar().prefetchable();
        return 0x40200L | (wide ? 0x100004L : 0) | (prefetchable ? 0x2008L : 0);
    }
}
