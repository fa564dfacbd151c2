package dev.thruway.interop.recorded;

import dev.thruway.lab.LabClock;
import dev.thruway.lab.esxi.EsxiCredentials;
import dev.thruway.lab.esxi.EsxiServer;
import dev.thruway.lab.guest.GuestAccount;
import dev.thruway.lab.http.LabRequest;
import dev.thruway.lab.http.LabResponse;
import dev.thruway.lab.scenario.Scenarios;
import dev.thruway.lab.world.ScaledTimeline;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// The lab's ESXi, asked in bytes as the recorded client asked its vCenter.
final class LabHost {

    private static final Pattern REFERENCE =
            Pattern.compile("<ManagedObjectReference [^>]+>([^<]+)<");

    private final EsxiServer server;
    private final String cookie;

    /// What it answered to the login.
    final LabResponse login;

    LabHost(String scenario) {
        var clock = LabClock.dividingBy(1000);
        var account = new GuestAccount("hpe", "pw", List.of(), GuestAccount.Sudo.WITH_PASSWORD);
        var world = Scenarios.world(scenario, new ScaledTimeline(clock), clock, account);
        server =
                new EsxiServer(
                        world.servers().getFirst().host(),
                        new EsxiCredentials("root", "pw"),
                        InstantSource.system());
        login = login("pw");
        var set = String.valueOf(login.headers().get("Set-Cookie"));
        cookie = set.substring(0, set.indexOf(';'));
    }

    LabResponse login(String password) {
        return call(
                "Login",
                "SessionManager",
                "ha-sessionmgr",
                "<userName>root</userName><password>" + password + "</password>",
                Map.of("user-agent", "recorded"));
    }

    LabResponse call(String method, String type, String id, String arguments) {
        return call(method, type, id, arguments, Map.of("cookie", cookie));
    }

    LabResponse fetch(String type, String property) {
        return call("Fetch", type, id(type), "<prop>" + property + "</prop>");
    }

    /// The first object of a kind; a Fetch for a kind that this host has not ends in a fault.
    private String id(String type) {
        return switch (type) {
            case "HostSystem" -> "ha-host";
            case "Datacenter" -> "ha-datacenter";
            case "ServiceInstance" -> "ServiceInstance";
            case "VirtualMachine" -> reference("vm");
            case "Datastore" -> reference("datastore");
            case "Network" -> reference("network");
            default -> "none";
        };
    }

    private String reference(String property) {
        var m = REFERENCE.matcher(fetch("HostSystem", property).bodyText());
        if (!m.find()) {
            throw new AssertionError("the host has no " + property);
        }
        return m.group(1);
    }

    private LabResponse call(
            String method, String type, String id, String arguments, Map<String, String> headers) {
        var body =
                """
                <?xml version="1.0" encoding="UTF-8"?>
                <soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/">
                <soapenv:Body><%1$s xmlns="urn:vim25"><_this type="%2$s">%3$s</_this>%4$s</%1$s>
                </soapenv:Body></soapenv:Envelope>\
                """
                        .formatted(method, type, id, arguments);
        return server.handle(
                new LabRequest(
                        "POST", "/sdk", Map.of(), headers, body.getBytes(StandardCharsets.UTF_8)));
    }
}
