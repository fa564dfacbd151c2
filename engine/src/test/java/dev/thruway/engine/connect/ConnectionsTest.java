package dev.thruway.engine.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thruway.domain.spec.Bmc;
import dev.thruway.domain.spec.Endpoint;
import dev.thruway.domain.spec.Esxi;
import dev.thruway.domain.spec.GuestAccess;
import dev.thruway.domain.spec.Policy;
import dev.thruway.domain.spec.PolicyOverride;
import dev.thruway.domain.spec.SecretRef;
import dev.thruway.domain.spec.Server;
import dev.thruway.domain.spec.Spec;
import dev.thruway.domain.spec.Trust;
import dev.thruway.engine.guest.GuestShell;
import dev.thruway.redfish.RedfishClient;
import dev.thruway.vsphere.client.VsphereClient;
import dev.thruway.vsphere.client.VsphereException;
import dev.thruway.vsphere.client.VsphereFault;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class ConnectionsTest {

    private static final Server SERVER =
            new Server(
                    "host",
                    Optional.of(
                            new Esxi.Standalone(
                                    new Endpoint(
                                            URI.create("https://host"),
                                            "root",
                                            new SecretRef.Env("PASSWORD"),
                                            new Trust.Insecure()))),
                    Optional.empty(),
                    List.of(),
                    new TreeMap<>(),
                    PolicyOverride.NONE);

    private static final Spec SPEC =
            new Spec(List.of(), List.of(SERVER), List.of(), Policy.DEFAULT);

    /// An endpoint that answers every login in the same way.
    private static final class Answering implements Connector {

        private final List<Endpoint> asked = new ArrayList<>();
        private final VsphereFault fault;

        Answering(VsphereFault fault) {
            this.fault = fault;
        }

        @Override
        public VsphereClient vsphere(Endpoint endpoint) {
            asked.add(endpoint);
            throw new VsphereException("Login", fault);
        }

        @Override
        public RedfishClient bmc(Bmc bmc) {
            throw new IllegalStateException("no BMC here");
        }

        @Override
        public GuestShell guest(GuestAccess.Ssh ssh) {
            throw new IllegalStateException("no guest here");
        }
    }

    private static void askThreeTimes(Connector connector) {
        try (var connections = new Connections(SPEC, connector)) {
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> connections.host(SERVER))
                        .isInstanceOf(VsphereException.class);
            }
        }
    }

    @Test
    void aWrongPasswordIsTriedOnce() {
        var host = new Answering(new VsphereFault.NotAuthenticated("Cannot complete login"));

        askThreeTimes(host);

        assertThat(host.asked).hasSize(1);
    }

    @Test
    void aHostThatWasDownIsTriedAgain() {
        var host = new Answering(new VsphereFault.Unreachable("refused"));

        askThreeTimes(host);

        assertThat(host.asked).hasSize(3);
    }
}
