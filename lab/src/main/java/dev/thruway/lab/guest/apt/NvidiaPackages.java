package dev.thruway.lab.guest.apt;

import dev.thruway.lab.guest.apt.DebianPackage.Action;
import dev.thruway.lab.guest.kernel.ModuleFile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// NVIDIA's drivers as Ubuntu packages them: user space by branch, and the kernel modules either
/// prebuilt and signed by Canonical (`linux-modules-nvidia-…`) or built on the machine by DKMS.
final class NvidiaPackages {

    /// One branch as the archive has it.
    ///
    /// @param label as in package names: `580-server`
    private record Branch(String label, String driver, boolean prebuilt) {

        String packageVersion() {
            return driver + "-0ubuntu0.24.04.1";
        }
    }

    /// 580.173.02: packages.ubuntu.com. 550 has no prebuilt modules any more, only transitional
    /// packages (same source). The versions of 535 and 595 are those of Debian and of NVIDIA's
    /// public source of the time, as Ubuntu's were not read.
    private static final List<Branch> BRANCHES =
            List.of(
                    new Branch("535", "535.309.01", true),
                    new Branch("535-server", "535.309.01", true),
                    new Branch("550", "550.163.01", false),
                    new Branch("580", "580.173.02", true),
                    new Branch("580-server", "580.173.02", true),
                    new Branch("595-server", "595.45.04", true));

    private static final List<String> MODULES =
            List.of("nvidia", "nvidia_uvm", "nvidia_modeset", "nvidia_drm", "nvidia_peermem");

    private final List<DebianPackage> packages = new ArrayList<>();

    private NvidiaPackages() {}

    static List<DebianPackage> all(List<Integer> kernelAbis) {
        var build = new NvidiaPackages();
        for (var branch : BRANCHES) {
            build.userSpace(branch);
            for (boolean open : new boolean[] {false, true}) {
                build.source(branch, open);
                if (branch.prebuilt()) {
                    kernelAbis.forEach(abi -> build.prebuilt(branch, open, abi));
                    build.metas(branch, open, kernelAbis);
                }
            }
        }
        kernelAbis.forEach(build::signatures);
        build.transitional("linux-modules-nvidia-550-generic", "linux-modules-nvidia-580-generic");
        build.dkms();
        return build.packages;
    }

    private static String flavoured(Branch branch, boolean open) {
        return branch.label() + (open ? "-open" : "");
    }

    private void userSpace(Branch branch) {
        var label = branch.label();
        var version = branch.driver();
        var firmware = "nvidia-firmware-" + label + "-" + version;
        add(
                branch,
                firmware,
                "Firmware files used by the kernel module",
                "",
                List.of(),
                firmware(version));
        add(
                branch,
                "nvidia-kernel-common-" + label,
                "Shared files used with the kernel module",
                "nvidia-kernel-common",
                List.of(List.of(firmware)),
                kernelCommon());
        add(
                branch,
                "libnvidia-compute-" + label,
                "NVIDIA libcompute package",
                "libnvidia-compute",
                List.of(),
                List.of(
                        library("libcuda.so.1", version),
                        library("libnvidia-ml.so.1", version),
                        library("libnvidia-ptxjitcompiler.so.1", version)));
        add(
                branch,
                "nvidia-utils-" + label,
                "NVIDIA driver support binaries",
                "nvidia-utils",
                List.of(List.of("libnvidia-compute-" + label)),
                List.of(
                        PackagedFile.program(
                                "/usr/bin/nvidia-smi", LabPrograms.marker("nvidia-smi", version))));
        computeUtils(branch);
    }

    private void computeUtils(Branch branch) {
        var program = LabPrograms.marker("nvidia-persistenced", branch.driver());
        packages.add(
                new DebianPackage(
                        "nvidia-compute-utils-" + branch.label(),
                        branch.packageVersion(),
                        "restricted",
                        "NVIDIA compute utilities",
                        List.of(List.of("libnvidia-compute-" + branch.label())),
                        "nvidia-compute-utils",
                        List.of(
                                PackagedFile.program("/usr/bin/nvidia-persistenced", program),
                                PackagedFile.data(
                                        "/usr/lib/systemd/system/nvidia-persistenced.service",
                                        "[Service]\nExecStart=/usr/bin/nvidia-persistenced\n")),
                        List.of(new Action.SystemUser("nvidia-persistenced")),
                        500));
    }

    private void source(Branch branch, boolean open) {
        var label = branch.label();
        var flavoured = flavoured(branch, open);
        add(
                branch,
                "nvidia-kernel-source-" + flavoured,
                "NVIDIA kernel source package",
                "nvidia-kernel-source",
                List.of(),
                List.of(
                        PackagedFile.data(
                                "/usr/src/nvidia-" + branch.driver() + "/dkms.conf",
                                "PACKAGE_NAME=\"nvidia\"\nPACKAGE_VERSION=\""
                                        + branch.driver()
                                        + "\"\n")));
        packages.add(
                new DebianPackage(
                        "nvidia-dkms-" + flavoured,
                        branch.packageVersion(),
                        "restricted",
                        "NVIDIA DKMS package",
                        List.of(
                                List.of("dkms"),
                                List.of("linux-headers-generic"),
                                List.of("nvidia-kernel-source-" + flavoured),
                                List.of("nvidia-kernel-common-" + label)),
                        "nvidia-dkms",
                        List.of(),
                        List.of(
                                new Action.BuildModules(branch.driver(), open),
                                new Action.UpdateInitramfs()),
                        60));
        var common = List.of("nvidia-kernel-common-" + label);
        add(
                branch,
                "nvidia-headless-no-dkms-" + flavoured,
                "NVIDIA headless metapackage - no DKMS",
                "nvidia-headless-no-dkms",
                List.of(
                        List.of("libnvidia-compute-" + label),
                        List.of("nvidia-compute-utils-" + label),
                        List.of("nvidia-kernel-source-" + flavoured),
                        common),
                List.of());
        add(
                branch,
                "nvidia-headless-" + flavoured,
                "NVIDIA headless metapackage",
                "",
                List.of(
                        List.of("nvidia-headless-no-dkms-" + flavoured),
                        List.of("nvidia-dkms-" + flavoured)),
                List.of());
        add(
                branch,
                "nvidia-driver-" + flavoured,
                "NVIDIA driver metapackage",
                "nvidia-driver",
                List.of(
                        List.of("libnvidia-compute-" + label),
                        List.of("nvidia-compute-utils-" + label),
                        List.of("nvidia-utils-" + label),
                        List.of("nvidia-dkms-" + flavoured)),
                List.of());
    }

    private void prebuilt(Branch branch, boolean open, int abi) {
        var release = KernelPackages.release(abi);
        var folder = "nvidia-" + branch.label().replace("-server", "srv") + (open ? "-open" : "");
        packages.add(
                new DebianPackage(
                        "linux-modules-nvidia-" + flavoured(branch, open) + "-" + release,
                        kernelVersion(abi),
                        "restricted",
                        "Linux kernel nvidia modules",
                        List.of(
                                List.of("linux-image-" + release),
                                List.of("linux-signatures-nvidia-" + release),
                                List.of("nvidia-kernel-common-" + branch.label())),
                        "linux-modules-nvidia-" + release,
                        modules(
                                release,
                                "/kernel/" + folder + "/",
                                branch.driver(),
                                open,
                                Optional.of(ModuleFile.CANONICAL)),
                        List.of(new Action.Depmod(), new Action.UpdateInitramfs()),
                        30_000));
    }

    private static String kernelVersion(int abi) {
        return "6.8.0-" + abi + "." + abi + "+1";
    }

    private void metas(Branch branch, boolean open, List<Integer> kernelAbis) {
        int newest = kernelAbis.stream().mapToInt(Integer::intValue).max().orElse(0);
        var modules =
                "linux-modules-nvidia-"
                        + flavoured(branch, open)
                        + "-"
                        + KernelPackages.release(newest);
        for (var flavour : List.of("generic", "generic-6.8")) {
            packages.add(
                    new DebianPackage(
                            "linux-modules-nvidia-" + flavoured(branch, open) + "-" + flavour,
                            kernelVersion(newest),
                            "restricted",
                            "Extra drivers for nvidia for the " + flavour + " flavour",
                            List.of(
                                    List.of(modules),
                                    List.of("nvidia-kernel-common-" + branch.label())),
                            "",
                            List.of(),
                            List.of(),
                            10));
        }
    }

    private void signatures(int abi) {
        var release = KernelPackages.release(abi);
        packages.add(
                new DebianPackage(
                        "linux-signatures-nvidia-" + release,
                        kernelVersion(abi),
                        "restricted",
                        "Linux kernel signatures for nvidia modules",
                        List.of(List.of("linux-image-" + release)),
                        "",
                        List.of(),
                        List.of(),
                        200));
    }

    private void transitional(String name, String to) {
        packages.add(
                new DebianPackage(
                        name,
                        kernelVersion(139),
                        "restricted",
                        "dummy transitional package",
                        List.of(List.of(to)),
                        "",
                        List.of(),
                        List.of(),
                        10));
    }

    private void dkms() {
        packages.add(
                new DebianPackage(
                        "dkms",
                        "3.0.11-1ubuntu13",
                        "main",
                        "Dynamic Kernel Module System (DKMS)",
                        List.of(List.of("gcc"), List.of("make"), List.of("libc6-dev")),
                        "",
                        List.of(
                                PackagedFile.program(
                                        "/usr/sbin/dkms", LabPrograms.marker("dkms", "3.0.11")),
                                PackagedFile.configuration(
                                        "/etc/dkms/framework.conf",
                                        "## This configuration file modifies the behavior of"
                                                + " DKMS\n")),
                        List.of(),
                        200));
    }

    private void add(
            Branch branch,
            String name,
            String description,
            String role,
            List<List<String>> depends,
            List<PackagedFile> files) {
        var actions =
                role.equals("nvidia-kernel-common")
                        ? List.<Action>of(new Action.UpdateInitramfs())
                        : List.<Action>of();
        packages.add(
                new DebianPackage(
                        name,
                        branch.packageVersion(),
                        "restricted",
                        description,
                        depends,
                        role,
                        files,
                        actions,
                        20_000));
    }

    private static List<PackagedFile> firmware(String version) {
        return List.of(
                PackagedFile.data(
                        "/usr/lib/firmware/nvidia/" + version + "/gsp_ga10x.bin", "GSP " + version),
                PackagedFile.data(
                        "/usr/lib/firmware/nvidia/" + version + "/gsp_tu10x.bin",
                        "GSP " + version));
    }

    /// Canonical's packages bring a blacklist of nouveau of their own. Which file holds it is
    /// unverified; that there is one, and of what, is not.
    private static List<PackagedFile> kernelCommon() {
        return List.of(
                PackagedFile.data(
                        "/usr/lib/modprobe.d/nvidia-graphics-drivers.conf",
                        """
                        blacklist nouveau
                        blacklist lbm-nouveau
                        alias nouveau off
                        alias lbm-nouveau off
                        """),
                PackagedFile.data(
                        "/usr/lib/udev/rules.d/71-nvidia.rules",
                        "ACTION==\"add\", DEVPATH==\"/module/nvidia\", SUBSYSTEM==\"module\","
                                + " RUN+=\"/sbin/modprobe nvidia-uvm\"\n"),
                PackagedFile.configuration(
                        "/etc/modprobe.d/nvidia-graphics-drivers-kms.conf",
                        "options nvidia-drm modeset=1\n"));
    }

    private static PackagedFile library(String name, String version) {
        return PackagedFile.data(
                "/usr/lib/x86_64-linux-gnu/" + name, LabPrograms.library(name, version));
    }

    /// The module files of a driver.
    ///
    /// @param folder below /usr/lib/modules/RELEASE, with a slash at both ends
    static List<PackagedFile> modules(
            String release, String folder, String driver, boolean open, Optional<String> signer) {
        return MODULES.stream()
                .map(name -> module(name, release, driver, open, signer))
                .map(m ->
                        PackagedFile.data(
                                "/usr/lib/modules/"
                                        + release
                                        + folder
                                        + m.name().replace('_', '-')
                                        + ".ko.zst",
                                new String(m.toBytes(), StandardCharsets.UTF_8)))
                .toList();
    }

    private static ModuleFile module(
            String name, String release, String driver, boolean open, Optional<String> signer) {
        var aliases =
                name.equals("nvidia")
                        ? List.of(
                                "pci:v000010DEd*sv*sd*bc03sc00i00*",
                                "pci:v000010DEd*sv*sd*bc03sc02i00*",
                                "char-major-195-*")
                        : List.<String>of();
        var depends =
                switch (name) {
                    case "nvidia" -> List.<String>of();
                    case "nvidia_drm" -> List.of("nvidia_modeset");
                    default -> List.of("nvidia");
                };
        return new ModuleFile(
                name,
                driver,
                open ? "Dual MIT/GPL" : "NVIDIA",
                "",
                aliases,
                depends,
                release + " SMP preempt mod_unload modversions ",
                signer);
    }
}
