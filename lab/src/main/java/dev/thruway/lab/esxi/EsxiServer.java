package dev.thruway.lab.esxi;

import dev.thruway.lab.fault.ServerProtocol;
import dev.thruway.lab.http.LabHandler;
import dev.thruway.lab.http.LabRequest;
import dev.thruway.lab.http.LabResponse;
import dev.thruway.lab.world.EsxHost;
import java.time.InstantSource;

/// An ESXi host as it answers by itself, under a vCenter or without one. While it boots it answers
/// 503.
public final class EsxiServer implements LabHandler {

    private final SdkServer server;

    public EsxiServer(EsxHost host, EsxiCredentials credentials, InstantSource wallClock) {
        this.server = new SdkServer(new HostRealm(host), credentials, wallClock);
    }

    /// What rules for faults have to know of it.
    public ServerProtocol protocol() {
        return server.protocol();
    }

    @Override
    public LabResponse handle(LabRequest request) {
        return server.handle(request);
    }
}
