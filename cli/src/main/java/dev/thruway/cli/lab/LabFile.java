package dev.thruway.cli.lab;

import dev.thruway.lab.LabEndpoint;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The `thruway.yaml` for a running lab, and the variables that its secrets refer to. Its policy
/// allows what the journey needs: nothing in the lab is worth asking for.
final class LabFile {

    private final List<LabEndpoint> endpoints;
    private final Map<String, String> vms;

    /// @param vms each VM with the server that it is on
    LabFile(List<LabEndpoint> endpoints, Map<String, String> vms) {
        this.endpoints = List.copyOf(endpoints);
        this.vms = new TreeMap<>(vms);
    }

    /// Writes the file into a new temporary folder.
    LabFiles write(int gpus) throws IOException {
        return LabFiles.write(text(gpus));
    }

    /// Variables by name, with the lab's throw-away passwords.
    Map<String, String> environment() {
        var variables = new TreeMap<String, String>();
        endpoints.forEach(e -> variables.put(variable(e), e.password()));
        return variables;
    }

    /// `ESXI_PASSWORD`, with the name behind it where several have that kind.
    private String variable(LabEndpoint endpoint) {
        var kind = endpoint.kind().word().toUpperCase(Locale.ROOT);
        boolean several = endpoints.stream().filter(e -> e.kind() == endpoint.kind()).count() > 1;
        var name = endpoint.name().toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
        return kind + (several ? "_" + name : "") + "_PASSWORD";
    }

    String text(int gpus) {
        var out = new StringBuilder("apiVersion: thruway/v1\nservers:\n");
        endpoints.stream()
                .filter(e -> e.kind() == LabEndpoint.Kind.ESXI)
                .forEach(esxi -> {
                    out.append("  ").append(esxi.name()).append(":\n");
                    https(out, "esxi", esxi);
                    find(LabEndpoint.Kind.BMC, esxi.name())
                            .ifPresent(bmc -> https(out, "bmc", bmc));
                });
        out.append("vms:\n");
        vms.forEach((vm, server) -> vm(out, vm, server, gpus));
        out.append("policy:\n  hostReboot: allow\n  vmPowerOff: allow\n");
        return out.toString();
    }

    private Optional<LabEndpoint> find(LabEndpoint.Kind kind, String name) {
        return endpoints.stream()
                .filter(e -> e.kind() == kind && e.name().equals(name))
                .findFirst();
    }

    private void https(StringBuilder out, String key, LabEndpoint e) {
        out.append(
                """
                    %s:
                      url: %s
                      username: %s
                      password: {env: %s}
                      thumbprint: "sha256:%s"
                """
                        .formatted(key, e.url(), e.username(), variable(e), e.thumbprint()));
    }

    private void vm(StringBuilder out, String vm, String server, int gpus) {
        out.append(
                """
                  %s:
                    server: %s
                    gpus:
                      - {model: L40S, count: %d}
                    secureBoot: true
                """
                        .formatted(vm, server, gpus));
        find(LabEndpoint.Kind.SSH, vm)
                .ifPresent(e ->
                        out.append(
                                """
                                    guest:
                                      ssh:
                                        host: %s
                                        port: %d
                                        username: %s
                                        password: {env: %s}
                                        hostKey: "%s"
                                """
                                        .formatted(
                                                e.url().getHost(),
                                                e.url().getPort(),
                                                e.username(),
                                                variable(e),
                                                e.thumbprint())));
    }
}
