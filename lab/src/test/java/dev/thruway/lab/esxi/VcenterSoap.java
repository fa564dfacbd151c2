package dev.thruway.lab.esxi;

import dev.thruway.lab.http.LabHandler;
import dev.thruway.lab.http.LabRequest;
import dev.thruway.lab.http.LabResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/// Speaks to any server of the vSphere API in bytes, without a socket.
final class VcenterSoap {

    private final LabHandler server;
    private String cookie = "";

    VcenterSoap(LabHandler server) {
        this.server = server;
    }

    LabResponse login(String manager, String user, String password) {
        var response =
                send(
                        "Login",
                        "SessionManager",
                        manager,
                        "<userName>%s</userName><password>%s</password>".formatted(user, password));
        var set = response.headers().get("Set-Cookie");
        if (set != null) {
            cookie = set.substring(0, set.indexOf(';'));
        }
        return response;
    }

    LabResponse send(String method, String type, String id, String arguments) {
        var body =
                """
                <?xml version="1.0"?><e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"
                 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><e:Body>
                <%1$s xmlns="urn:vim25"><_this type="%2$s">%3$s</_this>%4$s</%1$s>
                </e:Body></e:Envelope>\
                """
                        .formatted(method, type, id, arguments);
        return request("POST", "/sdk", Map.of(), body);
    }

    /// What a property is; empty where it is unset.
    String fetch(String type, String id, String property) {
        return send("Fetch", type, id, "<prop>" + property + "</prop>").bodyText();
    }

    LabResponse request(String method, String path, Map<String, String> query, String body) {
        var headers = new HashMap<String, String>();
        if (!cookie.isEmpty()) {
            headers.put("cookie", cookie);
        }
        return server.handle(
                new LabRequest(
                        method, path, query, headers, body.getBytes(StandardCharsets.UTF_8)));
    }
}
