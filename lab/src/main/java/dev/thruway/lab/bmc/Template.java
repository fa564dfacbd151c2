package dev.thruway.lab.bmc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The JSON files of this package. A string `"${name}"` stands for a value of any type, `${name}`
/// inside a longer one for its text.
final class Template {

    static final JsonMapper JSON = JsonMapper.builder().build();

    private static final Pattern PLACE = Pattern.compile("\\$\\{(\\w+)}");
    private static final Map<String, JsonNode> FILES = new ConcurrentHashMap<>();

    private Template() {}

    /// The file of that name with its places filled.
    static ObjectNode fill(String file, Map<String, ?> values) {
        var filled = filled(FILES.computeIfAbsent(file, Template::read), values);
        if (filled instanceof ObjectNode object) {
            return object;
        }
        throw new IllegalStateException("no object: " + file);
    }

    private static JsonNode read(String file) {
        try (var in = Template.class.getResourceAsStream(file + ".json")) {
            if (in == null) {
                throw new IllegalStateException("missing from the jar: " + file);
            }
            return JSON.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode filled(JsonNode node, Map<String, ?> values) {
        if (node instanceof ObjectNode object) {
            var copy = JSON.createObjectNode();
            object.properties().forEach(p -> copy.set(p.getKey(), filled(p.getValue(), values)));
            return copy;
        }
        if (node instanceof ArrayNode array) {
            var copy = JSON.createArrayNode();
            array.forEach(element -> copy.add(filled(element, values)));
            return copy;
        }
        return node.isString() ? filled(node.stringValue(), values) : node;
    }

    private static JsonNode filled(String text, Map<String, ?> values) {
        var m = PLACE.matcher(text);
        if (m.matches()) {
            return JSON.valueToTree(value(m.group(1), values));
        }
        return JSON.valueToTree(
                m.replaceAll(place ->
                        Matcher.quoteReplacement(value(place.group(1), values).toString())));
    }

    private static Object value(String name, Map<String, ?> values) {
        var value = values.get(name);
        if (value == null) {
            throw new IllegalStateException("no value for ${" + name + "}");
        }
        return value;
    }
}
