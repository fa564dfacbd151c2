package dev.thruway.interop.mmio;

import dev.thruway.domain.pci.Bar;
import dev.thruway.domain.pci.Bar.Width;
import dev.thruway.domain.pci.ByteSize;
import dev.thruway.interop.Peers;
import dev.thruway.interop.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// A VM under QEMU whose devices have BARs of any size, and whose 64-bit MMIO window is set by
/// OVMF's `opt/ovmf/X-PciMmio64Mb`, the stand-in for `pciPassthru.64bitMMIOSizeGB`. Always emulated
/// (TCG): it needs no right, and its physical address bits can be chosen.
final class QemuRig {

    private static final Duration LIMIT = Duration.ofMinutes(4);

    /// The image that Debian's `linux-image-cloud-amd64` brings, or any other that has a serial
    /// port and needs no module for it.
    private static final String KERNEL = "THRUWAY_QEMU_KERNEL";

    private static final Path OVMF = Path.of("/usr/share/OVMF/OVMF_CODE_4M.fd");
    private static final Path OVMF_VARIABLES = Path.of("/usr/share/OVMF/OVMF_VARS_4M.fd");

    /// The first slot behind those of the chipset.
    private static final int FIRST_SLOT = 4;

    /// `bochs-display` takes no less.
    private static final int LEAST_DISPLAY_MIB = 4;

    private static final String INIT =
            """
            #!/bin/sh
            mount -t proc p /proc
            mount -t sysfs s /sys
            for d in /sys/bus/pci/devices/*; do
              echo "@@DEV $(cat $d/vendor) $(cat $d/device)"
              cat $d/resource
            done
            echo "@@DONE"
            poweroff -f
            """;

    private static final Pattern RESOURCE = Pattern.compile("0x[0-9a-f]+ 0x[0-9a-f]+ 0x[0-9a-f]+");

    private final Path folder;
    private final Path qemu;
    private final Path kernel;
    private final Path initrd;

    /// How a boot ended.
    ///
    /// @param assigned how many of the 64-bit BARs have an address above 4 GiB
    /// @param wanted how many 64-bit BARs there are
    record Boot(int assigned, int wanted) {}

    /// Ends the test where something that it needs is not installed.
    QemuRig(Path folder) throws IOException, InterruptedException {
        this.folder = folder;
        this.qemu = Peers.program("qemu-system-x86_64");
        this.kernel = kernel();
        if (!Files.isReadable(OVMF)) {
            Peers.missing(OVMF + " is not installed");
        }
        this.initrd = initrd(Peers.program("busybox"));
    }

    private static Path kernel() {
        var named = System.getenv(KERNEL);
        if (named == null || !Files.isRegularFile(Path.of(named))) {
            Peers.missing(KERNEL + " names no kernel");
        }
        return Path.of(String.valueOf(named));
    }

    private Path initrd(Path busybox) throws IOException, InterruptedException {
        var root = Files.createDirectories(folder.resolve("root"));
        for (var name : List.of("bin", "proc", "sys", "dev")) {
            Files.createDirectories(root.resolve(name));
        }
        Files.copy(busybox, root.resolve("bin/busybox"), StandardCopyOption.COPY_ATTRIBUTES);
        for (var name : List.of("sh", "mount", "cat", "echo", "poweroff")) {
            Files.createSymbolicLink(root.resolve("bin/" + name), Path.of("busybox"));
        }
        var init = Files.writeString(root.resolve("init"), INIT);
        Files.setPosixFilePermissions(init, PosixFilePermissions.fromString("rwxr-xr-x"));
        var image = folder.resolve("initrd");
        var pack = "find . | '%s' cpio -o -H newc > '%s'".formatted(busybox, image);
        var run = Tool.run(List.of("sh", "-c", pack), Map.of(), root, LIMIT);
        if (run.exit() != 0) {
            throw new AssertionError(run.output());
        }
        return image;
    }

    /// Boots with so many devices that have these BARs.
    Boot boot(List<Bar> bars, int count, ByteSize window) throws IOException, InterruptedException {
        var run = Files.createTempDirectory(folder, "boot");
        var variables = run.resolve("variables.fd");
        Files.copy(OVMF_VARIABLES, variables);
        var serial = run.resolve("serial.log");
        var command = new ArrayList<>(List.of(qemu.toString()));
        command.addAll(machine(window));
        command.addAll(firmware(variables));
        command.addAll(List.of("-serial", "file:" + serial));
        command.addAll(List.of("-kernel", kernel.toString(), "-initrd", initrd.toString()));
        command.addAll(List.of("-append", "console=ttyS0 quiet panic=-1"));
        command.addAll(
                List.of("-fw_cfg", "name=opt/ovmf/X-PciMmio64Mb,string=" + (window.bytes() >> 20)));
        for (int i = 0; i < count; i++) {
            command.addAll(device(bars, i));
        }
        var ended = Tool.run(command, Map.of(), run, LIMIT);
        var said = Files.exists(serial) ? Files.readString(serial) : "";
        if (ended.exit() != 0 || !said.contains("@@DONE")) {
            throw new AssertionError(ended.output() + said);
        }
        long above = bars.stream().filter(QemuRig::high).count();
        return new Boot(assigned(said), Math.toIntExact(above * count));
    }

    /// The chipset's own hole is as large as the window: where the firmware gives up, Linux places
    /// BARs in that, which is 32 GiB where nobody says otherwise.
    ///
    /// So many bits that the window fits twice, and no more: OVMF takes an eighth of the addresses
    /// that there are for its window where that is more than it was told, which is then half of
    /// what is proved to be too small.
    private static List<String> machine(ByteSize window) {
        int bits = Math.max(38, 64 - Long.numberOfLeadingZeros(window.bytes() * 2 - 1));
        var cpu = bits < 40 ? "qemu64" : "max";
        return List.of(
                "-machine",
                "q35,accel=tcg",
                "-cpu",
                cpu + ",phys-bits=" + bits,
                "-global",
                "q35-pcihost.pci-hole64-size=" + window.bytes(),
                "-m",
                "512",
                "-nodefaults",
                "-nographic",
                "-nic",
                "none",
                "-monitor",
                "none",
                "-no-reboot");
    }

    private static List<String> firmware(Path variables) {
        return List.of(
                "-drive",
                "if=pflash,format=raw,unit=0,readonly=on,file=" + OVMF,
                "-drive",
                "if=pflash,format=raw,unit=1,file=" + variables);
    }

    /// A function for each BAR: 64-bit ones of `pci-testdev`, 32-bit ones of `bochs-display`.
    private static List<String> device(List<Bar> bars, int index) {
        var words = new ArrayList<String>();
        for (int function = 0; function < bars.size(); function++) {
            var bar = bars.get(function);
            long mib = Math.max(bar.size().bytes() >> 20, high(bar) ? 1 : LEAST_DISPLAY_MIB);
            var kind = high(bar) ? "pci-testdev,membar=%dM" : "bochs-display,vgamem=%dM";
            var place = ",bus=pcie.0,addr=%x.%d".formatted(FIRST_SLOT + index, function);
            words.add("-device");
            words.add(kind.formatted(mib) + place + (function == 0 ? ",multifunction=on" : ""));
        }
        return words;
    }

    private static boolean high(Bar bar) {
        return bar.width() == Width.BITS_64;
    }

    /// BAR 2 is the one of `pci-testdev` (1b36:0005) that has the size.
    private static int assigned(String said) {
        int found = 0;
        int line = -1;
        for (var text : said.lines().map(String::strip).toList()) {
            if (text.startsWith("@@DEV")) {
                line = text.equals("@@DEV 0x1b36 0x0005") ? 0 : -1;
            } else if (line >= 0 && RESOURCE.matcher(text).matches()) {
                if (line == 2 && Long.decode(text.split(" ")[0]) >= 1L << 32) {
                    found++;
                }
                line++;
            }
        }
        return found;
    }
}
