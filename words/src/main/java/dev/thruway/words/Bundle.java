package dev.thruway.words;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/// The wordings of one module in one language, as its file has them.
record Bundle(String resource, Map<String, String> wordings) {

    Bundle {
        wordings = Collections.unmodifiableMap(new HashMap<>(wordings));
    }

    /// The file beside `home`, a class of the module. A file that is missing, is not UTF-8, or has
    /// a key twice is a programmer error.
    static Bundle load(Class<?> home, Language language) {
        var name = "words_" + language.code() + ".properties";
        var resource = home.getPackageName().replace('.', '/') + "/" + name;
        var strict =
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT);
        try (var bytes = home.getResourceAsStream(name)) {
            if (bytes == null) {
                throw new IllegalStateException("no " + resource);
            }
            var entries = new UniqueProperties(resource);
            entries.load(new InputStreamReader(bytes, strict));
            var wordings = HashMap.<String, String>newHashMap(entries.size());
            entries.forEach((key, value) -> wordings.put((String) key, (String) value));
            return new Bundle(resource, wordings);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + resource, e);
        }
    }

    /// `Properties` lets a later line win silently; a bundle does not.
    private static final class UniqueProperties extends Properties {

        private final transient String resource;

        UniqueProperties(String resource) {
            this.resource = resource;
        }

        @Override
        public synchronized Object put(Object key, Object value) {
            var before = super.put(key, value);
            if (before != null) {
                throw new IllegalStateException(key + " twice in " + resource);
            }
            return value;
        }
    }
}
