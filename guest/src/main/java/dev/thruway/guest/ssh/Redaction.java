package dev.thruway.guest.ssh;

import dev.thruway.guest.Secret;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/// Removes secrets from what is shown: this client's own by their values, wherever a machine may
/// echo them, and any private key.
final class Redaction {

    private static final String REMOVED = "(removed)";

    /// As PEM and OpenSSH write one (RFC 7468, 10 and 11).
    private static final Pattern PRIVATE_KEY =
            Pattern.compile(
                    "(?s)(-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY-----).*?"
                            + "(-----END [A-Z0-9 ]{0,40}PRIVATE KEY-----|\\z)");

    private final List<String> secrets = new CopyOnWriteArrayList<>();

    Redaction(SshTarget target) {
        hide(target);
    }

    private void hide(SshTarget target) {
        switch (target.credential()) {
            case SshCredential.Password(var password) -> hide(password);
            case SshCredential.PrivateKey(_, var passphrase) -> passphrase.ifPresent(this::hide);
        }
        target.jump().ifPresent(this::hide);
    }

    void hide(Secret secret) {
        var characters = secret.characters();
        var text = new String(characters);
        Arrays.fill(characters, '\0');
        if (!text.isEmpty() && !secrets.contains(text)) {
            secrets.add(text);
        }
    }

    String text(String text) {
        var clean = text;
        for (var secret : secrets) {
            clean = clean.replace(secret, REMOVED);
        }
        return PRIVATE_KEY.matcher(clean).replaceAll("$1" + REMOVED + "$2");
    }
}
