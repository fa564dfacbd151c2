package dev.thruway.cli.lab;

import dev.thruway.lab.LabEndpoint;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// The variables that hold the throw-away passwords of a lab.
record LabVariables(List<LabEndpoint> endpoints) {

    LabVariables {
        endpoints = List.copyOf(endpoints);
    }

    Map<String, String> all() {
        var variables = new TreeMap<String, String>();
        endpoints.forEach(e -> variables.put(of(e), e.password()));
        return variables;
    }

    /// `ESXI_PASSWORD`, with the name behind it where several have that kind.
    String of(LabEndpoint endpoint) {
        var kind = endpoint.kind().word().toUpperCase(Locale.ROOT);
        boolean several = endpoints.stream().filter(e -> e.kind() == endpoint.kind()).count() > 1;
        var name = endpoint.name().toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
        return kind + (several ? "_" + name : "") + "_PASSWORD";
    }
}
