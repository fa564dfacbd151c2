package dev.thruway.guest.ssh;

import java.nio.file.Path;
import java.util.regex.Pattern;

/// Which host key is accepted. There is no way to accept any.
public sealed interface HostKeyPolicy {

    Pattern SHA256 = Pattern.compile("SHA256:[A-Za-z0-9+/]{43}=?");

    /// The key with this fingerprint, in OpenSSH's form: `SHA256:` and unpadded Base64.
    record Fingerprint(String sha256) implements HostKeyPolicy {

        public Fingerprint {
            if (!SHA256.matcher(sha256).matches()) {
                throw new IllegalArgumentException("not a SHA256 fingerprint: " + sha256);
            }
            sha256 = sha256.endsWith("=") ? sha256.substring(0, sha256.length() - 1) : sha256;
        }
    }

    /// The keys that a file in OpenSSH's known_hosts format lists for the host.
    record KnownHosts(Path file) implements HostKeyPolicy {}

    /// None yet: a first contact, to learn the fingerprint from the exception.
    record NoneKnown() implements HostKeyPolicy {}
}
