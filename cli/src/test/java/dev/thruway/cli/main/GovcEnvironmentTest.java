package dev.thruway.cli.main;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thruway.cli.ExitCode;
import dev.thruway.cli.Failure;
import dev.thruway.cli.Surroundings;
import dev.thruway.cli.main.GovcEnvironment.Check;
import dev.thruway.cli.terminal.Terminal;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GovcEnvironmentTest {

    @TempDir Path folder;

    private GovcEnvironment read(Map<String, String> variables) {
        var nowhere = new PrintStream(OutputStream.nullOutputStream());
        return GovcEnvironment.of(
                new Surroundings(
                        variables,
                        folder,
                        folder,
                        InputStream.nullInputStream(),
                        nowhere,
                        nowhere,
                        Terminal.NONE));
    }

    private GovcEnvironment with(String name, String value) {
        var variables = new TreeMap<>(Map.of("GOVC_URL", "u:p@h"));
        variables.put(name, value);
        return read(variables);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "u:p@h                              | https://h           | u                    |"
                        + " p",
                "https://u:p@h/sdk                  | https://h           | u                    |"
                        + " p",
                "HTTPS://u:p@h/                     | https://h           | u                    |"
                        + " p",
                "https://u:p@h:8443/sdk/vimService  | https://h:8443      | u                    |"
                        + " p",
                "u:p@192.0.2.10:443                 | https://192.0.2.10:443 | u                 |"
                        + " p",
                "u:p@[2001:db8::1]:8443/sdk         | https://[2001:db8::1]:8443 | u             |"
                        + " p",
                "u:p@[::1]                          | https://[::1]       | u                    |"
                        + " p",
                "svc@vsphere.local:p@vc01           | https://vc01        | svc@vsphere.local    |"
                        + " p",
                "svc%40vsphere.local:p@vc01         | https://vc01        | svc@vsphere.local    |"
                        + " p",
                "u:p@ss@vc01                        | https://vc01        | u                    |"
                        + " p@ss",
                "LAB%5Cadmin:p@vc01                 | https://vc01        | LAB\\admin           |"
                        + " p",
                "LAB\\admin:p@vc01                  | https://vc01        | LAB\\admin           |"
                        + " p",
                "u:a%2Fb%23c%25d%20e+f%C3%A9é:g@h   | https://h           | u                    |"
                        + " a/b#c%d e+féé:g",
                "u@h_1.example                      | https://h_1.example | u                    |"
                        + " ~~",
            })
    void readsTheUrlAsGovcDoes(String url, String server, String user, String password) {
        var read = read(Map.of("GOVC_URL", url));
        assertThat(read.server()).hasToString(server);
        assertThat(read.user()).isEqualTo(user);
        assertThat(read.password()).isEqualTo(password);
        assertThat(read.toString()).doesNotContain(password.isEmpty() ? "\0" : ":" + password);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "u:hunter22@",
                "u:hunter22@h:port",
                "u:hunter22@h:99999",
                "u:hunter22@h:0",
                "u:hunter22@ h",
                "u:hunter22%zz@h",
                "u:hunter22%4@h",
                "http://u:hunter22@h",
                "ftp://u:hunter22@h",
                ":hunter22@h",
                "u:hunter22@[::1",
            })
    void refusesWhatIsNoUrlWithoutRepeatingIt(String url) {
        assertThatThrownBy(() -> read(Map.of("GOVC_URL", url)))
                .isInstanceOfSatisfying(
                        Failure.class,
                        e -> {
                            assertThat(e.code()).isEqualTo(ExitCode.USAGE);
                            assertThat(e).hasMessageNotContaining("hunter22");
                        });
    }

    @Test
    void theVariablesWinOverTheUrl() {
        assertThat(with("GOVC_USERNAME", "admin").user()).isEqualTo("admin");
        assertThat(with("GOVC_USERNAME", "admin").password()).isEqualTo("p");
        assertThat(with("GOVC_PASSWORD", "q%41").password()).isEqualTo("q%41");
        assertThat(with("GOVC_PASSWORD", "").password()).isEqualTo("p");
    }

    @Test
    void aVariableMayNameAFileThatHoldsTheSecret() throws IOException {
        Files.writeString(folder.resolve("pw"), "from the file\n");
        assertThat(with("GOVC_PASSWORD", "pw").password()).isEqualTo("from the file");
        assertThat(with("GOVC_PASSWORD", folder.resolve("pw").toString()).password())
                .isEqualTo("from the file");
        assertThat(with("GOVC_PASSWORD", folder.toString()).password())
                .isEqualTo(folder.toString());
        assertThat(with("GOVC_PASSWORD", "x".repeat(5000)).password()).hasSize(5000);
    }

    @ParameterizedTest
    @CsvSource({
        "1, SKIPPED",
        "true, SKIPPED",
        "TRUE, SKIPPED",
        "True, SKIPPED",
        "0, NEEDED",
        "false, NEEDED",
        "t, NEEDED",
        "yes, NEEDED",
        "'', NEEDED",
        "' 1', NEEDED"
    })
    void onlyWhatGovcTakesForTrueIsInsecure(String value, Check check) {
        assertThat(with("GOVC_INSECURE", value).check()).isEqualTo(check);
    }

    @Test
    void findsTheServerInSeveralFilesOfKnownHosts() throws IOException {
        Files.writeString(folder.resolve("one"), "h:443 AA\n\nnonsense\nother BB\n");
        Files.writeString(folder.resolve("two"), "h CC\nh:8443 DD\n");
        assertThat(with("GOVC_TLS_KNOWN_HOSTS", "one").fingerprint()).hasValue("AA");
        assertThat(with("GOVC_TLS_KNOWN_HOSTS", "one:absent:two").fingerprint()).hasValue("CC");
        assertThat(with("GOVC_TLS_KNOWN_HOSTS", "absent").fingerprint()).isEmpty();
        var other = Map.of("GOVC_URL", "u@h:8443", "GOVC_TLS_KNOWN_HOSTS", "one:two");
        assertThat(read(other).fingerprint()).hasValue("DD");
    }

    @Test
    void findsAServerByItsIpv6Address() throws IOException {
        Files.writeString(folder.resolve("known"), "[::1]:443 AA\n[::2] BB\n");
        for (var expected : Map.of("[::1]", "AA", "[::2]", "BB").entrySet()) {
            var variables =
                    Map.of("GOVC_URL", "u@" + expected.getKey(), "GOVC_TLS_KNOWN_HOSTS", "known");
            assertThat(read(variables).fingerprint()).hasValue(expected.getValue());
        }
    }

    @Test
    void anAuthorityThatCannotBeReadIsAnError() throws IOException {
        Files.writeString(folder.resolve("no.pem"), "no certificate");
        for (var file : new String[] {"absent.pem", "no.pem"}) {
            assertThatThrownBy(() -> with("GOVC_TLS_CA_CERTS", file)).isInstanceOf(Failure.class);
        }
    }
}
