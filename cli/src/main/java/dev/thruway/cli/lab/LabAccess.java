package dev.thruway.cli.lab;

import dev.thruway.domain.spec.Endpoint;
import dev.thruway.domain.spec.GuestAccess;
import dev.thruway.domain.spec.HostKey;
import dev.thruway.domain.spec.SecretRef;
import dev.thruway.domain.spec.Trust;
import dev.thruway.lab.LabEndpoint;
import java.util.List;
import java.util.Optional;

/// How a file leads to a lab's endpoints: each by its fingerprint, with its password in a variable.
final class LabAccess {

    private final List<LabEndpoint> endpoints;
    private final LabVariables variables;

    LabAccess(List<LabEndpoint> endpoints) {
        this.endpoints = List.copyOf(endpoints);
        this.variables = new LabVariables(endpoints);
    }

    List<LabEndpoint> all(LabEndpoint.Kind kind) {
        return endpoints.stream().filter(e -> e.kind() == kind).toList();
    }

    Optional<LabEndpoint> find(LabEndpoint.Kind kind, String name) {
        return all(kind).stream().filter(e -> e.name().equals(name)).findFirst();
    }

    SecretRef password(LabEndpoint e) {
        return new SecretRef.Env(variables.of(e));
    }

    Endpoint https(LabEndpoint e) {
        return new Endpoint(
                e.url(),
                e.username(),
                password(e),
                Trust.Thumbprint.parse(e.thumbprint()).orElseThrow());
    }

    GuestAccess ssh(LabEndpoint e) {
        var password = Optional.of(password(e));
        return new GuestAccess.Ssh(
                e.url().getHost(),
                e.url().getPort(),
                new GuestAccess.Login(e.username(), Optional.empty(), password),
                new HostKey.Fingerprint(e.thumbprint()),
                password,
                Optional.empty());
    }
}
