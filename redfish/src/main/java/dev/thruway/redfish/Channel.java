package dev.thruway.redfish;

import dev.thruway.redfish.RedfishTransport.Answer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/// Requests to one controller, one at a time, as controllers have little to work with: redirects
/// within the controller, further attempts at a GET, and a trace of everything.
final class Channel {

    private static final int MAX_REDIRECTS = 3;
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final RedfishTransport transport;
    private final RedfishLimits limits;
    private final RedfishTrace trace;
    private final RedfishClock clock;
    private final Redaction redaction;
    private final ReentrantLock lock = new ReentrantLock();

    /// One request.
    ///
    /// @param body JSON; empty for none
    record Call(String method, String path, Map<String, String> headers, String body) {

        static Call get(String path) {
            return new Call("GET", path, Map.of(), "");
        }

        Call with(Map<String, String> more) {
            var all = new LinkedHashMap<>(headers);
            all.putAll(more);
            return new Call(method, path, all, body);
        }

        private Call at(String other) {
            return new Call(method, other, headers, body);
        }
    }

    Channel(
            RedfishTransport transport,
            RedfishLimits limits,
            RedfishTrace trace,
            RedfishClock clock,
            Redaction redaction) {
        this.transport = transport;
        this.limits = limits;
        this.trace = trace;
        this.clock = clock;
        this.redaction = redaction;
    }

    RedfishLimits limits() {
        return limits;
    }

    String address() {
        return transport.address();
    }

    /// Does several requests with nobody else's in between.
    <T> T alone(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    /// Sends a request, and a GET again while the controller says that it is busy.
    Answer send(Call call) {
        return alone(() -> {
            int attempts = call.method().equals("GET") ? limits.attempts() : 1;
            for (int i = 1; i < attempts; i++) {
                var answer = tried(call);
                if (answer.isPresent() && !busy(answer.get())) {
                    return answer.get();
                }
                pause(call, answer.flatMap(a -> a.header("retry-after")));
            }
            return redirected(call);
        });
    }

    private Optional<Answer> tried(Call call) {
        try {
            return Optional.of(redirected(call));
        } catch (RedfishException e) {
            return switch (e.fault()) {
                case RedfishFault.Unreachable _ -> Optional.empty();
                case RedfishFault.UntrustedCertificate _,
                        RedfishFault.NotAuthenticated _,
                        RedfishFault.Rejected _,
                        RedfishFault.Malformed _,
                        RedfishFault.TimedOut _ ->
                        throw e;
            };
        }
    }

    private static boolean busy(Answer answer) {
        return switch (answer.status()) {
            case 429, 502, 503, 504 -> true;
            default -> false;
        };
    }

    private void pause(Call call, Optional<String> retryAfter) {
        var pause =
                retryAfter
                        .filter(text -> text.matches("[0-9]{1,4}"))
                        .map(text -> Duration.ofSeconds(Long.parseLong(text)))
                        .orElse(limits.pause());
        try {
            clock.sleep(pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw fault(call, new RedfishFault.Unreachable("interrupted"));
        }
    }

    private Answer redirected(Call call) {
        var at = call;
        for (int i = 0; i < MAX_REDIRECTS; i++) {
            var answer = exchange(at);
            if (!redirects(answer.status(), call.method())) {
                return answer;
            }
            var target = answer.header("location").flatMap(this::path);
            if (target.isEmpty()) {
                throw fault(at, new RedfishFault.Malformed("a redirect to somewhere else"));
            }
            at = at.at(target.get());
        }
        throw fault(call, new RedfishFault.Malformed("more than " + MAX_REDIRECTS + " redirects"));
    }

    /// 307 and 308 keep the method; the older ones may make a GET of anything.
    private static boolean redirects(int status, String method) {
        return switch (status) {
            case 307, 308 -> true;
            case 301, 302, 303 -> method.equals("GET");
            default -> false;
        };
    }

    /// The path and query of a link or a location on this controller; empty where it leads
    /// elsewhere.
    Optional<String> path(String link) {
        URI uri;
        try {
            uri = URI.create(link.strip().replace(" ", "%20"));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        var authority = Optional.ofNullable(uri.getRawAuthority());
        var scheme = Optional.ofNullable(uri.getScheme());
        boolean here =
                authority.map(a -> a.equalsIgnoreCase(address())).orElse(true)
                        && scheme.map(s -> s.equalsIgnoreCase("https")).orElse(true);
        var path = Optional.ofNullable(uri.getRawPath()).filter(p -> p.startsWith("/"));
        return here
                ? path.map(p -> uri.getRawQuery() == null ? p : p + "?" + uri.getRawQuery())
                : Optional.empty();
    }

    private Answer exchange(Call call) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("Accept", "application/json");
        headers.put("OData-Version", "4.0");
        if (!call.body().isEmpty()) {
            headers.put("Content-Type", "application/json");
        }
        headers.putAll(call.headers());
        var request =
                new RedfishTransport.Request(
                        call.method(),
                        call.path(),
                        headers,
                        call.body(),
                        limits.request(),
                        limits.body());
        var started = clock.now();
        try {
            var answer = transport.send(request);
            record(request, started, "" + answer.status(), answer.headers(), text(answer));
            return answer;
        } catch (RedfishException e) {
            record(request, started, e.fault().toString(), Map.of(), "");
            throw e;
        }
    }

    private void record(
            RedfishTransport.Request request,
            Instant started,
            String answer,
            Map<String, List<String>> answerHeaders,
            String answerBody) {
        trace.record(
                new RedfishTrace.Exchange(
                        started,
                        Duration.between(started, clock.now()),
                        address(),
                        request.method() + " " + redaction.text(request.path()),
                        redaction.headers(request.headers()),
                        redaction.body(request.body()),
                        redaction.text(answer),
                        redaction.answerHeaders(answerHeaders),
                        redaction.body(answerBody)));
    }

    private static String text(Answer answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    /// The document of an answer that is none but a success.
    ObjectNode document(Call call, Answer answer) {
        requireSuccess(call, answer);
        return Json.parse(answer.body())
                .orElseThrow(() -> fault(call, new RedfishFault.Malformed("no JSON object")));
    }

    void requireSuccess(Call call, Answer answer) {
        if (answer.status() == 401) {
            throw fault(call, new RedfishFault.NotAuthenticated(refusal(answer).message()));
        }
        if (answer.status() < 200 || answer.status() > 299) {
            throw fault(call, refusal(answer));
        }
    }

    RedfishFault.Rejected refusal(Answer answer) {
        var rejected = Messages.refusal(answer.status(), Json.parse(answer.body()));
        return new RedfishFault.Rejected(
                rejected.status(),
                redaction.text(rejected.messageId()),
                redaction.text(rejected.message()));
    }

    RedfishException fault(Call call, RedfishFault fault) {
        return new RedfishException(call.method(), address() + redaction.text(call.path()), fault);
    }
}
