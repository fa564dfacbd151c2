package dev.thruway.interop.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.interop.Tool;
import dev.thruway.lab.LabEndpoint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Thruway as a program of its own, with a file for the lab's ESXi and its VM with one card, whose
/// guest nobody enters.
record ThruwayProgram(LabEndpoint esxi, Path folder) {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    static ThruwayProgram with(LabEndpoint esxi, Path folder) throws Exception {
        Files.writeString(
                folder.resolve("thruway.yaml"),
                """
                apiVersion: thruway/v1
                servers:
                  dl385-01:
                    esxi:
                      url: %s
                      username: %s
                      password: {env: ESXI_PASSWORD}
                      thumbprint: "sha256:%s"
                vms:
                  %s:
                    server: dl385-01
                    gpus:
                      - {model: L40S, count: 1}
                    secureBoot: true
                policy:
                  vmPowerOff: allow
                """
                        .formatted(esxi.url(), esxi.username(), esxi.thumbprint(), LabServer.VM));
        return new ThruwayProgram(esxi, folder);
    }

    private Tool.Run run(List<String> words) throws Exception {
        var program =
                Stream.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.thruway.cli.main.Main");
        var command = new ArrayList<>(Stream.concat(program, words.stream()).toList());
        var environment =
                Map.of(
                        "ESXI_PASSWORD",
                        esxi.password(),
                        "XDG_STATE_HOME",
                        folder.resolve("state").toString(),
                        "LC_ALL",
                        "C.UTF-8");
        return Tool.run(command, environment, folder, LIMIT);
    }

    /// What a command writes that ends with a code.
    String exits(int code, String... words) throws Exception {
        var run = run(List.of(words));
        assertThat(run.exit()).as(run.output()).isEqualTo(code);
        return run.output();
    }
}
