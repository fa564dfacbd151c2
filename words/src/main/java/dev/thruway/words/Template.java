package dev.thruway.words;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/// One wording: text with named places, `Card {card} is held by {vm}`.
record Template(List<Part> parts) {

    /// Methods and no switch over patterns: the first of these costs a start several milliseconds,
    /// and every command says something.
    sealed interface Part {

        String fill(Map<String, ?> values);
    }

    record Text(String text) implements Part {

        @Override
        public String fill(Map<String, ?> values) {
            return text;
        }
    }

    record Place(String name) implements Part {

        @Override
        public String fill(Map<String, ?> values) {
            var value = values.get(name);
            if (value == null) {
                throw new IllegalArgumentException(
                        "no value for {" + name + "} in " + values.keySet());
            }
            return value.toString();
        }
    }

    /// Reads a wording. Throws `IllegalArgumentException`, saying what is wrong, on a brace without
    /// its partner or on braces around something that is no name.
    static Template parse(String wording) {
        var parts = new ArrayList<Part>();
        var text = new StringBuilder();
        int i = 0;
        while (i < wording.length()) {
            char c = wording.charAt(i);
            if (c != '{' && c != '}') {
                text.append(c);
                i++;
            } else if (i + 1 < wording.length() && wording.charAt(i + 1) == c) {
                text.append(c);
                i += 2;
            } else {
                var name = nameAt(wording, i);
                parts.add(new Text(text.toString()));
                text.setLength(0);
                parts.add(new Place(name));
                i += name.length() + 2;
            }
        }
        parts.add(new Text(text.toString()));
        return new Template(List.copyOf(parts));
    }

    private static String nameAt(String wording, int open) {
        int close = wording.indexOf('}', open);
        if (wording.charAt(open) == '}' || close < 0) {
            throw new IllegalArgumentException("a brace without its partner: " + wording);
        }
        var name = wording.substring(open + 1, close);
        if (!name.matches("[A-Za-z][A-Za-z0-9]*")) {
            throw new IllegalArgumentException("no name between braces: " + wording);
        }
        return name;
    }

    /// The names of its places.
    SortedSet<String> names() {
        var names = new TreeSet<String>();
        for (var part : parts) {
            if (part instanceof Place(String name)) {
                names.add(name);
            }
        }
        return names;
    }

    /// What is left without the places: what the wording itself says.
    String textAlone() {
        var all = new StringBuilder();
        for (var part : parts) {
            if (part instanceof Text(String text)) {
                all.append(text);
            }
        }
        return all.toString();
    }

    /// The wording with its places filled. A place without a value is a programmer error.
    String fill(Map<String, ?> values) {
        var all = new StringBuilder();
        parts.forEach(part -> all.append(part.fill(values)));
        return all.toString();
    }
}
