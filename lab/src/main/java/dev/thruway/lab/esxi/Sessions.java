package dev.thruway.lab.esxi;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The sessions of one server. A session ends by logout, by a restart of the server, or when it was
/// idle for half an hour by the wall clock (hostd's default).
final class Sessions {

    private static final Duration IDLE = Duration.ofMinutes(30);

    private static final int MAX_SESSIONS = 100;

    private final Realm realm;
    private final EsxiCredentials credentials;
    private final InstantSource wallClock;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Session> byCookie = new ConcurrentHashMap<>();

    Sessions(Realm realm, EsxiCredentials credentials, InstantSource wallClock) {
        this.realm = realm;
        this.credentials = credentials;
        this.wallClock = wallClock;
    }

    /// A login that was accepted: the session and its cookie.
    record Login(Session session, String cookie) {}

    /// Whether these are the server's user and password.
    boolean accepts(String user, String password) {
        return MessageDigest.isEqual(
                bytes(user + "\n" + password),
                bytes(credentials.user() + "\n" + credentials.password()));
    }

    Login login(Session.Who who, String password) {
        if (!accepts(who.user(), password)) {
            throw VimFault.of(
                    "InvalidLogin",
                    "Cannot complete login due to an incorrect user name or password.");
        }
        realm.requireOpen();
        dropStale();
        if (byCookie.size() >= MAX_SESSIONS) {
            throw VimFault.of("InvalidState", "Too many sessions.");
        }
        var cookie = hex(20);
        var key = "52" + hex(15);
        var session = new Session(key, who, wallClock.instant(), realm.starts());
        byCookie.put(cookie, session);
        return new Login(session, cookie);
    }

    /// The session of a cookie's value, which real servers write with quotes around it.
    Optional<Session> find(Optional<String> cookie) {
        dropStale();
        var session = cookie.map(c -> c.replace("\"", "")).map(byCookie::get);
        session.ifPresent(s -> s.touch(wallClock.instant()));
        return session;
    }

    void logout(Session session) {
        byCookie.values().remove(session);
    }

    /// Ends the session with that key; false where there is none.
    boolean terminate(String key) {
        return byCookie.values().removeIf(s -> s.key().equals(key));
    }

    boolean alive(Session session) {
        return byCookie.containsValue(session) && session.boots() == realm.starts();
    }

    List<Session> all() {
        return List.copyOf(byCookie.values());
    }

    /// How many have not ended.
    int open() {
        dropStale();
        return byCookie.size();
    }

    private void dropStale() {
        var oldest = wallClock.instant().minus(IDLE);
        byCookie.values()
                .removeIf(s -> s.boots() != realm.starts() || s.lastActive().isBefore(oldest));
    }

    private String hex(int length) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
