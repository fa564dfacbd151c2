package dev.thruway.cli.lab;

import dev.thruway.lab.LabEndpoint;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The variables that hold the throw-away passwords of a lab: each endpoint has one of its own.
final class LabVariables {

    private final Map<LabEndpoint, String> names = new LinkedHashMap<>();

    LabVariables(List<LabEndpoint> endpoints) {
        for (var e : endpoints) {
            boolean several = endpoints.stream().filter(o -> o.kind() == e.kind()).count() > 1;
            names.put(
                    e,
                    free(
                            several
                                    ? word(e.kind().word()) + "_" + word(e.name())
                                    : word(e.kind().word())));
        }
    }

    private static String word(String name) {
        return name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }

    /// Names that differ may be the same as variables.
    private String free(String beginning) {
        var free = beginning + "_PASSWORD";
        for (int n = 2; names.containsValue(free); n++) {
            free = beginning + "_" + n + "_PASSWORD";
        }
        return free;
    }

    Map<String, String> all() {
        var variables = new TreeMap<String, String>();
        names.forEach((e, name) -> variables.put(name, e.password()));
        return variables;
    }

    /// `ESXI_PASSWORD`, with the name before its end where several have that kind.
    String of(LabEndpoint endpoint) {
        return Optional.ofNullable(names.get(endpoint))
                .orElseThrow(() -> new IllegalArgumentException("no endpoint: " + endpoint));
    }
}
