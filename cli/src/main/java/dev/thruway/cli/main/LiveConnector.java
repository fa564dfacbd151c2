package dev.thruway.cli.main;

import dev.thruway.cli.trust.Peer;
import dev.thruway.domain.spec.Endpoint;
import dev.thruway.domain.spec.GuestAccess;
import dev.thruway.domain.spec.Trust;
import dev.thruway.domain.text.Phrase;
import dev.thruway.engine.connect.Connector;
import dev.thruway.engine.guest.GuestShell;
import dev.thruway.engine.run.StepFailed;
import dev.thruway.vsphere.client.Credential;
import dev.thruway.vsphere.client.HttpTransport;
import dev.thruway.vsphere.client.Secret;
import dev.thruway.vsphere.client.VsphereClient;
import dev.thruway.vsphere.client.VsphereException;
import dev.thruway.vsphere.client.VsphereFault;
import dev.thruway.vsphere.client.VsphereTrust;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;

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
                    new HttpTransport(endpoint.url(), trust(settled(endpoint))),
                    new Credential(endpoint.username(), new Secret(password)),
                    wiring.tracing().vsphere(names.of(endpoint)),
                    InstantSource.system(),
                    wiring.random());
        } catch (VsphereException e) {
            if (e.fault() instanceof VsphereFault.UntrustedCertificate(var shown)) {
                requireSame(endpoint, shown);
            }
            throw e;
        } finally {
            Arrays.fill(password, '\0');
        }
    }

    /// What the file says; where it says nothing, what a person accepted.
    private Trust settled(Endpoint endpoint) {
        return endpoint.trust() instanceof Trust.Unstated
                ? accepted(endpoint).<Trust>map(t -> t).orElse(endpoint.trust())
                : endpoint.trust();
    }

    private Optional<Trust.Thumbprint> accepted(Endpoint endpoint) {
        return wiring.known().of(peer(endpoint)).flatMap(Trust.Thumbprint::parse);
    }

    private Peer peer(Endpoint endpoint) {
        return Peer.https(names.of(endpoint), endpoint.url());
    }

    /// A certificate that is not the one that was expected is said to be another one, with both.
    private void requireSame(Endpoint endpoint, String shown) {
        if (settled(endpoint) instanceof Trust.Thumbprint expected) {
            boolean inFile = endpoint.trust() instanceof Trust.Thumbprint;
            throw new StepFailed(
                    Phrase.of(
                            inFile ? "cli.trust.changed-from-file" : "cli.trust.changed-since",
                            "name",
                            names.of(endpoint),
                            "address",
                            peer(endpoint).address(),
                            "expected",
                            expected,
                            "presented",
                            "sha256:" + shown,
                            "file",
                            wiring.known().file()));
        }
    }

    private static VsphereTrust trust(Trust trust) {
        return switch (trust) {
            case Trust.CaFile(var file) ->
                    new VsphereTrust.Ca(
                            PemFile.certificates(file)
                                    .orElseThrow(() ->
                                            new StepFailed(
                                                    Phrase.of(
                                                            "cli.ca-file-unreadable",
                                                            "file",
                                                            file))));
            case Trust.Thumbprint(var sha256) -> new VsphereTrust.Thumbprint(sha256);
            case Trust.Insecure _ -> new VsphereTrust.Insecure();
            case Trust.Unstated _ -> new VsphereTrust.Authorities();
        };
    }

    @Override
    public GuestShell guest(GuestAccess.Ssh ssh) {
        return new SshConnector(wiring).guest(names.of(ssh), ssh);
    }
}
