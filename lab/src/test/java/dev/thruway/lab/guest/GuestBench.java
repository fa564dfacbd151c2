package dev.thruway.lab.guest;

import dev.thruway.lab.LabClock;
import dev.thruway.lab.guest.GuestAccount.Sudo;
import dev.thruway.lab.guest.fs.User;
import dev.thruway.lab.guest.os.Boot;
import dev.thruway.lab.guest.os.Disk;
import dev.thruway.lab.guest.os.Installer;
import dev.thruway.lab.guest.os.OperatingSystem;
import dev.thruway.lab.guest.os.Power;
import dev.thruway.lab.guest.program.Programs;
import dev.thruway.lab.guest.shell.ProcessContext;
import dev.thruway.lab.guest.shell.Shell;
import dev.thruway.lab.guest.shell.Streams;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// A guest that boots at once: its time passes when work is done, and nobody waits.
public final class GuestBench implements Power {

    public static final String PASSWORD = "secret";

    private static final String PATH =
            "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    /// What a command left.
    public record Ran(int status, String out, String err) {

        /// Standard output, of a command that must succeed.
        public String ok() {
            if (status != 0) {
                throw new AssertionError("exit code " + status + ": " + err + out);
            }
            return out;
        }

        public List<String> lines() {
            return out.lines().toList();
        }
    }

    /// The hardware of one power-on.
    private record Hardware(
            boolean efi,
            boolean secureBoot,
            long memoryMib,
            int cpus,
            List<GuestPciFunction> pciFunctions)
            implements GuestHardware {}

    /// A clock that work moves, not waiting.
    private static final class WorkClock implements LabClock {

        private Instant now = Instant.parse("2026-11-22T09:00:00Z");
        private int worksLeft = Integer.MAX_VALUE;

        @Override
        public synchronized Instant now() {
            return now;
        }

        @Override
        public Duration scaled(Duration real) {
            return Duration.ZERO;
        }

        @Override
        public synchronized void pause(Duration real) throws InterruptedException {
            if (worksLeft-- == 0) {
                worksLeft = Integer.MAX_VALUE;
                throw new InterruptedException("power cut");
            }
            now = now.plus(real);
        }
    }

    private final GuestImage image;
    private final Disk disk;
    private final WorkClock clock = new WorkClock();
    private Hardware hardware;
    private OperatingSystem os;
    private boolean off;
    private long boots;

    private GuestBench(GuestImage image, Hardware hardware) {
        this.image = image;
        this.disk = Installer.install(image, Programs.table().keySet(), clock::now);
        this.hardware = hardware;
        boot();
    }

    public static GuestImage image(Sudo sudo) {
        return GuestImage.ubuntu2404("gpu02", new GuestAccount("hpe", PASSWORD, List.of(), sudo));
    }

    /// An EFI guest with these cards, booted.
    public static GuestBench with(GuestPciFunction... cards) {
        return with(Sudo.WITH_PASSWORD, cards);
    }

    public static GuestBench with(Sudo sudo, GuestPciFunction... cards) {
        return with(image(sudo), cards);
    }

    public static GuestBench with(GuestImage image, GuestPciFunction... cards) {
        return new GuestBench(image, hardware(cards));
    }

    private static Hardware hardware(GuestPciFunction... cards) {
        return new Hardware(true, false, 65_536, 8, List.copyOf(Arrays.asList(cards)));
    }

    /// Pulls the plug and boots with other cards.
    public GuestBench rebootWith(GuestPciFunction... cards) {
        hardware =
                new Hardware(
                        hardware.efi(),
                        hardware.secureBoot(),
                        hardware.memoryMib(),
                        hardware.cpus(),
                        List.copyOf(Arrays.asList(cards)));
        boot();
        return this;
    }

    /// Pulls the plug, changes the firmware and boots.
    public GuestBench rebootOn(boolean efi, boolean secureBoot) {
        hardware =
                new Hardware(
                        efi,
                        secureBoot,
                        hardware.memoryMib(),
                        hardware.cpus(),
                        hardware.pciFunctions());
        boot();
        return this;
    }

    public GuestBench boot() {
        off = false;
        os =
                new Boot(image, disk, clock, Programs.table())
                        .start(hardware, this, new UUID(0, ++boots))
                        .orElseThrow(() -> new IllegalStateException("does not boot"));
        return this;
    }

    @Override
    public void reboot() {
        boot();
    }

    @Override
    public void off() {
        off = true;
    }

    public boolean isOff() {
        return off;
    }

    public OperatingSystem os() {
        return os;
    }

    public Ran root(String script) {
        return run(User.ROOT, "/root", script, "");
    }

    public Ran root(String script, String input) {
        return run(User.ROOT, "/root", script, input);
    }

    public Ran user(String script) {
        return user(script, "");
    }

    public Ran user(String script, String input) {
        var account = os.accounts().find("hpe").orElseThrow();
        return run(account.user(), account.home(), script, input);
    }

    private Ran run(User user, String home, String script, String input) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var in = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
        var environment =
                Map.of("PATH", PATH, "HOME", home, "USER", user.name(), "LANG", "C.UTF-8");
        var context = new ProcessContext(user, home, environment, new Streams(in, out, err), false);
        try {
            int status = new Shell(os.files(), os, context, List.of("bash")).run(script);
            return new Ran(
                    status,
                    out.toString(StandardCharsets.UTF_8),
                    err.toString(StandardCharsets.UTF_8));
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted: " + script, e);
        }
    }

    /// Runs as root, cuts the power in the middle of a piece of work and boots again.
    ///
    /// @param works how many pieces of work are done before
    /// @return false where the script had ended by then
    public boolean cutOff(String script, int works) {
        clock.worksLeft = works;
        try {
            root(script).ok();
            clock.worksLeft = Integer.MAX_VALUE;
            return false;
        } catch (IllegalStateException e) {
            boot();
            return true;
        }
    }

    /// The kernel's log, without times.
    public List<String> dmesg() {
        return os.kernel().log().lines().stream().map(line -> line.text()).toList();
    }

    /// Installs as an administrator would.
    public GuestBench install(String... packages) {
        root("apt-get update && apt-get install -y --no-install-recommends "
                        + String.join(" ", packages))
                .ok();
        return this;
    }

    /// The headless driver of a branch with prebuilt modules for the running kernel.
    public GuestBench installPrebuilt(String branch) {
        var label = branch.replace("-open", "");
        return install(
                "linux-modules-nvidia-" + branch + "-" + os.kernel().release(),
                "nvidia-headless-no-dkms-" + branch,
                "nvidia-utils-" + label);
    }
}
