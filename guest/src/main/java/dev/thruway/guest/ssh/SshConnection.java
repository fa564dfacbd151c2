package dev.thruway.guest.ssh;

import dev.thruway.guest.GuestException;
import dev.thruway.guest.GuestFault;
import dev.thruway.guest.Secret;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.signature.Signature;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.apache.sshd.core.CoreModuleProperties;

/// One authenticated connection, with the one to its jump host underneath.
final class SshConnection implements AutoCloseable {

    private final SshClient client;
    private final ClientSession session;
    private final Optional<SshConnection> jump;

    private SshConnection(SshClient client, ClientSession session, Optional<SshConnection> jump) {
        this.client = client;
        this.session = session;
        this.jump = jump;
    }

    ClientSession session() {
        return session;
    }

    boolean open() {
        return session.isOpen() && jump.map(SshConnection::open).orElse(true);
    }

    /// Connects, checks the host key and logs in.
    static SshConnection to(SshTarget target, SshLimits limits) {
        var jump = target.jump().map(j -> to(j, limits));
        try {
            return through(jump, target, limits);
        } catch (RuntimeException e) {
            jump.ifPresent(SshConnection::close);
            throw e;
        }
    }

    private static SshConnection through(
            Optional<SshConnection> jump, SshTarget target, SshLimits limits) {
        var check = new HostKeyCheck(target);
        var client = client(check, limits);
        try {
            var address =
                    jump.isPresent()
                            ? jump.get().forward(target)
                            : new SshdSocketAddress(target.host(), target.port());
            var session = connect(client, address, target, limits);
            logIn(session, target, check, limits);
            return new SshConnection(client, session, jump);
        } catch (RuntimeException e) {
            client.stop();
            throw e;
        }
    }

    private static SshClient client(HostKeyCheck check, SshLimits limits) {
        var client = SshClient.setUpDefaultClient();
        client.setServerKeyVerifier(check);
        client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
        client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
        client.setAgentFactory(null);
        orderHostKeyTypes(client, check.knownTypes());
        CoreModuleProperties.HEARTBEAT_REQUEST.set(client, "keepalive@openssh.com");
        CoreModuleProperties.HEARTBEAT_NO_REPLY_MAX.set(client, 3);
        CoreModuleProperties.HEARTBEAT_INTERVAL.set(client, limits.keepAlive());
        CoreModuleProperties.AUTH_TIMEOUT.set(client, limits.login());
        CoreModuleProperties.IDLE_TIMEOUT.set(client, Duration.ZERO);
        // A request is several small packets; held back, each waits for the last one's receipt.
        CoreModuleProperties.TCP_NODELAY.set(client, true);
        client.start();
        return client;
    }

    /// Which of its keys a server shows is decided by the client's order (RFC 4253, 7.1): first the
    /// types that are known of this host, then OpenSSH's order (ssh_config(5), HostKeyAlgorithms),
    /// so that the fingerprint is the one that people see in `ssh`.
    private static void orderHostKeyTypes(SshClient client, List<String> known) {
        var factories = new ArrayList<NamedFactory<Signature>>(client.getSignatureFactories());
        factories.sort(Comparator.comparingInt(f -> rank(keyType(f.getName()), known)));
        client.setSignatureFactories(factories);
    }

    private static int rank(String type, List<String> known) {
        if (known.contains(type)) {
            return 0;
        }
        return switch (type) {
            case "ssh-ed25519" -> 1;
            case "ssh-rsa" -> 3;
            default -> 2;
        };
    }

    /// The key type of a signature algorithm: RSA keys sign as rsa-sha2-256 and -512 (RFC 8332).
    private static String keyType(String algorithm) {
        return algorithm.startsWith("rsa-sha2") ? "ssh-rsa" : algorithm;
    }

    private static ClientSession connect(
            SshClient client, SshdSocketAddress address, SshTarget target, SshLimits limits) {
        var request = "connect to " + target;
        try {
            var future =
                    client.connect(target.username(), address.getHostName(), address.getPort());
            if (!future.await(limits.connect())) {
                future.cancel();
                throw new GuestException(request, new GuestFault.TimedOut(limits.connect()));
            }
            return future.verify().getClientSession();
        } catch (IOException e) {
            throw new GuestException(request, new GuestFault.Unreachable(reason(e)), e);
        }
    }

    private static void logIn(
            ClientSession session, SshTarget target, HostKeyCheck check, SshLimits limits) {
        var request = "log in to " + target;
        switch (target.credential()) {
            case SshCredential.Password(Secret password) ->
                    session.addPasswordIdentity(new String(password.characters()));
            case SshCredential.PrivateKey(Secret text, Optional<Secret> passphrase) ->
                    session.addPublicKeyIdentity(read(text, passphrase, request));
        }
        try {
            var future = session.auth();
            if (!future.await(limits.login())) {
                throw new GuestException(request, new GuestFault.TimedOut(limits.login()));
            }
            future.verify();
        } catch (IOException e) {
            throw new GuestException(request, loginFault(session, check, e), e);
        }
    }

    private static GuestFault loginFault(ClientSession session, HostKeyCheck check, IOException e) {
        var refused = check.refusal();
        if (refused.isPresent()) {
            return refused.get();
        }
        // The identification and key exchange come first: without a host key there was no login.
        if (session.getServerKey() == null || !(e instanceof SshException s) || !refused(s)) {
            return new GuestFault.Unreachable(reason(e));
        }
        return new GuestFault.NotAuthenticated("ssh", reason(e));
    }

    /// A connection that breaks during the login says nothing about the credential. OpenSSH ends it
    /// after the last attempt that it allows, with a general code and this text (auth.c).
    private static boolean refused(SshException e) {
        return e.getDisconnectCode() == SshConstants.SSH2_DISCONNECT_NO_MORE_AUTH_METHODS_AVAILABLE
                || reason(e).contains("Too many authentication failures");
    }

    private static KeyPair read(Secret text, Optional<Secret> passphrase, String request) {
        var bytes = text.utf8();
        try {
            FilePasswordProvider password =
                    (session, resource, retry) ->
                            passphrase.map(p -> new String(p.characters())).orElse(null);
            var keys =
                    SecurityUtils.loadKeyPairIdentities(
                            null,
                            NamedResource.ofName("private key"),
                            new ByteArrayInputStream(bytes),
                            password);
            for (var pair : keys == null ? List.<KeyPair>of() : keys) {
                return pair;
            }
            throw new GuestException(request, new GuestFault.Malformed("not a private key"));
        } catch (IOException | GeneralSecurityException e) {
            // Without the cause: its text may quote the key.
            throw new GuestException(
                    request,
                    new GuestFault.Malformed(
                            "private key cannot be read: " + e.getClass().getSimpleName()));
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    private SshdSocketAddress forward(SshTarget target) {
        try {
            return session.startLocalPortForwarding(
                    new SshdSocketAddress("127.0.0.1", 0),
                    new SshdSocketAddress(target.host(), target.port()));
        } catch (IOException e) {
            throw new GuestException(
                    "forward to " + target, new GuestFault.Unreachable(reason(e)), e);
        }
    }

    /// A thread that was interrupted stays so, although the library has heard of it.
    static String reason(Throwable e) {
        var root = e;
        for (var next = e; next != null; next = next.getCause()) {
            root = next;
            if (next instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
        }
        var message = root.getMessage();
        return message == null ? root.getClass().getSimpleName() : message;
    }

    @Override
    public void close() {
        session.close(true);
        client.stop();
        jump.ifPresent(SshConnection::close);
    }
}
