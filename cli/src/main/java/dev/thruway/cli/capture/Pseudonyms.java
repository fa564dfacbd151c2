package dev.thruway.cli.capture;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Numbered names in place of those that tell whose an inventory is, in the order in which they are
/// asked for: the same inventory gets the same ones. Ids and addresses keep their form. Nothing of
/// a name is in its pseudonym.
final class Pseudonyms implements Names {

    /// Of Thruway's notes, the fields that hold names.
    private static final Map<String, Kind> FIELDS =
            Map.of("vm", Kind.UUID, "name", Kind.VM, "serial", Kind.SERIAL, "label", Kind.LABEL);

    private static final Pattern FIELD =
            Pattern.compile("\"(vm|name|serial|label)\":\"((?:[^\"\\\\]|\\\\.)*)\"");

    /// What every installation has.
    private static final Set<String> COMMON = Set.of("VM Network", "ha-datacenter");

    private final Map<Kind, Map<String, Integer>> seen = new EnumMap<>(Kind.class);

    @Override
    public String of(Kind kind, String name) {
        if (name.isEmpty() || COMMON.contains(name)) {
            return name;
        }
        var known = seen.computeIfAbsent(kind, _ -> new HashMap<>());
        return pseudonym(kind, known.computeIfAbsent(name, _ -> known.size() + 1));
    }

    private static String pseudonym(Kind kind, int n) {
        return switch (kind) {
            case ADDRESS -> "198.18.%d.%d".formatted(n / 250 % 250, n % 250 + 1);
            case MAC -> "00:50:56:00:%02x:%02x".formatted(n >> 8 & 0xFF, n & 0xFF);
            case UUID -> "00000000-0000-4000-8000-%012d".formatted(n);
            case SERIAL -> "SERIAL%06d".formatted(n);
            case HOST -> "host-%03d.example.com".formatted(n);
            case VCENTER -> "vc-%03d.example.com".formatted(n);
            case CLUSTER,
                    DATACENTER,
                    DATASTORE,
                    FILES,
                    FOLDER,
                    GUEST,
                    LABEL,
                    NETWORK,
                    SERVER,
                    SNAPSHOT,
                    VM ->
                    "%s-%03d".formatted(kind.name().toLowerCase(Locale.ROOT), n);
        };
    }

    @Override
    public String inNote(String json) {
        return FIELD.matcher(json)
                .replaceAll(m ->
                        Matcher.quoteReplacement(
                                "\"%s\":\"%s\""
                                        .formatted(m.group(1), of(kind(m.group(1)), m.group(2)))));
    }

    private static Kind kind(String field) {
        return FIELDS.getOrDefault(field, Kind.VM);
    }
}
