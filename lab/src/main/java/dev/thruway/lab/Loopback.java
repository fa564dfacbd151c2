package dev.thruway.lab;

import dev.thruway.lab.http.LabHandler;
import dev.thruway.lab.http.LabHttpServer;
import dev.thruway.lab.sshd.SshListener;
import dev.thruway.lab.tls.LabCertificate;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Servers on loopback, each on a port of its own, until it is closed.
public final class Loopback implements AutoCloseable {

    private final List<LabEndpoint> endpoints = new ArrayList<>();
    private final List<AutoCloseable> running = new ArrayList<>();
    private int nextPort;

    /// @param portBase the first port, the others follow; 0 for any that are free
    public Loopback(int portBase) {
        this.nextPort = portBase;
    }

    /// What a server is to whoever looks for it.
    ///
    /// @param name of the vCenter, of the server, or of the VM for SSH
    public record Place(LabEndpoint.Kind kind, String name) {}

    /// Who is let in.
    public record Login(String user, String password) {}

    /// Begins to listen for SSH.
    @FunctionalInterface
    public interface SshStart {

        /// @param port 0 for any that is free
        SshListener at(int port) throws IOException;
    }

    /// Serves HTTPS with a certificate of its own.
    ///
    /// @param hostName to which the certificate is made out
    public void https(Place place, String hostName, Login login, LabHandler handler)
            throws IOException {
        var certificate = LabCertificate.make(List.of(hostName), Instant.now());
        var web = LabHttpServer.start(port(), certificate.sslContext(), handler);
        running.add(web);
        add(place, "https://127.0.0.1:" + web.port(), login, certificate.sha256());
    }

    /// Serves SSH to the guest of a VM.
    public void ssh(String vm, Login login, SshStart start) throws IOException {
        var listener = start.at(port());
        running.add(listener);
        add(
                new Place(LabEndpoint.Kind.SSH, vm),
                "ssh://127.0.0.1:" + listener.port(),
                login,
                listener.fingerprint());
    }

    private void add(Place place, String url, Login login, String thumbprint) {
        endpoints.add(
                new LabEndpoint(
                        place.kind(),
                        place.name(),
                        URI.create(url),
                        login.user(),
                        login.password(),
                        thumbprint));
    }

    private int port() {
        return nextPort == 0 ? 0 : nextPort++;
    }

    public List<LabEndpoint> endpoints() {
        return List.copyOf(endpoints);
    }

    /// Stops answering, the last server first.
    @Override
    public void close() {
        for (var service : running.reversed()) {
            try {
                service.close();
            } catch (Exception e) {
                throw new IllegalStateException("cannot stop " + service, e);
            }
        }
        running.clear();
    }
}
