package dev.thruway.interop.recorded;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.snakeyaml.engine.v2.api.ConstructNode;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/// The recordings of github.com/vmware/pyvmomi (`tests/fixtures`): SOAP of a real vCenter 8.0.3 and
/// of older servers.
final class Recordings {

    /// Names a checkout of pyvmomi.
    static final String VARIABLE = "THRUWAY_PYVMOMI";

    private static final Pattern METHOD = Pattern.compile("[Bb]ody><(\\w+)");
    private static final Pattern OBJECT = Pattern.compile("<_this[^>]* type=\"(\\w+)\"");
    private static final Pattern PROPERTY = Pattern.compile("<prop(?: [^>]*)?>([^<]+)</prop>");

    /// One request and its answer.
    ///
    /// @param method empty where it was no call
    /// @param object the kind of object that was asked
    /// @param property what a Fetch asked for, else empty
    record Exchange(String file, String method, String object, String property, String answer) {

        InputStream bytes() {
            return new ByteArrayInputStream(answer.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public String toString() {
            return file + ": " + method + " " + property;
        }
    }

    private Recordings() {}

    /// Every answer in a recording that is SOAP. The test is skipped where there are no recordings:
    /// they cannot be installed, so this holds where interop is required, too.
    static List<Exchange> all() {
        var folder = System.getenv(VARIABLE);
        if (folder == null) {
            Assumptions.abort(VARIABLE + " names no checkout of pyvmomi");
        }
        var fixtures = Path.of(String.valueOf(folder), "tests", "fixtures");
        try (var files = Files.list(fixtures)) {
            return files.filter(f -> f.toString().endsWith(".yaml"))
                    .sorted()
                    .flatMap(f -> exchanges(f).stream())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Exchange> exchanges(Path file) {
        var python = new Tag("tag:yaml.org,2002:python/unicode");
        ConstructNode text = node -> ((ScalarNode) node).getValue();
        var settings =
                LoadSettings.builder()
                        .setCodePointLimit(16 << 20)
                        .setTagConstructors(Map.of(python, text))
                        .build();
        var found = new ArrayList<Exchange>();
        try (var in = Files.newInputStream(file)) {
            var document = (Map<?, ?>) new Load(settings).loadFromInputStream(in);
            for (var item : (List<?>) at(document, "interactions")) {
                var request = text(at(at(item, "request"), "body"));
                var answer = text(at(at(at(item, "response"), "body"), "string"));
                if (answer.contains(":Envelope")) {
                    found.add(
                            new Exchange(
                                    String.valueOf(file.getFileName()),
                                    first(METHOD, request),
                                    first(OBJECT, request),
                                    first(PROPERTY, request),
                                    answer));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    private static Object at(Object map, String key) {
        var value = ((Map<?, ?>) map).get(key);
        return value == null ? "" : value;
    }

    /// Some bodies are recorded as binary.
    private static String text(Object value) {
        return value instanceof byte[] bytes
                ? new String(bytes, StandardCharsets.UTF_8)
                : value.toString();
    }

    private static String first(Pattern pattern, String text) {
        var m = pattern.matcher(text);
        return m.find() ? m.group(1) : "";
    }
}
