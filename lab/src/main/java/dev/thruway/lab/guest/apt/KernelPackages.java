package dev.thruway.lab.guest.apt;

import dev.thruway.lab.guest.apt.DebianPackage.Action;
import dev.thruway.lab.guest.kernel.ModuleFile;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// The kernel's own packages of one ABI.
final class KernelPackages {

    private KernelPackages() {}

    static String release(int abi) {
        return "6.8.0-" + abi + "-generic";
    }

    static List<DebianPackage> of(int abi) {
        var release = release(abi);
        var version = "6.8.0-" + abi + "." + abi;
        return List.of(
                plain(
                        "linux-modules-" + release,
                        version,
                        "Linux kernel modules",
                        modules(release)),
                new DebianPackage(
                        "linux-image-" + release,
                        version,
                        "kernel",
                        "Signed kernel image generic",
                        List.of(List.of("linux-modules-" + release)),
                        "",
                        List.of(PackagedFile.data("/boot/vmlinuz-" + release, "MZ" + release)),
                        List.of(new Action.Depmod(), new Action.UpdateInitramfs()),
                        14_000),
                plain(
                        "linux-headers-" + release,
                        version,
                        "Linux kernel headers",
                        List.of(
                                PackagedFile.data(
                                        "/usr/src/linux-headers-" + release + "/Makefile",
                                        "KERNELRELEASE := " + release + "\n"))),
                meta("linux-image-generic", version, "linux-image-" + release),
                meta("linux-headers-generic", version, "linux-headers-" + release),
                new DebianPackage(
                        "linux-generic",
                        version,
                        "kernel",
                        "Complete Generic Linux kernel and headers",
                        List.of(List.of("linux-image-generic"), List.of("linux-headers-generic")),
                        "",
                        List.of(),
                        List.of(),
                        20));
    }

    private static DebianPackage plain(
            String name, String version, String description, List<PackagedFile> files) {
        return new DebianPackage(
                name,
                version,
                "kernel",
                description,
                List.of(),
                "",
                files,
                List.of(new Action.Depmod()),
                60_000);
    }

    private static DebianPackage meta(String name, String version, String of) {
        return new DebianPackage(
                name,
                version,
                "kernel",
                "Generic Linux kernel package",
                List.of(List.of(of)),
                "",
                List.of(),
                List.of(),
                20);
    }

    private static List<PackagedFile> modules(String release) {
        return List.of(
                module(
                        release,
                        "drivers/gpu/drm/nouveau/nouveau",
                        "nVidia Riva/TNT/GeForce/Quadro/Tesla/Tegra K1+",
                        List.of("pci:v000010DEd*sv*sd*bc03sc*i*", "pci:v000012D2d*sv*sd*bc03sc*i*"),
                        List.of("drm_display_helper", "video")),
                module(
                        release,
                        "drivers/video/fbdev/nvidia/nvidiafb",
                        "Framebuffer driver for nVidia graphics chipset",
                        List.of(),
                        List.of()),
                module(
                        release,
                        "drivers/gpu/drm/display/drm_display_helper",
                        "DRM display adapter helper",
                        List.of(),
                        List.of()),
                module(release, "drivers/acpi/video", "ACPI Video Driver", List.of(), List.of()),
                module(
                        release,
                        "drivers/gpu/drm/vmwgfx/vmwgfx",
                        "Standalone drm driver for the VMware SVGA device",
                        List.of("pci:v000015ADd00000405sv*sd*bc*sc*i*"),
                        List.of()),
                module(
                        release,
                        "drivers/net/vmxnet3/vmxnet3",
                        "VMware vmxnet3 virtual NIC driver",
                        List.of("pci:v000015ADd000007B0sv*sd*bc*sc*i*"),
                        List.of()),
                module(
                        release,
                        "drivers/scsi/vmw_pvscsi",
                        "VMware PVSCSI driver",
                        List.of("pci:v000015ADd000007C0sv*sd*bc*sc*i*"),
                        List.of()));
    }

    private static PackagedFile module(
            String release,
            String path,
            String description,
            List<String> aliases,
            List<String> depends) {
        var name = path.substring(path.lastIndexOf('/') + 1);
        var file =
                new ModuleFile(
                        name,
                        "",
                        "GPL",
                        description,
                        aliases,
                        depends,
                        release + " SMP preempt mod_unload modversions ",
                        Optional.of(ModuleFile.CANONICAL));
        return PackagedFile.data(
                "/usr/lib/modules/" + release + "/kernel/" + path + ".ko.zst",
                new String(file.toBytes(), StandardCharsets.UTF_8));
    }
}
