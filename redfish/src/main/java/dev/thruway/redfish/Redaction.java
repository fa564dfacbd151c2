package dev.thruway.redfish;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/// Takes the secrets out of what is shown: headers and JSON fields by their names, and the secrets
/// of this client by their values, wherever a controller may echo them.
final class Redaction {

    private static final String HIDDEN = "(secret)";

    private static final Set<String> HEADERS =
            Set.of("x-auth-token", "authorization", "cookie", "set-cookie");

    /// Text rather than a parsed tree, as it must also hold for JSON that cannot be parsed.
    private static final Pattern FIELD =
            Pattern.compile(
                    "(?i)(\"[^\"]{0,64}(?:password|passwd|secret|token|sessionkey)[^\"]{0,64}\"\\s*:\\s*)"
                        + "\"(?:[^\"\\\\]|\\\\.)*+\"?");

    private final List<String> secrets = new CopyOnWriteArrayList<>();

    void hide(String secret) {
        if (!secret.isEmpty()) {
            secrets.add(secret);
            var escaped = Json.escaped(secret);
            if (!escaped.equals(secret)) {
                secrets.add(escaped);
            }
        }
    }

    /// A text that may repeat a secret.
    String text(String text) {
        var clean = text;
        for (var secret : secrets) {
            clean = clean.replace(secret, HIDDEN);
        }
        return clean;
    }

    String body(String body) {
        return FIELD.matcher(text(body)).replaceAll("$1\"" + HIDDEN + "\"");
    }

    Map<String, String> headers(Map<String, String> headers) {
        var clean = new HashMap<String, String>();
        headers.forEach((name, value) ->
                clean.put(
                        name,
                        HEADERS.contains(name.toLowerCase(Locale.ROOT)) ? HIDDEN : text(value)));
        return clean;
    }

    Map<String, String> answerHeaders(Map<String, List<String>> headers) {
        var joined = new HashMap<String, String>();
        headers.forEach(
                (name, values) -> joined.put(name, String.join(", ", new ArrayList<>(values))));
        return headers(joined);
    }
}
