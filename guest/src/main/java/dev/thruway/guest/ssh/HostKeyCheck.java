package dev.thruway.guest.ssh;

import dev.thruway.guest.GuestFault;
import dev.thruway.guest.GuestFault.Rejected;
import dev.thruway.guest.GuestFault.UntrustedHostKey;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.sshd.client.config.hosts.KnownHostEntry;
import org.apache.sshd.client.keyverifier.ServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.apache.sshd.common.digest.BuiltinDigests;

/// Compares the key that a host shows with what is known of it, and remembers why it said no.
final class HostKeyCheck implements ServerKeyVerifier {

    private final SshTarget target;
    private final AtomicReference<Optional<GuestFault>> refusal =
            new AtomicReference<>(Optional.empty());

    HostKeyCheck(SshTarget target) {
        this.target = target;
    }

    /// Why the last key was refused, if it was.
    Optional<GuestFault> refusal() {
        return refusal.get();
    }

    @Override
    public boolean verifyServerKey(ClientSession session, SocketAddress address, PublicKey key) {
        refusal.set(refusalOf(key));
        return refusal().isEmpty();
    }

    private Optional<GuestFault> refusalOf(PublicKey presented) {
        return switch (target.hostKeys()) {
            case HostKeyPolicy.Fingerprint(String sha256) -> unless(List.of(sha256), presented);
            case HostKeyPolicy.KnownHosts(Path file) -> byFile(file, presented);
            case HostKeyPolicy.NoneKnown() -> unless(List.of(), presented);
        };
    }

    /// A key that was revoked and a file that cannot be read are no first contact: a person would
    /// be asked to accept what the file forbids or may forbid.
    private Optional<GuestFault> byFile(Path file, PublicKey presented) {
        List<Known> all;
        try {
            all = known(file);
        } catch (IOException e) {
            return Optional.of(new Rejected(Rejected.KNOWN_HOSTS_UNREADABLE, file.toString()));
        }
        if (all.stream().anyMatch(k -> k.revoked() && k.is(presented))) {
            return Optional.of(new Rejected(Rejected.REVOKED_HOST_KEY, fingerprint(presented)));
        }
        var trusted = all.stream().filter(k -> !k.revoked()).map(Known::key);
        return unless(trusted.map(HostKeyCheck::fingerprint).toList(), presented);
    }

    private static Optional<GuestFault> unless(List<String> expected, PublicKey presented) {
        return expected.contains(fingerprint(presented))
                ? Optional.empty()
                : Optional.of(
                        new UntrustedHostKey(
                                fingerprint(presented),
                                String.valueOf(KeyUtils.getKeyType(presented)),
                                expected.stream().findFirst()));
    }

    /// Key types that a known_hosts file lists for the host, so that the server is asked for one of
    /// them: a server has several keys, and which it shows is the client's choice (RFC 4253, 7.1).
    List<String> knownTypes() {
        return switch (target.hostKeys()) {
            case HostKeyPolicy.KnownHosts(Path file) -> trustedTypes(file);
            case HostKeyPolicy.Fingerprint f -> List.of();
            case HostKeyPolicy.NoneKnown n -> List.of();
        };
    }

    /// None where the file cannot be read; the check itself says so.
    private List<String> trustedTypes(Path file) {
        try {
            return known(file).stream()
                    .filter(k -> !k.revoked())
                    .map(k -> String.valueOf(KeyUtils.getKeyType(k.key())))
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private record Known(PublicKey key, boolean revoked) {

        boolean is(PublicKey other) {
            return KeyUtils.compareKeys(key, other);
        }
    }

    private List<Known> known(Path file) throws IOException {
        if (Files.notExists(file)) {
            return List.of();
        }
        var found = new ArrayList<Known>();
        for (var entry : entries(file)) {
            var marker = Optional.ofNullable(entry.getMarker()).orElse("");
            if (entry.isHostMatch(target.host(), target.port())
                    && !marker.equals("cert-authority")) {
                read(entry).ifPresent(k -> found.add(new Known(k, marker.equals("revoked"))));
            }
        }
        return found;
    }

    /// The library throws unchecked exceptions at a line that is none.
    private static List<KnownHostEntry> entries(Path file) throws IOException {
        try {
            return KnownHostEntry.readKnownHostEntries(file);
        } catch (RuntimeException e) {
            throw new IOException(file + " is no known_hosts file", e);
        }
    }

    private static Optional<PublicKey> read(KnownHostEntry entry) {
        try {
            return Optional.ofNullable(
                    entry.getKeyEntry().resolvePublicKey(null, PublicKeyEntryResolver.IGNORING));
        } catch (IOException | GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    static String fingerprint(PublicKey key) {
        return KeyUtils.getFingerPrint(BuiltinDigests.sha256, key);
    }
}
