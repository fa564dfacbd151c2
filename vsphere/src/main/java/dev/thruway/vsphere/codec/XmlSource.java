package dev.thruway.vsphere.codec;

import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A pull parser over bytes that are not trusted. Stands on the start of an element; each method
/// says where it leaves it. A connection that breaks in the middle of an answer is no fault of the
/// answer: it comes out as [java.io.UncheckedIOException].
final class XmlSource {

    static final String XSI = "http://www.w3.org/2001/XMLSchema-instance";

    private static final int MAX_TYPES = 1_000;

    private final XmlBytes bytes;
    private final XmlScanner scanner;

    /// Of the element whose text is read, used again for the next.
    private final StringBuilder text = new StringBuilder();

    /// Local names of types by the names with their prefixes: a few, thousands of times.
    private final Map<String, String> types = new HashMap<>();

    XmlSource(InputStream in) {
        bytes = new XmlBytes(in);
        scanner = new XmlScanner(bytes);
    }

    /// To the root element.
    void root() {
        next(null);
    }

    /// To the start of the next child of the current element, or, answering false, to its end.
    boolean child() {
        return next(null) == XmlScanner.Event.START;
    }

    /// As [#child], collecting the text on the way.
    boolean childOrText(StringBuilder to) {
        return next(to) == XmlScanner.Event.START;
    }

    /// The text of the current element, leaving at its end. Elements inside are skipped.
    String text() {
        var leaf = scanner.leaf();
        if (leaf != null) {
            return leaf;
        }
        text.setLength(0);
        while (next(text) == XmlScanner.Event.START) {
            skip();
        }
        return text.toString();
    }

    /// To the end of the current element.
    void skip() {
        int inside = 0;
        while (true) {
            if (next(null) == XmlScanner.Event.START) {
                inside++;
            } else if (inside-- == 0) {
                return;
            }
        }
    }

    String name() {
        return scanner.name();
    }

    /// The `xsi:type` of the current element without its prefix, or null.
    @Nullable String xsiType() {
        var type = scanner.attribute(XSI, "type");
        if (type == null || types.size() >= MAX_TYPES) {
            return type == null ? null : local(type);
        }
        return types.computeIfAbsent(type, XmlSource::local);
    }

    private static String local(String type) {
        return type.substring(type.indexOf(':') + 1);
    }

    /// The `type` attribute of a reference, or null.
    @Nullable String referenceType() {
        return scanner.attribute("", "type");
    }

    MalformedXml malformed(String what) {
        return new MalformedXml(what + " (" + bytes.place() + ")");
    }

    private XmlScanner.Event next(@Nullable StringBuilder to) {
        try {
            return scanner.next(to);
        } catch (IllegalArgumentException e) {
            throw new MalformedXml("not XML: " + e.getMessage() + " (" + bytes.place() + ")", e);
        }
    }
}
