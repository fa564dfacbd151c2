package dev.thruway.lab.guest.kernel;

import dev.thruway.lab.LabClock;
import dev.thruway.lab.guest.GuestHardware;
import dev.thruway.lab.guest.fs.Errno;
import dev.thruway.lab.guest.fs.FileException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One boot of the guest.
public final class Kernel {

    /// Loaded modules that a line of dmesg or a driver's ownership hangs on.
    private static final String NOUVEAU = "nouveau";

    private final String release;
    private final String commandLine;
    private final GuestHardware hardware;
    private final UUID bootId;
    private final KernelLog log;
    private final List<PciDevice> bus;
    private final Map<String, ModuleFile> modules = new LinkedHashMap<>();
    private @Nullable NvidiaDriver nvidia;

    /// @param options what the boot loader adds to the command line
    public Kernel(
            String release, String options, GuestHardware hardware, UUID bootId, LabClock clock) {
        this.release = release;
        this.commandLine =
                "BOOT_IMAGE=/vmlinuz-%s root=/dev/mapper/ubuntu--vg-ubuntu--lv ro %s"
                        .formatted(release, options)
                        .strip();
        this.hardware = hardware;
        this.bootId = bootId;
        this.log = new KernelLog(clock);
        var found = new ArrayList<>(Chipset.devices());
        hardware.pciFunctions().forEach(f -> found.add(new PciDevice(f, Optional.empty())));
        found.sort(Comparator.comparing(PciDevice::address));
        this.bus = List.copyOf(found);
        BootMessages.write(this);
    }

    public String release() {
        return release;
    }

    public GuestHardware hardware() {
        return hardware;
    }

    public String bootId() {
        return bootId.toString();
    }

    public KernelLog log() {
        return log;
    }

    public List<PciDevice> bus() {
        return bus;
    }

    /// What the boot loader passed: `/proc/cmdline`.
    public String commandLine() {
        return commandLine;
    }

    public synchronized Collection<ModuleFile> modules() {
        return List.copyOf(modules.values());
    }

    /// Loaded under this name, where a dash is as good as an underscore.
    public synchronized boolean loaded(String name) {
        return modules.containsKey(name.replace('-', '_'));
    }

    /// Loaded modules that need this one.
    public synchronized List<String> users(String name) {
        return modules.values().stream()
                .filter(m -> m.depends().contains(name))
                .map(ModuleFile::name)
                .toList();
    }

    public synchronized Optional<NvidiaDriver> nvidia() {
        return Optional.ofNullable(nvidia);
    }

    /// As finit_module(2). What the module does when it starts may refuse it, too.
    ///
    /// @param options `name=value`, as modprobe passes them
    public synchronized void insert(ModuleFile module, List<String> options) {
        if (modules.containsKey(module.name())) {
            throw new FileException(Errno.EEXIST, module.name());
        }
        if (!module.kernelRelease().equals(release)) {
            log.add(
                    "%s: version magic '%s' should be '%s SMP preempt mod_unload modversions '"
                            .formatted(module.name(), module.vermagic(), release));
            throw new FileException(Errno.ENOEXEC, module.name());
        }
        checkSignature(module);
        start(module, options);
        modules.put(module.name(), module);
    }

    private void checkSignature(ModuleFile module) {
        boolean signed = module.signer().isPresent();
        boolean trusted = module.signer().filter(s -> s.equals(ModuleFile.CANONICAL)).isPresent();
        if (hardware.secureBoot() && !trusted) {
            log.add(
                    signed
                            ? "Loading of module with unavailable key is rejected"
                            : "Loading of unsigned module is rejected");
            throw new FileException(Errno.EKEYREJECTED, module.name());
        }
        if (!trusted) {
            log.add(
                    module.name()
                            + ": module verification failed: signature and/or required key missing"
                            + " - tainting kernel");
        }
    }

    private void start(ModuleFile module, List<String> options) {
        switch (module.name()) {
            case NOUVEAU -> {
                // With modeset=0 the module loads and registers no driver.
                if (!options.contains("modeset=0")) {
                    startNouveau();
                }
            }
            case "nvidia" -> {
                log.add("nvidia: loading out-of-tree module taints kernel.");
                if (!module.open()) {
                    log.add("nvidia: module license 'NVIDIA' taints kernel.");
                }
                nvidia = NvidiaDriver.load(module, bus, log);
            }
            case "nvidia_uvm" -> log.add("nvidia_uvm: module uses symbols from module nvidia.");
            default -> {}
        }
    }

    /// Takes every NVIDIA GPU that nobody holds and that the firmware gave its addresses.
    private void startNouveau() {
        for (var gpu : bus) {
            if (gpu.nvidiaGpu() && gpu.driver().isEmpty()) {
                var missing =
                        gpu.function().bars().stream()
                                .filter(bar -> bar.base().isEmpty())
                                .findFirst();
                if (missing.isPresent()) {
                    log.add(
                            "nouveau %s: can't enable device: BAR %d not assigned"
                                    .formatted(gpu.address(), missing.get().bar().index()));
                } else {
                    gpu.bind(NOUVEAU);
                    log.add("nouveau " + gpu.address() + ": enabling device (0000 -> 0002)");
                }
            }
        }
    }

    /// As delete_module(2). nouveau does not let go of a GPU whose console it feeds.
    public synchronized void remove(String name) {
        if (!modules.containsKey(name)) {
            throw new FileException(Errno.ENOENT, name);
        }
        boolean holdsGpu =
                name.equals(NOUVEAU)
                        && bus.stream().anyMatch(d -> d.driver().equals(Optional.of(NOUVEAU)));
        if (!users(name).isEmpty() || holdsGpu) {
            throw new FileException(Errno.EBUSY, name);
        }
        modules.remove(name);
        if (name.equals("nvidia") && nvidia != null) {
            nvidia.unload();
            nvidia = null;
        }
    }
}
