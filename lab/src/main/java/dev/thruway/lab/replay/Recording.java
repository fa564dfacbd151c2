package dev.thruway.lab.replay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a folder of `--trace` holds, in the order in which it happened.
///
/// @param spec the file of the last run that had one, without its secrets
record Recording(List<Exchange> exchanges, Optional<String> spec) {

    private static final String INDEX = "index.jsonl";
    private static final JsonMapper JSON = JsonMapper.shared();

    /// As many as `--trace` writes in a run.
    private static final int MOST = 50_000;

    /// Of one file; a trace cuts them earlier.
    private static final long LONGEST = 64L << 20;

    Recording {
        exchanges = List.copyOf(exchanges);
    }

    /// Whether a folder looks like one.
    static boolean isOne(Path folder) {
        return Files.isRegularFile(folder.resolve(INDEX));
    }

    /// Throws [ReplayException] where it is none, or is damaged.
    static Recording read(Path folder) {
        var index = folder.resolve(INDEX);
        var exchanges = new ArrayList<Exchange>();
        Optional<String> spec = Optional.empty();
        try (var lines = Files.newBufferedReader(index)) {
            int number = 0;
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (number > MOST) {
                    throw new ReplayException(index, number, "more than " + MOST + " lines");
                }
                var node = json(index, number, line);
                exchange(folder, index, number, node).ifPresent(exchanges::add);
                if (node.path("spec").isString()) {
                    spec = Optional.of(node.path("spec").asString());
                }
            }
        } catch (IOException | UncheckedIOException e) {
            throw new ReplayException(index, String.valueOf(e.getMessage()));
        }
        return new Recording(exchanges, spec);
    }

    private static JsonNode json(Path index, int line, String text) {
        try {
            return JSON.readTree(text);
        } catch (JacksonException e) {
            throw new ReplayException(index, line, "not JSON");
        }
    }

    private static Optional<Exchange> exchange(Path folder, Path index, int line, JsonNode node)
            throws IOException {
        if (!node.has("protocol")
                || node.path("cut").asBoolean(false)
                || !node.path("failure").isNull()) {
            return Optional.empty();
        }
        return switch (node.path("protocol").asString("")) {
            case "vsphere", "redfish" -> http(folder, index, line, node);
            case "ssh" -> ssh(folder, index, line, node);
            default -> Optional.empty();
        };
    }

    private static Optional<Exchange> http(Path folder, Path index, int line, JsonNode node)
            throws IOException {
        var headers = new HashMap<String, String>();
        node.path("answerHeaders")
                .properties()
                .forEach(h -> headers.put(h.getKey(), h.getValue().asString("")));
        return Optional.of(
                new Exchange.Http(
                        node.path("number").asInt(0),
                        node.path("endpoint").asString(""),
                        node.path("protocol").asString(""),
                        node.path("method").asString(""),
                        node.path("path").asString(""),
                        body(folder, index, line, node.path("request").asString("")),
                        node.path("status").asInt(200),
                        headers,
                        body(folder, index, line, node.path("answer").asString(""))));
    }

    private static Optional<Exchange> ssh(Path folder, Path index, int line, JsonNode node)
            throws IOException {
        int number = node.path("number").asInt(0);
        var endpoint = node.path("endpoint").asString("");
        var answer = body(folder, index, line, node.path("answer").asString(""));
        return switch (node.path("operation").asString("")) {
            case "run" -> {
                int out = Math.clamp(node.path("stdoutCharacters").asInt(0), 0, answer.length());
                yield Optional.of(
                        new Exchange.Ran(
                                number,
                                endpoint,
                                node.path("argv").valueStream().map(a -> a.asString("")).toList(),
                                node.path("exit").asInt(255),
                                answer.substring(0, out),
                                answer.substring(out)));
            }
            case "get" ->
                    Optional.of(
                            new Exchange.Got(
                                    number,
                                    endpoint,
                                    node.path("path").asString(""),
                                    node.path("found").asBoolean(false)
                                            ? Optional.of(answer)
                                            : Optional.empty()));
            default -> Optional.empty();
        };
    }

    /// What follows the first empty line.
    private static String body(Path folder, Path index, int line, String name) throws IOException {
        var file = folder.resolve(name).normalize();
        if (name.isEmpty() || !folder.normalize().equals(file.getParent())) {
            throw new ReplayException(index, line, "no file of this folder: " + name);
        }
        if (Files.size(file) > LONGEST) {
            throw new ReplayException(file, "more than " + LONGEST + " bytes");
        }
        var text = Files.readString(file);
        int end = text.indexOf("\n\n");
        return end < 0 ? "" : text.substring(end + 2);
    }

    /// The exchanges of each endpoint of one protocol, in the order in which they first appear.
    Map<String, List<Exchange.Http>> http(String protocol) {
        var byEndpoint = new LinkedHashMap<String, List<Exchange.Http>>();
        for (var exchange : exchanges) {
            if (exchange instanceof Exchange.Http http && http.protocol().equals(protocol)) {
                byEndpoint.computeIfAbsent(http.endpoint(), _ -> new ArrayList<>()).add(http);
            }
        }
        return byEndpoint;
    }

    /// The names of the guests, in the order in which they first appear.
    List<String> guests() {
        return exchanges.stream()
                .filter(e -> !(e instanceof Exchange.Http))
                .map(Exchange::endpoint)
                .distinct()
                .toList();
    }

    /// What was done in one guest.
    List<Exchange> of(String guest) {
        return exchanges.stream()
                .filter(e -> !(e instanceof Exchange.Http))
                .filter(e -> e.endpoint().equals(guest))
                .toList();
    }
}
