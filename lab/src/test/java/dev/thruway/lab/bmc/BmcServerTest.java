package dev.thruway.lab.bmc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.lab.http.LabResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class BmcServerTest {

    private final Ilo ilo = new Ilo();

    @Test
    void onlyTheRootIsReadableWithoutALogin() {
        var root = ilo.send("GET", "/redfish/v1/", "", Map.of());
        assertThat(root.status()).isEqualTo(200);
        assertThat(Ilo.json(root).at("/Oem/Hpe/Manager/0/ManagerType").asString())
                .isEqualTo("iLO 6");
        var systems = ilo.send("GET", "/redfish/v1/Systems/", "", Map.of());
        assertThat(systems.status()).isEqualTo(401);
        assertThat(Ilo.messageId(systems)).isEqualTo("Base.1.18.NoValidSession");
    }

    @Test
    void aLoginAnswersATokenAndAnAbsoluteLocationThatEndsIt() {
        var login = ilo.login("right");
        assertThat(login.status()).isEqualTo(201);
        var token = login.headers().get("X-Auth-Token");
        var location = login.headers().get("Location");
        assertThat(location).startsWith("https://ilo.example/redfish/v1/SessionService/Sessions/");
        var path = location.substring("https://ilo.example".length());
        assertThat(ilo.get(path, token).status()).isEqualTo(200);
        assertThat(ilo.send("DELETE", path, "", Map.of("x-auth-token", token)).status())
                .isEqualTo(200);
        assertThat(ilo.get(path, token).status()).isEqualTo(401);
    }

    @Test
    void aWrongPasswordIsRefused() {
        var login = ilo.login("wrong");
        assertThat(login.status()).isEqualTo(401);
        assertThat(Ilo.messageId(login)).isEqualTo("iLO.2.25.UnauthorizedLoginAttempt");
        assertThat(login.headers()).doesNotContainKey("X-Auth-Token");
    }

    @ParameterizedTest
    @ValueSource(strings = {"admin:wrong", "admin", "root:right"})
    void basicAuthenticationIsChecked(String wrong) {
        assertThat(basic(wrong)).isEqualTo(401);
        assertThat(basic("admin:right")).isEqualTo(200);
    }

    private int basic(String login) {
        var value = Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
        var headers = Map.of("authorization", "Basic " + value);
        return ilo.send("GET", "/redfish/v1/Systems/1/", "", headers).status();
    }

    @Test
    void anIdleSessionEndsAndABusyOneDoesNot() {
        var busy = ilo.token();
        var idle = ilo.token();
        for (int i = 0; i < 4; i++) {
            ilo.pass(Duration.ofMinutes(10));
            assertThat(ilo.get("/redfish/v1/Systems/", busy).status()).isEqualTo(200);
        }
        assertThat(ilo.get("/redfish/v1/Systems/", idle).status()).isEqualTo(401);
    }

    @Test
    void oneSessionTooManyIsRefused() {
        for (int i = 0; i < Ilo.LIMITS.sessions(); i++) {
            assertThat(ilo.login("right").status()).isEqualTo(201);
        }
        var refused = ilo.login("right");
        assertThat(refused.status()).isEqualTo(503);
        assertThat(Ilo.messageId(refused)).isEqualTo("Base.1.18.SessionLimitExceeded");
    }

    @Test
    void aPathWithoutItsLastSlashIsRedirectedWithItsQuery() {
        var answer = ilo.send("GET", "/redfish/v1/Systems?$expand=.", "", Map.of());
        assertThat(answer.status()).isEqualTo(308);
        assertThat(answer.headers()).containsEntry("Location", "/redfish/v1/Systems/?%24expand=.");
    }

    @Test
    void aPathIsTakenInAnyCase() {
        var token = ilo.token();
        assertThat(ilo.read("/redfish/v1/systems/1/BIOS/", token).path("Id").asString())
                .isEqualTo("bios");
    }

    @Test
    void everyLinkLeadsSomewhere() {
        var token = ilo.token();
        var seen = new HashSet<String>();
        var open = new ArrayDeque<>(List.of("/redfish/v1/"));
        while (!open.isEmpty()) {
            var path = open.remove();
            if (seen.add(path)) {
                ilo
                        .read(path.endsWith("/") ? path : path + "/", token)
                        .findValues("@odata.id")
                        .stream()
                        .map(JsonNode::asString)
                        .forEach(open::add);
            }
        }
        assertThat(seen).hasSizeGreaterThan(40);
    }

    @Test
    void expandedMembersAreWholeDocuments() {
        var devices = ilo.read("/redfish/v1/Chassis/1/Devices/?$expand=.", ilo.token());
        assertThat(devices.path("Members").values())
                .filteredOn(d -> d.path("DeviceType").asString().equals("GPU"))
                .extracting(d -> d.path("SerialNumber").asString())
                .containsExactly("1320000000001", "1320000000002");
    }

    @Test
    void pciAddressesAreDecimalIntegersAndTheSystemLinksThemInAnArray() {
        var token = ilo.token();
        var system = ilo.read("/redfish/v1/Systems/1/", token);
        var link = system.at("/Oem/Hpe/Links/PCIDevices/0/@odata.id").asString();
        var gpu =
                ilo.read(link + "?$expand=.", token).path("Members").values().stream()
                        .filter(d -> d.path("DeviceID").asInt() == 0x26b9)
                        .toList()
                        .getLast();
        assertThat(gpu.path("BusNumber").isInt()).isTrue();
        assertThat(gpu.path("BusNumber").asInt()).isEqualTo(0xc1);
        assertThat(gpu.path("VendorID").asInt()).isEqualTo(4318);
        assertThat(gpu.path("DeviceLocation").asString()).isEqualTo("PCI-E Slot 5");
    }

    @Test
    void anUnchangedDocumentIsNotSentAgain() {
        var token = ilo.token();
        var etag = ilo.get("/redfish/v1/Systems/1/", token).headers().get("ETag");
        assertThat(etag).startsWith("W/\"");
        var headers = Map.of("x-auth-token", token, "if-none-match", etag);
        assertThat(ilo.send("GET", "/redfish/v1/Systems/1/", "", headers).status()).isEqualTo(304);
    }

    @Test
    void biosSettingsTakeEffectAfterARestartAndTheMessagesTellTheTruth() {
        var token = ilo.token();
        var body =
                """
                {"Attributes":{"WorkloadProfile":"Custom","Sriov":"Disabled",
                 "ThermalConfig":"Freezing","NoSuchThing":"Enabled"}}
                """;
        var patch = patch(token, body, Map.of());
        assertThat(patch.status()).isEqualTo(200);
        assertThat(Ilo.messageId(patch)).isEqualTo("iLO.2.25.SystemResetRequired");
        assertThat(attribute(token, "Sriov")).isEqualTo("Enabled");
        assertThat(reset(token, "ForceRestart")).isEqualTo(200);
        assertThat(attribute(token, "Sriov")).isEqualTo("Disabled");
        assertThat(attribute(token, "ThermalConfig")).isEqualTo("OptimalCooling");
        assertThat(attribute(token, "NoSuchThing")).isEmpty();
        assertThat(messages(token))
                .containsExactly(
                        "Base.1.0.Success",
                        "Base.1.0.PropertyUnknown",
                        "Base.1.0.PropertyValueNotInList");
    }

    @Test
    void aWorkloadProfileLocksWhatItForces() {
        var token = ilo.token();
        patch(token, "{\"Attributes\":{\"ProcAmdIoVt\":\"Disabled\"}}", Map.of());
        reset(token, "ForceRestart");
        assertThat(attribute(token, "ProcAmdIoVt")).isEqualTo("Enabled");
        assertThat(messages(token)).endsWith("Base.1.0.PropertyNotWritable");
        patch(token, "{\"Attributes\":{\"WorkloadProfile\":\"GraphicProcessing\"}}", Map.of());
        reset(token, "ForceRestart");
        assertThat(attribute(token, "ProcAmdIoVt")).isEqualTo("Disabled");
    }

    @Test
    void aPatchUnderAStaleEtagIsRefused() {
        var token = ilo.token();
        var body = "{\"Attributes\":{\"Sriov\":\"Enabled\"}}";
        assertThat(patch(token, body, Map.of("if-match", "W/\"00000000\"")).status())
                .isEqualTo(412);
        var etag = ilo.get("/redfish/v1/Systems/1/Bios/Settings/", token).headers().get("ETag");
        assertThat(patch(token, body, Map.of("if-match", etag)).status()).isEqualTo(200);
    }

    @Test
    void aResetRunsThroughPostAndIsRefusedWhereItMakesNoSense() {
        var token = ilo.token();
        assertThat(reset(token, "On")).isEqualTo(400);
        assertThat(reset(token, "Explode")).isEqualTo(400);
        assertThat(reset(token, "ForceOff")).isEqualTo(200);
        assertThat(power(token)).isEqualTo("Off PowerOff");
        assertThat(reset(token, "On")).isEqualTo(200);
        assertThat(power(token)).isEqualTo("On InPost");
        ilo.seed.time.pass(Duration.ofMinutes(2));
        assertThat(power(token)).isEqualTo("On FinishedPost");
    }

    @Test
    void wrongRequestsAreAnsweredInIlosWords() {
        var token = ilo.token();
        var header = Map.of("x-auth-token", token);
        assertThat(ilo.get("/redfish/v1/Systems/2/", token).status()).isEqualTo(404);
        assertThat(ilo.send("DELETE", "/redfish/v1/Systems/1/", "", header).status())
                .isEqualTo(405);
        var broken = ilo.send("PATCH", "/redfish/v1/systems/1/bios/settings/", "{", header);
        assertThat(broken.status()).isEqualTo(400);
        assertThat(Ilo.messageId(broken)).isEqualTo("Base.1.18.MalformedJSON");
    }

    private LabResponse patch(String token, String body, Map<String, String> more) {
        var headers = new HashMap<>(more);
        headers.put("x-auth-token", token);
        return ilo.send("PATCH", "/redfish/v1/systems/1/bios/settings/", body, headers);
    }

    private int reset(String token, String type) {
        return ilo.send(
                        "POST",
                        "/redfish/v1/Systems/1/Actions/ComputerSystem.Reset/",
                        "{\"ResetType\":\"" + type + "\"}",
                        Map.of("x-auth-token", token))
                .status();
    }

    private String attribute(String token, String name) {
        return ilo.read("/redfish/v1/systems/1/bios/", token)
                .path("Attributes")
                .path(name)
                .asString("");
    }

    private List<String> messages(String token) {
        return ilo
                .read("/redfish/v1/systems/1/bios/", token)
                .path("@Redfish.Settings")
                .path("Messages")
                .values()
                .stream()
                .map(m -> m.path("MessageId").asString())
                .toList();
    }

    private String power(String token) {
        var system = ilo.read("/redfish/v1/Systems/1/", token);
        return system.path("PowerState").asString()
                + " "
                + system.at("/Oem/Hpe/PostState").asString();
    }
}
