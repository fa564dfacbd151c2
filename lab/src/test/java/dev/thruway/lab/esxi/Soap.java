package dev.thruway.lab.esxi;

import dev.thruway.lab.http.LabRequest;
import dev.thruway.lab.http.LabResponse;
import dev.thruway.lab.world.SeedWorld;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/// Speaks to an [EsxiServer] in bytes, without a socket.
final class Soap {

    static final String PASSWORD = "right-horse";

    final SeedWorld seed;
    final EsxiServer server;
    private Instant wall = Instant.parse("2024-04-12T07:00:00Z");
    private String cookie = "";

    Soap() {
        this("seed");
    }

    Soap(String scenario) {
        seed = new SeedWorld(scenario);
        InstantSource clock = () -> wall;
        server = new EsxiServer(seed.host, new EsxiCredentials("root", PASSWORD), clock);
    }

    static Soap loggedIn() {
        return loggedIn("seed");
    }

    static Soap loggedIn(String scenario) {
        var soap = new Soap(scenario);
        soap.login(PASSWORD);
        return soap;
    }

    void wallClockPasses(Duration duration) {
        wall = wall.plus(duration);
    }

    LabResponse login(String password) {
        var response =
                send(
                        "Login",
                        "SessionManager",
                        "ha-sessionmgr",
                        "<userName>root</userName><password>%s</password>".formatted(password));
        var set = response.headers().get("Set-Cookie");
        if (set != null) {
            cookie = set.substring(0, set.indexOf(';'));
        }
        return response;
    }

    void withoutCookie() {
        cookie = "";
    }

    LabResponse send(String method, String type, String id, String arguments) {
        var body =
                """
                <?xml version="1.0"?><e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"
                 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                 xmlns:xsd="http://www.w3.org/2001/XMLSchema"><e:Body>
                <%1$s xmlns="urn:vim25"><_this type="%2$s">%3$s</_this>%4$s</%1$s>
                </e:Body></e:Envelope>\
                """
                        .formatted(method, type, id, arguments);
        return server.handle(request("POST", "/sdk", Map.of(), body));
    }

    /// The answer's text; a fault fails the test.
    String call(String method, String type, String id, String arguments) {
        var response = send(method, type, id, arguments);
        if (response.status() != 200) {
            throw new AssertionError(response.bodyText());
        }
        return response.bodyText();
    }

    LabResponse get(String path) {
        return server.handle(request("GET", path, Map.of("dsName", "datastore1"), ""));
    }

    LabResponse put(String path, String content) {
        return server.handle(request("PUT", path, Map.of("dsName", "datastore1"), content));
    }

    private LabRequest request(String method, String path, Map<String, String> query, String body) {
        var headers = new HashMap<String, String>();
        if (!cookie.isEmpty()) {
            headers.put("cookie", cookie);
        }
        return new LabRequest(method, path, query, headers, body.getBytes(StandardCharsets.UTF_8));
    }

    /// What stands in the first element of that name.
    static String inside(String xml, String element) {
        var m =
                Pattern.compile("<%1$s(?: [^>]*)?>(.*?)</%1$s>".formatted(element), Pattern.DOTALL)
                        .matcher(xml);
        if (!m.find()) {
            throw new AssertionError("no " + element + " in " + xml);
        }
        return m.group(1);
    }

    /// Calls a method that begins a task, lets it end, and answers its info.
    String task(String method, String type, String id, String arguments) {
        var key = inside(call(method, type, id, arguments), "returnval");
        seed.time.pass(Duration.ofSeconds(7));
        return call("Fetch", "Task", key, "<prop>info</prop>");
    }

    static String spec(String type, String paths, String objectSet) {
        var pathSet = new StringBuilder();
        for (var path : paths.split(" ")) {
            pathSet.append("<pathSet>").append(path).append("</pathSet>");
        }
        return "<propSet><type>%s</type>%s</propSet><objectSet>%s</objectSet>"
                .formatted(type, pathSet, objectSet);
    }
}
