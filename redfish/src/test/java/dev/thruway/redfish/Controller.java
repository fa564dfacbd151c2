package dev.thruway.redfish;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A controller made of documents, each of which a test may replace by an answer of its own.
final class Controller implements RedfishTransport, RedfishClock {

    static final String TOKEN = "f3b1c9d2token";
    static final String PASSWORD = "pa\"ss wörd";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    final List<Request> requests = new ArrayList<>();
    final List<RedfishTrace.Exchange> traced = new ArrayList<>();
    final List<Duration> slept = new ArrayList<>();
    private final Map<String, Function<Request, Answer>> answers = new HashMap<>();

    Controller() {
        json(
                "/redfish/v1/",
                """
                {"Vendor":"HPE","Systems":{"@odata.id":"/redfish/v1/Systems/"},
                 "UpdateService":{"@odata.id":"/redfish/v1/UpdateService/"},
                 "Links":{"Sessions":{"@odata.id":"/redfish/v1/SessionService/Sessions/"}}}
                """);
        collection("/redfish/v1/Systems/", "/redfish/v1/Systems/1/");
        on(
                "POST /redfish/v1/SessionService/Sessions/",
                r ->
                        answer(
                                201,
                                Map.of(
                                        "x-auth-token",
                                        TOKEN,
                                        "location",
                                        "https://bmc.example/redfish/v1/SessionService/Sessions/7/"),
                                "{}"));
        on("DELETE /redfish/v1/SessionService/Sessions/7/", r -> answer(200, Map.of(), ""));
    }

    RedfishClient client() {
        return client(RedfishLogin.Method.SESSION);
    }

    RedfishClient client(RedfishLogin.Method method) {
        var login = new RedfishLogin("admin", new Secret(PASSWORD.toCharArray()), method);
        var limits =
                new RedfishLimits(Duration.ofSeconds(5), 3, Duration.ofSeconds(1), 100_000, 50);
        return new RedfishClient(this, login, limits, traced::add, this);
    }

    /// A document at a path, for whoever is logged in.
    void json(String path, String body) {
        on("GET " + path, r -> answer(200, Map.of("etag", "W/\"" + path.length() + "\""), body));
    }

    void collection(String path, String... members) {
        var document = JSON.createObjectNode();
        var array = document.putArray("Members");
        for (var member : members) {
            array.addObject().put("@odata.id", member);
        }
        json(path, document.toString());
    }

    /// Documents in one file: an object whose keys are their paths.
    void tree(String file) {
        try (var in = Controller.class.getResourceAsStream(file)) {
            JSON.readTree(in)
                    .properties()
                    .forEach(p -> {
                        var body = (ObjectNode) p.getValue();
                        body.put("@odata.id", p.getKey());
                        json(p.getKey(), body.toString());
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What a method and path are answered with.
    void on(String methodAndPath, Function<Request, Answer> answer) {
        answers.put(methodAndPath, answer);
    }

    static Answer answer(int status, Map<String, String> headers, String body) {
        var all = new HashMap<String, List<String>>();
        headers.forEach((name, value) -> all.put(name, List.of(value)));
        return new Answer(status, all, body.getBytes(StandardCharsets.UTF_8));
    }

    static Answer error(int status, String messageId) {
        return answer(
                status,
                Map.of(),
                "{\"error\":{\"@Message.ExtendedInfo\":[{\"MessageId\":\"" + messageId + "\"}]}}");
    }

    List<String> asked() {
        return requests.stream().map(r -> r.method() + " " + r.path()).toList();
    }

    @Override
    public String address() {
        return "bmc.example";
    }

    @Override
    public Answer send(Request request) {
        requests.add(request);
        var key = request.method() + " " + request.path();
        return answers.getOrDefault(key, r -> error(404, "Base.1.18.ResourceMissingAtURI"))
                .apply(request);
    }

    @Override
    public Instant now() {
        return Instant.EPOCH;
    }

    @Override
    public void sleep(Duration duration) {
        slept.add(duration);
    }

    @Override
    public void close() {}
}
