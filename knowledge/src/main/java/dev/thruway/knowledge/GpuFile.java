package dev.thruway.knowledge;

import dev.thruway.knowledge.data.DataNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The text of `gpus.yaml`, cut at its entries. Reading YAML takes most of the time of a short
/// command, so an entry is read when it is wanted, and its text says whether it may be.
///
/// @param sources the lines of its table of sources
/// @param architectures in the order of the file
/// @param parts the boards, in the order of the file
record GpuFile(List<String> sources, List<Part> architectures, List<Part> parts) {

    private static final String SOURCES = "\nsources:\n";
    private static final String ARCHITECTURES = "\narchitectures:\n";
    private static final String LIST = "\ngpus:\n";
    private static final String ENTRY = "  - name: ";
    private static final String ARCHITECTURE = "\n    architecture:";

    /// The text of one entry.
    record Part(String place, String text) {

        String name() {
            return text.substring(ENTRY.length(), text.indexOf('\n')).strip();
        }

        /// Whether a name that is written like this may be in it.
        boolean mayName(String plain) {
            int end = text.indexOf(ARCHITECTURE);
            return plain(end < 0 ? text : text.substring(0, end)).contains(plain);
        }

        boolean mentions(String word) {
            return text.contains(word);
        }
    }

    static GpuFile builtIn() {
        return of("gpus.yaml", DataNode.textOf(ProductKnowledge.class, "gpus.yaml"));
    }

    static GpuFile of(String place, String text) {
        int table = text.indexOf(SOURCES);
        int architectures = text.indexOf(ARCHITECTURES);
        int list = text.indexOf(LIST);
        if (table < 0 || architectures < table || list < architectures) {
            throw new IllegalStateException(
                    place + ": first the sources, then the architectures, then the gpus");
        }
        return new GpuFile(
                text.substring(table + SOURCES.length(), architectures + 1).lines().toList(),
                parts(place, text.substring(architectures + ARCHITECTURES.length(), list + 1)),
                parts(place, text.substring(list + LIST.length())));
    }

    private static List<Part> parts(String place, String text) {
        var parts = new ArrayList<Part>();
        int start = 0;
        while (start < text.length()) {
            if (!text.startsWith(ENTRY, start)) {
                throw new IllegalStateException(place + ": an entry starts with its name");
            }
            int next = text.indexOf("\n" + ENTRY, start);
            int end = next < 0 ? text.length() : next + 1;
            parts.add(new Part(place + "[" + parts.size() + "]", text.substring(start, end)));
            start = end;
        }
        return List.copyOf(parts);
    }

    GpuEntry read(Part part) {
        // Names of architectures are words of their own: one too many is read, and does no harm.
        var mentioned =
                architectures.stream().filter(a -> part.mentions("is: " + a.name())).toList();
        var text = new StringBuilder();
        text.append(mentioned.isEmpty() ? "architectures: []\n" : "architectures:\n");
        mentioned.forEach(a -> text.append(a.text()));
        text.append("gpus:\n").append(part.text());
        var root = DataNode.ofText(part.place(), withSources(text.toString()));
        var reader = new GpuReader(root.sources(), Optional.empty());
        return reader.entry(root.nodes("gpus").getFirst(), byName(reader, root));
    }

    /// What a user's own catalog may build on.
    Map<String, Architecture> readArchitectures() {
        var text = new StringBuilder("architectures:\n");
        architectures.forEach(a -> text.append(a.text()));
        var root = DataNode.ofText("gpus.yaml", withSources(text.toString()));
        return byName(new GpuReader(root.sources(), Optional.empty()), root);
    }

    private static Map<String, Architecture> byName(GpuReader reader, DataNode root) {
        var byName = new LinkedHashMap<String, Architecture>();
        root.nodes("architectures").stream()
                .map(reader::architecture)
                .forEach(a -> byName.put(a.name(), a));
        return byName;
    }

    private String withSources(String text) {
        var yaml = new StringBuilder("sources:\n  none: none\n");
        sources.stream()
                .filter(line -> cites(text, line))
                .forEach(l -> yaml.append(l).append('\n'));
        return yaml.append(text).toString();
    }

    /// Whether the text names the source on this line, ` name: "text"`.
    private static boolean cites(String text, String line) {
        int colon = line.indexOf(':');
        return colon < 0 || text.contains("from: " + line.substring(0, colon).strip());
    }

    /// A name without what does not count in it: case, spaces, `-` and `_`.
    static String plain(String name) {
        var plain = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c != '-' && c != '_' && !Character.isWhitespace(c)) {
                plain.append(c);
            }
        }
        return plain.toString().toLowerCase(Locale.ROOT);
    }
}
