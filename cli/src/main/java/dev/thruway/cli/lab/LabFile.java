package dev.thruway.cli.lab;

import dev.thruway.lab.LabEndpoint;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The `thruway.yaml` for a running lab, and the variables that its secrets refer to: the VMs whose
/// guests can be reached, and their servers; all servers where there is no such VM. Its policy
/// allows what the journey needs: nothing in the lab is worth asking for.
final class LabFile {

    private final List<LabEndpoint> endpoints;
    private final Map<String, String> vms;
    private final Map<String, UnderVcenter> above;

    /// Where a server's host is to be found.
    record UnderVcenter(String vcenter, String host) {}

    /// @param vms each VM with the server that it is on
    /// @param above each server that is under a vCenter
    LabFile(List<LabEndpoint> endpoints, Map<String, String> vms, Map<String, UnderVcenter> above) {
        this.endpoints = List.copyOf(endpoints);
        this.vms = new TreeMap<>(vms);
        this.above = new TreeMap<>(above);
    }

    /// Variables by name, with the lab's throw-away passwords.
    Map<String, String> environment() {
        return new LabVariables(endpoints).all();
    }

    private String variable(LabEndpoint endpoint) {
        return new LabVariables(endpoints).of(endpoint);
    }

    String text(int gpus) {
        var out = new StringBuilder("apiVersion: thruway/v1\n");
        vcenters(out);
        out.append("servers:\n");
        endpoints.stream()
                .filter(e -> e.kind() == LabEndpoint.Kind.ESXI)
                .filter(e -> vms.isEmpty() || vms.containsValue(e.name()))
                .forEach(esxi -> {
                    out.append("  ").append(esxi.name()).append(":\n");
                    esxi(out, esxi);
                    find(LabEndpoint.Kind.BMC, esxi.name())
                            .ifPresent(bmc -> https(out, "bmc", bmc));
                });
        if (!vms.isEmpty()) {
            out.append("vms:\n");
        }
        vms.forEach((vm, server) -> vm(out, vm, server, gpus));
        out.append("policy:\n  hostReboot: allow\n  vmPowerOff: allow\n");
        return out.toString();
    }

    private void vcenters(StringBuilder out) {
        var all = endpoints.stream().filter(e -> e.kind() == LabEndpoint.Kind.VCENTER).toList();
        if (!all.isEmpty()) {
            out.append("vcenters:\n");
            all.forEach(
                    e -> out.append("  ").append(e.name()).append(":\n").append(keys("    ", e)));
        }
    }

    private void esxi(StringBuilder out, LabEndpoint esxi) {
        var under = above.get(esxi.name());
        if (under == null) {
            https(out, "esxi", esxi);
        } else {
            out.append(
                    "    esxi: {vcenter: %s, host: %s}\n".formatted(under.vcenter(), under.host()));
        }
    }

    private Optional<LabEndpoint> find(LabEndpoint.Kind kind, String name) {
        return endpoints.stream()
                .filter(e -> e.kind() == kind && e.name().equals(name))
                .findFirst();
    }

    private void https(StringBuilder out, String key, LabEndpoint e) {
        out.append("    ").append(key).append(":\n").append(keys("      ", e));
    }

    private String keys(String indent, LabEndpoint e) {
        return """
        url: %s
        username: %s
        password: {env: %s}
        thumbprint: "sha256:%s"
        """
                .formatted(e.url(), e.username(), variable(e), e.thumbprint())
                .lines()
                .map(line -> indent + line + "\n")
                .collect(Collectors.joining());
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
