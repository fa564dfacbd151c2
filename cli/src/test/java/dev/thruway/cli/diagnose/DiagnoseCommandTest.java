package dev.thruway.cli.diagnose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.thruway.cli.Golden;
import dev.thruway.cli.main.Run;
import dev.thruway.words.BundleRules;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiagnoseCommandTest {

    private static final String JAPANESE = "[\\s\\S]*[\\p{IsHiragana}\\p{IsKatakana}][\\s\\S]*";

    private static final String VMWARE_LOG =
            """
            2026-04-12T03:04:15.102Z In(05) vmx - Log for VMware ESX pid=2100417 version=8.0.2
            2026-04-12T03:04:15.733Z In(05) vmx - PCIPassthru: Device 0000:41:00.0 barIndex 1 type 3 realaddr 0x20000000000 size 68719476736 flags 12
            2026-04-12T03:04:15.771Z In(05) vmx - PCIPassthru: total number of pages needed (16789506) exceeds limit (917504), failing
            2026-04-12T03:04:15.772Z In(05) vmx - Module 'DevicePowerOn' power on failed.
            """;

    private static final String DMESG =
            """
            [    0.000000] secureboot: Secure boot enabled
            [    4.100000] NVRM: BAR1 is 0M @ 0x0 (PCI:0000:03:00.0)
            [    4.200000] NVRM: GPU 0000:03:00.0: RmInitAdapter failed! (0x24:0x72:1447)
            [    9.000000] Loading of unsigned module is rejected
            """;

    @TempDir private Path folder;

    @Test
    void speaksBothLanguagesWithTheSameKeys() {
        assertThat(BundleRules.violations(DiagnoseCommand.class)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "vmware.log                     | vmware-log.txt",
                "vmware.log --lang ja           | vmware-log-ja.txt",
                "vmware.log dmesg.txt           | both.txt",
                "vmware.log dmesg.txt -o json   | both.json",
                "dmesg.txt -o yaml --lang ja    | dmesg-ja.yaml",
                "good.log                       | good.txt",
                "good.log --lang ja             | good-ja.txt",
                "good.log -o json               | good.json"
            })
    void explainsWhatFilesSay(String line, String golden) throws IOException {
        Files.writeString(folder.resolve("vmware.log"), VMWARE_LOG);
        Files.writeString(folder.resolve("dmesg.txt"), DMESG);
        Files.writeString(folder.resolve("good.log"), "all is well\n".repeat(3));
        var run = Run.in(folder, Map.of(), "", ("diagnose " + line).split(" +"));
        assertThat(run.code()).isZero();
        assertThat(run.err()).isEmpty();
        Golden.check("diagnose/" + golden, run.out());
    }

    @Test
    void readsStandardInput() {
        var run = Run.in(folder, Map.of(), DMESG, "diagnose", "-");
        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("bar-unassigned").contains("-:2: [    4.100000] NVRM");
    }

    @Test
    void makesAHostileLineHarmless() {
        var hostile = "\u001b[2J\u202eE: Unable to locate package x\u0007y\n";
        var run = Run.in(folder, Map.of(), hostile, "diagnose", "-");
        assertThat(run.out()).contains("package-unknown").doesNotContain("\u001b", "\u202e");
    }

    @Test
    void aFileOfAllBytesIsReadAsFarAsItIsText() throws IOException {
        var bytes = new byte[200_000];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 31);
        }
        Files.write(folder.resolve("core"), bytes);
        Files.write(folder.resolve("empty"), new byte[0]);
        assertThat(Run.in(folder, Map.of(), "", "diagnose", "core", "empty").code()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "no-such.log,There is no file",
        "'',There is no file",
        "'good.log no-such.log',There is no file",
        ".,\".\" is a folder.",
    })
    void refusesWhatIsNoFile(String files, String says) throws IOException {
        Files.writeString(folder.resolve("good.log"), "all is well\n");
        var arguments = ("diagnose," + files.replace(' ', ',')).split(",", -1);
        var run = Run.in(folder, Map.of(), "", arguments);
        assertThat(run.code()).isEqualTo(64);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("thruway: " + says).hasLineCount(1);
        var japanese = Run.in(folder, Map.of("LANG", "ja_JP.UTF-8"), "", arguments);
        assertThat(japanese.err()).matches(JAPANESE);
    }

    /// As a shell makes one for `<(ssh host dmesg)`.
    @Test
    void readsAPipe() throws Exception {
        var pipe = folder.resolve("pipe");
        assumeThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
        var line = "total number of pages needed (4206594) exceeds limit (917504), failing\n";
        var writer =
                new ProcessBuilder("sh", "-c", "printf %s \"$1\" > \"$2\"", "sh", line, "" + pipe)
                        .start();
        try {
            assertThat(Run.of("diagnose", pipe.toString()).out()).contains("mmio-window-absent");
        } finally {
            writer.destroyForcibly();
        }
    }

    @Test
    void readsWhatGzipAndPowerShellMade() throws IOException {
        var line = "total number of pages needed (4206594) exceeds limit (917504), failing\n";
        var packed = folder.resolve("vmware.log.gz");
        try (var out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            out.write(line.getBytes(StandardCharsets.UTF_8));
        }
        var wide = folder.resolve("wide.log");
        Files.write(wide, ("\uFEFF" + line).getBytes(StandardCharsets.UTF_16LE));
        for (var file : List.of(packed, wide)) {
            assertThat(Run.of("diagnose", file.toString()).out()).contains("mmio-window-absent");
        }
    }

    @Test
    void whatIsNoTextIsNoAllClear() throws IOException {
        var binary = Files.write(folder.resolve("disk.bin"), new byte[1 << 16]);
        var run = Run.of("diagnose", binary.toString());
        assertThat(run.code()).isEqualTo(64);
        assertThat(run.err()).contains("is no text");
        var empty = Files.createFile(folder.resolve("empty.log"));
        assertThat(Run.of("diagnose", empty.toString()).err()).contains("is empty");
    }
}
