package dev.thruway.cli.trace;

import dev.thruway.guest.GuestTrace;
import dev.thruway.redfish.RedfishTrace;
import dev.thruway.vsphere.client.WireTrace;

/// What watches the clients of one run.
public interface Tracing {

    /// Nobody watches.
    Tracing NONE =
            new Tracing() {
                @Override
                public WireTrace vsphere(String endpoint) {
                    return WireTrace.NONE;
                }

                @Override
                public RedfishTrace redfish(String endpoint) {
                    return RedfishTrace.NONE;
                }

                @Override
                public GuestTrace guest(String endpoint) {
                    return GuestTrace.NONE;
                }

                @Override
                public void hide(char[] secret) {}
            };

    /// Of a vCenter or an ESXi host.
    ///
    /// @param endpoint its name in the file
    WireTrace vsphere(String endpoint);

    /// Of a management controller.
    RedfishTrace redfish(String endpoint);

    /// Of a guest.
    GuestTrace guest(String endpoint);

    /// Keeps a secret out of everything that is written from now on.
    void hide(char[] secret);
}
