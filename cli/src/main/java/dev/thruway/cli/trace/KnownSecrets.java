package dev.thruway.cli.trace;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The secrets of a run, and what they look like in the encodings of the protocols.
final class KnownSecrets {

    private static final String REMOVED = "(removed)";

    /// A shorter one is part of many a word. It is removed where a protocol says that it is one.
    private static final int SHORTEST = 4;

    /// Lines of a key that are shorter are its end, or its frame.
    private static final int SHORTEST_LINE = 16;

    /// Below this, the part of a Base64 text that does not depend on its neighbours is too short.
    private static final int SHORTEST_CORE = 6;

    private final Map<String, List<Pattern>> forms = new ConcurrentHashMap<>();

    void hide(char[] secret) {
        var text = new String(secret);
        if (text.indexOf('\n') < 0) {
            add(text, SHORTEST);
        } else {
            text.lines()
                    .filter(line -> !line.startsWith("-----"))
                    .forEach(line -> add(line.strip(), SHORTEST_LINE));
        }
    }

    private void add(String secret, int shortest) {
        if (secret.length() >= shortest) {
            forms.computeIfAbsent(secret, KnownSecrets::encodings);
        }
    }

    private static List<Pattern> encodings(String secret) {
        var all = new LinkedHashSet<String>();
        all.add(pattern(secret, KnownSecrets::inXml));
        all.add(pattern(secret, KnownSecrets::inJson));
        all.add(Pattern.quote(secret.replace("'", "'\\''")));
        var url = URLEncoder.encode(secret, StandardCharsets.UTF_8);
        all.add("(?i)" + Pattern.quote(url));
        all.add("(?i)" + Pattern.quote(url.replace("+", "%20")));
        for (int before = 0; before < 3; before++) {
            var core = base64Core(secret, before);
            if (core.length() >= SHORTEST_CORE) {
                all.add(Pattern.quote(core));
                all.add(Pattern.quote(core.replace('+', '-').replace('/', '_')));
            }
        }
        return all.stream().map(Pattern::compile).toList();
    }

    private static String pattern(String secret, IntFunction<String> character) {
        return secret.codePoints().mapToObj(character).collect(Collectors.joining());
    }

    /// However often it was escaped: an answer may quote a request.
    private static String inXml(int c) {
        return switch (c) {
            case '&' -> "&(?:amp;|#38;)*";
            case '<' -> "(?:<|&(?:amp;)*(?:lt|#60);)";
            case '>' -> "(?:>|&(?:amp;)*(?:gt|#62);)";
            case '"' -> "(?:\"|&(?:amp;)*(?:quot|#34);)";
            case '\'' -> "(?:'|&(?:amp;)*(?:apos|#39);)";
            default -> Pattern.quote(Character.toString(c));
        };
    }

    private static String inJson(int c) {
        return switch (c) {
            case '"' -> "\\\\*\"";
            case '\\' -> "\\\\+";
            default -> Pattern.quote(Character.toString(c));
        };
    }

    /// The characters of a Base64 text that depend on the secret alone, where some bytes stand
    /// before it in the group of three.
    private static String base64Core(String secret, int before) {
        var bytes = secret.getBytes(StandardCharsets.UTF_8);
        var shifted = new byte[before + bytes.length];
        System.arraycopy(bytes, 0, shifted, before, bytes.length);
        var text = Base64.getEncoder().withoutPadding().encodeToString(shifted);
        // Six bits a character: those that share a bit with a neighbour are left out.
        int from = (before * 8 + 5) / 6;
        int to = shifted.length * 8 / 6;
        return from >= to ? "" : text.substring(from, to);
    }

    String removedFrom(String text) {
        var clean = text;
        // The longest first: one may begin like another.
        var secrets =
                forms.keySet().stream()
                        .sorted(Comparator.comparingInt(String::length).reversed())
                        .toList();
        for (var secret : secrets) {
            for (var form : forms.getOrDefault(secret, List.of())) {
                clean = form.matcher(clean).replaceAll(REMOVED);
            }
        }
        return clean;
    }
}
