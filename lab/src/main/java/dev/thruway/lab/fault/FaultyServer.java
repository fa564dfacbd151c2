package dev.thruway.lab.fault;

import dev.thruway.lab.http.LabHandler;
import dev.thruway.lab.http.LabRequest;
import dev.thruway.lab.http.LabResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// A server with rules in front of it.
public final class FaultyServer implements LabHandler {

    private static final Duration FOREVER = Duration.ofDays(1);

    private final Endpoint where;
    private final LabHandler server;
    private final ServerProtocol protocol;
    private final FaultRules rules;

    public FaultyServer(
            Endpoint where, LabHandler server, ServerProtocol protocol, FaultRules rules) {
        this.where = where;
        this.server = server;
        this.protocol = protocol;
        this.rules = rules;
    }

    @Override
    public LabResponse handle(LabRequest request) {
        if (rules.isEmpty()) {
            return server.handle(request);
        }
        return rules.due(where, protocol.operation(request))
                .map(rule -> disturbed(request, rule))
                .orElseGet(() -> server.handle(request));
    }

    private LabResponse disturbed(LabRequest request, FaultRule rule) {
        if (!slept(rule.delay())) {
            return LabResponse.hangUp();
        }
        return switch (rule.effect()) {
            case Effect.Late() -> server.handle(request);
            case Effect.Refused(var fault) -> protocol.refusal(request, fault);
            case Effect.TaskFails(var fault) -> protocol.failingTask(request, fault);
            case Effect.Replaced(var instead) -> instead(request, instead);
        };
    }

    private LabResponse instead(LabRequest request, Instead instead) {
        return switch (instead) {
            case DROP -> LabResponse.hangUp();
            case RESET_HALFWAY -> server.handle(request).cutOff();
            case HTTP_503 -> LabResponse.text(503, "text/plain", "503 Service Unavailable");
            case HANG -> {
                slept(FOREVER);
                yield LabResponse.hangUp();
            }
            case TRUNCATED -> truncated(server.handle(request));
            case GARBAGE ->
                    new LabResponse(200, Map.of("Content-Type", "text/xml"), Instead.garbage());
            case HUGE -> LabResponse.endless();
            case WRONG_CONTENT_TYPE -> mislabelled(server.handle(request));
            case EXPIRE_SESSION -> {
                protocol.expireSession(request);
                yield server.handle(request);
            }
        };
    }

    private static LabResponse truncated(LabResponse whole) {
        var half = Arrays.copyOf(whole.body(), whole.body().length / 2);
        return new LabResponse(whole.status(), whole.headers(), half);
    }

    private static LabResponse mislabelled(LabResponse right) {
        var headers = new HashMap<>(right.headers());
        headers.put("Content-Type", "image/png");
        return new LabResponse(right.status(), headers, right.body());
    }

    /// False where the lab was closed meanwhile.
    private static boolean slept(Duration duration) {
        try {
            Thread.sleep(duration);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
