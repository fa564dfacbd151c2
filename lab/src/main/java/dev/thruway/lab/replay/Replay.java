package dev.thruway.lab.replay;

import dev.thruway.lab.LabEndpoint;
import dev.thruway.lab.LabPassword;
import dev.thruway.lab.http.LabHandler;
import dev.thruway.lab.http.LabHttpServer;
import dev.thruway.lab.tls.LabCertificate;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Serves a recording on loopback until it is closed: each recorded ESXi, vCenter, BMC and guest
/// under the name that it has in the user's file.
public final class Replay implements AutoCloseable {

    /// What is typed does not matter: every login is accepted.
    private static final String USER = "replay";

    private final List<LabEndpoint> endpoints = new ArrayList<>();
    private final List<AutoCloseable> running = new ArrayList<>();
    private final Optional<String> spec;
    private int nextPort;

    private Replay(Optional<String> spec, int portBase) {
        this.spec = spec;
        this.nextPort = portBase;
    }

    /// Whether a folder is one that `--trace` wrote.
    public static boolean isRecording(Path folder) {
        return Recording.isOne(folder);
    }

    /// Throws [ReplayException] where the folder is no recording, or is damaged.
    ///
    /// @param portBase the first port, the others follow; 0 for any that are free
    public static Replay start(Path folder, int portBase) throws IOException {
        var recording = Recording.read(folder);
        var replay = new Replay(recording.spec(), portBase);
        try {
            replay.serve(folder, recording);
            if (replay.endpoints.isEmpty()) {
                throw new ReplayException(folder, "no exchange with a whole answer is in it");
            }
            return replay;
        } catch (IOException | RuntimeException e) {
            replay.close();
            throw e;
        }
    }

    private void serve(Path folder, Recording recording) throws IOException {
        for (var vsphere : recording.http("vsphere").entrySet()) {
            var soap = new SoapReplay(folder, vsphere.getValue());
            boolean vcenter = soap.apiType().filter("VirtualCenter"::equals).isPresent();
            https(
                    vcenter ? LabEndpoint.Kind.VCENTER : LabEndpoint.Kind.ESXI,
                    vsphere.getKey(),
                    soap);
        }
        for (var bmc : recording.http("redfish").entrySet()) {
            https(LabEndpoint.Kind.BMC, bmc.getKey(), new RedfishReplay(bmc.getValue()));
        }
        for (var guest : recording.guests()) {
            ssh(guest, new GuestReplay(recording.of(guest)));
        }
    }

    private void https(LabEndpoint.Kind kind, String name, LabHandler handler) throws IOException {
        var certificate = LabCertificate.make(List.of("replay"), Instant.now());
        var web = LabHttpServer.start(port(), certificate.sslContext(), handler);
        running.add(web);
        endpoints.add(
                new LabEndpoint(
                        kind,
                        name,
                        URI.create("https://127.0.0.1:" + web.port()),
                        USER,
                        LabPassword.random(),
                        certificate.sha256()));
    }

    private void ssh(String name, GuestReplay guest) throws IOException {
        var ssh = GuestReplayServer.start(guest, port());
        running.add(ssh);
        endpoints.add(
                new LabEndpoint(
                        LabEndpoint.Kind.SSH,
                        name,
                        URI.create("ssh://127.0.0.1:" + ssh.port()),
                        USER,
                        LabPassword.random(),
                        ssh.fingerprint()));
    }

    private int port() {
        return nextPort == 0 ? 0 : nextPort++;
    }

    /// The file with which the recording was made, without its secrets.
    public Optional<String> spec() {
        return spec;
    }

    public List<LabEndpoint> endpoints() {
        return List.copyOf(endpoints);
    }

    /// Stops answering.
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
