package dev.thruway.cli.main;

import dev.thruway.cli.trust.Peer;
import dev.thruway.domain.spec.Bmc;
import dev.thruway.domain.spec.Endpoint;
import dev.thruway.domain.spec.GuestAccess;
import dev.thruway.domain.spec.Trust;
import dev.thruway.domain.text.Phrase;
import dev.thruway.engine.connect.Connector;
import dev.thruway.engine.guest.GuestShell;
import dev.thruway.engine.run.StepFailed;
import dev.thruway.redfish.RedfishClient;
import dev.thruway.redfish.RedfishClock;
import dev.thruway.redfish.RedfishLimits;
import dev.thruway.redfish.RedfishLogin;
import dev.thruway.tls.ServerTrust;
import dev.thruway.vsphere.client.Credential;
import dev.thruway.vsphere.client.HttpTransport;
import dev.thruway.vsphere.client.Secret;
import dev.thruway.vsphere.client.VsphereClient;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;

/// Opens connections over sockets, with the secrets that the file refers to.
final class LiveConnector implements Connector {

    private final Wiring wiring;
    private final EndpointNames names;

    LiveConnector(Wiring wiring, EndpointNames names) {
        this.wiring = wiring;
        this.names = names;
    }

    @Override
    public VsphereClient vsphere(Endpoint endpoint) {
        var password = wiring.secrets().characters(endpoint.password());
        try {
            return VsphereClient.connect(
                    new HttpTransport(endpoint.url(), trust(settled(endpoint)), wiring.deadline()),
                    new Credential(endpoint.username(), new Secret(password)),
                    wiring.tracing().vsphere(names.of(endpoint)),
                    InstantSource.system(),
                    wiring.random());
        } finally {
            Arrays.fill(password, '\0');
        }
    }

    @Override
    public RedfishClient bmc(Bmc bmc) {
        var endpoint = bmc.endpoint();
        var password = wiring.secrets().characters(endpoint.password());
        try {
            return new RedfishClient(
                    new dev.thruway.redfish.HttpTransport(endpoint.url(), trust(settled(endpoint))),
                    new RedfishLogin(
                            endpoint.username(),
                            new dev.thruway.redfish.Secret(password),
                            method(bmc.auth())),
                    RedfishLimits.DEFAULT.answeringWithin(wiring.deadline()),
                    wiring.tracing().redfish(names.of(endpoint)),
                    RedfishClock.SYSTEM);
        } finally {
            Arrays.fill(password, '\0');
        }
    }

    private static RedfishLogin.Method method(Bmc.Auth auth) {
        return switch (auth) {
            case SESSION -> RedfishLogin.Method.SESSION;
            case BASIC -> RedfishLogin.Method.BASIC;
        };
    }

    /// What the file says; where it says nothing, what a person accepted.
    private Trust settled(Endpoint endpoint) {
        return endpoint.trust() instanceof Trust.Unstated unstated
                ? wiring.known()
                        .of(Peer.https(names.of(endpoint), endpoint.url()))
                        .flatMap(Trust.Thumbprint::parse)
                        .map(Trust.class::cast)
                        .orElse(unstated)
                : endpoint.trust();
    }

    private static ServerTrust trust(Trust trust) {
        return switch (trust) {
            case Trust.CaFile(var file) -> new ServerTrust.Ca(certificates(file));
            case Trust.Thumbprint(var sha256) -> new ServerTrust.Thumbprint(sha256);
            case Trust.Insecure _ -> new ServerTrust.Insecure();
            case Trust.Unstated _ -> new ServerTrust.Authorities();
        };
    }

    private static List<X509Certificate> certificates(Path file) {
        return PemFile.certificates(file)
                .orElseThrow(
                        () -> new StepFailed(Phrase.of("cli.ca-file-unreadable", "file", file)));
    }

    @Override
    public GuestShell guest(GuestAccess.Ssh ssh) {
        return new SshConnector(wiring).guest(names.of(ssh), ssh);
    }
}
