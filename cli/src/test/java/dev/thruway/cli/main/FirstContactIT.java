package dev.thruway.cli.main;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.cli.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A certificate or host key that nothing speaks for, met over the lab's sockets.
class FirstContactIT {

    private static final Terminal TERMINAL =
            Terminal.detect("012:100", Map.of("TERM", "xterm", "NO_COLOR", "1"));

    @TempDir Path folder;

    private PlantedLab lab;

    @BeforeEach
    void start() throws IOException {
        lab = new PlantedLab();
        write("thruway.yaml", unstated(lab.file()));
    }

    @AfterEach
    void stop() {
        lab.close();
    }

    /// The file without a word on who the machines are.
    private static String unstated(String file) {
        return withoutHostKey(file).replaceAll("thumbprint: .*", "# no thumbprint");
    }

    private static String withoutHostKey(String file) {
        return file.replaceAll("hostKey: .*", "# no host key");
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private Run typing(String typed, String... args) {
        return Run.on(TERMINAL, folder, lab.environment(), typed, args);
    }

    private Run alone(String... args) {
        return Run.in(folder, lab.environment(), "yes\nyes\nyes\n", args);
    }

    private Path accepted() {
        return folder.resolve(".local/state/thruway/fingerprints");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en | First contact with dl385-01 | add this line to the file, under"
                        + " servers.dl385-01.esxi",
                "ja | dl385-01 (127.0.0.1:      | ファイルの servers.dl385-01.esxi の下に次の行",
            })
    void withoutATerminalItIsRefusedWithTheLineToAdd(String language, String first, String remedy) {
        var run = alone("plan", "-o", "json", "--lang", language);
        assertThat(run.code()).isEqualTo(3);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .contains(first, remedy)
                .contains("    thumbprint: \"" + lab.esxiFingerprint() + "\"")
                .contains("    thumbprint: \"" + lab.bmcFingerprint() + "\"")
                .contains("servers.dl385-01.bmc");
        assertThat(accepted()).doesNotExist();
    }

    @Test
    void theLinesThatItSaysAreTheOnesThatItTakes() throws IOException {
        var file = lab.file();
        var err = alone("plan").err();
        assertThat(file.lines().map(String::strip).filter(line -> line.startsWith("thumbprint")))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(err).contains("    " + line));
        write("thruway.yaml", file);
        assertThat(alone("plan").code()).isZero();
    }

    @Test
    void noInputIsLikeNoTerminal() {
        assertThat(typing("yes\nyes\n", "plan", "--no-input").code()).isEqualTo(3);
        assertThat(accepted()).doesNotExist();
    }

    @Test
    void whatAPersonAcceptsIsKeptAndNotAskedAgain() throws IOException {
        var first = typing("yes\nyes\n", "plan");
        assertThat(first.code()).as(first.err()).isZero();
        assertThat(first.err())
                .contains(lab.esxiFingerprint(), lab.bmcFingerprint())
                .contains("Trust it from now on?")
                .contains("CN=esxi01.example.com")
                .contains(accepted().toString());
        assertThat(Files.readString(accepted()))
                .contains("https " + lab.esxiAddress() + " " + lab.esxiFingerprint() + " 20");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(accepted())))
                .isEqualTo("rw-------");

        var second = alone("plan");
        assertThat(second.code()).isZero();
        assertThat(second.err()).doesNotContain("First contact");
    }

    @ParameterizedTest
    @ValueSource(strings = {"はい", "Yes", "%s", "SHA256:%s", "SHA-256 fingerprint=%S"})
    void aFingerprintIsAYesToo(String answer) {
        var hex = lab.esxiFingerprint().replace("sha256:", "");
        var colons = hex.replaceAll("(..)(?=.)", "$1:");
        var typed = answer.replace("%s", hex).replace("%S", colons.toUpperCase(Locale.ROOT));
        var run = typing(typed + "\nyes\n", "--lang", "ja", "plan");
        assertThat(run.code()).as(run.err()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"no", "", "sha256:00", "yess"})
    void anythingElseIsANoAndEndsIt(String answer) {
        var run = typing(answer + "\nyes\n", "plan");
        assertThat(run.code()).isEqualTo(3);
        assertThat(run.err()).contains("dl385-01 was not accepted; nothing was done.");
        assertThat(accepted()).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({"en, Known", "ja, 登録済み"})
    void anotherCertificateThanTheAcceptedOneIsSaidToBeAnother(String language, String word)
            throws IOException {
        typing("yes\nyes\n", "plan");
        var old = "sha256:" + "ab".repeat(32);
        Files.writeString(
                accepted(), Files.readString(accepted()).replace(lab.esxiFingerprint(), old));
        var run = typing("yes\nyes\nyes\n", "status", "--lang", language);
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).contains(word, old, lab.esxiFingerprint());
        assertThat(run.err()).doesNotContain(lab.esxiFingerprint());
        assertThat(Files.readString(accepted())).doesNotContain(lab.esxiFingerprint());
    }

    @Test
    void aTargetThatIsNotWantedIsNotAskedAbout() throws IOException {
        write(
                "thruway.yaml",
                unstated(lab.file())
                        .replace(
                                "vms:",
                                """
                                  other-01:
                                    esxi: {url: "%s", username: root, password: {env: NONE}}
                                vms:\
                                """
                                        .formatted(
                                                lab.esxiUrl().replace("127.0.0.1", "localhost"))));
        assertThat(alone("plan", "gpu02").err()).doesNotContain("other-01");
        assertThat(alone("plan").err()).contains("other-01");
    }

    @Test
    void aRunningGuestsHostKeyIsAskedForBeforeTheLook() throws IOException {
        lab.powerOnGuest();
        write("thruway.yaml", withoutHostKey(lab.file()));
        var refused = alone("status");
        assertThat(refused.code()).isEqualTo(3);
        assertThat(refused.err())
                .contains("under vms.gpu02.guest.ssh")
                .contains("    hostKey: \"" + lab.hostKey() + "\"");
        var asked = typing(lab.hostKey() + "\n", "status");
        assertThat(asked.out()).contains("[ok] vm.powered-on");
        assertThat(Files.readString(accepted())).contains("ssh 127.0.0.1:", lab.hostKey());
        assertThat(alone("status").err()).doesNotContain("First contact");

        var other = "SHA256:" + "A".repeat(43);
        Files.writeString(accepted(), Files.readString(accepted()).replace(lab.hostKey(), other));
        assertThat(alone("status").out()).contains(other, lab.hostKey(), "somebody stands in");
    }

    @Test
    void aGuestThatComesUpInTheCourseOfARunIsAskedAboutThen() throws IOException {
        write("thruway.yaml", withoutHostKey(lab.file()));
        var alone = alone("apply", "--yes");
        assertThat(alone.code()).as(alone.err()).isEqualTo(3);
        assertThat(alone.err()).contains("    hostKey: \"" + lab.hostKey() + "\"");

        var asked = typing("yes\n", "apply", "--yes");
        assertThat(asked.out()).as(asked.err()).contains("[ok] guest.nvidia-smi");
    }

    private Run govc(Map<String, String> more) {
        var environment = new TreeMap<>(lab.environment());
        environment.put("GOVC_URL", lab.esxiAddress());
        environment.put("GOVC_USERNAME", "root");
        environment.put("GOVC_PASSWORD", PlantedLab.ESXI);
        environment.putAll(more);
        return Run.in(folder, environment, "", "gpus");
    }

    @Test
    void theEndpointOfGovcIsRefusedWithTheLineForItsKnownHosts() throws IOException {
        var refused = govc(Map.of());
        assertThat(refused.code()).isEqualTo(3);
        var line =
                refused.err()
                        .lines()
                        .filter(l -> l.startsWith("    " + lab.esxiAddress() + " "))
                        .findFirst()
                        .orElseThrow()
                        .strip();
        assertThat(line).matches(".* ([0-9A-F]{2}:){31}[0-9A-F]{2}");
        write("known", "# mine\nother.example.com:443 AA:BB\n" + line + "\n");
        var known = Map.of("GOVC_TLS_KNOWN_HOSTS", "absent:known");
        assertThat(govc(known).out()).contains("L40S");

        write("known", line.replaceAll(" ..:..", " 00:00") + "\n");
        var changed = govc(known);
        assertThat(changed.code()).isEqualTo(1);
        assertThat(changed.err()).contains("00:00", lab.esxiFingerprint(), "GOVC_TLS_KNOWN_HOSTS");
    }

    @Test
    void theEndpointOfGovcIsAskedAboutOnATerminal() {
        var environment = new TreeMap<>(lab.environment());
        environment.put("GOVC_URL", "root@" + lab.esxiAddress() + "/sdk");
        environment.put("GOVC_PASSWORD", PlantedLab.ESXI);
        var first = Run.on(TERMINAL, folder, environment, "yes\n", "gpus");
        assertThat(first.out()).as(first.err()).contains("L40S");
        assertThat(Run.in(folder, environment, "", "gpus").out()).contains("L40S");
    }
}
