package dev.thruway.cli.lab;

import dev.thruway.domain.mmio.MmioKeys;
import dev.thruway.lab.world.VirtualMachine;
import dev.thruway.lab.world.VmChange;
import dev.thruway.lab.world.VmChange.Setting;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What `demo --break` does to a VM between its configuration and its start, as somebody with the
/// vSphere Client could.
enum Fault {
    /// Both keys of the window are removed: the VM does not start.
    MMIO("mmio", "mmio-window-absent") {
        @Override
        VmChange change() {
            return VmChange.NONE.withSettings(
                    List.of(
                            new Setting(MmioKeys.USE_64BIT_MMIO, ""),
                            new Setting(MmioKeys.SIZE_GB, "")));
        }
    },
    /// A window of 64 GiB for an L40S, whose BARs are a little more: the VM starts and is off again
    /// seconds later (Broadcom KB 323402).
    MMIO_SMALL("mmio-small", "mmio-window-small") {
        @Override
        VmChange change() {
            return VmChange.NONE.withSettings(List.of(new Setting(MmioKeys.SIZE_GB, "64")));
        }
    },
    /// The memory reservation is given back: the VM does not start.
    MEMORY("memory", "memory-not-reserved") {
        @Override
        VmChange change() {
            return VmChange.NONE.withMemory(
                    new VmChange.MemoryChange(
                            Optional.empty(),
                            Optional.of(0L),
                            Optional.of(false),
                            Optional.empty()));
        }
    };

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(5);

    private final String option;
    private final String finding;

    Fault(String option, String finding) {
        this.option = option;
        this.finding = finding;
    }

    abstract VmChange change();

    /// The code of the finding that explains it.
    String finding() {
        return finding;
    }

    /// Changes the VM, and returns when its host has done so.
    void inject(VirtualMachine vm) throws InterruptedException {
        var tasks = vm.host().tasks();
        var task = vm.reconfigure(change());
        for (var waited = Duration.ZERO; !task.done(); waited = waited.plus(PAUSE)) {
            if (waited.compareTo(PATIENCE) > 0) {
                throw new IllegalStateException(this + " was not injected in time");
            }
            Thread.sleep(PAUSE);
            task = tasks.find(task.key()).orElseThrow();
        }
        if (task.error().isPresent()) {
            throw new IllegalStateException(this + " was refused: " + task.error().get());
        }
    }

    /// As it is typed.
    @Override
    public String toString() {
        return option;
    }
}
