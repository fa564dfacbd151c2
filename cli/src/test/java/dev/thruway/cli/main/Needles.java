package dev.thruway.cli.main;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Searches texts for secrets: as they are, and in every encoding that a protocol or a format has.
/// Written on its own, not with the code that removes them.
final class Needles {

    private final Map<String, String> needles = new LinkedHashMap<>();

    Needles(List<String> secrets) {
        secrets.forEach(this::add);
    }

    private void add(String secret) {
        put(secret, "plain", secret);
        // The distinctive middle of a planted password survives every escaping but Base64's.
        put(secret, "part", secret.replaceFirst("-Canary.*", "-Canary"));
        put(secret, "xml", xml(secret, true));
        put(secret, "xml text", xml(secret, false));
        put(secret, "json", secret.replace("\\", "\\\\").replace("\"", "\\\""));
        put(secret, "url", URLEncoder.encode(secret, StandardCharsets.UTF_8));
        for (var prefix : List.of("", "x", "xx")) {
            var bytes = (prefix + secret).getBytes(StandardCharsets.UTF_8);
            var whole = Base64.getEncoder().encodeToString(bytes);
            // Away from both ends, where the neighbours have a part in the characters.
            put(secret, "base64", whole.substring(4, whole.length() - 4));
        }
    }

    private static String xml(String text, boolean quotes) {
        var escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        return quotes ? escaped.replace("\"", "&quot;").replace("'", "&apos;") : escaped;
    }

    private void put(String secret, String form, String needle) {
        if (needle.length() >= 8) {
            needles.putIfAbsent(needle, form + " of " + secret);
        }
    }

    /// What of the secrets is in this text.
    List<String> in(String text) {
        return needles.entrySet().stream()
                .filter(e -> text.contains(e.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }
}
