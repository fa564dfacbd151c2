package dev.thruway.engine.connect;

import dev.thruway.domain.spec.Bmc;
import dev.thruway.domain.spec.Endpoint;
import dev.thruway.domain.spec.GuestAccess;
import dev.thruway.engine.guest.GuestShell;
import dev.thruway.redfish.RedfishClient;
import dev.thruway.vsphere.client.VsphereClient;

/// Opens connections. The composition root implements it, with secrets and trust; the engine sees
/// neither.
///
/// It is asked by several threads at the same time, though never twice at once for one endpoint.
public interface Connector {

    /// A logged-in session. Throws [dev.thruway.vsphere.client.VsphereException].
    VsphereClient vsphere(Endpoint endpoint);

    /// A management controller; logs in at its first use.
    RedfishClient bmc(Bmc bmc);

    /// A guest; connects at its first use.
    GuestShell guest(GuestAccess.Ssh ssh);
}
