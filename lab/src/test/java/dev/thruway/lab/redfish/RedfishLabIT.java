package dev.thruway.lab.redfish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thruway.lab.Lab;
import dev.thruway.lab.LabEndpoint;
import dev.thruway.lab.http.LabHandler;
import dev.thruway.lab.http.LabHttpServer;
import dev.thruway.lab.http.LabResponse;
import dev.thruway.lab.tls.LabCertificate;
import dev.thruway.lab.world.SeedWorld;
import dev.thruway.redfish.BiosMessage;
import dev.thruway.redfish.BiosSetting;
import dev.thruway.redfish.FirmwareItem;
import dev.thruway.redfish.GpuDevice;
import dev.thruway.redfish.HttpTransport;
import dev.thruway.redfish.PciIdentity;
import dev.thruway.redfish.PciLocation;
import dev.thruway.redfish.RedfishClient;
import dev.thruway.redfish.RedfishClock;
import dev.thruway.redfish.RedfishException;
import dev.thruway.redfish.RedfishFault;
import dev.thruway.redfish.RedfishLimits;
import dev.thruway.redfish.RedfishLogin;
import dev.thruway.redfish.RedfishTrace;
import dev.thruway.redfish.ResetType;
import dev.thruway.redfish.Secret;
import dev.thruway.redfish.ServerIdentity.Inventory;
import dev.thruway.tls.ServerTrust;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Our Redfish client and the lab's management controller over sockets.
class RedfishLabIT {

    private static final RedfishLimits LIMITS =
            new RedfishLimits(Duration.ofSeconds(5), 2, Duration.ofMillis(10), 1 << 20, 100);

    private final SeedWorld seed = new SeedWorld();
    private final List<RedfishTrace.Exchange> traced = new ArrayList<>();
    private Lab lab;
    private LabEndpoint bmc;

    @BeforeEach
    void start() throws IOException {
        lab = Lab.start(seed.world);
        bmc = lab.endpoint(LabEndpoint.Kind.BMC, seed.server.name());
    }

    @AfterEach
    void stop() {
        lab.close();
    }

    private RedfishClient client(ServerTrust trust, String password, RedfishLogin.Method method) {
        var secret = new Secret(password.toCharArray());
        return new RedfishClient(
                new HttpTransport(bmc.url(), trust),
                new RedfishLogin(bmc.username(), secret, method),
                LIMITS,
                traced::add,
                RedfishClock.SYSTEM);
    }

    private RedfishClient client() {
        return client(
                new ServerTrust.Thumbprint(bmc.thumbprint()),
                bmc.password(),
                RedfishLogin.Method.SESSION);
    }

    @Test
    void seesBothCardsWithSlotSerialAddressAndFirmware() {
        try (var client = client()) {
            assertThat(client.gpus())
                    .containsExactly(
                            card(0x41, "PCI-E Slot 3", "1320000000001"),
                            card(0xc1, "PCI-E Slot 5", "1320000000002"));
        }
    }

    private static GpuDevice card(int bus, String slot, String serial) {
        return new GpuDevice(
                "NVIDIA L40S",
                Optional.of(new PciLocation(0, bus, 0, 0)),
                Optional.of(new PciIdentity(0x10de, 0x26b9, 0x10de, 0x1851)),
                Optional.of(slot),
                Optional.of(serial),
                Optional.of("900-2G133-0080-000"),
                Optional.of("95.02.66.00.02"),
                Optional.of("OK"));
    }

    @Test
    void tellsWhatTheServerIsAndHowFarItsPowerIs() {
        try (var client = client()) {
            var identity = client.identity();
            assertThat(identity.vendor()).contains("HPE");
            assertThat(identity.model()).contains("ProLiant DL385 Gen11");
            assertThat(identity.manager()).contains("iLO 6 1.66");
            assertThat(identity.postState()).contains("FinishedPost");
            assertThat(identity.inventory()).isEqualTo(Inventory.COMPLETE);
            client.reset(ResetType.FORCE_RESTART);
            assertThat(client.identity().postState()).contains("InPost");
            assertThat(client.identity().inventory()).isEqualTo(Inventory.UNFINISHED);
            seed.time.pass(Duration.ofMinutes(3));
            assertThat(client.identity().postState()).contains("FinishedPost");
        }
    }

    @Test
    void changesABiosSettingAcrossARestartAndHearsOfNonsense() {
        try (var client = client()) {
            assertThat(client.passthroughBiosSettings().orElseThrow())
                    .containsExactly(
                            new BiosSetting("ProcAmdIoVt", "Enabled", "Enabled"),
                            new BiosSetting("Sriov", "Enabled", "Enabled"));
            client.changeBios(Map.of("WorkloadProfile", "GraphicProcessing", "Nonsense", "1"));
            client.reset(ResetType.FORCE_RESTART);
            assertThat(client.biosMessages())
                    .contains(new BiosMessage("Base.1.0.PropertyUnknown", List.of("Nonsense")));
            var wrong = client.passthroughBiosSettings().orElseThrow();
            assertThat(wrong)
                    .containsExactly(
                            new BiosSetting("WorkloadProfile", "GraphicProcessing", "Custom"),
                            new BiosSetting("ProcAmdIoVt", "Disabled", "Enabled"),
                            new BiosSetting("Sriov", "Disabled", "Enabled"));
            client.changeBios(
                    Map.of(
                            "WorkloadProfile",
                            "Custom",
                            "ProcAmdIoVt",
                            "Enabled",
                            "Sriov",
                            "Enabled"));
            client.reset(ResetType.FORCE_RESTART);
            assertThat(client.passthroughBiosSettings().orElseThrow()).allMatch(BiosSetting::right);
        }
    }

    @Test
    void listsFirmwareAndWhetherItCanBeUpdatedFromHere() {
        try (var client = client()) {
            assertThat(client.firmware())
                    .contains(
                            new FirmwareItem(
                                    "NVIDIA L40S",
                                    Optional.of("95.02.66.00.02"),
                                    Optional.of("PCI-E Slot 3"),
                                    false));
        }
    }

    @Test
    void leavesNoSessionBehind() {
        for (int i = 0; i < 40; i++) {
            try (var client = client()) {
                assertThat(client.identity().model()).isPresent();
            }
        }
        assertThat(traced.getLast().request()).startsWith("DELETE /redfish/v1/SessionService/");
        assertThat(traced.getLast().answer()).isEqualTo("200");
        assertThat(traced.toString()).doesNotContain(bmc.password());
    }

    @Test
    void logsInWithBasicAuthenticationToo() {
        var trust = new ServerTrust.Insecure();
        try (var client = client(trust, bmc.password(), RedfishLogin.Method.BASIC)) {
            assertThat(client.gpus()).hasSize(2);
        }
    }

    @Test
    void aWrongPasswordIsNotAuthenticated() {
        try (var client =
                client(new ServerTrust.Insecure(), "wrong", RedfishLogin.Method.SESSION)) {
            assertFault(client, RedfishFault.NotAuthenticated.class);
        }
    }

    @Test
    void anUnknownCertificateIsRefusedWithItsFingerprint() {
        assertRefused(new ServerTrust.Authorities(), Optional.empty());
    }

    @Test
    void anotherCertificateIsRefusedWithBothFingerprints() {
        var other = "0".repeat(64);
        assertRefused(new ServerTrust.Thumbprint(other), Optional.of(other));
    }

    private void assertRefused(ServerTrust trust, Optional<String> expected) {
        var shown = bmc.thumbprint().replace(":", "").toLowerCase(Locale.ROOT);
        try (var client = client(trust, bmc.password(), RedfishLogin.Method.SESSION)) {
            assertFault(client, new RedfishFault.UntrustedCertificate(shown, expected));
        }
    }

    @Test
    void aCertificateOfTheOwnAuthorityIsTrusted() throws IOException {
        var certificate = LabCertificate.make(List.of("bmc.example"), Instant.now());
        var trust = new ServerTrust.Ca(List.of(certificate.certificate()));
        serve(
                certificate,
                request -> LabResponse.text(200, "application/json", "{}"),
                trust,
                client -> assertFault(client, RedfishFault.Malformed.class));
    }

    @Test
    void anAnswerLargerThanAllowedIsCutOff() throws IOException {
        var huge = new byte[LIMITS.body() + 1];
        serve(
                request -> new LabResponse(200, Map.of(), huge),
                client ->
                        assertFault(client, new RedfishFault.Malformed("more than 1048576 bytes")));
    }

    @Test
    void aSmallAnswerThatUnpacksToMuchIsCutOff() throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(new byte[LIMITS.body() * 3]);
        }
        serve(
                request ->
                        new LabResponse(
                                200, Map.of("Content-Encoding", "gzip"), packed.toByteArray()),
                client -> assertFault(client, RedfishFault.Malformed.class));
    }

    @Test
    void aControllerThatNeverAnswersTimesOut() throws IOException {
        serve(
                request -> {
                    try {
                        Thread.sleep(Duration.ofSeconds(30));
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return LabResponse.empty(200);
                },
                client -> assertFault(client, new RedfishFault.TimedOut(LIMITS.request())));
    }

    @Test
    void nobodyThereIsUnreachable() throws IOException {
        int port;
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        try (var client = at(port, new ServerTrust.Insecure())) {
            assertFault(client, RedfishFault.Unreachable.class);
        }
    }

    private void serve(LabHandler handler, Consumer<RedfishClient> test) throws IOException {
        var certificate = LabCertificate.make(List.of("bmc.example"), Instant.now());
        serve(certificate, handler, new ServerTrust.Insecure(), test);
    }

    private void serve(
            LabCertificate certificate,
            LabHandler handler,
            ServerTrust trust,
            Consumer<RedfishClient> test)
            throws IOException {
        try (var server = LabHttpServer.start(0, certificate.sslContext(), handler);
                var client = at(server.port(), trust)) {
            test.accept(client);
        }
    }

    private RedfishClient at(int port, ServerTrust trust) {
        return new RedfishClient(
                new HttpTransport(URI.create("https://localhost:" + port), trust),
                new RedfishLogin(
                        "admin",
                        new Secret("x".repeat(12).toCharArray()),
                        RedfishLogin.Method.SESSION),
                LIMITS,
                RedfishTrace.NONE,
                RedfishClock.SYSTEM);
    }

    private static void assertFault(RedfishClient client, Class<? extends RedfishFault> fault) {
        assertThatThrownBy(client::identity)
                .isInstanceOfSatisfying(
                        RedfishException.class, e -> assertThat(e.fault()).isInstanceOf(fault));
    }

    private static void assertFault(RedfishClient client, RedfishFault fault) {
        assertThatThrownBy(client::identity)
                .isInstanceOfSatisfying(
                        RedfishException.class, e -> assertThat(e.fault()).isEqualTo(fault));
    }
}
