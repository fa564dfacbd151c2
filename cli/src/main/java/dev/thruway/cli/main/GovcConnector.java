package dev.thruway.cli.main;

import dev.thruway.cli.ExitCode;
import dev.thruway.cli.Failure;
import dev.thruway.cli.trust.CertificateProbe;
import dev.thruway.cli.trust.Contact;
import dev.thruway.cli.trust.Peer;
import dev.thruway.cli.trust.Presented;
import dev.thruway.cli.trust.Presented.Stranger;
import dev.thruway.domain.text.Phrase;
import dev.thruway.tls.ServerTrust;
import dev.thruway.vsphere.client.Credential;
import dev.thruway.vsphere.client.HttpTransport;
import dev.thruway.vsphere.client.Secret;
import dev.thruway.vsphere.client.VsphereClient;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;

/// Opens a session with the endpoint of the `GOVC_*` variables. As govc does, it asks the
/// authorities first and the known hosts only where they do not know the certificate; a certificate
/// that neither knows is a first contact.
final class GovcConnector {

    private static final String NAME = "GOVC_URL";

    private final Wiring wiring;
    private final GovcEnvironment govc;
    private final Peer peer;

    GovcConnector(Wiring wiring, GovcEnvironment govc) {
        this.wiring = wiring;
        this.govc = govc;
        this.peer = Peer.https(NAME, govc.server());
    }

    VsphereClient connect() {
        var password = govc.password().toCharArray();
        wiring.tracing().hide(password);
        return VsphereClient.connect(
                new HttpTransport(govc.server(), trust(), wiring.deadline()),
                new Credential(govc.user(), new Secret(password)),
                wiring.tracing().vsphere("govc"),
                InstantSource.system(),
                wiring.random());
    }

    private ServerTrust trust() {
        return switch (govc.check()) {
            case SKIPPED -> new ServerTrust.Insecure();
            case NEEDED ->
                    CertificateProbe.of(govc.server(), govc.authorities())
                                    instanceof Stranger stranger
                            ? trust(stranger)
                            : authorities();
        };
    }

    private ServerTrust authorities() {
        return govc.authorities().isEmpty()
                ? new ServerTrust.Authorities()
                : new ServerTrust.Ca(govc.authorities());
    }

    private ServerTrust trust(Stranger stranger) {
        if (govc.fingerprint().isPresent()) {
            var listed = govc.fingerprint().get();
            if (!isOf(stranger, listed)) {
                throw changed("cli.trust.changed-from-govc", listed, stranger);
            }
        } else {
            var accepted = wiring.known().of(peer);
            if (accepted.isPresent() && !accepted.get().equals(stranger.fingerprint())) {
                throw changed("cli.trust.changed-since", accepted.get(), stranger);
            }
            wiring.contacts().settle(List.of(contact(stranger)));
        }
        return new ServerTrust.Thumbprint(bare(stranger.fingerprint()));
    }

    private Contact contact(Presented shown) {
        return new Contact(
                peer,
                () -> shown,
                fingerprint ->
                        Phrase.of(
                                "cli.trust.line-for-govc",
                                "line",
                                peer.address() + " " + asGovcWritesIt(fingerprint)));
    }

    /// Whether a listed fingerprint, SHA-256 or the SHA-1 of older files, is the stranger's.
    private static boolean isOf(Stranger stranger, String listed) {
        return bare(listed).equals(bare(stranger.fingerprint()))
                || stranger.details().stream()
                        .filter(detail -> detail.key().equals("cli.trust.sha1"))
                        .anyMatch(detail -> bare(listed).equals(detail.value()));
    }

    private Failure changed(String key, String expected, Stranger stranger) {
        return new Failure(
                ExitCode.FAILED,
                Phrase.of(
                        key,
                        "name",
                        NAME,
                        "address",
                        peer.address(),
                        "expected",
                        expected,
                        "presented",
                        stranger.fingerprint(),
                        "file",
                        wiring.known().file()));
    }

    private static String bare(String fingerprint) {
        return fingerprint.toLowerCase(Locale.ROOT).replaceFirst("^sha256:", "").replace(":", "");
    }

    /// Upper case, with colons: it compares the text.
    private static String asGovcWritesIt(String fingerprint) {
        return bare(fingerprint).toUpperCase(Locale.ROOT).replaceAll("(..)(?=.)", "$1:");
    }
}
