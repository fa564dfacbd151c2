package dev.thruway.lab.guest;

import dev.thruway.lab.LabClock;
import dev.thruway.lab.guest.os.Boot;
import dev.thruway.lab.guest.os.Disk;
import dev.thruway.lab.guest.os.Installer;
import dev.thruway.lab.guest.os.OperatingSystem;
import dev.thruway.lab.guest.os.Program;
import dev.thruway.lab.guest.program.Programs;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// One guest operating system: a disk that stays and a kernel that does not.
///
/// All power methods return at once; booting and going down take their scaled time on a thread of
/// the guest. A reboot from inside keeps the hardware that the guest was switched on with.
public final class GuestMachine {

    /// From power-on to an answering sshd: a small Ubuntu server on NVMe takes about this long.
    private static final Duration BOOT = Duration.ofSeconds(30);

    private static final Duration SHUTDOWN = Duration.ofSeconds(8);

    private enum Power {
        OFF,
        BOOTING,
        UP,
        GOING_DOWN
    }

    private final GuestImage image;
    private final LabClock clock;
    private final Disk disk;
    private final Map<String, Program> programs = Programs.table();
    private final List<GuestListener> listeners = new CopyOnWriteArrayList<>();
    private Power power = Power.OFF;
    private @Nullable GuestHardware hardware;
    private @Nullable Thread transition;
    private @Nullable OperatingSystem running;

    public GuestMachine(GuestImage image, LabClock clock) {
        this.image = image;
        this.clock = clock;
        this.disk = Installer.install(image, programs.keySet(), clock::now);
    }

    /// The running system; empty unless it is up.
    public synchronized Optional<OperatingSystem> os() {
        return power == Power.UP ? Optional.ofNullable(running) : Optional.empty();
    }

    /// What is on the disk, whether the guest runs or not.
    public Disk disk() {
        return disk;
    }

    public GuestImage image() {
        return image;
    }

    public void addListener(GuestListener listener) {
        listeners.add(listener);
    }

    /// True from power-on to power-off.
    public synchronized boolean poweredOn() {
        return power != Power.OFF;
    }

    /// True once booted: sshd and the tools answer.
    public synchronized boolean running() {
        return power == Power.UP;
    }

    public synchronized Optional<GuestHardware> hardware() {
        return Optional.ofNullable(hardware);
    }

    /// Begins to boot; does nothing where the power is on.
    public synchronized void powerOn(GuestHardware found) {
        if (power == Power.OFF) {
            hardware = found;
            boot();
        }
    }

    /// Pulls the plug: whatever ran is gone, what is on the disk stays.
    public synchronized void powerOff() {
        boolean wasUp = power == Power.UP;
        stopTransition();
        power = Power.OFF;
        hardware = null;
        running = null;
        if (wasUp) {
            listeners.forEach(GuestListener::down);
        }
    }

    /// The reset button: as power-off and power-on with the same hardware.
    public synchronized void reset() {
        var same = hardware;
        if (same != null) {
            powerOff();
            powerOn(same);
        }
    }

    /// The ACPI power button: goes down in order, then runs `whenOff`. A guest that is not up does
    /// not hear it.
    public synchronized void shutdown(Runnable whenOff) {
        if (power == Power.UP) {
            goDown(() -> {
                if (halt()) {
                    whenOff.run();
                }
            });
        }
    }

    private void boot() {
        power = Power.BOOTING;
        transition(BOOT, this::booted);
    }

    private void booted() {
        synchronized (this) {
            var found = hardware;
            if (found == null || overtaken()) {
                return;
            }
            running =
                    new Boot(image, disk, clock, programs)
                            .start(found, new Buttons(), UUID.randomUUID())
                            .orElse(null);
            if (running == null) {
                return;
            }
            power = Power.UP;
        }
        listeners.forEach(GuestListener::up);
    }

    /// What the guest can do to its own power.
    private final class Buttons implements dev.thruway.lab.guest.os.Power {

        @Override
        public void reboot() {
            synchronized (GuestMachine.this) {
                if (power == Power.UP) {
                    goDown(GuestMachine.this::bootAgain);
                }
            }
        }

        @Override
        public void off() {
            synchronized (GuestMachine.this) {
                if (power == Power.UP) {
                    goDown(GuestMachine.this::halt);
                }
            }
        }
    }

    private synchronized void bootAgain() {
        if (power == Power.GOING_DOWN && !overtaken()) {
            boot();
        }
    }

    private void goDown(Runnable then) {
        power = Power.GOING_DOWN;
        listeners.forEach(GuestListener::down);
        transition(SHUTDOWN, then);
    }

    /// True on the thread of a transition that another one has replaced.
    private boolean overtaken() {
        return transition != Thread.currentThread();
    }

    /// False where the power was cut meanwhile.
    private boolean halt() {
        synchronized (this) {
            if (overtaken()) {
                return false;
            }
            power = Power.OFF;
            hardware = null;
            running = null;
        }
        listeners.forEach(GuestListener::halted);
        return true;
    }

    private void transition(Duration real, Runnable then) {
        stopTransition();
        transition =
                Thread.ofVirtual()
                        .name("guest-" + image.hostname())
                        .start(() -> {
                            try {
                                clock.pause(real);
                            } catch (InterruptedException e) {
                                return;
                            }
                            then.run();
                        });
    }

    private void stopTransition() {
        if (transition != null) {
            transition.interrupt();
        }
        transition = null;
    }
}
