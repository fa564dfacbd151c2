package dev.thruway.guest.ssh;

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
    private final AtomicReference<Optional<UntrustedHostKey>> refusal =
            new AtomicReference<>(Optional.empty());

    HostKeyCheck(SshTarget target) {
        this.target = target;
    }

    /// Why the last key was refused, if it was.
    Optional<UntrustedHostKey> refusal() {
        return refusal.get();
    }

    @Override
    public boolean verifyServerKey(ClientSession session, SocketAddress address, PublicKey key) {
        var presented = fingerprint(key);
        var expected = expected(target.hostKeys(), key);
        if (expected.contains(presented)) {
            refusal.set(Optional.empty());
            return true;
        }
        refusal.set(
                Optional.of(
                        new UntrustedHostKey(
                                presented,
                                String.valueOf(KeyUtils.getKeyType(key)),
                                expected.stream().findFirst())));
        return false;
    }

    private List<String> expected(HostKeyPolicy policy, PublicKey presented) {
        return switch (policy) {
            case HostKeyPolicy.Fingerprint(String sha256) -> List.of(sha256);
            case HostKeyPolicy.KnownHosts(Path file) -> {
                var all = known(file);
                var revoked = all.stream().anyMatch(k -> k.revoked() && k.is(presented));
                var trusted = all.stream().filter(k -> !k.revoked()).map(Known::key);
                yield revoked ? List.of() : trusted.map(HostKeyCheck::fingerprint).toList();
            }
            case HostKeyPolicy.NoneKnown() -> List.of();
        };
    }

    /// Key types that a known_hosts file lists for the host, so that the server is asked for one of
    /// them: a server has several keys, and which it shows is the client's choice (RFC 4253, 7.1).
    List<String> knownTypes() {
        return switch (target.hostKeys()) {
            case HostKeyPolicy.KnownHosts(Path file) ->
                    known(file).stream()
                            .filter(k -> !k.revoked())
                            .map(k -> String.valueOf(KeyUtils.getKeyType(k.key())))
                            .toList();
            case HostKeyPolicy.Fingerprint f -> List.of();
            case HostKeyPolicy.NoneKnown n -> List.of();
        };
    }

    private record Known(PublicKey key, boolean revoked) {

        boolean is(PublicKey other) {
            return KeyUtils.compareKeys(key, other);
        }
    }

    private List<Known> known(Path file) {
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            var found = new ArrayList<Known>();
            for (var entry : KnownHostEntry.readKnownHostEntries(file)) {
                var marker = Optional.ofNullable(entry.getMarker()).orElse("");
                if (entry.isHostMatch(target.host(), target.port())
                        && !marker.equals("cert-authority")) {
                    read(entry).ifPresent(k -> found.add(new Known(k, marker.equals("revoked"))));
                }
            }
            return found;
        } catch (IOException e) {
            return List.of();
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
