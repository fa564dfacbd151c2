package dev.thruway.vsphere.codec;

import dev.thruway.vsphere.codec.XmlNames.Name;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Takes the bytes of a document apart into starts and ends of elements and the text between them,
/// checking that they are well-formed XML. UTF-8 only, which is all that vSphere speaks.
///
/// Most of an answer is `<name>short text</name>` with names and texts that repeat: neither is
/// decoded twice, and what is skipped is checked but never decoded.
final class XmlScanner {

    /// What [#next] stopped at.
    enum Event {
        START,
        END
    }

    private static final int MAX_DEPTH = 64;
    private static final int MAX_ATTRIBUTES = 64;
    private static final long MAX_ELEMENTS = 50_000_000;

    private static final boolean[] ENDS_NAME = endsName();

    private final XmlBytes bytes;
    private final XmlNames names = new XmlNames();
    private final XmlTexts texts = new XmlTexts();

    private final Name[] open = new Name[MAX_DEPTH];
    private int depth;
    private long elements;

    /// The start was an end as well.
    private boolean empty;

    private final Name[] attributes = new Name[MAX_ATTRIBUTES];
    private final String[] values = new String[MAX_ATTRIBUTES];
    private int attributeCount;

    private final List<Binding> bindings = new ArrayList<>();

    /// A prefix that an element declares.
    private record Binding(String prefix, String namespace, int depth) {}

    XmlScanner(XmlBytes bytes) {
        this.bytes = bytes;
    }

    private static boolean[] endsName() {
        var ends = new boolean[256];
        for (char c : " \t\r\n/>=<&\"'".toCharArray()) {
            ends[c] = true;
        }
        return ends;
    }

    /// To the next start or end of an element; the text before it is added to `to`, where it is
    /// wanted.
    Event next(@Nullable StringBuilder to) {
        if (empty) {
            return closed();
        }
        while (true) {
            text(to);
            switch (bytes.peek(1)) {
                case '/' -> {
                    return end();
                }
                case '!' -> declaration(to);
                case '?' -> bytes.skip(bytes.find("?>", 2) + 2);
                default -> {
                    while (!start()) {
                        bytes.moreOfTag();
                    }
                    return Event.START;
                }
            }
        }
    }

    /// The whole text of an element that has just started, where it is a plain one that lies in the
    /// buffer, leaving at the element's end; null where [#next] has to go through it.
    @Nullable String leaf() {
        var buffer = bytes.buffer();
        int from = bytes.at();
        int end = bytes.end();
        int to = from;
        while (to < end && XmlTexts.kind(buffer[to]) == XmlTexts.PLAIN) {
            to++;
        }
        var name = open[depth - 1];
        int length = name.length();
        if (empty
                || to + length + 3 > end
                || buffer[to + 1] != '/'
                || buffer[to + length + 2] != '>'
                || !name.isAt(buffer, to + 2, length)) {
            return null;
        }
        var text = texts.plain(buffer, from, to);
        bytes.skip(to + length + 3 - from);
        closed();
        return text;
    }

    private void text(@Nullable StringBuilder to) {
        byte kinds = bytes.toMarkup();
        int length = bytes.textLength();
        if (length == 0) {
            return;
        }
        int from = bytes.at();
        boolean plain = kinds == XmlTexts.PLAIN;
        if (depth == 0 || to != null || !plain) {
            var text =
                    plain
                            ? texts.plain(bytes.buffer(), from, from + length)
                            : XmlTexts.any(bytes.buffer(), from, from + length);
            add(text, to);
        }
        bytes.skip(length);
    }

    private void add(String text, @Nullable StringBuilder to) {
        if (depth == 0) {
            if (!text.isBlank()) {
                throw new IllegalArgumentException("text outside of all elements");
            }
        } else if (to != null) {
            if (to.length() + text.length() > XmlBytes.MAX_TEXT) {
                throw new IllegalArgumentException("a text is too long");
            }
            to.append(text);
        }
    }

    /// A comment or CDATA.
    private void declaration(@Nullable StringBuilder to) {
        if (bytes.startsWith("<!--")) {
            bytes.skip(bytes.find("-->", 4) + 3);
        } else if (bytes.startsWith("<![CDATA[")) {
            int end = bytes.find("]]>", 9);
            int from = bytes.at();
            var text = XmlTexts.characters(bytes.buffer(), from + 9, from + end);
            if (depth == 0) {
                throw new IllegalArgumentException("text outside of all elements");
            }
            add(text, to);
            bytes.skip(end + 3);
        } else {
            throw new IllegalArgumentException("a document type is not allowed");
        }
    }

    private Event end() {
        if (depth == 0) {
            throw new IllegalArgumentException("an end without a start");
        }
        var name = open[depth - 1];
        int length = name.length();
        bytes.peek(length + 2);
        if (!name.isAt(bytes.buffer(), bytes.at() + 2, length)) {
            throw new IllegalArgumentException("<" + name.local() + "> is not ended");
        }
        int close = length + 2;
        while (isSpace(bytes.peek(close))) {
            close++;
        }
        if (bytes.peek(close) != '>') {
            throw new IllegalArgumentException("<" + name.local() + "> is not ended");
        }
        bytes.skip(close + 1);
        return closed();
    }

    private Event closed() {
        empty = false;
        while (!bindings.isEmpty() && bindings.getLast().depth() == depth) {
            bindings.removeLast();
        }
        depth--;
        return Event.END;
    }

    /// Reads a start; false, having changed nothing, where its end is not in the buffer yet.
    private boolean start() {
        var buffer = bytes.buffer();
        int end = bytes.end();
        int from = bytes.at() + 1;
        int at = nameEnd(from);
        if (at == end) {
            return false;
        }
        var name = names.at(buffer, from, at);
        attributeCount = 0;
        while (true) {
            int next = spaceEnd(at);
            if (next == end || (buffer[next] == '/' && next + 1 == end)) {
                return false;
            }
            boolean ends = buffer[next] == '/';
            if (ends || buffer[next] == '>') {
                int last = ends ? next + 1 : next;
                if (buffer[last] != '>') {
                    throw new IllegalArgumentException("<" + name.local() + "> is not ended");
                }
                started(name, ends);
                bytes.skip(last + 1 - bytes.at());
                return true;
            }
            if (next == at) {
                throw new IllegalArgumentException("a space is missing");
            }
            at = attribute(next);
            if (at < 0) {
                return false;
            }
        }
    }

    private int nameEnd(int from) {
        var buffer = bytes.buffer();
        int end = bytes.end();
        int at = from;
        while (at < end && !ENDS_NAME[buffer[at] & 0xFF]) {
            at++;
        }
        return at;
    }

    private int spaceEnd(int from) {
        var buffer = bytes.buffer();
        int end = bytes.end();
        int at = from;
        while (at < end && isSpace(buffer[at])) {
            at++;
        }
        return at;
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || b == '\n' || b == '\t' || b == '\r';
    }

    /// Reads an attribute, and answers where its end is; negative where that is not in the buffer.
    private int attribute(int from) {
        var buffer = bytes.buffer();
        int end = bytes.end();
        int nameEnd = nameEnd(from);
        int equals = spaceEnd(nameEnd);
        int quote = equals == end ? end : spaceEnd(equals + 1);
        if (quote >= end) {
            return -1;
        }
        byte mark = buffer[quote];
        if (buffer[equals] != '=' || (mark != '"' && mark != '\'')) {
            throw new IllegalArgumentException("an attribute without a value");
        }
        byte kinds = XmlTexts.PLAIN;
        int to = quote + 1;
        while (to < end && buffer[to] != mark) {
            kinds |= isSpace(buffer[to]) ? XmlTexts.SPECIAL : XmlTexts.kind(buffer[to]);
            to++;
        }
        if (to == end) {
            return -1;
        }
        if ((kinds & XmlTexts.MARKUP) != 0 || attributeCount == MAX_ATTRIBUTES) {
            throw new IllegalArgumentException("not an attribute, or too many");
        }
        attributes[attributeCount] = names.at(buffer, from, nameEnd);
        values[attributeCount++] =
                kinds == XmlTexts.PLAIN
                        ? texts.plain(buffer, quote + 1, to)
                        : XmlTexts.value(buffer, quote + 1, to);
        return to + 1;
    }

    private void started(Name name, boolean ends) {
        if (depth == MAX_DEPTH || ++elements > MAX_ELEMENTS) {
            throw new IllegalArgumentException("too deep or too large");
        }
        open[depth++] = name;
        empty = ends;
        for (int i = 0; i < attributeCount; i++) {
            if (attributes[i].prefix().equals("xmlns")) {
                bindings.add(new Binding(attributes[i].local(), values[i], depth));
            }
        }
        requireKnown(name.prefix());
        for (int i = 0; i < attributeCount; i++) {
            requireKnown(attributes[i].prefix());
            for (int j = 0; j < i; j++) {
                if (attributes[i].isSame(attributes[j])) {
                    throw new IllegalArgumentException("twice: " + attributes[i].local());
                }
            }
        }
    }

    private void requireKnown(String prefix) {
        boolean given = prefix.isEmpty() || prefix.equals("xmlns") || prefix.equals("xml");
        if (!given && namespace(prefix) == null) {
            throw new IllegalArgumentException("an unknown prefix: " + prefix);
        }
    }

    private @Nullable String namespace(String prefix) {
        for (int i = bindings.size() - 1; i >= 0; i--) {
            if (bindings.get(i).prefix().equals(prefix)) {
                return bindings.get(i).namespace();
            }
        }
        return null;
    }

    /// Of the element that was started or ended.
    String name() {
        return open[depth - 1].local();
    }

    /// The value of an attribute of the element that was just started, or null.
    ///
    /// @param namespace empty for an attribute without one
    @Nullable String attribute(String namespace, String local) {
        for (int i = 0; i < attributeCount; i++) {
            var prefix = attributes[i].prefix();
            if (attributes[i].local().equals(local)
                    && (prefix.isEmpty()
                            ? namespace.isEmpty()
                            : namespace.equals(namespace(prefix)))) {
                return values[i];
            }
        }
        return null;
    }
}
