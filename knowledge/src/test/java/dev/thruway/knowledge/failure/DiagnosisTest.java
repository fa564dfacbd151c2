package dev.thruway.knowledge.failure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.domain.finding.Evidence;
import dev.thruway.domain.finding.Finding;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiagnosisTest {

    private static final String GENERIC = "Module 'DevicePowerOn' power on failed.";

    @Test
    void theGenericLineAloneIsOnlyAPossibleCause() {
        assertThat(of(GENERIC))
                .singleElement()
                .satisfies(f -> {
                    assertThat(f.code()).isEqualTo("power-on-failed");
                    assertThat(f.certainty()).isEqualTo(Finding.Certainty.POSSIBLE);
                });
    }

    @Test
    void theSpecificLineWinsOverTheGenericOne() {
        var pages = "PCIPassthru: total number of pages needed (4206594) exceeds limit (917504)";
        assertThat(of(GENERIC, pages, GENERIC))
                .singleElement()
                .satisfies(f -> {
                    assertThat(f.code()).isEqualTo("mmio-window-absent");
                    assertThat(f.evidence()).containsExactly(new Evidence("test.log", 2, pages));
                });
    }

    /// 4206594 is the recorded number of a V100 with 16 GB, 33566722 of an A100 with 80 GB, and
    /// 16789506 is what an L40S comes to.
    @ParameterizedTest
    @CsvSource({
        "4206594, 16 GiB + 48 MiB, 32",
        "33566722, 128 GiB + 48 MiB, 256",
        "16789506, 64 GiB + 48 MiB, 128"
    })
    void computesTheWindowFromThePages(String pages, String bars, String window) {
        var found =
                of(
                        "PCIPassthru: total number of pages needed ("
                                + pages
                                + ") exceeds limit (917504)");
        assertThat(found).singleElement().satisfies(f -> says(f, bars, window));
    }

    @ParameterizedTest
    @CsvSource({"33587200, 32 GiB + 32 MiB, 64", "67141632, 64 GiB + 32 MiB, 128"})
    void computesTheWindowFromKilobytes(String kilobytes, String bars, String window) {
        var found =
                of("The firmware could not allocate " + kilobytes + " KB of PCI MMIO. Increase");
        assertThat(found).singleElement().satisfies(f -> says(f, bars, window));
    }

    private static void says(Finding finding, String bars, String window) {
        assertThat(finding.cause().args()).containsEntry("bars", bars);
        assertThat(finding.fix().args()).containsEntry("window", window);
    }

    @Test
    void anAbsurdNumberBreaksNothing() {
        var found =
                of(
                        "total number of pages needed (999999999999) exceeds limit (0)",
                        "total number of pages needed (0) exceeds limit (0)",
                        "total number of pages needed (99999999999999999999) exceeds limit (0)");
        assertThat(found).hasSize(2);
    }

    @Test
    void decodesWhatTheDriverSaysOfItsStart() {
        var found = of("NVRM: GPU 0000:13:00.0: RmInitAdapter failed! (0x24:0x72:1447)");
        assertThat(found)
                .singleElement()
                .satisfies(f ->
                        assertThat(f.cause().args())
                                .containsEntry("stageName", "STATE_INIT")
                                .containsEntry("statusName", "?"));
        assertThat(of("NVRM: GPU 0000:13:00.0: RmInitAdapter failed! (0x23:0x1f:1447)"))
                .singleElement()
                .satisfies(f ->
                        assertThat(f.cause().args())
                                .containsEntry("statusName", "INVALID_ARGUMENT"));
    }

    @Test
    void explainsABiosGuestByItsBarsAndNotByWhatFollows() {
        var found =
                of(
                        "NVRM: This PCI I/O region assigned to your NVIDIA device is invalid:",
                        "NVRM: BAR1 is 0M @ 0x0 (PCI:0000:13:00.0)",
                        "NVRM: GPU 0000:13:00.0: RmInitAdapter failed! (0x24:0x72:1447)",
                        "NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA"
                                + " driver.",
                        "No devices were found");
        assertThat(found).map(Finding::code).containsExactly("bar-unassigned");
    }

    @Test
    void explainsARejectedModuleByTheKernelsReason() {
        var found =
                of(
                        "modprobe: ERROR: could not insert 'nvidia': Key was rejected by service",
                        "Loading of unsigned module is rejected",
                        "NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA"
                                + " driver.");
        assertThat(found).map(Finding::code).containsExactly("module-unsigned");
    }

    @Test
    void putsTheSurestFirstAndKeepsTheOrderOtherwise() {
        var found =
                of(
                        "Device 0000:41:00.0 is already in use by virtual machine 'gpu01'.",
                        "E: dpkg was interrupted, you must manually run 'dpkg --configure -a'",
                        "E: Unable to locate package nvidia-utils-580-server");
        assertThat(found)
                .map(Finding::code)
                .containsExactly("packages-interrupted", "package-unknown", "device-in-use");
    }

    @Test
    void countsTheSameFindingOnceAndDifferentDevicesTwice() {
        var found =
                of(
                        "Device 6:0.0 is not a passthrough device",
                        "Device 7:0.0 is not a passthrough device",
                        "Device 6:0.0 is not a passthrough device");
        assertThat(found).hasSize(2);
        assertThat(found.getFirst().evidence()).map(Evidence::line).containsExactly(1L, 3L);
    }

    @Test
    void keepsLittleOfAHugeLog() {
        var diagnosis = new Diagnosis(FailureRules.builtIn());
        for (int i = 1; i <= 20_000; i++) {
            diagnosis.add(new LogLine("log", LineKind.ANY, i, "E: Unable to locate package p" + i));
        }
        assertThat(diagnosis.findings()).hasSize(Diagnosis.MAX_FINDINGS);
        var again = new Diagnosis(FailureRules.builtIn());
        for (int i = 1; i <= 20_000; i++) {
            again.add(new LogLine("log", LineKind.ANY, i, GENERIC + "x".repeat(5_000)));
        }
        assertThat(again.findings())
                .singleElement()
                .satisfies(f -> {
                    assertThat(f.evidence()).hasSize(Diagnosis.MAX_EVIDENCE);
                    assertThat(f.evidence().getFirst().text()).hasSize(Diagnosis.MAX_TEXT);
                });
    }

    @Test
    void findsNothingWhereNothingIsWrong() {
        assertThat(of("", "all is well", "0 packages upgraded")).isEmpty();
    }

    private static List<Finding> of(String... texts) {
        var lines = new ArrayList<LogLine>();
        for (var text : texts) {
            lines.add(new LogLine("test.log", LineKind.ANY, lines.size() + 1, text));
        }
        return Diagnosis.of(lines);
    }
}
