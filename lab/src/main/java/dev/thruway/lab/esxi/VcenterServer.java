package dev.thruway.lab.esxi;

import dev.thruway.lab.fault.ServerProtocol;
import dev.thruway.lab.http.LabHandler;
import dev.thruway.lab.http.LabRequest;
import dev.thruway.lab.http.LabResponse;
import dev.thruway.lab.world.Vcenter;
import java.time.InstantSource;

/// A vCenter. While the VM that it runs in is off, nobody answers; while its services start, the
/// proxy in front of them answers 503.
public final class VcenterServer implements LabHandler {

    private final Vcenter vcenter;
    private final SdkServer server;

    public VcenterServer(Vcenter vcenter, EsxiCredentials credentials, InstantSource wallClock) {
        this.vcenter = vcenter;
        this.server = new SdkServer(new VcenterRealm(vcenter), credentials, wallClock);
    }

    /// What rules for faults have to know of it.
    public ServerProtocol protocol() {
        return server.protocol();
    }

    @Override
    public LabResponse handle(LabRequest request) {
        if (!vcenter.powered()) {
            return LabResponse.hangUp();
        }
        var answer = server.handle(request);
        return vcenter.powered() ? answer : LabResponse.hangUp();
    }
}
