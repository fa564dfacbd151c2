package dev.thruway.lab.journey;

import dev.thruway.domain.spec.Bmc;
import dev.thruway.domain.spec.Endpoint;
import dev.thruway.domain.spec.GuestAccess;
import dev.thruway.engine.connect.Connector;
import dev.thruway.engine.guest.GuestShell;
import dev.thruway.guest.Elevation;
import dev.thruway.lab.LabClock;
import dev.thruway.lab.esxi.EsxiCredentials;
import dev.thruway.lab.esxi.EsxiServer;
import dev.thruway.lab.esxi.VcenterServer;
import dev.thruway.lab.guest.GuestAccount;
import dev.thruway.lab.http.LabHandler;
import dev.thruway.lab.http.LabRequest;
import dev.thruway.lab.http.LabResponse;
import dev.thruway.lab.scenario.Scenarios;
import dev.thruway.lab.world.EsxHost;
import dev.thruway.lab.world.ScaledTimeline;
import dev.thruway.lab.world.VirtualMachine;
import dev.thruway.lab.world.World;
import dev.thruway.lab.world.WorldPlan;
import dev.thruway.redfish.RedfishClient;
import dev.thruway.vsphere.client.Credential;
import dev.thruway.vsphere.client.Secret;
import dev.thruway.vsphere.client.VsphereClient;
import dev.thruway.vsphere.client.VsphereTransport;
import dev.thruway.vsphere.client.WireTrace;
import java.io.ByteArrayInputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/// A lab whose vCenter, or whose ESXi where it has none, is reached without sockets; so are its
/// guests, by the name of their VM.
///
/// It is a connector itself; another one to the same world is another computer's.
final class InProcess implements Connector {

    static final String SERVER = "dl385-01";

    private static final EsxiCredentials LOGIN = new EsxiCredentials("root", "pw");

    final World world;
    private final LabHandler vsphere;
    private final Tap tap;

    /// Sees the requests of one computer; may throw what a broken wire throws.
    interface Tap {

        /// Lets all through.
        Tap NONE = new Tap() {};

        /// Notes the paths of requests that have a word in them.
        static Tap ofPaths(String word, List<String> asked) {
            return new Tap() {
                @Override
                public void before(VsphereTransport.Request request) {
                    if (request.path().contains(word)) {
                        asked.add(request.path());
                    }
                }
            };
        }

        default void before(VsphereTransport.Request request) {}

        /// The world has done it; the answer is not there yet.
        default void after(VsphereTransport.Request request) {}

        /// The same in a guest: a line for its shell, or `put` and `get` with a path.
        default void beforeGuest(String line) {}

        default void afterGuest(String line) {}

        /// What arrives of an answer.
        default String arrives(String answer) {
            return answer;
        }
    }

    InProcess(String scenario) {
        this(Scenarios.plan(scenario));
    }

    InProcess(WorldPlan plans) {
        var clock = LabClock.dividingBy(1000);
        world =
                World.of(
                        plans,
                        new ScaledTimeline(clock),
                        clock,
                        new GuestAccount("hpe", "pw", List.of(), GuestAccount.Sudo.WITH_PASSWORD));
        vsphere =
                world.vcenters().isEmpty()
                        ? new EsxiServer(host(), LOGIN, InstantSource.system())
                        : new VcenterServer(
                                world.vcenters().getFirst().vcenter(),
                                LOGIN,
                                InstantSource.system());
        tap = Tap.NONE;
    }

    private InProcess(InProcess other, Tap tap) {
        this.world = other.world;
        this.vsphere = other.vsphere;
        this.tap = tap;
    }

    /// The same world from another computer.
    InProcess tapped(Tap other) {
        return new InProcess(this, other);
    }

    EsxHost host() {
        return world.server(SERVER).host();
    }

    VirtualMachine vm(String name) {
        return world.servers().stream()
                .flatMap(server -> server.host().vms().stream())
                .filter(vm -> vm.config().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /// What the server answers to a request of a session of its own, as bytes on the wire.
    String answer(String method, String type, String id, String arguments) {
        var login =
                send(
                        "Login",
                        "SessionManager",
                        "ha-sessionmgr",
                        "<userName>%s</userName><password>%s</password>"
                                .formatted(LOGIN.user(), LOGIN.password()),
                        "");
        var cookie = login.headers().getOrDefault("Set-Cookie", "");
        return send(method, type, id, arguments, cookie).bodyText();
    }

    private LabResponse send(
            String method, String type, String id, String arguments, String cookie) {
        var body =
                """
                <?xml version="1.0"?><e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"
                 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><e:Body>
                <%1$s xmlns="urn:vim25"><_this type="%2$s">%3$s</_this>%4$s</%1$s>
                </e:Body></e:Envelope>\
                """
                        .formatted(method, type, id, arguments);
        var headers =
                cookie.isEmpty()
                        ? Map.<String, String>of()
                        : Map.of("cookie", cookie.substring(0, cookie.indexOf(';')));
        return vsphere.handle(
                new LabRequest(
                        "POST", "/sdk", Map.of(), headers, body.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public VsphereClient vsphere(Endpoint endpoint) {
        return VsphereClient.connect(
                new Direct(vsphere, tap),
                new Credential(LOGIN.user(), new Secret(LOGIN.password().toCharArray())),
                WireTrace.NONE,
                InstantSource.system(),
                new SplittableRandom(1));
    }

    @Override
    public RedfishClient bmc(Bmc bmc) {
        throw new IllegalStateException("no BMC is reached here");
    }

    @Override
    public GuestShell guest(GuestAccess.Ssh ssh) {
        return new GuestShell(new DirectGuest(vm(ssh.host()).guest(), tap), Elevation.sudo());
    }

    /// Hands requests to a handler.
    private record Direct(LabHandler handler, Tap tap) implements VsphereTransport {

        @Override
        public String address() {
            return "lab";
        }

        @Override
        public Answer send(Request request) {
            tap.before(request);
            int query = request.path().indexOf('?');
            var headers = new HashMap<String, String>();
            request.headers()
                    .forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
            var answer =
                    handler.handle(
                            new LabRequest(
                                    request.method(),
                                    query < 0 ? request.path() : request.path().substring(0, query),
                                    query(query < 0 ? "" : request.path().substring(query + 1)),
                                    headers,
                                    request.body().getBytes(StandardCharsets.UTF_8)));
            tap.after(request);
            var answered = new HashMap<String, List<String>>();
            answer.headers()
                    .forEach((k, v) -> answered.put(k.toLowerCase(Locale.ROOT), List.of(v)));
            return new Answer(
                    answer.status(), answered, new ByteArrayInputStream(arrived(answer.body())));
        }

        private byte[] arrived(byte[] body) {
            return tap.arrives(new String(body, StandardCharsets.UTF_8))
                    .getBytes(StandardCharsets.UTF_8);
        }

        private static Map<String, String> query(String text) {
            var values = new HashMap<String, String>();
            for (var pair : text.split("&")) {
                int equals = pair.indexOf('=');
                if (equals > 0) {
                    values.put(
                            pair.substring(0, equals),
                            URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
                }
            }
            return values;
        }

        @Override
        public void close() {}
    }
}
