package dev.thruway.lab.sshd;

import dev.thruway.lab.guest.GuestMachine;
import dev.thruway.lab.guest.fs.User;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import org.apache.sshd.common.config.keys.AuthorizedKeyEntry;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.server.auth.password.PasswordAuthenticator;
import org.apache.sshd.server.auth.pubkey.PublickeyAuthenticator;
import org.apache.sshd.server.session.ServerSession;

/// Who may log in: the account's password, and the keys in its authorized_keys.
record GuestLogin(GuestMachine guest, SshFaults faults)
        implements PasswordAuthenticator, PublickeyAuthenticator {

    @Override
    public boolean authenticate(String user, String password, ServerSession session) {
        return guest.os().filter(os -> os.passwordMatches(user, password)).isPresent()
                && faults.letsIn(user, session);
    }

    @Override
    public boolean authenticate(String user, PublicKey key, ServerSession session) {
        return isOf(user, key) && faults.letsIn(user, session);
    }

    private boolean isOf(String user, PublicKey key) {
        return guest.os()
                .flatMap(os -> os.accounts().find(user))
                .map(entry -> entry.home() + "/.ssh/authorized_keys")
                .filter(path -> guest.disk().files().exists(User.ROOT, path))
                .map(path -> guest.disk().files().readText(User.ROOT, path))
                .filter(keys -> keys.lines().anyMatch(line -> matches(line, key)))
                .isPresent();
    }

    private static boolean matches(String line, PublicKey key) {
        if (line.isBlank() || line.startsWith("#")) {
            return false;
        }
        try {
            var entry = AuthorizedKeyEntry.parseAuthorizedKeyEntry(line.strip());
            return KeyUtils.compareKeys(entry.resolvePublicKey(null, null, null), key);
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }
}
