package dev.thruway.vsphere.client;

import dev.thruway.recorder.WireRecorder;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.regex.Pattern;

/// The bytes of a server without sockets: what it answers to each method can be replaced.
final class ScriptedServer implements VsphereTransport {

    static final String PASSWORD = "canary-password-1";
    static final String COOKIE = "vmware_soap_session=\"canary-cookie-2\"";

    private static final Pattern METHOD =
            Pattern.compile("<soapenv:Body><(\\w+) .*?<_this type=\"(\\w+)\">([^<]+)</_this>");

    /// A call as it arrived.
    record Call(String method, String object, Request request) {}

    private final Map<String, Function<Call, Answer>> methods = new ConcurrentHashMap<>();
    private Function<Request, Answer> files = _ -> answer(404, "");
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private String versions =
            "<namespaces><namespace><name>urn:vim25</name><version>8.0.2.0</version></namespace>"
                    + "</namespaces>";

    ScriptedServer() {
        on("RetrieveServiceContent", _ -> returns(serviceContent()));
        on("Login", _ -> loggedIn());
        on("Logout", _ -> returns(""));
    }

    private static String serviceContent() {
        return """
        <returnval><rootFolder type="Folder">ha-folder-root</rootFolder>\
        <propertyCollector type="PropertyCollector">ha-property-collector</propertyCollector>\
        <viewManager type="ViewManager">ViewManager</viewManager>\
        <about><name>VMware ESXi</name><version>8.0.2</version><apiType>HostAgent</apiType>\
        <apiVersion>8.0.2.0</apiVersion></about>\
        <sessionManager type="SessionManager">ha-sessionmgr</sessionManager></returnval>\
        """;
    }

    static Answer loggedIn() {
        var answer =
                returns(
                        "<returnval><key>canary-key-3</key><userName>root</userName>"
                                + "<loginTime>2026-01-01T00:00:00Z</loginTime></returnval>");
        return new Answer(
                200, Map.of("set-cookie", List.of(COOKIE + "; Path=/; HttpOnly")), answer.body());
    }

    ScriptedServer on(String method, Function<Call, Answer> answer) {
        methods.put(method, answer);
        return this;
    }

    /// What it answers to each request for a file on a datastore.
    ScriptedServer files(Function<Request, Answer> answer) {
        files = answer;
        return this;
    }

    ScriptedServer announces(String text) {
        versions = text;
        return this;
    }

    /// The calls of a method so far.
    List<Call> calls(String method) {
        return calls.stream().filter(c -> c.method().equals(method)).toList();
    }

    List<Request> requests() {
        return requests;
    }

    VsphereClient client() {
        return client(WireTrace.NONE);
    }

    VsphereClient client(WireTrace trace) {
        return client(trace, KeepAlive.IDLE);
    }

    VsphereClient client(WireTrace trace, Duration idle) {
        return VsphereClient.connect(
                this,
                new Credential("root", new Secret(PASSWORD.toCharArray())),
                trace,
                InstantSource.fixed(Instant.EPOCH),
                new SplittableRandom(1),
                idle);
    }

    @Override
    public String address() {
        return "esxi.test";
    }

    @Override
    public Answer send(Request request) {
        requests.add(request);
        if (request.path().startsWith("/folder/")) {
            return files.apply(request);
        }
        if (request.method().equals("GET")) {
            return answer(200, versions);
        }
        var m = METHOD.matcher(request.body());
        if (!m.find()) {
            throw new IllegalStateException("no method in " + request.body());
        }
        WireRecorder.ofThisBuild().ifPresent(recorder -> recorder.request(request.body()));
        var call = new Call(m.group(1), m.group(3), request);
        calls.add(call);
        var method = methods.get(call.method());
        return method == null ? faults("MethodNotFound", "") : method.apply(call);
    }

    @Override
    public void close() {}

    static Answer returns(String values) {
        return answer(200, envelope("<r xmlns=\"urn:vim25\">" + values + "</r>"));
    }

    static Answer faults(String type, String fields) {
        return answer(
                500,
                envelope(
                        """
                        <soapenv:Fault><faultcode>ServerFaultCode</faultcode>\
                        <faultstring>said %1$s</faultstring><detail>\
                        <%1$sFault xmlns="urn:vim25" xsi:type="%1$s">%2$s</%1$sFault>\
                        </detail></soapenv:Fault>\
                        """
                                .formatted(type, fields)));
    }

    static String envelope(String body) {
        return """
        <?xml version="1.0" encoding="UTF-8"?>
        <soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" \
        xmlns:xsd="http://www.w3.org/2001/XMLSchema" \
        xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soapenv:Body>%s</soapenv:Body>\
        </soapenv:Envelope>\
        """
                .formatted(body);
    }

    static Answer answer(int status, String text) {
        return answer(status, new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    static Answer answer(int status, InputStream body) {
        return new Answer(status, Map.of(), body);
    }

    static VsphereException unreachable() {
        return new VsphereException("POST", new VsphereFault.Unreachable("reset"));
    }
}
