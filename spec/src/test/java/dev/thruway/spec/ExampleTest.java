package dev.thruway.spec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Where a mapping or a list is expected and text stands, the error shows the right form, which is
/// right.
final class ExampleTest {

    private static final String FILE =
            """
            apiVersion: thruway/v1
            vcenters:
              vc01: {url: https://192.0.2.5, username: a, password: {env: A}}
            servers:
              s1:
                esxi: {url: https://192.0.2.10, username: a, password: {env: A}}
                bmc: {url: https://192.0.2.11, username: a, password: {env: A}}
                passthrough: [{model: L40S}]
                gpuFirmware: {L40S: "95"}
                policy: {hostReboot: ask}
            vms:
              v1:
                server: s1
                gpus: [{model: L40S}]
                guest:
                  ssh: {host: 192.0.2.50, username: a, password: {env: A}}
                  driver: {branch: auto}
              v2:
                cluster: {vcenter: vc01, name: ai}
                gpus: [{mode: dynamic, model: L40S}]
            """;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "esxi: {url: https://192.0.2.10, username: a, password: {env: A}}|esxi:"
                        + " 192.0.2.20|192.0.2.20",
                "bmc: {url: https://192.0.2.11, username: a, password: {env: A}}|bmc:"
                        + " https://ilo.example.com|https://ilo.example.com",
                "passthrough: [{model: L40S}]|passthrough: [\"0000:41:00.0\"]|0000:41:00.0",
                "passthrough: [{model: L40S}]|passthrough: 0000:41:00.0|0000:41:00.0",
                "passthrough: [{model: L40S}]|passthrough: [H100-80GB]|model: H100-80GB",
                "gpus: [{model: L40S}]|gpus: [\"the left one\"]|model: L40S",
                "gpus: [{model: L40S}]|gpus: L4|model: L4",
                "gpuFirmware: {L40S: \"95\"}|gpuFirmware: \"95.02\"|L40S: \"95",
                "policy: {hostReboot: ask}|policy: never|hostReboot: ask",
                "ssh: {host: 192.0.2.50, username: a, password: {env: A}}|ssh:"
                        + " gpu02.example.com|gpu02.example.com",
                "driver: {branch: auto}|driver: \"580\"|branch: 580",
                "cluster: {vcenter: vc01, name: ai}|cluster: ai2|name: ai2",
            })
    void showsTheRightForm(String line) {
        var parts = line.split("\\|");
        var errors = Corpus.parse(FILE.replace(parts[0], parts[1]));
        var wrong = ((SpecResult.Refused) errors).errors();
        assertThat(wrong).hasSize(1);
        var example = wrong.getFirst().phrase().args().get("example");
        assertThat(example).contains(parts[2]);

        var path = parts[1].replaceFirst(": .*", "");
        var form = parts[1].contains("[") ? "[" + example + "]" : example;
        assertThat(Corpus.errors(Corpus.parse(FILE.replace(parts[0], path + ": " + form))))
                .isEmpty();
    }
}
