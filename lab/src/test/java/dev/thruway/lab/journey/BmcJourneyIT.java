package dev.thruway.lab.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.domain.condition.Condition;
import dev.thruway.domain.condition.ConditionId;
import dev.thruway.domain.observation.BiosSetting;
import dev.thruway.domain.observation.BmcGpu;
import dev.thruway.domain.observation.BmcObservation;
import dev.thruway.domain.observation.Observation;
import dev.thruway.domain.observation.Observed;
import dev.thruway.domain.pci.PciAddress;
import dev.thruway.domain.plan.Plan;
import dev.thruway.domain.spec.Bmc;
import dev.thruway.domain.spec.Endpoint;
import dev.thruway.domain.spec.GuestAccess;
import dev.thruway.domain.spec.SecretRef;
import dev.thruway.domain.spec.Trust;
import dev.thruway.engine.Engine;
import dev.thruway.engine.connect.Connector;
import dev.thruway.engine.guest.GuestShell;
import dev.thruway.lab.Lab;
import dev.thruway.lab.LabEndpoint;
import dev.thruway.lab.world.SeedWorld;
import dev.thruway.redfish.HttpTransport;
import dev.thruway.redfish.RedfishClient;
import dev.thruway.redfish.RedfishClock;
import dev.thruway.redfish.RedfishLimits;
import dev.thruway.redfish.RedfishLogin;
import dev.thruway.redfish.RedfishTrace;
import dev.thruway.redfish.Secret;
import dev.thruway.tls.ServerTrust;
import dev.thruway.vsphere.client.Credential;
import dev.thruway.vsphere.client.VsphereClient;
import dev.thruway.vsphere.client.WireTrace;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A server whose management controller is in the file as well, both over the lab's sockets.
class BmcJourneyIT {

    private static final RedfishLimits LIMITS =
            new RedfishLimits(Duration.ofSeconds(5), 2, Duration.ofMillis(10), 1 << 20, 100);

    @TempDir Path folder;

    private final SeedWorld seed = new SeedWorld();
    private final List<RedfishTrace.Exchange> traced = new CopyOnWriteArrayList<>();
    private Lab lab;
    private LabEndpoint esxi;
    private LabEndpoint bmc;

    @BeforeEach
    void start() throws IOException {
        lab = Lab.start(seed.world);
        esxi = lab.endpoint(LabEndpoint.Kind.ESXI, InProcess.SERVER);
        bmc = lab.endpoint(LabEndpoint.Kind.BMC, InProcess.SERVER);
    }

    @AfterEach
    void stop() {
        lab.close();
    }

    /// Over sockets, with the lab's passwords or another one for the controller.
    private final class Sockets implements Connector {

        private final String bmcPassword;

        Sockets(String bmcPassword) {
            this.bmcPassword = bmcPassword;
        }

        @Override
        public VsphereClient vsphere(Endpoint endpoint) {
            return VsphereClient.connect(
                    new dev.thruway.vsphere.client.HttpTransport(
                            endpoint.url(), new ServerTrust.Thumbprint(esxi.thumbprint())),
                    new Credential(
                            esxi.username(),
                            new dev.thruway.vsphere.client.Secret(esxi.password().toCharArray())),
                    WireTrace.NONE,
                    InstantSource.system(),
                    new SplittableRandom(1));
        }

        @Override
        public RedfishClient bmc(Bmc controller) {
            return new RedfishClient(
                    new HttpTransport(
                            controller.endpoint().url(),
                            new ServerTrust.Thumbprint(bmc.thumbprint())),
                    new RedfishLogin(
                            bmc.username(),
                            new Secret(bmcPassword.toCharArray()),
                            RedfishLogin.Method.SESSION),
                    LIMITS,
                    traced::add,
                    RedfishClock.SYSTEM);
        }

        @Override
        public GuestShell guest(GuestAccess.Ssh ssh) {
            throw new IllegalStateException("no guest is reached here");
        }
    }

    private Engine engine(URI controller, String password) {
        var endpoint =
                new Endpoint(
                        controller, bmc.username(), new SecretRef.Env("ILO_PASSWORD"), trust(bmc));
        var spec =
                Laptop.spec(
                        "gpu02",
                        2,
                        esxi.url(),
                        trust(esxi),
                        Optional.of(new Bmc(endpoint, Bmc.Auth.SESSION)));
        return Laptop.engine(new Sockets(password), spec, folder, "test@here");
    }

    private static Trust trust(LabEndpoint endpoint) {
        return Trust.Thumbprint.parse(endpoint.thumbprint()).orElseThrow();
    }

    private static BmcObservation bmc(Observation seen) {
        return seen.servers().get(InProcess.SERVER).bmc().flatMap(Observed::known).orElseThrow();
    }

    private static Condition condition(Plan plan, ConditionId id) {
        return plan.conditions().stream().filter(c -> c.id() == id).findFirst().orElseThrow();
    }

    /// All that the file wants beside the controller is found out and planned as ever.
    private static void assertTheRestUnharmed(Plan plan) {
        assertThat(condition(plan, ConditionId.HOST_GPU_VISIBLE).holds()).isTrue();
        assertThat(condition(plan, ConditionId.VM_FIRMWARE_EFI).holds()).isTrue();
        assertThat(plan.blockers()).isEmpty();
        assertThat(plan.steps())
                .extracting(s -> s.action().code())
                .contains("enable-passthrough", "attach-device", "power-on-vm");
    }

    @Test
    void theControllersCardsAndSettingsAreObserved() {
        try (var engine = engine(bmc.url(), bmc.password())) {
            var seen = bmc(Laptop.look(engine));

            assertThat(seen.vendor()).contains("HPE");
            assertThat(seen.model()).isEqualTo("ProLiant DL385 Gen11");
            assertThat(seen.serial()).isEqualTo("CZ2D240385");
            var gpus = seen.gpus().known().orElseThrow();
            assertThat(gpus).hasSize(2);
            assertThat(gpus)
                    .extracting(BmcGpu::address)
                    .containsExactly(
                            Optional.of(PciAddress.parse("0000:41:00.0")),
                            Optional.of(PciAddress.parse("0000:c1:00.0")));
            assertThat(gpus)
                    .extracting(BmcGpu::serial)
                    .containsExactly(Optional.of("1320000000001"), Optional.of("1320000000002"));
            assertThat(seen.bios().known().orElseThrow())
                    .isNotEmpty()
                    .extracting(BiosSetting::attribute)
                    .contains("Sriov");
        }
    }

    @Test
    void theControllersConditionsHold() {
        try (var engine = engine(bmc.url(), bmc.password())) {
            var plan = Laptop.plan(engine);

            assertThat(condition(plan, ConditionId.BMC_GPU_VISIBLE).holds()).isTrue();
            assertThat(condition(plan, ConditionId.BIOS_READY).holds()).isTrue();
            assertTheRestUnharmed(plan);
        }
    }

    @Test
    void aControllerThatDoesNotAnswerIsUnknownAndTheRestUnharmed() throws Exception {
        try (var engine = engine(closedPort(), bmc.password())) {
            var plan = Laptop.plan(engine);

            for (var id : List.of(ConditionId.BMC_GPU_VISIBLE, ConditionId.BIOS_READY)) {
                assertThat(condition(plan, id).status()).isEqualTo(Condition.Status.UNKNOWN);
            }
            assertTheRestUnharmed(plan);
        }
    }

    private static URI closedPort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return URI.create("https://127.0.0.1:" + socket.getLocalPort());
        }
    }

    @Test
    void aWrongPasswordIsTriedOnceHoweverOftenOneLooks() {
        try (var engine = engine(bmc.url(), "wrong")) {
            Laptop.look(engine);
            var plan = Laptop.plan(engine);

            assertThat(condition(plan, ConditionId.BMC_GPU_VISIBLE).status())
                    .isEqualTo(Condition.Status.UNKNOWN);
            assertThat(condition(plan, ConditionId.BMC_GPU_VISIBLE).message().toString())
                    .contains("unread.not-authenticated");
            assertTheRestUnharmed(plan);
        }
        assertThat(traced).filteredOn(e -> e.request().startsWith("POST ")).hasSize(1);
    }
}
