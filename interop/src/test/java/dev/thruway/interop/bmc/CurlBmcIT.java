package dev.thruway.interop.bmc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.interop.Peers;
import dev.thruway.interop.Tool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// curl against the lab's iLO, as its documentation shows how to use a real one.
class CurlBmcIT {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir Path folder;
    private Path curl;
    private LabBmc bmc;

    @BeforeEach
    void start() throws Exception {
        curl = Peers.program("curl");
        bmc = LabBmc.start();
    }

    @AfterEach
    void stop() {
        if (bmc != null) {
            bmc.close();
        }
    }

    @Test
    void followsTheRedirectToTheListOfDevicesAndFindsBothCards() throws Exception {
        var devices = json("/redfish/v1/Systems/1/PCIDevices?$expand=.", basic());
        assertThat(devices.path("Members").values())
                .filteredOn(d -> d.path("VendorID").asInt() == 4318)
                .extracting(d -> d.path("BusNumber").asInt())
                .containsExactly(0x41, 0xc1);
    }

    @Test
    void isToldToLogIn() throws Exception {
        var answer =
                curl(
                        "-o",
                        folder.resolve("body").toString(),
                        "-w",
                        "%{http_code}",
                        url("/redfish/v1/Systems/"));
        assertThat(answer).isEqualTo("401");
        assertThat(Files.readString(folder.resolve("body"))).contains("NoValidSession");
    }

    @Test
    void logsInAndOutWithASession() throws Exception {
        var headers = folder.resolve("headers");
        var login =
                JSON.writeValueAsString(
                        Map.of(
                                "UserName", bmc.endpoint().username(),
                                "Password", bmc.endpoint().password()));
        curl(
                "-D",
                headers.toString(),
                "-H",
                "Content-Type: application/json",
                "-d",
                login,
                url("/redfish/v1/SessionService/Sessions/"));
        var token = header(headers, "X-Auth-Token");
        var location = header(headers, "Location");
        assertThat(location).startsWith("https://127.0.0.1:");
        var system = json("/redfish/v1/Systems/1", List.of("-H", "X-Auth-Token: " + token));
        assertThat(system.path("Model").asString()).isEqualTo("ProLiant DL385 Gen11");
        curl("-X", "DELETE", "-H", "X-Auth-Token: " + token, location);
        assertThat(curl("-H", "X-Auth-Token: " + token, url("/redfish/v1/Systems/1/")))
                .contains("NoValidSession");
    }

    @Test
    void changesABiosSettingAndReadsWhatBecameOfIt() throws Exception {
        var bios = json("/redfish/v1/Systems/1/Bios/", basic());
        var settings = bios.at("/@Redfish.Settings/SettingsObject/@odata.id").asString();
        assertThat(
                        change(
                                "PATCH",
                                settings,
                                "{\"Attributes\":{\"ThermalConfig\":\"MaxCooling\",\"Nonsense\":\"1\"}}"))
                .contains("SystemResetRequired");
        assertThat(
                        change(
                                "POST",
                                "/redfish/v1/Systems/1/Actions/ComputerSystem.Reset",
                                "{\"ResetType\":\"ForceRestart\"}"))
                .contains("Success");
        var after = json("/redfish/v1/Systems/1/Bios/", basic());
        assertThat(after.at("/Attributes/ThermalConfig").asString()).isEqualTo("MaxCooling");
        assertThat(after.path("@Redfish.Settings").toString())
                .contains("Base.1.0.PropertyUnknown", "#/Attributes/Nonsense");
    }

    private String change(String method, String path, String body) throws Exception {
        var words = new ArrayList<>(List.of("-X", method, "-H", "Content-Type: application/json"));
        words.addAll(basic());
        words.addAll(List.of("-L", "-d", body, url(path)));
        return curl(words.toArray(String[]::new));
    }

    private JsonNode json(String path, List<String> login) throws Exception {
        var words = new ArrayList<>(login);
        words.addAll(List.of("-L", "-g", url(path)));
        return JSON.readTree(curl(words.toArray(String[]::new)));
    }

    private List<String> basic() {
        return List.of("-u", bmc.endpoint().username() + ":" + bmc.endpoint().password());
    }

    private String url(String path) {
        return bmc.endpoint().url() + path;
    }

    private String curl(String... words) throws Exception {
        var command =
                new ArrayList<>(List.of(curl.toString(), "-q", "-sS", "-k", "--noproxy", "*"));
        command.addAll(List.of(words));
        var run = Tool.run(command, Map.of(), folder, Duration.ofSeconds(30));
        assertThat(run.exit()).as(run.output()).isZero();
        return run.output();
    }

    private static String header(Path headers, String name) throws Exception {
        var pattern = Pattern.compile("(?im)^" + name + ": *(\\S+)");
        var m = pattern.matcher(Files.readString(headers));
        assertThat(m.find()).as(name).isTrue();
        return m.group(1);
    }
}
