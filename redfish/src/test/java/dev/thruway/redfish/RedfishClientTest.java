package dev.thruway.redfish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedfishClientTest {

    private static final String SYSTEM = "/redfish/v1/Systems/1/";
    private static final String BIOS = "/redfish/v1/systems/1/bios/";
    private static final String SETTINGS = "/redfish/v1/systems/1/bios/settings/";
    private static final String SESSIONS = "/redfish/v1/SessionService/Sessions/";

    private final Controller controller = new Controller();

    @BeforeEach
    void system() {
        controller.json(
                SYSTEM,
                """
                {"Id":"1","Model":"Test","Bios":{"@odata.id":"/redfish/v1/systems/1/bios/"},
                 "Actions":{"#ComputerSystem.Reset":{"target":"/redfish/v1/Systems/1/Reset"}}}
                """);
        controller.json(
                BIOS,
                """
                {"Attributes":{"Sriov":"Disabled","Number":4,"Flag":false},
                 "@Redfish.Settings":{
                   "SettingsObject":{"@odata.id":"/redfish/v1/systems/1/bios/settings/"},
                   "Messages":[{"MessageId":"Base.1.0.Success"},
                     {"MessageId":"Base.1.0.PropertyUnknown",
                      "RelatedProperties":["#/Attributes/Nonsense"]}]}}
                """);
        controller.json(SETTINGS, "{\"Attributes\":{}}");
    }

    @Test
    void readsTheSettingsThatPassthroughDependsOn() {
        try (var client = controller.client()) {
            assertThat(client.passthroughBiosSettings())
                    .contains(List.of(new BiosSetting("Sriov", "Disabled", "Enabled")));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"Id\":\"1\"}",
                "{\"Id\":\"1\",\"Bios\":{\"@odata.id\":\"/redfish/v1/systems/1/none/\"}}",
                "{\"Id\":\"1\",\"Bios\":{\"@odata.id\":\"/redfish/v1/systems/1/other/\"}}"
            })
    void whereNoSettingWasReadNoneIsRight(String system) {
        controller.json("/redfish/v1/systems/1/other/", "{\"Attributes\":{\"Fans\":\"Quiet\"}}");
        controller.json(SYSTEM, system);
        try (var client = controller.client()) {
            assertThat(client.passthroughBiosSettings()).isEmpty();
        }
    }

    @Test
    void logsInOnceAndOut() {
        try (var client = controller.client()) {
            client.identity();
            client.identity();
        }
        assertThat(controller.asked().stream().filter(a -> a.startsWith("POST"))).hasSize(1);
        assertThat(controller.asked()).last().isEqualTo("DELETE " + SESSIONS + "7/");
        assertThat(controller.requests.getLast().headers())
                .containsEntry("X-Auth-Token", Controller.TOKEN);
    }

    @Test
    void aWrongPasswordIsTriedOnceAndNeverAgain() {
        controller.on(
                "POST " + SESSIONS, r -> Controller.error(401, "iLO.UnauthorizedLoginAttempt"));
        try (var client = controller.client()) {
            for (int i = 0; i < 3; i++) {
                assertFault(client, RedfishFault.NotAuthenticated.class);
            }
        }
        assertThat(controller.asked().stream().filter(a -> a.startsWith("POST"))).hasSize(1);
    }

    @Test
    void aWrongPasswordOfBasicAuthenticationIsTriedOnceAndNeverAgain() {
        controller.on("GET /redfish/v1/Systems/", r -> Controller.error(401, "x"));
        try (var client = controller.client(RedfishLogin.Method.BASIC)) {
            for (int i = 0; i < 3; i++) {
                assertFault(client, RedfishFault.NotAuthenticated.class);
            }
        }
        assertThat(controller.asked().stream().filter(a -> a.endsWith("/Systems/"))).hasSize(1);
    }

    @Test
    void aSessionThatEndedIsReplacedByOneNewOne() {
        var calls = new AtomicInteger();
        controller.on(
                "GET " + SYSTEM,
                r ->
                        calls.incrementAndGet() == 2
                                ? Controller.error(401, "Base.1.18.NoValidSession")
                                : Controller.answer(200, Map.of(), "{\"Model\":\"Test\"}"));
        try (var client = controller.client()) {
            client.identity();
            assertThat(client.identity().model()).contains("Test");
        }
        assertThat(controller.asked().stream().filter(a -> a.startsWith("POST"))).hasSize(2);
    }

    @Test
    void a401OfARightSessionIsNotRepeatedForEver() {
        controller.on("GET " + SYSTEM, r -> Controller.error(401, "x"));
        try (var client = controller.client()) {
            assertFault(client, RedfishFault.NotAuthenticated.class);
            assertFault(client, RedfishFault.NotAuthenticated.class);
        }
        assertThat(controller.requests).hasSizeLessThan(14);
    }

    @Test
    void aBusyControllerIsAskedAgainAFewTimes() {
        controller.on(
                "GET " + SYSTEM, r -> Controller.answer(503, Map.of("retry-after", "4000"), ""));
        try (var client = controller.client()) {
            assertFault(client, RedfishFault.Rejected.class);
        }
        assertThat(controller.asked().stream().filter(a -> a.endsWith(SYSTEM))).hasSize(3);
        assertThat(controller.slept)
                .containsExactly(Duration.ofSeconds(10), Duration.ofSeconds(10));
    }

    @Test
    void aResetIsOrderedOnceWhateverHappens() {
        controller.on(
                "POST " + SYSTEM + "Reset",
                r -> {
                    throw new RedfishException(
                            "POST", "x", new RedfishFault.Unreachable("connection reset"));
                });
        try (var client = controller.client()) {
            assertThatThrownBy(() -> client.reset(ResetType.FORCE_RESTART))
                    .isInstanceOf(RedfishException.class);
        }
        assertThat(controller.asked().stream().filter(a -> a.endsWith("Reset"))).hasSize(1);
    }

    @Test
    void followsARedirectOnTheSameHostWithItsToken() {
        controller.on(
                "GET " + SYSTEM,
                r -> Controller.answer(308, Map.of("location", "https://BMC.example/moved"), ""));
        controller.json("/moved", "{\"Model\":\"Moved\"}");
        try (var client = controller.client()) {
            assertThat(client.identity().model()).contains("Moved");
        }
        assertThat(controller.requests)
                .filteredOn(r -> r.path().equals("/moved"))
                .allSatisfy(r ->
                        assertThat(r.headers()).containsEntry("X-Auth-Token", Controller.TOKEN));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example/x", "//evil.example/x", "http://bmc.example/x"})
    void aRedirectToAnotherHostIsNotFollowed(String location) {
        controller.on(
                "GET " + SYSTEM, r -> Controller.answer(308, Map.of("location", location), ""));
        try (var client = controller.client()) {
            assertFault(client, RedfishFault.Malformed.class);
        }
    }

    @Test
    void aRedirectInACircleEnds() {
        controller.on("GET " + SYSTEM, r -> Controller.answer(308, Map.of("location", SYSTEM), ""));
        try (var client = controller.client()) {
            assertFault(client, RedfishFault.Malformed.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>", "[]", "{\"Id\":", "\"text\"", "null"})
    void whatIsNoDocumentIsMalformed(String body) {
        controller.on("GET " + SYSTEM, r -> Controller.answer(200, Map.of(), body));
        try (var client = controller.client()) {
            assertFault(client, RedfishFault.Malformed.class);
        }
    }

    @Test
    void controlCharactersInTextsAreNoReasonToFail() {
        controller.json(SYSTEM, "{\"Model\":\"Test\\u0000 \u0001\t1\"}");
        try (var client = controller.client()) {
            assertThat(client.identity().model()).contains("Test 1");
        }
    }

    @Test
    void deeplyNestedDocumentsAreRefused() {
        controller.json(SYSTEM, "{\"a\":" + "[".repeat(20_000) + "]".repeat(20_000) + "}");
        try (var client = controller.client()) {
            assertFault(client, RedfishFault.Malformed.class);
        }
    }

    @Test
    void pagesThatDoNotEndAreRefused() {
        controller.json(
                "/redfish/v1/Systems/",
                """
                {"Members":[{"@odata.id":"/redfish/v1/Systems/1/"}],
                 "Members@odata.nextLink":"/redfish/v1/SYSTEMS/"}
                """);
        controller.json(
                "/redfish/v1/SYSTEMS/",
                "{\"Members\":[],\"Members@odata.nextLink\":\"/redfish/v1/Systems/\"}");
        try (var client = controller.client()) {
            assertFault(client, RedfishFault.Malformed.class);
        }
    }

    @Test
    void aCollectionWithoutEndIsRefused() {
        controller.collection(
                "/redfish/v1/Systems/",
                IntStream.range(0, 60).mapToObj(i -> "/m" + i).toArray(String[]::new));
        try (var client = controller.client()) {
            assertFault(client, RedfishFault.Malformed.class);
        }
    }

    @Test
    void linksToOtherHostsAreRefused() {
        controller.json("/redfish/v1/Systems/", "{\"Members\":[{\"@odata.id\":\"https://x/y\"}]}");
        try (var client = controller.client()) {
            assertFault(client, RedfishFault.Malformed.class);
        }
    }

    @Test
    void twoServersBehindOneControllerAreNotGuessedBetween() {
        controller.collection("/redfish/v1/Systems/", SYSTEM, "/redfish/v1/Systems/2/");
        controller.json("/redfish/v1/Systems/2/", "{\"Id\":\"2\"}");
        try (var client = controller.client()) {
            assertThatThrownBy(client::identity)
                    .isInstanceOfSatisfying(
                            RedfishException.class,
                            e ->
                                    assertThat(e.fault())
                                            .isEqualTo(
                                                    new RedfishFault.Malformed(
                                                            "more than one system: [1, 2]")));
        }
    }

    @Test
    void changesBiosSettingsUnderTheirEtagInTheirOwnTypes() {
        controller.on("PATCH " + SETTINGS, r -> Controller.answer(200, Map.of(), "{}"));
        try (var client = controller.client()) {
            client.changeBios(Map.of("Sriov", "Enabled", "Number", "5", "Flag", "true"));
        }
        assertThat(patches())
                .singleElement()
                .satisfies(r -> {
                    assertThat(r.headers())
                            .containsEntry("If-Match", "W/\"" + SETTINGS.length() + "\"");
                    assertThat(r.body())
                            .isEqualTo(
                                    "{\"Attributes\":"
                                        + "{\"Flag\":true,\"Number\":5,\"Sriov\":\"Enabled\"}}");
                });
    }

    @Test
    void anEtagThatItsOwnControllerRefusesIsLeftOut() {
        controller.on(
                "PATCH " + SETTINGS,
                r ->
                        r.headers().containsKey("If-Match")
                                ? Controller.error(412, "Base.1.18.PreconditionFailed")
                                : Controller.answer(204, Map.of(), ""));
        try (var client = controller.client()) {
            client.changeBios(Map.of("Sriov", "Enabled"));
        }
        assertThat(patches())
                .extracting(r -> r.headers().getOrDefault("If-Match", "none"))
                .containsExactly("W/\"" + SETTINGS.length() + "\"", "" + SETTINGS.length(), "none");
    }

    private List<RedfishTransport.Request> patches() {
        return controller.requests.stream().filter(r -> r.method().equals("PATCH")).toList();
    }

    @Test
    void readsWhatTheBiosSaidOfTheLastChange() {
        try (var client = controller.client()) {
            assertThat(client.biosMessages())
                    .containsExactly(
                            new BiosMessage("Base.1.0.Success", List.of()),
                            new BiosMessage("Base.1.0.PropertyUnknown", List.of("Nonsense")));
        }
    }

    @Test
    void aRefusalCarriesItsStatusMessageIdAndArguments() {
        controller.on(
                "POST " + SYSTEM + "Reset",
                r ->
                        Controller.answer(
                                400,
                                Map.of(),
                                """
                                {"error":{"@Message.ExtendedInfo":[
                                  {"MessageId":"iLO.2.25.Nope","MessageArgs":["ResetType","On"]}]}}
                                """));
        try (var client = controller.client()) {
            assertThatThrownBy(() -> client.reset(ResetType.ON))
                    .isInstanceOfSatisfying(
                            RedfishException.class,
                            e -> {
                                assertThat(e.fault())
                                        .isEqualTo(
                                                new RedfishFault.Rejected(
                                                        400, "iLO.2.25.Nope", "ResetType, On"));
                                assertThat(e.request()).isEqualTo("POST");
                                assertThat(e.object()).isEqualTo("bmc.example" + SYSTEM + "Reset");
                            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"SESSION", "BASIC"})
    void noSecretIsEverShownEvenWhereTheControllerEchoesIt(String method) {
        controller.on(
                "GET " + SYSTEM,
                r ->
                        Controller.answer(
                                400,
                                Map.of(
                                        "set-cookie",
                                        "sid=cookiesecret",
                                        "x-echo",
                                        Controller.TOKEN),
                                "{\"error\":{\"message\":\"you sent %s %s %s\"},\"Password\":\"other\\\"x\"}"
                                        .formatted(
                                                Json.escaped(Controller.PASSWORD),
                                                Controller.TOKEN,
                                                r.headers().getOrDefault("Authorization", ""))));
        String shown;
        try (var client = controller.client(RedfishLogin.Method.valueOf(method))) {
            shown = assertFault(client, RedfishFault.Rejected.class).getMessage();
        }
        var everything = shown + controller.traced;
        assertThat(everything)
                .contains("you sent (secret)")
                .doesNotContain(Controller.PASSWORD)
                .doesNotContain(Json.escaped(Controller.PASSWORD))
                .doesNotContain("cookiesecret")
                .doesNotContain("other\\\"x")
                .doesNotContain("YWRtaW46");
        if (method.equals("SESSION")) {
            assertThat(everything).doesNotContain(Controller.TOKEN);
        }
    }

    private static RedfishException assertFault(
            RedfishClient client, Class<? extends RedfishFault> fault) {
        var thrown = new RedfishException[1];
        assertThatThrownBy(client::identity)
                .isInstanceOfSatisfying(
                        RedfishException.class,
                        e -> {
                            assertThat(e.fault()).isInstanceOf(fault);
                            thrown[0] = e;
                        });
        return thrown[0];
    }
}
