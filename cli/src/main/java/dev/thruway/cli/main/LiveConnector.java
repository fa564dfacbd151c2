package dev.thruway.cli.main;

import dev.thruway.domain.spec.Bmc;
import dev.thruway.domain.spec.Endpoint;
import dev.thruway.domain.spec.GuestAccess;
import dev.thruway.domain.spec.HostKey;
import dev.thruway.domain.spec.SecretRef;
import dev.thruway.domain.spec.Trust;
import dev.thruway.domain.text.Phrase;
import dev.thruway.engine.connect.Connector;
import dev.thruway.engine.guest.GuestShell;
import dev.thruway.engine.run.StepFailed;
import dev.thruway.guest.Elevation;
import dev.thruway.guest.GuestTrace;
import dev.thruway.guest.Secret;
import dev.thruway.guest.ssh.HostKeyPolicy;
import dev.thruway.guest.ssh.SshCredential;
import dev.thruway.guest.ssh.SshGuest;
import dev.thruway.guest.ssh.SshLimits;
import dev.thruway.guest.ssh.SshTarget;
import dev.thruway.redfish.RedfishClient;
import dev.thruway.redfish.RedfishClock;
import dev.thruway.redfish.RedfishLimits;
import dev.thruway.redfish.RedfishLogin;
import dev.thruway.redfish.RedfishTrace;
import dev.thruway.redfish.RedfishTrust;
import dev.thruway.spec.secret.Resolution;
import dev.thruway.spec.secret.SecretResolver;
import dev.thruway.vsphere.client.Credential;
import dev.thruway.vsphere.client.HttpTransport;
import dev.thruway.vsphere.client.VsphereClient;
import dev.thruway.vsphere.client.VsphereTrust;
import dev.thruway.vsphere.client.WireTrace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Opens connections over sockets, with the secrets that the file refers to.
final class LiveConnector implements Connector {

    private static final Duration SECRET_LIMIT = Duration.ofSeconds(30);

    private final SecretResolver secrets;
    private final RandomGenerator random;

    LiveConnector(Map<String, String> environment, RandomGenerator random) {
        this.secrets = new SecretResolver(environment, SECRET_LIMIT);
        this.random = random;
    }

    @Override
    public VsphereClient vsphere(Endpoint endpoint) {
        var password = characters(endpoint.password());
        try {
            return VsphereClient.connect(
                    new HttpTransport(endpoint.url(), trust(endpoint.trust())),
                    new Credential(
                            endpoint.username(), new dev.thruway.vsphere.client.Secret(password)),
                    WireTrace.NONE,
                    InstantSource.system(),
                    random);
        } finally {
            Arrays.fill(password, '\0');
        }
    }

    private static VsphereTrust trust(Trust trust) {
        return switch (trust) {
            case Trust.CaFile(var file) -> new VsphereTrust.Ca(certificates(file));
            case Trust.Thumbprint(var sha256) -> new VsphereTrust.Thumbprint(sha256);
            case Trust.Insecure _ -> new VsphereTrust.Insecure();
            case Trust.Unstated _ -> new VsphereTrust.Authorities();
        };
    }

    @Override
    public RedfishClient bmc(Bmc bmc) {
        var endpoint = bmc.endpoint();
        var password = characters(endpoint.password());
        try {
            return new RedfishClient(
                    new dev.thruway.redfish.HttpTransport(
                            endpoint.url(), redfishTrust(endpoint.trust())),
                    new RedfishLogin(
                            endpoint.username(),
                            new dev.thruway.redfish.Secret(password),
                            method(bmc.auth())),
                    RedfishLimits.DEFAULT,
                    RedfishTrace.NONE,
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

    private static RedfishTrust redfishTrust(Trust trust) {
        return switch (trust) {
            case Trust.CaFile(var file) -> new RedfishTrust.Ca(certificates(file));
            case Trust.Thumbprint(var sha256) -> new RedfishTrust.Thumbprint(sha256);
            case Trust.Insecure _ -> new RedfishTrust.Insecure();
            case Trust.Unstated _ -> new RedfishTrust.SystemTrust();
        };
    }

    private static List<X509Certificate> certificates(Path file) {
        try (var in = Files.newInputStream(file)) {
            return CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
                    .map(X509Certificate.class::cast)
                    .toList();
        } catch (IOException | CertificateException e) {
            throw new StepFailed(Phrase.of("cli.ca-file-unreadable", "file", file));
        }
    }

    @Override
    public GuestShell guest(GuestAccess.Ssh ssh) {
        var client =
                new SshGuest(
                        target(ssh),
                        SshLimits.DEFAULT,
                        GuestTrace.NONE,
                        InstantSource.system(),
                        random);
        return new GuestShell(client, root(ssh));
    }

    private Elevation root(GuestAccess.Ssh ssh) {
        if (ssh.login().username().equals("root")) {
            return Elevation.NONE;
        }
        return ssh.sudoPassword()
                .map(ref -> Elevation.sudo(secret(ref)))
                .or(() -> ssh.login().password().map(ref -> Elevation.sudo(secret(ref))))
                .orElse(Elevation.sudo());
    }

    private SshTarget target(GuestAccess.Ssh ssh) {
        return new SshTarget(
                ssh.host(),
                ssh.port(),
                ssh.login().username(),
                credential(ssh.login()),
                hostKey(ssh.hostKey()),
                ssh.jump().map(this::target));
    }

    private SshCredential credential(GuestAccess.Login login) {
        return login.privateKey()
                .<SshCredential>map(
                        ref -> new SshCredential.PrivateKey(secret(ref), Optional.empty()))
                .or(() -> login.password().map(ref -> new SshCredential.Password(secret(ref))))
                .orElseThrow();
    }

    private static HostKeyPolicy hostKey(HostKey hostKey) {
        return switch (hostKey) {
            case HostKey.Fingerprint(var sha256) -> new HostKeyPolicy.Fingerprint(sha256);
            case HostKey.KnownHosts(var file) -> new HostKeyPolicy.KnownHosts(file);
            case HostKey.Unstated _ -> new HostKeyPolicy.NoneKnown();
        };
    }

    private Secret secret(SecretRef ref) {
        var characters = characters(ref);
        try {
            return new Secret(characters);
        } finally {
            Arrays.fill(characters, '\0');
        }
    }

    private char[] characters(SecretRef ref) {
        return switch (secrets.resolve(ref)) {
            case Resolution.Resolved(var secret) -> {
                try (secret) {
                    yield secret.characters();
                }
            }
            case Resolution.Missing(var why) -> throw new StepFailed(why);
        };
    }
}
