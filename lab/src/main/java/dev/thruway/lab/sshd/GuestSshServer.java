package dev.thruway.lab.sshd;

import dev.thruway.lab.guest.GuestListener;
import dev.thruway.lab.guest.GuestMachine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.List;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.SshServer;
import org.jspecify.annotations.Nullable;

/// One guest's sshd on a port of the loopback interface, with a host key that stays the same over
/// reboots.
public final class GuestSshServer implements GuestListener, SshListener {

    /// As OpenSSH's MaxAuthTries (sshd_config(5)).
    private static final int MAX_AUTH_TRIES = 6;

    private final GuestMachine guest;
    private final int port;
    private final SshFaults faults;
    private final SshHostKey hostKey;
    private @Nullable SshServer server;

    private GuestSshServer(GuestMachine guest, int port, SshFaults faults, SshHostKey hostKey) {
        this.guest = guest;
        this.port = port;
        this.faults = faults;
        this.hostKey = hostKey;
    }

    /// Begins to follow a guest: listens whenever it is up.
    ///
    /// @param port 0 for one that is free now, kept from then on
    /// @param faults what goes wrong by rule
    public static GuestSshServer of(GuestMachine guest, int port, SshFaults faults)
            throws IOException {
        var chosen = port == 0 ? free() : port;
        var ssh = new GuestSshServer(guest, chosen, faults, SshHostKey.make());
        guest.addListener(ssh);
        if (guest.running()) {
            ssh.up();
        }
        return ssh;
    }

    private static int free() throws IOException {
        try (var socket = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public String fingerprint() {
        return hostKey.fingerprint();
    }

    /// The guest may have lost its power again by the time that its sshd listens.
    @Override
    public void up() {
        listen();
        if (!guest.running()) {
            down();
        }
    }

    private synchronized void listen() {
        if (server != null) {
            return;
        }
        var sshd = SshServer.setUpDefaultServer();
        sshd.setHost("127.0.0.1");
        sshd.setPort(port);
        sshd.setKeyPairProvider(hostKey.provider());
        CoreModuleProperties.MAX_AUTH_REQUESTS.set(sshd, MAX_AUTH_TRIES);
        CoreModuleProperties.TCP_NODELAY.set(sshd, true);
        CoreModuleProperties.SERVER_IDENTIFICATION.set(sshd, "OpenSSH_9.6p1 Ubuntu-3ubuntu13.14");
        var login = new GuestLogin(guest, faults);
        sshd.setPasswordAuthenticator(login);
        sshd.setPublickeyAuthenticator(login);
        sshd.setCommandFactory((_, line) -> new GuestExec(guest, line, faults));
        sshd.setSubsystemFactories(List.of(new GuestSftp(guest, faults).factory()));
        try {
            sshd.start();
            server = sshd;
        } catch (IOException e) {
            throw new UncheckedIOException("sshd of " + guest.image().hostname(), e);
        }
    }

    @Override
    public synchronized void down() {
        var running = server;
        server = null;
        if (running != null) {
            running.close(true);
        }
    }

    @Override
    public void close() {
        down();
    }
}
