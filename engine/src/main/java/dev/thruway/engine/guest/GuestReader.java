package dev.thruway.engine.guest;

import dev.thruway.domain.Knowledge;
import dev.thruway.domain.observation.GuestObservation;
import dev.thruway.domain.observation.GuestObservation.CudaProof;
import dev.thruway.domain.observation.GuestObservation.GuestBefore;
import dev.thruway.domain.observation.GuestObservation.GuestDriver;
import dev.thruway.domain.observation.Observed;
import dev.thruway.domain.observation.SmiAnswer;
import dev.thruway.domain.text.Phrase;
import dev.thruway.guest.ExecResult;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads what a guest says about itself. Changes nothing.
public final class GuestReader {

    /// `EFI_GLOBAL_VARIABLE` of the UEFI specification (3.3).
    private static final String SECURE_BOOT =
            "/sys/firmware/efi/efivars/SecureBoot-8be4df61-93ca-11d2-aa0d-00e098032b8c";

    private static final Pattern LOADED_VERSION =
            Pattern.compile("Kernel Module(?: for \\S+)?\\s+([0-9.]+)");

    private final GuestShell guest;
    private final Knowledge knowledge;

    public GuestReader(GuestShell guest, Knowledge knowledge) {
        this.guest = guest;
        this.knowledge = knowledge;
    }

    /// Throws [dev.thruway.guest.GuestException] where the guest does not answer.
    public GuestObservation read() {
        var release = OsRelease.parse(guest.file("/etc/os-release").orElse(""));
        var kernel = guest.output("uname", "-r").map(String::strip).orElse("");
        var bus = new PciReader(guest, knowledge).read();
        return new GuestObservation(
                release.id(),
                release.version(),
                kernel,
                guest.client().bootId(),
                secureBoot(),
                new OpenDriverReader(guest, kernel).read(),
                driver(),
                bus.gpus(),
                bus.others(),
                smi(),
                proof(),
                before());
    }

    /// From `mokutil` where it is there and says it, else from the firmware's own variable: four
    /// bytes of attributes and one of value. A guest without either was not asked.
    Observed<Boolean> secureBoot() {
        var said = guest.output("mokutil", "--sb-state").orElse("");
        if (said.contains("SecureBoot enabled")) {
            return Observed.of(true);
        }
        if (said.contains("SecureBoot disabled")) {
            return Observed.of(false);
        }
        return guest.file(SECURE_BOOT)
                .filter(variable -> variable.length() == 5)
                .map(variable -> Observed.of(variable.charAt(4) == 1))
                .orElse(Observed.unknown(Phrase.of("unread.secure-boot-not-said")));
    }

    GuestDriver driver() {
        var installed =
                guest.output("modinfo", "-F", "version", "nvidia")
                        .map(String::strip)
                        .filter(v -> !v.isEmpty());
        var loaded =
                guest.file("/proc/driver/nvidia/version")
                        .map(LOADED_VERSION::matcher)
                        .filter(java.util.regex.Matcher::find)
                        .map(m -> m.group(1));
        return new GuestDriver(installed, loaded);
    }

    SmiAnswer smi() {
        var result = guest.run("nvidia-smi", "-q", "-x");
        if (result.code() == 127) {
            return new SmiAnswer.Failed(Phrase.of("condition.smi-absent"));
        }
        if (!result.ok()) {
            return new SmiAnswer.Failed(Phrase.of("condition.smi-failed", "says", said(result)));
        }
        return SmiReport.parse(result.stdoutText())
                .<SmiAnswer>map(SmiAnswer.Listed::new)
                .orElse(new SmiAnswer.Unread(Phrase.of("condition.smi-unreadable")));
    }

    /// The table that nvidia-smi prints for a person; unknown where it prints none.
    public Observed<String> smiTable() {
        var result = guest.run("nvidia-smi");
        return result.ok()
                ? Observed.of(result.stdoutText())
                : Observed.unknown(
                        result.code() == 127
                                ? Phrase.of("condition.smi-absent")
                                : Phrase.of("condition.smi-failed", "says", said(result)));
    }

    private static String said(ExecResult result) {
        var text = result.stdoutText().isBlank() ? result.stderrText() : result.stdoutText();
        return text.strip().lines().findFirst().orElse("exit " + result.code());
    }

    private Optional<CudaProof> proof() {
        return guest.rootFile(GuestPaths.CUDA_PROOF).flatMap(GuestMarks::readProof);
    }

    Optional<GuestBefore> before() {
        return guest.rootFile(GuestPaths.BEFORE).flatMap(GuestMarks::readBefore);
    }
}
