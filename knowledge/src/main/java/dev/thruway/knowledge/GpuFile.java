package dev.thruway.knowledge;

import dev.thruway.knowledge.data.DataNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The text of `gpus.yaml`, cut at its entries. Reading YAML takes most of the time of a short
/// command, so an entry is read when it is wanted, and its text says whether it may be.
///
/// @param parts in the order of the file
record GpuFile(String place, Map<String, String> sources, List<Part> parts) {

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
        int list = text.indexOf(LIST);
        if (list < 0) {
            throw new IllegalStateException(place + ": no list of gpus");
        }
        var head = DataNode.ofText(place, text.substring(0, list + 1));
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
        return new GpuFile(place, head.sources(), List.copyOf(parts));
    }

    GpuEntry read(Part part) {
        var node = DataNode.ofText(part.place(), "gpus:\n" + part.text());
        return GpuReader.read(sources, node.nodes("gpus").getFirst());
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
