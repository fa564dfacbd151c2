package dev.thruway.lab.world;

import dev.thruway.domain.pci.PciAddress;
import dev.thruway.lab.guest.GuestHardware;
import dev.thruway.lab.guest.GuestListener;
import dev.thruway.lab.guest.GuestPciFunction;
import dev.thruway.lab.world.Refusal.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Whether a VM runs, and with which functions of its host. A guest that switches itself off
/// switches the VM off.
final class VmRun {

    /// A VM with large reserved memory takes a moment until the task is done.
    static final Duration POWER_ON = Duration.ofSeconds(6);

    /// From the end of the task to the firmware's giving up: `seconds later` (KB 323402).
    private static final Duration FALL_OVER = Duration.ofSeconds(8);

    private static final Duration RAN_BEFORE = Duration.ofDays(3);

    private final VirtualMachine vm;
    private final VmLog log;
    private final VmEvents tell;
    private final Timeline timeline;
    private final Changes changes;
    private final List<Consumer<PowerState>> listeners = new ArrayList<>();
    private PowerState power = PowerState.POWERED_OFF;
    private int count;
    private List<PciFunction> held = List.of();
    private @Nullable Instant bootTime;

    VmRun(VirtualMachine vm, EsxHost host, VmLog log, VmEvents tell) {
        this.vm = vm;
        this.timeline = host.timeline();
        this.changes = host.changes();
        this.log = log;
        this.tell = tell;
        vm.guest().addListener(new Listener());
    }

    private EsxHost host() {
        return vm.host();
    }

    PowerState power() {
        return power;
    }

    Optional<Instant> bootTime() {
        return Optional.ofNullable(bootTime);
    }

    /// True while the VM runs with the device.
    boolean holds(PciFunction function) {
        return power == PowerState.POWERED_ON && held.contains(function);
    }

    /// The function of the host that a device has while the VM runs.
    Optional<PciAddress> assigned(int key) {
        var devices = vm.config().hostDevices();
        for (int i = 0; i < Math.min(devices.size(), held.size()); i++) {
            if (devices.get(i).key() == key) {
                return Optional.of(held.get(i).address());
            }
        }
        return Optional.empty();
    }

    /// Tells of every change of the power, inside the world's lock.
    void onPower(Consumer<PowerState> listener) {
        listeners.add(listener);
    }

    void require(PowerState wanted) {
        if (power != wanted) {
            throw new Refusal(new Reason.InvalidPowerState(wanted, power));
        }
    }

    /// As a VM that ran before the world began. That it ran is a fact, whatever [PowerOn] makes of
    /// it: its guest is then without the devices.
    void ran() {
        var outcome = new PowerOn(host(), vm.config(), vm).evaluate();
        held = outcome.functions();
        power = PowerState.POWERED_ON;
        bootTime = timeline.now().minus(RAN_BEFORE);
        vm.guest()
                .powerOn(
                        hardware(
                                outcome instanceof PowerOn.Outcome.Runs(_, var inGuest)
                                        ? inGuest
                                        : List.of()));
    }

    /// Switches it on by the truth table of [PowerOn].
    void start() {
        if (power == PowerState.POWERED_ON) {
            require(PowerState.POWERED_OFF);
        }
        host().requireNoMaintenance();
        var outcome = new PowerOn(host(), vm.config(), vm).evaluate();
        log.begin(host(), vm.config());
        outcome.functions().forEach(log::bars);
        switch (outcome) {
            case PowerOn.Outcome.Refused(var functions, var reason) -> {
                PowerOn.specificLine(reason).ifPresent(log::vmx);
                log.vmx(Reason.PowerOnFailed.DEVICE_POWER_ON);
                tell.notPoweredOn(reason.message());
                throw new Refusal(reason);
            }
            case PowerOn.Outcome.Runs(var functions, var guestFunctions) -> {
                started(functions);
                vm.guest().powerOn(hardware(guestFunctions));
            }
            case PowerOn.Outcome.FallsOver(var functions, long kilobytes) -> {
                started(functions);
                int thisRun = count;
                timeline.after(FALL_OVER, () -> changes.write(() -> fallOver(thisRun, kilobytes)));
            }
        }
    }

    private void started(List<PciFunction> functions) {
        count++;
        held = functions;
        power = PowerState.POWERED_ON;
        bootTime = timeline.now();
        listeners.forEach(l -> l.accept(power));
        if (!functions.isEmpty()) {
            log.vmx("PCIPassthru: successfully created the IOMMU mappings");
        }
        if (vm.config().boot().firmware() == Firmware.EFI) {
            log.vcpu("Guest: EFI ROM version: VMW71.00V.21805430.B64.2305221830 (64-bit RELEASE)");
        }
        tell.poweredOn();
    }

    private void fallOver(int thisRun, long kilobytes) {
        if (count != thisRun || power != PowerState.POWERED_ON) {
            return;
        }
        var text =
                ("The firmware could not allocate %d KB of PCI MMIO. Increase the size of PCI MMIO"
                                + " and try again.")
                        .formatted(kilobytes);
        log.vcpu(text);
        tell.error(text);
        stopped();
    }

    private GuestHardware hardware(List<GuestPciFunction> functions) {
        return new VmHardware(
                vm.config().boot().firmware() == Firmware.EFI,
                vm.config().boot().secureBoot(),
                vm.config().memory().mib(),
                vm.config().cpu().count(),
                functions);
    }

    /// The host is gone, or the plug is pulled.
    void unplug() {
        if (power == PowerState.POWERED_ON) {
            vm.guest().powerOff();
            stopped();
        }
    }

    void stopped() {
        ended(PowerState.POWERED_OFF);
        tell.poweredOff();
    }

    void ended(PowerState now) {
        power = now;
        count++;
        held = List.of();
        bootTime = null;
        listeners.forEach(l -> l.accept(power));
    }

    /// The hardware stays as it was at power-on.
    void reset() {
        vm.guest().reset();
        bootTime = timeline.now();
    }

    /// The guest speaks on its own threads while it holds its own lock, so that the world's lock is
    /// never taken there.
    private final class Listener implements GuestListener {

        @Override
        public void up() {
            later(() -> {});
        }

        @Override
        public void down() {
            later(() -> {});
        }

        @Override
        public void halted() {
            later(() -> {
                if (power == PowerState.POWERED_ON && !vm.guest().poweredOn()) {
                    stopped();
                }
            });
        }

        private void later(Runnable work) {
            timeline.after(Duration.ZERO, () -> changes.write(work));
        }
    }
}
