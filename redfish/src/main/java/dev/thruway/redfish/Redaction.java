package dev.thruway.redfish;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Removes secrets from what is traced: passwords, tokens, cookies, keys of sessions.
final class Redaction {

    static final String REMOVED = "(removed)";

    private static final Set<String> HEADERS =
            Set.of("x-auth-token", "authorization", "cookie", "set-cookie", "proxy-authorization");

    /// Members that hold a secret, in any case and with any prefix: `Password`, `OldPassword`,
    /// `sessionKey`, `AuthToken`. The value may be cut off at the end of the text.
    private static final Pattern MEMBERS =
            Pattern.compile(
                    "(\"[^\"]*(?:password|passwd|passphrase|session_?key|token|secret)\"\\s*:\\s*\")"
                        + "(?:[^\"\\\\]|\\\\.)*+",
                    Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private Redaction() {}

    static String body(String body) {
        return MEMBERS.matcher(body).replaceAll("$1" + REMOVED);
    }

    static Map<String, String> headers(Map<String, String> headers) {
        var shown = new TreeMap<String, String>();
        headers.forEach((name, value) -> shown.put(name, secret(name) ? REMOVED : value));
        return shown;
    }

    static Map<String, String> answerHeaders(Map<String, List<String>> headers) {
        var shown = new TreeMap<String, String>();
        headers.forEach((name, values) ->
                shown.put(name, secret(name) ? REMOVED : String.join(", ", values)));
        return shown;
    }

    private static boolean secret(String header) {
        return HEADERS.contains(header.toLowerCase(Locale.ROOT));
    }
}
