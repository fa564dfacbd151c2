package dev.thruway.lab.esxi;

import dev.thruway.lab.esxi.wire.Value;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// `SessionManager` as one session sees it, but for the login itself, which the endpoint does
/// because it sets the cookie.
final class SessionManagerObject implements ManagedObject {

    private final Sessions sessions;
    private final Session session;
    private final Realm realm;

    SessionManagerObject(Sessions sessions, Session session, Realm realm) {
        this.sessions = sessions;
        this.session = session;
        this.realm = realm;
    }

    @Override
    public Value.Ref ref() {
        return realm.refs().the(Fixed.SESSION_MANAGER);
    }

    @Override
    public Map<String, Supplier<Value>> properties() {
        return new Properties()
                .set("supportedLocaleList", Value.texts(List.of("en")))
                .set("defaultLocale", Value.text("en"))
                .set(
                        "sessionList",
                        () ->
                                Value.array(
                                        "UserSession",
                                        sessions.all().stream()
                                                .map(SessionManagerObject::userSession)
                                                .toList()))
                .unset("message", "messageLocaleList")
                .set("currentSession", userSession(session))
                .map();
    }

    @Override
    public Map<String, Method> methods() {
        return Map.of(
                "Logout", this::logout,
                "SessionIsActive", this::isActive,
                "TerminateSession", this::terminate,
                "Login",
                        call -> {
                            throw VimFault.of("InvalidState", "Already logged in.");
                        });
    }

    private Value logout(Call call) {
        sessions.logout(session);
        realm.event(
                session.user(),
                "UserLogoutSessionEvent",
                ("User %s@127.0.0.1 logged out (login time: %s,"
                                + " number of API invocations: %d, user agent: %s)")
                        .formatted(
                                session.user(), session.since(), session.calls(), session.agent()));
        return Value.nothing();
    }

    /// Ends other sessions, all of the named or none.
    private Value terminate(Call call) {
        var keys = call.arguments().values("sessionId");
        if (keys.contains(session.key())) {
            throw VimFault.invalidArgument("sessionId");
        }
        var known = sessions.all().stream().map(Session::key).toList();
        if (!known.containsAll(keys)) {
            throw VimFault.of("NotFound", "The object or item referred to could not be found.");
        }
        keys.forEach(sessions::terminate);
        return Value.nothing();
    }

    private Value isActive(Call call) {
        boolean active =
                call.text("sessionID").equals(session.key())
                        && call.text("userName").equals(session.user());
        return Value.truth(active);
    }

    static Value.Data userSession(Session session) {
        return Value.data("UserSession")
                .set("key", session.key())
                .set("userName", session.user())
                .set("fullName", session.user())
                .set("loginTime", session.since())
                .set("lastActiveTime", session.lastActive())
                .set("locale", "en")
                .set("messageLocale", "en")
                .set("extensionSession", false)
                .set("ipAddress", "127.0.0.1")
                .set("userAgent", session.agent())
                .set("callCount", session.calls())
                .build();
    }
}
