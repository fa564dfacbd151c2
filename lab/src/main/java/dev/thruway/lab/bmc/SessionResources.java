package dev.thruway.lab.bmc;

import dev.thruway.lab.http.LabRequest;
import dev.thruway.lab.http.LabResponse;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// `SessionService`: login by POST, logout by DELETE.
final class SessionResources {

    static final String SESSIONS = "SessionService/Sessions/";

    private final BmcSessions sessions;

    SessionResources(BmcSessions sessions) {
        this.sessions = sessions;
    }

    void addTo(BmcTree tree) {
        // iLO prints minutes here, though the standard's unit is seconds.
        tree.add(
                "SessionService/",
                "session-service",
                Map.of("timeout", sessions.limits().idle().toMinutes()));
        tree.add(
                SESSIONS,
                new BmcResource(
                        () ->
                                BmcTree.collectionOf(
                                        SESSIONS,
                                        "SessionCollection",
                                        "Manager User Sessions",
                                        sessions.all().stream().map(s -> s.id()).toList()),
                        Map.of("POST", this::login)));
        for (var session : sessions.all()) {
            tree.add(
                    SESSIONS + session.id() + "/",
                    new BmcResource(
                            () -> document(session),
                            Map.of("DELETE", (request, body) -> logout(session))));
        }
    }

    private static ObjectNode document(BmcSessions.Session session) {
        return Template.fill(
                "session",
                Map.of(
                        "id", session.id(),
                        "user", session.user(),
                        "created", session.created().truncatedTo(ChronoUnit.SECONDS).toString(),
                        "accessed", session.accessed().truncatedTo(ChronoUnit.SECONDS).toString()));
    }

    private LabResponse login(LabRequest request, JsonNode body) {
        var user = body.path("UserName").asString("");
        var password = body.path("Password").asString("");
        if (user.isEmpty()) {
            return BmcAnswers.message(400, "Base.1.18.PropertyMissing", "UserName");
        }
        return switch (sessions.open(user, password)) {
            case BmcSessions.Login.Refused _ ->
                    BmcAnswers.message(401, "iLO.2.25.UnauthorizedLoginAttempt");
            case BmcSessions.Login.TooMany _ ->
                    BmcAnswers.message(503, "Base.1.18.SessionLimitExceeded");
            case BmcSessions.Login.Accepted(var session, var token) ->
                    BmcAnswers.json(
                            201,
                            Map.of("X-Auth-Token", token, "Location", location(request, session)),
                            document(session));
        };
    }

    /// Absolute, as iLO writes it.
    private static String location(LabRequest request, BmcSessions.Session session) {
        return "https://%s%s%s%s/"
                .formatted(
                        request.header("host").orElse("localhost"),
                        BmcTree.ROOT,
                        SESSIONS,
                        session.id());
    }

    private LabResponse logout(BmcSessions.Session session) {
        sessions.close(session);
        return BmcAnswers.message(200, "Base.1.18.Success");
    }
}
