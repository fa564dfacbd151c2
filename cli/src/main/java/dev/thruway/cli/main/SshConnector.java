package dev.thruway.cli.main;

import dev.thruway.cli.trust.Contact;
import dev.thruway.cli.trust.Peer;
import dev.thruway.cli.trust.Presented;
import dev.thruway.cli.trust.Presented.Detail;
import dev.thruway.cli.trust.Presented.Stranger;
import dev.thruway.domain.spec.GuestAccess;
import dev.thruway.domain.spec.HostKey;
import dev.thruway.engine.guest.GuestShell;
import dev.thruway.engine.run.StepFailed;
import dev.thruway.guest.Command;
import dev.thruway.guest.Elevation;
import dev.thruway.guest.GuestException;
import dev.thruway.guest.GuestFault;
import dev.thruway.guest.Secret;
import dev.thruway.guest.ssh.HostKeyPolicy;
import dev.thruway.guest.ssh.SshCredential;
import dev.thruway.guest.ssh.SshGuest;
import dev.thruway.guest.ssh.SshLimits;
import dev.thruway.guest.ssh.SshTarget;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Opens connections to guests by SSH.
final class SshConnector {

    private final Wiring wiring;

    SshConnector(Wiring wiring) {
        this.wiring = wiring;
    }

    GuestShell guest(String name, GuestAccess.Ssh ssh) {
        var contact = contact(name, "vms." + name + ".guest.ssh", ssh);
        boolean maybeStranger = !isSettled(name, ssh) && jumpIsSettled(name, ssh);
        var client =
                maybeStranger
                        ? new FirstContactGuest(
                                policy -> client(name, target(name, ssh, policy)),
                                stranger -> wiring.contacts().accepts(contact, stranger))
                        : client(name, target(name, ssh));
        return new GuestShell(client, root(ssh));
    }

    /// The contact for an SSH server whose key the file does not state.
    Contact contact(String name, String place, GuestAccess.Ssh ssh) {
        return Contact.inFile(peer(name, ssh), place, () -> look(name, ssh));
    }

    private static Peer peer(String name, GuestAccess.Ssh ssh) {
        return Peer.ssh(name, ssh.host(), ssh.port());
    }

    private boolean isSettled(String name, GuestAccess.Ssh ssh) {
        return !(ssh.hostKey() instanceof HostKey.Unstated)
                || wiring.known().of(peer(name, ssh)).isPresent();
    }

    private boolean jumpIsSettled(String name, GuestAccess.Ssh ssh) {
        return ssh.jump().map(jump -> isSettled(name, jump)).orElse(true);
    }

    /// The key that the server shows. It is asked for with no key to accept, so the conversation
    /// ends before a login; the password is never sent.
    private Presented look(String name, GuestAccess.Ssh ssh) {
        if (!jumpIsSettled(name, ssh)) {
            return new Presented.Silent();
        }
        try {
            var nobody =
                    new SshTarget(
                            ssh.host(),
                            ssh.port(),
                            ssh.login().username(),
                            new SshCredential.Password(
                                    new Secret("a password that is never sent".toCharArray())),
                            new HostKeyPolicy.NoneKnown(),
                            ssh.jump().map(jump -> target(name, jump)));
            try (var guest = client(name, nobody)) {
                guest.run(Command.of("true"));
                return new Presented.Silent();
            }
        } catch (GuestException e) {
            return e.fault() instanceof GuestFault.UntrustedHostKey(var shown, var type, _)
                    ? stranger(shown, type)
                    : new Presented.Silent();
        } catch (StepFailed _) {
            // A secret of the jump host is missing; the look itself will say so.
            return new Presented.Silent();
        }
    }

    static Stranger stranger(String fingerprint, String keyType) {
        return new Stranger(fingerprint, List.of(new Detail("cli.trust.key-type", keyType)));
    }

    private SshGuest client(String name, SshTarget target) {
        return new SshGuest(
                target,
                SshLimits.DEFAULT,
                wiring.tracing().guest(name),
                InstantSource.system(),
                wiring.random());
    }

    private Elevation root(GuestAccess.Ssh ssh) {
        if (ssh.login().username().equals("root")) {
            return Elevation.NONE;
        }
        var secrets = wiring.secrets();
        return ssh.sudoPassword()
                .map(ref -> Elevation.sudo(secrets.forGuest(ref)))
                .or(() -> ssh.login().password().map(ref -> Elevation.sudo(secrets.forGuest(ref))))
                .orElse(Elevation.sudo());
    }

    private SshTarget target(String name, GuestAccess.Ssh ssh) {
        return target(name, ssh, policy(name, ssh));
    }

    private SshTarget target(String name, GuestAccess.Ssh ssh, HostKeyPolicy policy) {
        return new SshTarget(
                ssh.host(),
                ssh.port(),
                ssh.login().username(),
                credential(ssh.login()),
                policy,
                ssh.jump().map(jump -> target(name, jump)));
    }

    private SshCredential credential(GuestAccess.Login login) {
        var secrets = wiring.secrets();
        return login.privateKey()
                .<SshCredential>map(ref ->
                        new SshCredential.PrivateKey(secrets.forGuest(ref), Optional.empty()))
                .or(() ->
                        login.password()
                                .map(ref -> new SshCredential.Password(secrets.forGuest(ref))))
                .orElseThrow();
    }

    private HostKeyPolicy policy(String name, GuestAccess.Ssh ssh) {
        return switch (ssh.hostKey()) {
            case HostKey.Fingerprint(var sha256) -> new HostKeyPolicy.Fingerprint(sha256);
            case HostKey.KnownHosts(var file) -> new HostKeyPolicy.KnownHosts(file);
            case HostKey.Unstated _ ->
                    wiring.known()
                            .of(peer(name, ssh))
                            .<HostKeyPolicy>map(HostKeyPolicy.Fingerprint::new)
                            .orElse(new HostKeyPolicy.NoneKnown());
        };
    }
}
