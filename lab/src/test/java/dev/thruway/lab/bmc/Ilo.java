package dev.thruway.lab.bmc;

import dev.thruway.lab.http.LabRequest;
import dev.thruway.lab.http.LabResponse;
import dev.thruway.lab.world.SeedWorld;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// The management controller of the reference server, asked without sockets, with a wall clock that
/// a test moves.
final class Ilo implements InstantSource {

    static final BmcLimits LIMITS = new BmcLimits(Duration.ofMinutes(30), 3, 1, Duration.ZERO);

    final SeedWorld seed = new SeedWorld();
    final BmcServer server =
            new BmcServer(
                    new ServerHardware(seed.server),
                    new BmcCredentials("admin", "right"),
                    LIMITS,
                    this);
    private Instant now = Instant.parse("2024-04-12T07:00:00Z");

    @Override
    public Instant instant() {
        return now;
    }

    void pass(Duration duration) {
        now = now.plus(duration);
    }

    LabResponse send(String method, String path, String body, Map<String, String> headers) {
        int question = path.indexOf('?');
        var query = new HashMap<String, String>();
        if (question >= 0) {
            var pair = path.substring(question + 1).split("=");
            query.put(pair[0], pair[1]);
        }
        return server.handle(
                new LabRequest(
                        method,
                        question < 0 ? path : path.substring(0, question),
                        query,
                        headers,
                        body.getBytes(StandardCharsets.UTF_8)));
    }

    LabResponse get(String path, String token) {
        return send("GET", path, "", Map.of("x-auth-token", token));
    }

    LabResponse login(String password) {
        return send(
                "POST",
                "/redfish/v1/SessionService/Sessions/",
                "{\"UserName\":\"admin\",\"Password\":\"" + password + "\"}",
                Map.of("host", "ilo.example"));
    }

    String token() {
        return login("right").headers().get("X-Auth-Token");
    }

    /// The document of a GET that succeeds.
    JsonNode read(String path, String token) {
        var answer = get(path, token);
        if (answer.status() != 200) {
            throw new AssertionError(path + ": " + answer.status() + " " + answer.bodyText());
        }
        return json(answer);
    }

    static JsonNode json(LabResponse answer) {
        return Template.JSON.readTree(answer.body());
    }

    static String messageId(LabResponse answer) {
        return json(answer).at("/error/@Message.ExtendedInfo/0/MessageId").asString();
    }
}
