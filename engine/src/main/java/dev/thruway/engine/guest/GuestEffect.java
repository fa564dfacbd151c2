package dev.thruway.engine.guest;

import dev.thruway.domain.Knowledge;
import dev.thruway.domain.observation.GuestObservation;
import dev.thruway.domain.observation.GuestObservation.GuestBefore;
import dev.thruway.domain.text.Phrase;
import dev.thruway.engine.Causes;
import dev.thruway.engine.run.Effect;
import dev.thruway.engine.run.Explanation;
import dev.thruway.engine.run.Permitted;
import dev.thruway.engine.run.StepFailed;
import dev.thruway.guest.Bytes;
import dev.thruway.guest.Command;
import dev.thruway.guest.ExecResult;
import dev.thruway.guest.GuestException;
import dev.thruway.guest.GuestFault;
import dev.thruway.knowledge.failure.LineKind;
import dev.thruway.knowledge.failure.LogLine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What all effects inside a guest share: they look by reading the whole guest, and note what they
/// are about to write before they write it.
abstract class GuestEffect implements Effect {

    /// Rebuilding an initramfs takes seconds on hardware and minutes under emulation.
    static final Duration LONG = Duration.ofMinutes(15);

    /// Waits for another apt or dpkg, and keeps changed configuration files.
    private static final List<String> APT_OPTIONS =
            List.of(
                    "-o",
                    "DPkg::Lock::Timeout=600",
                    "-o",
                    "Acquire::Retries=3",
                    "-o",
                    "Dpkg::Options::=--force-confdef",
                    "-o",
                    "Dpkg::Options::=--force-confold");

    private final GuestShell guest;
    private final GuestReader reader;

    GuestEffect(GuestShell guest, Knowledge knowledge) {
        this.guest = guest;
        this.reader = new GuestReader(guest, knowledge);
    }

    final GuestShell guest() {
        return guest;
    }

    final GuestObservation read() {
        return reader.read();
    }

    /// Looks at what was read.
    abstract Look look(GuestObservation seen);

    /// Does it. Where a [GuestException] says that no answer came, it may have been done: a look
    /// tells. Any other becomes a failed step.
    abstract void change();

    @Override
    public Look look() {
        try {
            return look(read());
        } catch (GuestException e) {
            return unanswered(e);
        }
    }

    /// Who is not let in, or does not trust the guest, is not by waiting either.
    static Look unanswered(GuestException e) {
        return e.fault().lasting() ? new Look.Wrong(Causes.of(e)) : new Look.Unclear(Causes.of(e));
    }

    @Override
    public final void act() {
        try {
            change();
        } catch (GuestException e) {
            throw Causes.ofChange(e);
        }
    }

    @Override
    public Duration limit() {
        return LONG;
    }

    final ExecResult root(Command command) {
        Permitted.requireStill();
        return guest.asRoot(command.with("DEBIAN_FRONTEND", "noninteractive").within(LONG));
    }

    /// apt-get. Sent once more where the connection broke: what is so already apt leaves alone, and
    /// its lock makes the second wait for a first one that still runs.
    final ExecResult apt(List<String> arguments) {
        var argv = new ArrayList<>(List.of("apt-get"));
        argv.addAll(APT_OPTIONS);
        argv.addAll(arguments);
        var command = Command.of(argv).with("NEEDRESTART_SUSPEND", "1");
        try {
            return root(command);
        } catch (GuestException e) {
            if (e.fault() instanceof GuestFault.Unreachable) {
                return root(command);
            }
            throw e;
        }
    }

    /// Throws [StepFailed] with what the lines mean where it did not work.
    final ExecResult mustApt(List<String> arguments) {
        var result = apt(arguments);
        if (!result.ok()) {
            throw new StepFailed(aptFailed("apt-get " + String.join(" ", arguments), result));
        }
        return result;
    }

    private static Explanation aptFailed(String command, ExecResult result) {
        var lines = new ArrayList<LogLine>();
        lines.addAll(
                LogLine.numbered(command, LineKind.TOOL, result.stdoutText().lines().toList()));
        lines.addAll(
                LogLine.numbered(command, LineKind.TOOL, result.stderrText().lines().toList()));
        return Explanation.of(
                Phrase.of("run.apt-failed", "command", command, "says", lastWords(result)), lines);
    }

    static String lastWords(ExecResult result) {
        var said = result.stderrText().isBlank() ? result.stdoutText() : result.stderrText();
        var lines = said.strip().lines().toList();
        return String.join(" / ", lines.subList(Math.max(0, lines.size() - 3), lines.size()));
    }

    final void mustRoot(String program, String... arguments) {
        root(Command.of(program, arguments)).requireOk(program);
    }

    /// Adds to the note of what `undo` takes back. Where nothing is new the note is left alone: a
    /// proof takes no lock, and may run beside a change.
    final void note(List<String> packages, List<String> files) {
        mustRoot("mkdir", "-p", "-m", "700", GuestPaths.STATE);
        var found = reader.before();
        var before = found.orElse(new GuestBefore(List.of(), List.of()));
        var noted =
                new GuestBefore(
                        union(before.addedPackages(), packages),
                        union(before.writtenFiles(), files));
        if (found.equals(Optional.of(noted))) {
            return;
        }
        Permitted.requireStill();
        guest.putAsRoot(GuestPaths.BEFORE, GuestMarks.write(noted), 0600);
    }

    private static List<String> union(List<String> first, List<String> second) {
        var all = new ArrayList<>(first);
        second.stream().filter(s -> !all.contains(s)).forEach(all::add);
        return all;
    }

    final void put(String path, String text) {
        Permitted.requireStill();
        guest.putAsRoot(path, Bytes.utf8(text), 0644);
    }

    /// Makes the next boot read modprobe's configuration as it is now: update-initramfs on Debian
    /// and Ubuntu, dracut on the Red Hat and SUSE families.
    final void rebuildInitramfs() {
        var result = root(Command.of("update-initramfs", "-u"));
        if (result.code() == 127) {
            result = root(Command.of("dracut", "-f"));
        }
        result.requireOk("update-initramfs -u");
    }
}
