package dev.thruway.interop.bmc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.interop.Peers;
import dev.thruway.interop.Tool;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// DMTF's redfishtool against the lab's iLO.
class RedfishtoolIT {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir Path folder;
    private Path redfishtool;
    private LabBmc bmc;

    @BeforeEach
    void start() throws Exception {
        redfishtool = Peers.program("redfishtool");
        bmc = LabBmc.start();
    }

    @AfterEach
    void stop() {
        if (bmc != null) {
            bmc.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic", "Session"})
    void readsTheSystemWithEitherWayToLogIn(String way) throws Exception {
        var system = json("-A", way, "Systems", "-I", "1", "get");
        assertThat(system.path("Model").asString()).isEqualTo("ProLiant DL385 Gen11");
        assertThat(system.path("PowerState").asString()).isEqualTo("On");
    }

    @Test
    void listsProcessorsAndTheGpusAmongThem() throws Exception {
        var processors = json("Systems", "-I", "1", "Processors", "-a");
        assertThat(processors.findValuesAsString("SerialNumber"))
                .containsExactly("1320000000001", "1320000000002");
    }

    @Test
    void findsTheChassisTheManagerAndTheSessionService() throws Exception {
        assertThat(json("Chassis", "-F", "get").path("ChassisType").asString())
                .isEqualTo("RackMount");
        assertThat(json("Managers", "-1", "get").path("FirmwareVersion").asString())
                .isEqualTo("iLO 6 v1.66");
        assertThat(json("SessionService", "get").path("ServiceEnabled").asBoolean()).isTrue();
        assertThat(json("AccountService", "Accounts").path("Members@odata.count").asInt())
                .isEqualTo(1);
    }

    @Test
    void getsHpesOwnResourcesByPath() throws Exception {
        var devices = json("raw", "GET", "/redfish/v1/Chassis/1/Devices/?$expand=.");
        assertThat(devices.findValuesAsString("DeviceType")).contains("GPU", "NIC/LAN");
    }

    @Test
    void switchesTheServerOffAndOn() throws Exception {
        assertThat(run("Systems", "-I", "1", "reset", "ForceOff").exit()).isZero();
        assertThat(json("Systems", "-I", "1", "get").path("PowerState").asString())
                .isEqualTo("Off");
        assertThat(run("Systems", "-I", "1", "reset", "On").exit()).isZero();
        assertThat(json("Systems", "-I", "1", "get").path("PowerState").asString()).isEqualTo("On");
    }

    @Test
    void aWrongPasswordIsRefused() throws Exception {
        var run = tool("wrong", "Systems", "-I", "1", "get");
        assertThat(run.exit()).isNotZero();
        assertThat(run.output()).doesNotContain("ProLiant");
    }

    private JsonNode json(String... words) throws Exception {
        var run = run(words);
        assertThat(run.exit()).as(run.output()).isZero();
        int start = run.output().indexOf('{');
        assertThat(start).as(run.output()).isNotNegative();
        return JSON.readTree(run.output().substring(start));
    }

    private Tool.Run run(String... words) throws Exception {
        return tool(bmc.endpoint().password(), words);
    }

    private Tool.Run tool(String password, String... words) throws Exception {
        var url = bmc.endpoint().url();
        var command =
                new ArrayList<>(
                        List.of(
                                redfishtool.toString(),
                                "-n",
                                "-r",
                                url.getHost() + ":" + url.getPort(),
                                "-u",
                                bmc.endpoint().username(),
                                "-p",
                                password,
                                "-S",
                                "Always"));
        command.addAll(List.of(words));
        return Tool.run(command, Map.of(), folder, Duration.ofSeconds(60));
    }
}
