package dev.thruway.cli.main;

import dev.thruway.lab.LabClock;
import dev.thruway.lab.bmc.BmcCredentials;
import dev.thruway.lab.bmc.BmcLimits;
import dev.thruway.lab.bmc.BmcServer;
import dev.thruway.lab.bmc.ServerHardware;
import dev.thruway.lab.esxi.EsxiCredentials;
import dev.thruway.lab.esxi.EsxiServer;
import dev.thruway.lab.fault.Endpoint;
import dev.thruway.lab.fault.FaultRules;
import dev.thruway.lab.guest.GuestAccount;
import dev.thruway.lab.http.LabHandler;
import dev.thruway.lab.http.LabHttpServer;
import dev.thruway.lab.http.LabResponse;
import dev.thruway.lab.scenario.Scenarios;
import dev.thruway.lab.sshd.GuestSshServer;
import dev.thruway.lab.sshd.SshFaults;
import dev.thruway.lab.tls.LabCertificate;
import dev.thruway.lab.world.ScaledTimeline;
import dev.thruway.lab.world.World;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.apache.sshd.common.config.keys.PublicKeyEntry;

/// The reference world over sockets, with secrets that are unlike anything else, so that each can
/// be searched for. They hold what XML, JSON, URLs and shells have to escape.
final class PlantedLab implements AutoCloseable {

    static final String ESXI = "esxi-Canary&<7>\"'\\%+é/K";
    static final String BMC = "bmc-Canary\"8\\{&<'%+ü/L";
    static final String GUEST = "guest-Canary'9$`\"\\&<%+ö/M";

    private static final Pattern COOKIE = Pattern.compile("vmware_soap_session=\"?([^;\"]+)");

    private final List<Runnable> ends = new ArrayList<>();
    private final Set<String> sessions = ConcurrentHashMap.newKeySet();
    private final World world;
    private final KeyPair key = newKey();
    private final EsxiServer esxi;
    private final LabCertificate esxiCertificate;
    private final LabCertificate bmcCertificate;
    private final int esxiPort;
    private final int bmcPort;
    private final GuestSshServer ssh;

    PlantedLab() throws IOException {
        var clock = LabClock.dividingBy(2000);
        var account =
                new GuestAccount(
                        "hpe",
                        GUEST,
                        List.of(PublicKeyEntry.toString(key.getPublic())),
                        GuestAccount.Sudo.WITH_PASSWORD);
        world = World.of(Scenarios.plan(Scenarios.SEED), new ScaledTimeline(clock), clock, account);
        var server = world.server("dl385-01");
        esxiCertificate = LabCertificate.make(List.of("esxi01.example.com"), Instant.now());
        bmcCertificate = LabCertificate.make(List.of("ilo.example.com"), Instant.now());
        esxi =
                new EsxiServer(
                        server.host(), new EsxiCredentials("root", ESXI), InstantSource.system());
        esxiPort = serve(esxiCertificate, esxi);
        bmcPort =
                serve(
                        bmcCertificate,
                        new BmcServer(
                                new ServerHardware(server),
                                new BmcCredentials("admin", BMC),
                                BmcLimits.DEFAULT,
                                InstantSource.system()));
        var noFaults = new SshFaults(new FaultRules(), new Endpoint("ssh", "gpu02"));
        ssh = GuestSshServer.of(server.host().vms().getFirst().guest(), 0, noFaults);
        ends.add(ssh::close);
    }

    private static KeyPair newKey() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private int serve(LabCertificate certificate, LabHandler handler) throws IOException {
        var web =
                LabHttpServer.start(
                        0,
                        certificate.sslContext(),
                        request -> {
                            var answer = handler.handle(request);
                            note(answer.headers());
                            return answer;
                        });
        ends.add(web::close);
        return web.port();
    }

    private void note(Map<String, String> headers) {
        headers.forEach((name, value) -> {
            if (name.equalsIgnoreCase("X-Auth-Token")) {
                sessions.add(value);
            }
            var cookie = COOKIE.matcher(value);
            if (name.equalsIgnoreCase("Set-Cookie") && cookie.find()) {
                sessions.add(cookie.group(1));
            }
        });
    }

    /// An ESXi that repeats in its refusal of a login whatever it was sent, headers included.
    int parrot() throws IOException {
        return serve(
                esxiCertificate,
                request -> {
                    var body = new String(request.body(), StandardCharsets.UTF_8);
                    if (!body.contains("<Login ")) {
                        return esxi.handle(request);
                    }
                    // As the client wrote it, and as the server understood it.
                    var said = request.headers() + body + ESXI;
                    var escaped = said.replace("&", "&amp;").replace("<", "&lt;");
                    return LabResponse.text(
                            500,
                            "text/xml",
                            """
                            <soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/">\
                            <soapenv:Body><soapenv:Fault><faultcode>ServerFaultCode</faultcode>\
                            <faultstring>%s</faultstring></soapenv:Fault></soapenv:Body>\
                            </soapenv:Envelope>\
                            """
                                    .formatted(escaped));
                });
    }

    /// Powers the VM on and waits until its guest takes connections.
    void powerOnGuest() throws IOException {
        world.server("dl385-01").host().vms().getFirst().powerOn();
        var deadline = Instant.now().plusSeconds(30);
        while (true) {
            try (var _ = new Socket(InetAddress.getLoopbackAddress(), ssh.port())) {
                return;
            } catch (ConnectException e) {
                if (Instant.now().isAfter(deadline)) {
                    throw e;
                }
                Thread.onSpinWait();
            }
        }
    }

    World world() {
        return world;
    }

    String esxiUrl() {
        return "https://127.0.0.1:" + esxiPort;
    }

    String esxiAddress() {
        return "127.0.0.1:" + esxiPort;
    }

    String esxiFingerprint() {
        return fingerprint(esxiCertificate);
    }

    String bmcFingerprint() {
        return fingerprint(bmcCertificate);
    }

    /// As Thruway writes it.
    private static String fingerprint(LabCertificate certificate) {
        return "sha256:" + certificate.sha256().replace(":", "").toLowerCase(Locale.ROOT);
    }

    String hostKey() {
        return ssh.fingerprint();
    }

    /// PKCS #8 in PEM.
    String privateKey() {
        return "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'})
                        .encodeToString(key.getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
    }

    /// The secrets that were planted, and those that the servers gave out.
    List<String> secrets() {
        var all = new ArrayList<>(List.of(ESXI, BMC, GUEST));
        all.addAll(sessions);
        privateKey().lines().filter(line -> line.length() > 40).forEach(all::add);
        return all;
    }

    Set<String> sessions() {
        return Set.copyOf(sessions);
    }

    Map<String, String> environment() {
        var variables = new TreeMap<String, String>();
        variables.put("ESXI_PASSWORD", ESXI);
        variables.put("BMC_PASSWORD", BMC);
        variables.put("GUEST_PASSWORD", GUEST);
        variables.put("PATH", System.getenv("PATH"));
        return variables;
    }

    String file() {
        return file(
                "password: {env: GUEST_PASSWORD}",
                "{env: ESXI_PASSWORD}",
                esxiUrl(),
                esxiFingerprint());
    }

    /// @param login of the guest, as the file writes it
    String fileWithLogin(String login) {
        return file(login, "{env: ESXI_PASSWORD}", esxiUrl(), esxiFingerprint());
    }

    /// @param password of the ESXi host, as the file writes it
    String fileWithPassword(String password) {
        return file("password: {env: GUEST_PASSWORD}", password, esxiUrl(), esxiFingerprint());
    }

    /// Another ESXi endpoint, with this fingerprint.
    String fileWithEsxi(String url, String fingerprint) {
        return file("password: {env: GUEST_PASSWORD}", "{env: ESXI_PASSWORD}", url, fingerprint);
    }

    private String file(String login, String password, String url, String fingerprint) {
        return """
        apiVersion: thruway/v1
        servers:
          dl385-01:
            esxi:
              url: %s
              username: root
              password: %s
              thumbprint: "%s"
            bmc:
              url: https://127.0.0.1:%d
              username: admin
              password: {env: BMC_PASSWORD}
              thumbprint: "%s"
        vms:
          gpu02:
            server: dl385-01
            gpus:
              - {model: L40S, count: 1}
            secureBoot: true
            guest:
              ssh:
                host: 127.0.0.1
                port: %d
                username: hpe
                hostKey: "%s"
                %s
        policy: {hostReboot: allow, vmPowerOff: allow}
        """
                .formatted(
                        url,
                        password,
                        fingerprint,
                        bmcPort,
                        bmcFingerprint(),
                        ssh.port(),
                        hostKey(),
                        login);
    }

    @Override
    public void close() {
        ends.reversed().forEach(Runnable::run);
        world.servers().stream()
                .flatMap(server -> server.host().vms().stream())
                .forEach(vm -> vm.guest().powerOff());
    }
}
