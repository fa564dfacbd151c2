package dev.thruway.lab.guest.kernel;

import dev.thruway.lab.guest.fs.Errno;
import dev.thruway.lab.guest.fs.FileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// NVIDIA's kernel module, loaded. The texts that it logs are those of its public source (`nv.c`,
/// `nv-pci.c`, `osapi.c` of open-gpu-kernel-modules 550 and 595).
public final class NvidiaDriver {

    /// The character device of all GPUs, as `nv.h` has it.
    public static final int MAJOR = 195;

    private final ModuleFile module;
    private final List<PciDevice> held;

    private NvidiaDriver(ModuleFile module, List<PciDevice> held) {
        this.module = module;
        this.held = List.copyOf(held);
    }

    /// Probes every GPU on the bus; where it gets none, the module does not stay.
    static NvidiaDriver load(ModuleFile module, List<PciDevice> bus, KernelLog log) {
        var gpus = bus.stream().filter(PciDevice::nvidiaGpu).toList();
        if (gpus.isEmpty()) {
            log.add("NVRM: No NVIDIA GPU found.");
            throw new FileException(Errno.ENODEV, module.name());
        }
        log.add("nvidia-nvlink: Nvlink Core is being initialized, major device number 236");
        var free = gpus.stream().filter(gpu -> gpu.driver().isEmpty()).toList();
        sayTaken(gpus.size() - free.size(), log);
        var held = new ArrayList<PciDevice>();
        for (var gpu : free) {
            if (probe(module, gpu, log)) {
                held.add(gpu);
            }
        }
        sayFailed(free.size() - held.size(), log);
        if (held.isEmpty()) {
            log.add(
                    free.isEmpty()
                            ? "NVRM: No NVIDIA devices probed."
                            : "NVRM: None of the NVIDIA devices were initialized.");
            log.add("nvidia-nvlink: Unregistered Nvlink Core, major device number 236");
            throw new FileException(Errno.ENODEV, module.name());
        }
        held.forEach(gpu -> gpu.bind("nvidia"));
        var driver = new NvidiaDriver(module, held);
        log.add("NVRM: loading " + driver.banner());
        return driver;
    }

    private static void sayTaken(int taken, KernelLog log) {
        if (taken > 0) {
            log.add("NVRM: The NVIDIA probe routine was not called for " + taken + " device(s).");
            log.add("NVRM: This can occur when another driver was loaded and ");
            log.add("NVRM: obtained ownership of the NVIDIA device(s).");
            log.add("NVRM: Try unloading the conflicting kernel module (and/or");
            log.add("NVRM: reconfigure your kernel without the conflicting");
            log.add("NVRM: driver(s)), then try loading the NVIDIA kernel module");
            log.add("NVRM: again.");
        }
    }

    private static void sayFailed(int failed, KernelLog log) {
        if (failed > 0) {
            log.add("NVRM: The NVIDIA probe routine failed for " + failed + " device(s).");
        }
    }

    private static boolean probe(ModuleFile module, PciDevice gpu, KernelLog log) {
        var function = gpu.function();
        for (var bar : function.bars()) {
            if (bar.base().isEmpty()) {
                log.add("NVRM: This PCI I/O region assigned to your NVIDIA device is invalid:");
                log.add(
                        "NVRM: BAR%d is 0M @ 0x0 (PCI:%s)"
                                .formatted(bar.bar().index(), gpu.address()));
                log.add("nvidia: probe of " + gpu.address() + " failed with error -1");
                return false;
            }
        }
        var architecture = GpuArchitecture.of(function.ids().device());
        var reason = refusal(module, architecture);
        reason.ifPresent(lines -> {
            log.add(
                    "NVRM: The NVIDIA GPU %s (PCI ID: %s)"
                            .formatted(gpu.address(), function.ids().vendorDevice()));
            lines.forEach(log::add);
            log.add("nvidia: probe of " + gpu.address() + " failed with error -1");
        });
        return reason.isEmpty();
    }

    private static Optional<List<String>> refusal(ModuleFile module, GpuArchitecture chip) {
        if (!chip.drivenBy(branch(module))) {
            return Optional.of(
                    List.of(
                            "NVRM: installed in this system is not supported by the",
                            "NVRM: NVIDIA " + module.version() + " driver release."));
        }
        if (module.open() && !chip.systemProcessor()) {
            return Optional.of(
                    List.of(
                            "NVRM: installed in this system is not supported by open",
                            "NVRM: nvidia.ko because it does not include the required GPU",
                            "NVRM: System Processor (GSP)."));
        }
        return Optional.empty();
    }

    private static int branch(ModuleFile module) {
        return Integer.parseInt(module.version().split("\\.")[0]);
    }

    /// Why the GPU does not start although the driver holds it: the two numbers of `RmInitAdapter
    /// failed! (0xAA:0xBB:…)`; empty where it starts.
    ///
    /// @param firmware whether the files that the GPU's own processor runs are there
    public Optional<String> startFailure(PciDevice gpu, boolean firmware) {
        var architecture = GpuArchitecture.of(gpu.function().ids().device());
        if (!module.open() && architecture == GpuArchitecture.BLACKWELL) {
            return Optional.of("0x22:0x56");
        }
        return module.open() && !firmware ? Optional.of("0x61:0x59") : Optional.empty();
    }

    public String version() {
        return module.version();
    }

    public boolean open() {
        return module.open();
    }

    /// The GPUs that it holds, in the order of their device files.
    public List<PciDevice> gpus() {
        return held;
    }

    void unload() {
        held.forEach(PciDevice::release);
    }

    /// As in the kernel's log and the first line of /proc/driver/nvidia/version.
    public String banner() {
        return module.open()
                ? "NVIDIA UNIX Open Kernel Module for x86_64  " + version() + "  Release Build"
                : "NVIDIA UNIX x86_64 Kernel Module  " + version() + "  Release Build";
    }
}
