package dev.thruway.lab.esxi;

import dev.thruway.lab.esxi.wire.Value;
import dev.thruway.lab.fault.ServerProtocol;
import dev.thruway.lab.http.LabHandler;
import dev.thruway.lab.http.LabRequest;
import dev.thruway.lab.http.LabResponse;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The web server in front of hostd or vpxd: SOAP, the list of its API versions, and the files of
/// its datastores. While the services start it answers 503, as the proxy in front of them does.
final class SdkServer implements LabHandler {

    private static final Pattern COOKIE =
            Pattern.compile("(?:^|;\\s*)vmware_soap_session=(\"[^\"]*\"|[^;]*)");

    private static final Set<String> READS = Set.of("GET", "HEAD");

    private final Realm realm;
    private final Sessions sessions;
    private final SoapEndpoint soap;
    private final FolderEndpoint folder;
    private final SdkProtocol protocol;

    SdkServer(Realm realm, EsxiCredentials credentials, InstantSource wallClock) {
        this.realm = realm;
        this.sessions = new Sessions(realm, credentials, wallClock);
        var inventory = new Inventory(realm, credentials.user());
        this.soap = new SoapEndpoint(realm, inventory, sessions);
        this.folder = new FolderEndpoint(realm);
        this.protocol = new SdkProtocol(inventory, sessions);
    }

    ServerProtocol protocol() {
        return protocol;
    }

    @Override
    public LabResponse handle(LabRequest request) {
        if (!realm.answering()) {
            return LabResponse.text(503, "text/plain", "503 Service Unavailable");
        }
        var path = request.path();
        if (path.equals("/sdk/vimServiceVersions.xml")) {
            return LabResponse.text(200, "text/xml", ApiVersions.until(version()));
        }
        if (path.equals("/sdk") || path.equals("/sdk/")) {
            return request.method().equals("POST")
                    ? soap(request)
                    : LabResponse.text(405, "text/plain", "Method not allowed");
        }
        if (path.equals("/folder") || path.startsWith("/folder/")) {
            return known(request)
                    ? folder.handle(request)
                    : new LabResponse(
                            401,
                            Map.of("WWW-Authenticate", "Basic realm=\"VMware HTTP server\""),
                            new byte[0]);
        }
        return path.equals("/") && READS.contains(request.method())
                ? welcome()
                : LabResponse.text(404, "text/plain", "404 Not Found");
    }

    private String version() {
        return text(realm.about(), "apiVersion");
    }

    /// A session, or user and password with the request itself.
    private boolean known(LabRequest request) {
        return sessions.find(cookie(request)).isPresent()
                || BasicLogin.of(request)
                        .filter(b -> sessions.accepts(b.user(), b.password()))
                        .isPresent();
    }

    /// What a browser finds; a real server leads from here to its own user interface.
    private LabResponse welcome() {
        var product = realm.about();
        var about = text(product, "name") + " " + text(product, "version");
        return LabResponse.text(
                200,
                "text/html; charset=utf-8",
                ("<!DOCTYPE html><html><head><title>%1$s</title></head><body><h1>%1$s</h1>"
                                + "<p>Simulated by the Thruway lab. API: /sdk, files: /folder.</p>"
                                + "</body></html>\n")
                        .formatted(about));
    }

    private static String text(Value.Data data, String name) {
        return data.fields().stream()
                .filter(f -> f.name().equals(name))
                .map(f -> ((Value.Plain) f.value()).text())
                .findFirst()
                .orElseThrow();
    }

    private LabResponse soap(LabRequest request) {
        var caller =
                new SoapEndpoint.Caller(cookie(request), request.header("user-agent").orElse(""));
        var answer = soap.handle(request.body(), caller);
        if (!realm.answering()) {
            return LabResponse.text(503, "text/plain", "503 Service Unavailable");
        }
        var plain = soap(answer.fault() ? 500 : 200, answer.xml());
        if (answer.newCookie().isEmpty()) {
            return plain;
        }
        var headers = new LinkedHashMap<>(plain.headers());
        headers.put(
                "Set-Cookie",
                "vmware_soap_session=\"%s\"; Path=/; HttpOnly; Secure;"
                        .formatted(answer.newCookie().get()));
        return new LabResponse(plain.status(), headers, plain.body());
    }

    /// An answer of the API.
    static LabResponse soap(int status, String xml) {
        return new LabResponse(
                status,
                Map.of("Content-Type", "text/xml; charset=utf-8", "Cache-Control", "no-cache"),
                xml.getBytes(StandardCharsets.UTF_8));
    }

    static Optional<String> cookie(LabRequest request) {
        return request.header("cookie")
                .map(COOKIE::matcher)
                .filter(Matcher::find)
                .map(m -> m.group(1));
    }
}
