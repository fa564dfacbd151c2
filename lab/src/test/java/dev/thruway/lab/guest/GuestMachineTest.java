package dev.thruway.lab.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thruway.lab.LabClock;
import dev.thruway.lab.guest.GuestAccount.Sudo;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The power of a guest, whose boots and shutdowns last until the test lets them end.
@Timeout(30)
class GuestMachineTest {

    /// Work that waits for the test.
    private static final class HeldClock implements LabClock {

        private final SynchronousQueue<Duration> work = new SynchronousQueue<>();

        @Override
        public Instant now() {
            return Instant.parse("2026-11-22T09:00:00Z");
        }

        @Override
        public Duration scaled(Duration real) {
            return real;
        }

        @Override
        public void pause(Duration real) throws InterruptedException {
            work.put(real);
        }

        Duration letEnd() throws InterruptedException {
            return work.take();
        }
    }

    private record Hardware(
            boolean efi,
            boolean secureBoot,
            long memoryMib,
            int cpus,
            List<GuestPciFunction> pciFunctions)
            implements GuestHardware {}

    private static final Hardware HARDWARE = new Hardware(true, false, 4096, 2, List.of());

    private final HeldClock clock = new HeldClock();
    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    private final GuestMachine guest =
            new GuestMachine(GuestBench.image(Sudo.WITH_PASSWORD), clock);

    @BeforeEach
    void listen() {
        guest.addListener(
                new GuestListener() {
                    @Override
                    public void up() {
                        events.add("up");
                    }

                    @Override
                    public void down() {
                        events.add("down");
                    }

                    @Override
                    public void halted() {
                        events.add("halted");
                    }
                });
    }

    @AfterEach
    void unplug() {
        guest.powerOff();
    }

    private String event() throws InterruptedException {
        return events.poll(10, TimeUnit.SECONDS);
    }

    private void boot() throws InterruptedException {
        guest.powerOn(HARDWARE);
        clock.letEnd();
        assertThat(event()).isEqualTo("up");
    }

    @Test
    void isUpOnlyOnceItHasBooted() throws InterruptedException {
        assertThat(guest.poweredOn()).isFalse();
        guest.powerOn(HARDWARE);
        assertThat(guest.poweredOn()).isTrue();
        assertThat(guest.running()).isFalse();
        assertThat(guest.os()).isEmpty();
        assertThat(clock.letEnd()).isEqualTo(Duration.ofSeconds(30));
        assertThat(event()).isEqualTo("up");
        assertThat(guest.os()).isPresent();
    }

    @Test
    void rebootsFromInsideWithAnotherBootId() throws InterruptedException {
        boot();
        var before = guest.os().orElseThrow();
        before.power().reboot();
        assertThat(event()).isEqualTo("down");
        assertThat(guest.os()).isEmpty();
        assertThat(guest.poweredOn()).isTrue();
        clock.letEnd();
        clock.letEnd();
        assertThat(event()).isEqualTo("up");
        assertThat(guest.os().orElseThrow().kernel().bootId())
                .isNotEqualTo(before.kernel().bootId());
        assertThat(guest.hardware()).contains(HARDWARE);
    }

    @Test
    void hearsTheAcpiButtonOnlyWhileItIsUp() throws InterruptedException {
        guest.shutdown(() -> events.add("off"));
        boot();
        guest.shutdown(() -> events.add("off"));
        assertThat(event()).isEqualTo("down");
        assertThat(guest.poweredOn()).isTrue();
        clock.letEnd();
        assertThat(event()).isEqualTo("halted");
        assertThat(event()).isEqualTo("off");
        assertThat(guest.poweredOn()).isFalse();
    }

    @Test
    void switchesItselfOff() throws InterruptedException {
        boot();
        guest.os().orElseThrow().power().off();
        assertThat(event()).isEqualTo("down");
        clock.letEnd();
        assertThat(event()).isEqualTo("halted");
        assertThat(guest.hardware()).isEmpty();
    }

    @Test
    void losesItsPowerAtAnyMoment() throws InterruptedException {
        guest.powerOn(HARDWARE);
        guest.powerOff();
        assertThat(guest.poweredOn()).isFalse();
        boot();
        guest.powerOff();
        assertThat(event()).isEqualTo("down");
        assertThat(guest.os()).isEmpty();
        boot();
        guest.os().orElseThrow().power().reboot();
        assertThat(event()).isEqualTo("down");
        guest.powerOff();
        assertThat(guest.poweredOn()).isFalse();
        assertThat(events).isEmpty();
    }

    @Test
    void aResetBootsTheSameHardwareAgain() throws InterruptedException {
        boot();
        guest.reset();
        assertThat(event()).isEqualTo("down");
        clock.letEnd();
        assertThat(event()).isEqualTo("up");
        assertThat(guest.hardware()).contains(HARDWARE);
    }

    @Test
    void withoutAKernelOrAnInitialRamDiskItDoesNotBoot() {
        var bench = GuestBench.with();
        bench.root("mv /boot/initrd.img-$(uname -r) /boot/initrd").ok();
        assertThatThrownBy(bench::boot).hasMessage("does not boot");
        bench.root("mv /boot/initrd /boot/initrd.img-$(uname -r)").ok();
        bench.boot();
        bench.root("rm /boot/vmlinuz-$(uname -r)").ok();
        assertThatThrownBy(bench::boot).hasMessage("does not boot");
    }
}
