package dev.thruway.knowledge;

import dev.thruway.knowledge.data.DataNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The text of `gpus.yaml`, cut at its entries. Reading YAML takes most of the time of a short
/// command, so an entry is read when it is wanted, and its text says whether it may be.
///
/// @param sources the lines of its table of sources
/// @param parts in the order of the file
record GpuFile(List<String> sources, List<Part> parts) {

    private static final String SOURCES = "\nsources:\n";
    private static final String LIST = "\ngpus:\n";
    private static final String ENTRY = "  - name: ";
    private static final String AFTER_NAMES = "\n    architecture:";

    /// The text of one entry.
    record Part(String place, String text) {

        /// Whether a name that is written like this may be in it.
        boolean mayName(String plain) {
            int end = text.indexOf(AFTER_NAMES);
            return plain(end < 0 ? text : text.substring(0, end)).contains(plain);
        }

        boolean mentions(String ids) {
            return text.contains(ids);
        }
    }

    static GpuFile builtIn() {
        return of("gpus.yaml", DataNode.textOf(ProductKnowledge.class, "gpus.yaml"));
    }

    static GpuFile of(String place, String text) {
        int table = text.indexOf(SOURCES);
        int list = text.indexOf(LIST);
        if (table < 0 || list < table) {
            throw new IllegalStateException(place + ": first the sources, then the gpus");
        }
        var sources = text.substring(table + SOURCES.length(), list + 1).lines().toList();
        var parts = new ArrayList<Part>();
        int start = list + LIST.length();
        while (start < text.length()) {
            if (!text.startsWith(ENTRY, start)) {
                throw new IllegalStateException(place + ": an entry starts with its name");
            }
            int next = text.indexOf("\n" + ENTRY, start);
            int end = next < 0 ? text.length() : next + 1;
            parts.add(new Part(place + "[" + parts.size() + "]", text.substring(start, end)));
            start = end;
        }
        return new GpuFile(sources, List.copyOf(parts));
    }

    GpuEntry read(Part part) {
        var yaml = new StringBuilder("sources:\n  none: none\n");
        sources.stream()
                .filter(line -> cites(part, line))
                .forEach(l -> yaml.append(l).append('\n'));
        yaml.append("gpus:\n").append(part.text());
        var node = DataNode.ofText(part.place(), yaml.toString());
        return GpuReader.read(node.sources(), node.nodes("gpus").getFirst());
    }

    /// Whether the part names the source on this line, ` name: "text"`.
    private static boolean cites(Part part, String line) {
        int colon = line.indexOf(':');
        return colon < 0 || part.text().contains("from: " + line.substring(0, colon).strip());
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
