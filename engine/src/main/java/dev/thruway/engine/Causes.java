package dev.thruway.engine;

import dev.thruway.domain.text.Phrase;
import dev.thruway.engine.run.AnswerLost;
import dev.thruway.engine.run.StepFailed;
import dev.thruway.guest.GuestException;
import dev.thruway.guest.GuestFault;
import dev.thruway.redfish.RedfishException;
import dev.thruway.redfish.RedfishFault;
import dev.thruway.vsphere.client.VsphereException;
import dev.thruway.vsphere.client.VsphereFault;
import dev.thruway.vsphere.vim.NoPermission;
import dev.thruway.vsphere.vim.RestrictedVersion;
import java.util.List;
import java.util.Optional;

/// Why something could not be read or done, as a sentence for a person.
public final class Causes {

    private Causes() {}

    /// What an exception of a client, or a step's own, means.
    public static Phrase of(RuntimeException e) {
        return switch (e) {
            case VsphereException v -> of(v.request(), v.fault());
            case GuestException g -> of(g.request(), g.fault());
            case RedfishException r -> of(r.request() + " " + r.object(), r.fault());
            case StepFailed s -> s.phrase();
            default -> throw e;
        };
    }

    /// What it means where a change was asked for: the world said no, or nobody heard its answer.
    public static RuntimeException ofChange(VsphereException e) {
        return switch (e.fault()) {
            case VsphereFault.Unreachable _, VsphereFault.TimedOut _ -> new AnswerLost(of(e));
            case VsphereFault.UntrustedCertificate _,
                    VsphereFault.NotAuthenticated _,
                    VsphereFault.LoginForbidden _,
                    VsphereFault.Rejected _,
                    VsphereFault.Malformed _ ->
                    new StepFailed(of(e));
        };
    }

    /// The same of a change inside a guest.
    public static RuntimeException ofChange(GuestException e) {
        return switch (e.fault()) {
            case GuestFault.Unreachable _, GuestFault.TimedOut _ -> new AnswerLost(of(e));
            case GuestFault.UntrustedHostKey _,
                    GuestFault.NotAuthenticated _,
                    GuestFault.Rejected _,
                    GuestFault.Malformed _ ->
                    new StepFailed(of(e));
        };
    }

    private static Phrase of(String request, VsphereFault fault) {
        return switch (fault) {
            case VsphereFault.Unreachable u when u.isStarting() ->
                    Phrase.of("unread.host-starting", "what", what(request));
            case VsphereFault.Unreachable(var reason) -> unreachable(request, reason);
            case VsphereFault.UntrustedCertificate(var sha256, var expected) ->
                    untrusted(request, sha256, expected);
            case VsphereFault.NotAuthenticated(var message) ->
                    Phrase.of("unread.not-authenticated", "what", what(request), "says", message);
            case VsphereFault.Rejected(_, var message, var details, NoPermission missing)
                    when missing.privilegeId() != null ->
                    Phrase.of(
                            "unread.no-permission",
                            "what",
                            what(request),
                            "privilege",
                            missing.privilegeId(),
                            "says",
                            said(message, details));
            case VsphereFault.Rejected(_, var message, var details, RestrictedVersion _) ->
                    Phrase.of(
                            "unread.licence-forbids",
                            "what",
                            what(request),
                            "says",
                            said(message, details));
            case VsphereFault.LoginForbidden(var message) ->
                    Phrase.of("unread.login-forbidden", "what", what(request), "says", message);
            case VsphereFault.Rejected(var type, var message, var details, _) ->
                    Phrase.of(
                            "unread.rejected",
                            "what",
                            what(request),
                            "type",
                            type,
                            "says",
                            said(message, details));
            case VsphereFault.Malformed(var what) ->
                    Phrase.of("unread.malformed", "what", what(request), "says", what);
            case VsphereFault.TimedOut(var after) ->
                    Phrase.of(
                            "unread.timed-out",
                            "what",
                            what(request),
                            "seconds",
                            after.toSeconds());
        };
    }

    private static String said(String message, List<String> details) {
        return details.isEmpty() ? message : message + " (" + String.join("; ", details) + ")";
    }

    private static Phrase untrusted(String request, String sha256, Optional<String> expected) {
        return identity(request, "sha256:" + sha256, expected.map(e -> "sha256:" + e));
    }

    /// A certificate or host key that is not the expected one is another thing than one that is not
    /// known yet.
    private static Phrase identity(String request, String shown, Optional<String> expected) {
        return expected.map(known ->
                        Phrase.of(
                                "unread.identity-changed",
                                "what",
                                what(request),
                                "expected",
                                known,
                                "fingerprint",
                                shown))
                .orElse(Phrase.of("unread.untrusted", "what", what(request), "fingerprint", shown));
    }

    private static Phrase unreachable(String request, String reason) {
        return Phrase.of("unread.unreachable", "what", what(request), "says", reason);
    }

    private static Phrase of(String request, RedfishFault fault) {
        return switch (fault) {
            case RedfishFault.Unreachable(var reason) -> unreachable(request, reason);
            case RedfishFault.UntrustedCertificate(var sha256, var expected) ->
                    untrusted(request, sha256, expected);
            case RedfishFault.NotAuthenticated(var message) ->
                    Phrase.of("unread.not-authenticated", "what", what(request), "says", message);
            case RedfishFault.Rejected(var status, var id, var message) ->
                    Phrase.of(
                            "unread.rejected",
                            "what",
                            what(request),
                            "type",
                            id.isEmpty() ? "HTTP " + status : id,
                            "says",
                            message);
            case RedfishFault.Malformed(var what) ->
                    Phrase.of("unread.malformed", "what", what(request), "says", what);
            case RedfishFault.TimedOut(var after) ->
                    Phrase.of(
                            "unread.timed-out",
                            "what",
                            what(request),
                            "seconds",
                            after.toSeconds());
        };
    }

    private static Phrase of(String request, GuestFault fault) {
        return switch (fault) {
            case GuestFault.Unreachable(var reason) -> unreachable(request, reason);
            case GuestFault.UntrustedHostKey(var shown, _, var expected) ->
                    identity(request, shown, expected);
            case GuestFault.NotAuthenticated(_, var message) ->
                    Phrase.of("unread.not-authenticated", "what", what(request), "says", message);
            case GuestFault.Rejected(var type, var message) -> rejected(request, type, message);
            case GuestFault.Malformed(var what) ->
                    Phrase.of("unread.malformed", "what", what(request), "says", what);
            case GuestFault.TimedOut(var after) ->
                    Phrase.of(
                            "unread.timed-out",
                            "what",
                            what(request),
                            "seconds",
                            after.toSeconds());
        };
    }

    private static Phrase rejected(String request, String type, String message) {
        return switch (type) {
            case GuestFault.Rejected.REVOKED_HOST_KEY ->
                    Phrase.of(
                            "unread.host-key-revoked",
                            "what",
                            what(request),
                            "fingerprint",
                            message);
            case GuestFault.Rejected.KNOWN_HOSTS_UNREADABLE ->
                    Phrase.of(
                            "unread.known-hosts-unreadable",
                            "what",
                            what(request),
                            "file",
                            message);
            default ->
                    Phrase.of(
                            "unread.rejected",
                            "what",
                            what(request),
                            "type",
                            type,
                            "says",
                            message);
        };
    }

    /// A request as the clients name it, `Login at 192.0.2.10`, in the reader's language.
    private static Object what(String request) {
        int at = request.lastIndexOf(" at ");
        return at < 0
                ? request
                : Phrase.of(
                        "unread.request",
                        "method",
                        request.substring(0, at),
                        "address",
                        request.substring(at + " at ".length()));
    }
}
