package dev.thruway.lab.replay;

import dev.thruway.lab.http.LabHandler;
import dev.thruway.lab.http.LabRequest;
import dev.thruway.lab.http.LabResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// A recorded management controller. Every login is accepted.
final class RedfishReplay implements LabHandler {

    /// Headers of an answer that mean something to a client; lengths and encodings were those of
    /// the wire.
    private static final Set<String> HEADERS =
            Set.of("content-type", "location", "odata-version", "allow", "etag", "retry-after");

    private static final String NOT_RECORDED =
            """
            {"error":{"code":"Base.1.8.ResourceMissingAtURI","message":"This was not recorded."}}
            """;

    private static final String SESSIONS = "/Sessions";

    /// The controller's own address, which is not that of the recording.
    private static final Pattern HOST = Pattern.compile("^https?://[^/]+");

    private final Map<Question, List<Exchange.Http>> byRequest = new HashMap<>();
    private final Moment moment;

    RedfishReplay(List<Exchange.Http> exchanges) {
        for (var exchange : exchanges) {
            byRequest.computeIfAbsent(Question.of(exchange), _ -> new ArrayList<>()).add(exchange);
        }
        moment =
                new Moment(
                        exchanges.stream()
                                .filter(RedfishReplay::changes)
                                .map(Exchange.Http::number)
                                .toList());
    }

    private static boolean changes(Exchange.Http exchange) {
        return !exchange.method().equals("GET") && !exchange.path().contains(SESSIONS);
    }

    @Override
    public synchronized LabResponse handle(LabRequest request) {
        var known = byRequest.get(Question.of(request));
        if (known == null) {
            return request.method().equals("DELETE")
                    ? LabResponse.empty(204)
                    : LabResponse.text(404, "application/json", NOT_RECORDED);
        }
        var answer =
                changes(known.getFirst())
                        ? moment.next(known, Exchange.Http::number)
                        : moment.of(known, Exchange.Http::number);
        return response(answer);
    }

    private static LabResponse response(Exchange.Http answer) {
        var headers = new HashMap<String, String>();
        answer.headers()
                .forEach((name, value) -> {
                    if (HEADERS.contains(name)) {
                        headers.put(name, HOST.matcher(value).replaceFirst(""));
                    }
                });
        if (answer.method().equals("POST") && answer.path().contains(SESSIONS)) {
            headers.put("X-Auth-Token", "replayed");
        }
        return new LabResponse(
                answer.status(), headers, answer.answer().getBytes(StandardCharsets.UTF_8));
    }
}
