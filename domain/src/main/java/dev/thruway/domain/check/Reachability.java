package dev.thruway.domain.check;

import dev.thruway.domain.condition.Target;
import dev.thruway.domain.text.Phrase;

/// What went wrong where a machine could not be read, told apart because each is mended in another
/// way.
enum Reachability {
    API(
            CheckCode.API_UNREACHABLE,
            CheckCode.API_UNTRUSTED,
            CheckCode.API_LOGIN_REFUSED,
            CheckCode.API_UNREAD),
    BMC(
            CheckCode.BMC_UNREACHABLE,
            CheckCode.BMC_UNTRUSTED,
            CheckCode.BMC_LOGIN_REFUSED,
            CheckCode.BMC_UNREAD),
    GUEST(
            CheckCode.GUEST_UNREACHABLE,
            CheckCode.GUEST_UNTRUSTED,
            CheckCode.GUEST_LOGIN_REFUSED,
            CheckCode.GUEST_UNREAD);

    private final CheckCode unreachable;
    private final CheckCode untrusted;
    private final CheckCode refused;
    private final CheckCode other;

    Reachability(CheckCode unreachable, CheckCode untrusted, CheckCode refused, CheckCode other) {
        this.unreachable = unreachable;
        this.untrusted = untrusted;
        this.refused = refused;
        this.other = other;
    }

    /// @param cause why it could not be read, as the observer says it
    CheckFinding finding(Target target, Phrase cause) {
        var code =
                switch (cause.key()) {
                    case "unread.host-not-connected", "unread.host-rebooting" ->
                            CheckCode.HOST_NOT_CONNECTED;
                    case "unread.unreachable", "unread.timed-out" -> unreachable;
                    case "unread.untrusted",
                            "unread.identity-changed",
                            "unread.host-key-revoked",
                            "unread.known-hosts-unreadable" ->
                            untrusted;
                    case "unread.not-authenticated" -> refused;
                    case "unread.login-forbidden" -> CheckCode.API_LOGIN_FORBIDDEN;
                    default -> other;
                };
        return CheckFinding.of(code, target, cause.args()).because(cause);
    }
}
