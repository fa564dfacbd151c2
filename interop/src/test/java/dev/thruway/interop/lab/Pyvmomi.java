package dev.thruway.interop.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.interop.PyPeers;
import dev.thruway.interop.Tool;
import dev.thruway.lab.LabEndpoint;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A script with pyvmomi as it is released, with an ESXi of the lab as its target.
record Pyvmomi(LabEndpoint esxi, Path folder) {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private Tool.Run run(String... words) throws Exception {
        var environment =
                Map.of(
                        "ESXI_HOST", esxi.url().getHost(),
                        "ESXI_PORT", String.valueOf(esxi.url().getPort()),
                        "ESXI_USER", esxi.username(),
                        "ESXI_PASSWORD", esxi.password(),
                        "no_proxy", "*",
                        "PYTHONDONTWRITEBYTECODE", "1");
        return Tool.run(PyPeers.script("gpu.py", List.of(words)), environment, folder, LIMIT);
    }

    /// What it writes when it ends well.
    String ok(String... words) throws Exception {
        var run = run(words);
        assertThat(run.exit()).as(run.output()).isZero();
        return run.output();
    }

    /// What it writes when it ends with an exception.
    String fails(String... words) throws Exception {
        var run = run(words);
        assertThat(run.exit()).as(run.output()).isEqualTo(1);
        return run.output();
    }

    /// The card and the VM as it sees them.
    JsonNode show() throws Exception {
        return JSON.readTree(ok("show", LabServer.VM, LabServer.FIRST_CARD));
    }
}
