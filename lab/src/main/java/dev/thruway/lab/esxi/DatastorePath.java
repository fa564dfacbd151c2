package dev.thruway.lab.esxi;

import dev.thruway.lab.world.Datastore;
import java.util.List;
import java.util.regex.Pattern;

/// A path in a datastore as the API writes it: `[datastore1] gpu02/vmware.log`.
final class DatastorePath {

    private static final Pattern FORM = Pattern.compile("\\[([^\\]]+)\\] ?(.*)");

    private DatastorePath() {}

    /// The datastore that a path names, one of those that there are.
    static Datastore datastore(List<Datastore> all, String text) {
        var m = FORM.matcher(text);
        if (!m.matches()) {
            throw VimFault.invalidArgument("datastorePath");
        }
        return all.stream()
                .filter(d -> d.name().equals(m.group(1)))
                .findFirst()
                .orElseThrow(() ->
                        VimFault.of(
                                "InvalidDatastorePath",
                                "Invalid datastore path '%s'.".formatted(text)));
    }

    /// The path below the root of this datastore; another datastore is refused.
    static String below(Datastore datastore, String text) {
        var m = FORM.matcher(text);
        if (!m.matches()) {
            throw VimFault.invalidArgument("datastorePath");
        }
        if (!m.group(1).equals(datastore.name())) {
            throw VimFault.of(
                    "InvalidDatastorePath", "Invalid datastore path '%s'.".formatted(text));
        }
        return m.group(2);
    }

    static String of(Datastore datastore, String path) {
        return "[%s] %s".formatted(datastore.name(), path);
    }
}
