package dev.thruway.lab.bmc;

import dev.thruway.lab.fault.ServerProtocol;
import dev.thruway.lab.http.LabHandler;
import dev.thruway.lab.http.LabRequest;
import dev.thruway.lab.http.LabResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/// The web server of a management controller. In the order that iLO has it: a path without its last
/// slash is redirected, a request without a login is refused, then the resource is looked for.
public final class BmcServer implements LabHandler {

    private final BmcHardware hardware;
    private final BmcSessions sessions;
    private final InstantSource wallClock;

    public BmcServer(
            BmcHardware hardware,
            BmcCredentials credentials,
            BmcLimits limits,
            InstantSource wallClock) {
        this.hardware = hardware;
        this.sessions = new BmcSessions(credentials, limits, wallClock);
        this.wallClock = wallClock;
    }

    /// What rules for faults have to know of it.
    public ServerProtocol protocol() {
        return new BmcProtocol(sessions);
    }

    @Override
    public LabResponse handle(LabRequest request) {
        var path = request.path();
        if (!path.regionMatches(true, 0, "/redfish", 0, 8)) {
            return LabResponse.text(404, "text/plain", "Not Found");
        }
        if (!path.endsWith("/")) {
            return new LabResponse(
                    308, Map.of("Location", path + "/" + query(request)), new byte[0]);
        }
        if (path.equalsIgnoreCase("/redfish/")) {
            var versions = Template.JSON.createObjectNode().put("v1", BmcTree.ROOT);
            return BmcAnswers.json(200, Map.of(), versions);
        }
        if (!open(request) && !loggedIn(request)) {
            return BmcAnswers.message(401, "Base.1.18.NoValidSession");
        }
        return answer(request, tree());
    }

    private static String query(LabRequest request) {
        return request.query().entrySet().stream()
                .map(e -> encoded(e.getKey()) + "=" + encoded(e.getValue()))
                .collect(Collectors.joining("&", request.query().isEmpty() ? "" : "?", ""));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private BmcTree tree() {
        var tree = new BmcTree();
        new ManagerResources(hardware, sessions, wallClock).addTo(tree);
        new SessionResources(sessions).addTo(tree);
        new SystemResources(hardware).addTo(tree);
        new ChassisResources(hardware).addTo(tree);
        new BiosResources(hardware).addTo(tree);
        new FirmwareResources(hardware).addTo(tree);
        return tree;
    }

    /// What needs no login: the service root, and the login itself.
    private static boolean open(LabRequest request) {
        return switch (request.method()) {
            case "GET", "HEAD" -> request.path().equalsIgnoreCase(BmcTree.ROOT);
            case "POST" ->
                    request.path().equalsIgnoreCase(BmcTree.ROOT + SessionResources.SESSIONS);
            default -> false;
        };
    }

    private boolean loggedIn(LabRequest request) {
        var token = request.header("x-auth-token");
        return token.isPresent()
                ? sessions.token(token.get())
                : request.header("authorization").filter(sessions::basic).isPresent();
    }

    private LabResponse answer(LabRequest request, BmcTree tree) {
        var action = tree.action(request.path());
        if (action.isPresent()) {
            return request.method().equals("POST")
                    ? run(request, action.get())
                    : BmcTree.notAllowed();
        }
        var resource = tree.resource(request.path());
        if (resource.isEmpty()) {
            return BmcAnswers.message(404, "Base.1.18.ResourceMissingAtURI", request.path());
        }
        return switch (request.method()) {
            case "GET", "HEAD" -> read(request, tree, resource.get());
            default -> change(request, resource.get());
        };
    }

    private static LabResponse read(LabRequest request, BmcTree tree, BmcResource resource) {
        var document = resource.document().get();
        if (".".equals(request.query().get("$expand"))) {
            expand(document, tree);
        }
        var etag = etag(document);
        if (request.header("if-none-match").filter(etag::equals).isPresent()) {
            return new LabResponse(304, Map.of("ETag", etag), new byte[0]);
        }
        document.put("@odata.etag", etag);
        return BmcAnswers.json(200, Map.of("ETag", etag), document);
    }

    private static void expand(ObjectNode document, BmcTree tree) {
        var members = Template.JSON.createArrayNode();
        for (var link : document.path("Members")) {
            tree.resource(link.path("@odata.id").asString(""))
                    .ifPresent(member -> members.add(member.document().get()));
        }
        if (document.has("Members")) {
            document.set("Members", members);
        }
    }

    private static LabResponse change(LabRequest request, BmcResource resource) {
        var operation = Optional.ofNullable(resource.operations().get(request.method()));
        if (operation.isEmpty()) {
            return BmcTree.notAllowed();
        }
        var wanted = request.header("if-match").orElse("*");
        if (!wanted.equals("*") && !wanted.equals(etag(resource.document().get()))) {
            return BmcAnswers.message(412, "Base.1.18.PreconditionFailed");
        }
        return run(request, operation.get());
    }

    private static LabResponse run(LabRequest request, BmcResource.Operation operation) {
        try {
            var body =
                    request.body().length == 0
                            ? Template.JSON.createObjectNode()
                            : Template.JSON.readTree(request.body());
            return body.isObject()
                    ? operation.run(request, body)
                    : BmcAnswers.message(400, "Base.1.18.MalformedJSON");
        } catch (JacksonException e) {
            return BmcAnswers.message(400, "Base.1.18.MalformedJSON");
        }
    }

    /// Weak, as iLO's are.
    private static String etag(ObjectNode document) {
        var crc = new CRC32();
        crc.update(Template.JSON.writeValueAsString(document).getBytes(StandardCharsets.UTF_8));
        return "W/\"%08X\"".formatted(crc.getValue());
    }
}
