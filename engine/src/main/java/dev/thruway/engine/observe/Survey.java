package dev.thruway.engine.observe;

import dev.thruway.domain.observation.Observed;
import dev.thruway.domain.observation.ServerObservation;
import dev.thruway.engine.Causes;
import dev.thruway.engine.connect.HostAccess;
import dev.thruway.engine.host.HostReader;
import dev.thruway.vsphere.client.Inventory;
import dev.thruway.vsphere.client.VsphereClient;
import dev.thruway.vsphere.client.VsphereException;
import java.util.List;
import java.util.Optional;

/// A look at every host of one endpoint, for which no file is needed.
public final class Survey {

    private Survey() {}

    /// One observation a host, by the host's own name, in the inventory's order. Throws
    /// [VsphereException] where the inventory cannot be read.
    public static List<ServerObservation> of(VsphereClient client) {
        return new Inventory(client).hosts().stream().map(host -> look(client, host)).toList();
    }

    private static ServerObservation look(VsphereClient client, Inventory.Entry host) {
        try {
            var seen = new HostReader(HostAccess.of(client, host)).read();
            return new ServerObservation(
                    host.name(), Optional.empty(), Optional.of(Observed.of(seen)));
        } catch (VsphereException e) {
            return new ServerObservation(
                    host.name(), Optional.empty(), Optional.of(Observed.unknown(Causes.of(e))));
        }
    }
}
