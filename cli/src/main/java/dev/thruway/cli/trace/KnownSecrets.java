package dev.thruway.cli.trace;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/// The secrets of a run, and what they look like in the encodings of the protocols.
final class KnownSecrets {

    private static final String REMOVED = "(removed)";

    /// A shorter one is part of many a word. It is removed where a protocol says that it is one.
    private static final int SHORTEST = 4;

    /// Lines of a key that are shorter are its end, or its frame.
    private static final int SHORTEST_LINE = 16;

    /// Below this, the part of a Base64 text that does not depend on its neighbours is too short.
    private static final int SHORTEST_CORE = 6;

    private final List<String> forms = new CopyOnWriteArrayList<>();

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

    private synchronized void add(String secret, int shortest) {
        if (secret.length() < shortest || forms.contains(secret)) {
            return;
        }
        var all = new LinkedHashSet<>(forms);
        all.addAll(encodings(secret));
        // The longest first: a form may be part of another.
        var sorted =
                all.stream().sorted(Comparator.comparingInt(String::length).reversed()).toList();
        forms.clear();
        forms.addAll(sorted);
    }

    private static Set<String> encodings(String secret) {
        var all = new LinkedHashSet<String>();
        all.add(secret);
        var xml = secret.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        all.add(xml);
        var quoted = xml.replace("\"", "&quot;");
        all.add(quoted);
        all.add(quoted.replace("'", "&apos;"));
        all.add(quoted.replace("'", "&#39;"));
        all.add(secret.replace("\\", "\\\\").replace("\"", "\\\""));
        all.add(secret.replace("'", "'\\''"));
        var url = URLEncoder.encode(secret, StandardCharsets.UTF_8);
        all.add(url);
        all.add(url.replace("+", "%20"));
        for (int before = 0; before < 3; before++) {
            var core = base64Core(secret, before);
            if (core.length() >= SHORTEST_CORE) {
                all.add(core);
                all.add(core.replace('+', '-').replace('/', '_'));
            }
        }
        return all;
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
        for (var form : forms) {
            clean = clean.replace(form, REMOVED);
        }
        return clean;
    }
}
