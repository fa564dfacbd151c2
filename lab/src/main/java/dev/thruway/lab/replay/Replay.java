package dev.thruway.lab.replay;

import dev.thruway.lab.LabEndpoint;
import dev.thruway.lab.LabPassword;
import dev.thruway.lab.Loopback;
import dev.thruway.lab.http.LabHandler;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Serves a recording on loopback until it is closed: each recorded ESXi, vCenter, BMC and guest
/// under the name that it has in the user's file.
public final class Replay implements AutoCloseable {

    /// What is typed does not matter: every login is accepted.
    private static final String USER = "replay";

    private final Loopback loopback;
    private final Optional<String> spec;

    private Replay(Optional<String> spec, int portBase) {
        this.spec = spec;
        this.loopback = new Loopback(portBase);
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
            if (replay.endpoints().isEmpty()) {
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
            var replay = new GuestReplay(recording.of(guest));
            loopback.ssh(guest, anybody(), port -> GuestReplayServer.start(replay, port));
        }
    }

    private void https(LabEndpoint.Kind kind, String name, LabHandler handler) throws IOException {
        loopback.https(new Loopback.Place(kind, name), "replay", anybody(), handler);
    }

    private static Loopback.Login anybody() {
        return new Loopback.Login(USER, LabPassword.random());
    }

    /// The file with which the recording was made, without its secrets.
    public Optional<String> spec() {
        return spec;
    }

    public List<LabEndpoint> endpoints() {
        return loopback.endpoints();
    }

    /// Stops answering.
    @Override
    public void close() {
        loopback.close();
    }
}
