package dev.thruway.engine.host;

import static dev.thruway.vsphere.vim.HostSystemConnectionState.UNRECOGNIZED;

import dev.thruway.engine.connect.Required;
import dev.thruway.vsphere.client.ObjectProperties;
import dev.thruway.vsphere.vim.HostSystemConnectionState;
import java.util.Optional;

/// Whether a host answers the server that tells of it: a vCenter goes on telling what it knew of
/// one that it does not reach.
public final class HostConnection {

    public static final String PATH = "runtime.connectionState";

    private HostConnection() {}

    /// Empty where it is not said.
    static Optional<HostSystemConnectionState> of(ObjectProperties host) {
        return host.find(PATH, HostSystemConnectionState.class);
    }

    /// Throws [dev.thruway.engine.run.StepFailed] where it is not said, or in a word that this
    /// program does not know.
    static void requireSaid(ObjectProperties host) {
        if (of(host).orElse(UNRECOGNIZED) == UNRECOGNIZED) {
            throw Required.notSaid(PATH);
        }
    }

    /// How it is, of a host of which it is said that it is not connected.
    public static Optional<HostSystemConnectionState> lost(ObjectProperties host) {
        return of(host).filter(state -> state != HostSystemConnectionState.connected);
    }
}
