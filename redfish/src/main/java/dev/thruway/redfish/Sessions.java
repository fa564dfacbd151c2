package dev.thruway.redfish;

import dev.thruway.redfish.Channel.Call;
import dev.thruway.redfish.RedfishTransport.Answer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The login of one client. A wrong password is tried once and never again: controllers answer
/// further attempts more slowly (iLO) or lock the account.
final class Sessions {

    private static final String DEFAULT_PATH = "/redfish/v1/SessionService/Sessions/";

    private final Channel channel;
    private final RedfishLogin login;
    private final Redaction redaction;
    private final Supplier<Optional<String>> sessionsLink;
    private @Nullable Session session;
    private Optional<RedfishException> refused = Optional.empty();

    /// @param location what ends the session; empty where the controller named nothing
    private record Session(String token, Optional<String> location) {}

    /// @param sessionsLink where the service root says that sessions are
    Sessions(
            Channel channel,
            RedfishLogin login,
            Redaction redaction,
            Supplier<Optional<String>> sessionsLink) {
        this.channel = channel;
        this.login = login;
        this.redaction = redaction;
        this.sessionsLink = sessionsLink;
        redaction.hide(login.password().reveal());
        redaction.hide(basic());
    }

    /// Sends a request with a proof of who we are. Where a session has ended in the meantime, one
    /// new one is opened.
    Answer send(Call call) {
        return channel.alone(() ->
                switch (login.method()) {
                    case BASIC -> withPassword(call);
                    case SESSION -> withToken(call);
                });
    }

    private Answer withPassword(Call call) {
        requireNotRefused();
        var answer = channel.send(call.with(Map.of("Authorization", "Basic " + basic())));
        if (answer.status() == 401) {
            throw remember(refusal(call, answer));
        }
        return answer;
    }

    private Answer withToken(Call call) {
        requireNotRefused();
        boolean fresh = session == null;
        var answer = channel.send(call.with(token()));
        if (answer.status() != 401 || fresh) {
            return answer;
        }
        session = null;
        return channel.send(call.with(token()));
    }

    private Map<String, String> token() {
        if (session == null) {
            session = open();
        }
        return Map.of("X-Auth-Token", session.token());
    }

    private Session open() {
        var path = sessionsLink.get().flatMap(channel::path).orElse(DEFAULT_PATH);
        var body = Json.object();
        body.put("UserName", login.user());
        body.put("Password", login.password().reveal());
        var call = new Call("POST", path, Map.of(), body.toString());
        var answer = channel.send(call);
        if (refuses(answer)) {
            throw remember(refusal(call, answer));
        }
        channel.requireSuccess(call, answer);
        var token = answer.header("x-auth-token");
        if (token.isEmpty()) {
            throw channel.fault(call, new RedfishFault.Malformed("a session without a token"));
        }
        redaction.hide(token.get());
        return new Session(token.get(), location(answer));
    }

    /// Some answer a wrong password with 400 (DMTF/Redfish-Service-Validator, pull request 207);
    /// iLO's message says what it was.
    private boolean refuses(Answer answer) {
        return switch (answer.status()) {
            case 401 -> true;
            case 400 -> channel.refusal(answer).messageId().endsWith(".UnauthorizedLoginAttempt");
            default -> false;
        };
    }

    private Optional<String> location(Answer answer) {
        return answer.header("location")
                .or(() -> Json.parse(answer.body()).flatMap(b -> Json.text(b, "@odata.id")))
                .flatMap(channel::path);
    }

    private RedfishException refusal(Call call, Answer answer) {
        return channel.fault(
                call, new RedfishFault.NotAuthenticated(channel.refusal(answer).message()));
    }

    private RedfishException remember(RedfishException refusal) {
        refused = Optional.of(refusal);
        return refusal;
    }

    private void requireNotRefused() {
        if (refused.isPresent()) {
            var first = refused.get();
            throw new RedfishException(first.request(), first.object(), first.fault(), first);
        }
    }

    private String basic() {
        var text = login.user() + ":" + login.password().reveal();
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /// Ends the session, where there is one. A controller that does not answer any more ends it
    /// itself when it was idle long enough.
    void logout() {
        channel.alone(() -> {
            var ending = session;
            session = null;
            if (ending != null && ending.location().isPresent()) {
                var path = ending.location().get();
                var token = Map.of("X-Auth-Token", ending.token());
                return logout(new Call("DELETE", path, token, ""));
            }
            return false;
        });
    }

    private boolean logout(Call call) {
        try {
            return channel.send(call).status() < 400;
        } catch (RedfishException e) {
            return false;
        }
    }
}
