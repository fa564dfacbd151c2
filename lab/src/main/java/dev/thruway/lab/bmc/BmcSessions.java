package dev.thruway.lab.bmc;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// Who is logged in. Sessions end by logout, by a reset of the manager, or when they were idle.
final class BmcSessions {

    private final BmcCredentials credentials;
    private final BmcLimits limits;
    private final InstantSource wallClock;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Session> byToken = new ConcurrentHashMap<>();
    private final AtomicInteger failures = new AtomicInteger();

    /// One login.
    record Session(String id, String user, Instant created, Instant accessed) {
        Session touched(Instant now) {
            return new Session(id, user, created, now);
        }
    }

    /// How an attempt to log in ended.
    sealed interface Login {
        record Accepted(Session session, String token) implements Login {}

        record Refused() implements Login {}

        record TooMany() implements Login {}
    }

    BmcSessions(BmcCredentials credentials, BmcLimits limits, InstantSource wallClock) {
        this.credentials = credentials;
        this.limits = limits;
        this.wallClock = wallClock;
    }

    BmcLimits limits() {
        return limits;
    }

    String user() {
        return credentials.user();
    }

    Login open(String user, String password) {
        if (!right(user, password)) {
            return new Login.Refused();
        }
        synchronized (this) {
            dropIdle();
            if (byToken.size() >= limits.sessions()) {
                return new Login.TooMany();
            }
            var now = wallClock.instant();
            var session = new Session(user + hex(8), user, now, now);
            var token = hex(16);
            byToken.put(token, session);
            return new Login.Accepted(session, token);
        }
    }

    /// Whether the name and password are right. A wrong one costs the caller time, as iLO has it.
    boolean right(String user, String password) {
        boolean right =
                MessageDigest.isEqual(
                        utf8(user + "\n" + password),
                        utf8(credentials.user() + "\n" + credentials.password()));
        if (right) {
            failures.set(0);
        } else if (failures.incrementAndGet() > limits.failuresBeforeDelay()) {
            pause(limits.failureDelay());
        }
        return right;
    }

    /// Whether the value of an `Authorization` header is right.
    boolean basic(String header) {
        if (!header.regionMatches(true, 0, "Basic ", 0, 6)) {
            return false;
        }
        try {
            var text =
                    new String(
                            Base64.getDecoder().decode(header.substring(6).strip()),
                            StandardCharsets.UTF_8);
            int colon = text.indexOf(':');
            return colon >= 0 && right(text.substring(0, colon), text.substring(colon + 1));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /// Whether a token is that of a session; its idle time begins again.
    boolean token(String token) {
        dropIdle();
        return byToken.computeIfPresent(token, (t, s) -> s.touched(wallClock.instant())) != null;
    }

    List<Session> all() {
        dropIdle();
        return List.copyOf(byToken.values());
    }

    Optional<Session> find(String id) {
        return all().stream().filter(s -> s.id().equalsIgnoreCase(id)).findFirst();
    }

    void close(Session session) {
        byToken.values().removeIf(s -> s.id().equals(session.id()));
    }

    /// Ends the session of a token, as if it had been idle.
    void expire(String token) {
        byToken.remove(token);
    }

    void forgetAll() {
        byToken.clear();
    }

    private void dropIdle() {
        var oldest = wallClock.instant().minus(limits.idle());
        byToken.values().removeIf(s -> s.accessed().isBefore(oldest));
    }

    private static void pause(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String hex(int length) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
