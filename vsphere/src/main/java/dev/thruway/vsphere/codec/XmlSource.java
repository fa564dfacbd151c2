package dev.thruway.vsphere.codec;

import com.ctc.wstx.api.WstxInputProperties;
import com.ctc.wstx.stax.WstxInputFactory;
import java.io.CharConversionException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.codehaus.stax2.XMLInputFactory2;
import org.jspecify.annotations.Nullable;

/// A pull parser over bytes that are not trusted. Stands on the start of an element; each method
/// says where it leaves it.
final class XmlSource {

    static final String XSI = "http://www.w3.org/2001/XMLSchema-instance";

    private static final int MAX_DEPTH = 64;
    private static final int MAX_TEXT = 16 << 20;
    private static final int MAX_STRETCH = 2 * MAX_TEXT;
    private static final int MAX_TYPES = 1_000;
    private static final long MAX_ELEMENTS = 50_000_000;

    private static final XMLInputFactory FACTORY = factory();

    private final Stretches bytes;
    private final XMLStreamReader reader;

    /// Of the element whose text is read, used again for the next.
    private final StringBuilder text = new StringBuilder();

    /// Local names of types by the names with their prefixes: a few, thousands of times.
    private final Map<String, String> types = new HashMap<>();

    private int depth;
    private long elements;

    XmlSource(InputStream body) {
        bytes = new Stretches(body, MAX_STRETCH);
        try {
            // vSphere speaks UTF-8 only.
            reader = FACTORY.createXMLStreamReader(bytes, "UTF-8");
        } catch (XMLStreamException e) {
            throw refused(e);
        }
    }

    private static XMLInputFactory factory() {
        var factory = new WstxInputFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
        // What is wrong with a text comes up where its event does.
        factory.setProperty(XMLInputFactory2.P_LAZY_PARSING, false);
        factory.setProperty(WstxInputProperties.P_MAX_TEXT_LENGTH, MAX_TEXT);
        return factory;
    }

    /// To the root element.
    void root() {
        while (true) {
            int event = next();
            if (event == XMLStreamConstants.DTD) {
                throw malformed("a document type is not allowed");
            }
            if (event == XMLStreamConstants.START_ELEMENT) {
                return;
            }
        }
    }

    /// To the start of the next child of the current element, or, answering false, to its end.
    boolean child() {
        while (true) {
            switch (next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    return true;
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    return false;
                }
                case XMLStreamConstants.END_DOCUMENT -> throw malformed("ends too early");
                default -> {}
            }
        }
    }

    /// As [#child], collecting the text on the way.
    boolean childOrText(StringBuilder to) {
        while (true) {
            switch (next()) {
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> append(to);
                case XMLStreamConstants.START_ELEMENT -> {
                    return true;
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    return false;
                }
                case XMLStreamConstants.END_DOCUMENT -> throw malformed("ends too early");
                default -> {}
            }
        }
    }

    /// The text of the current element, leaving at its end. Elements inside are skipped.
    String text() {
        text.setLength(0);
        int inside = 0;
        while (true) {
            switch (next()) {
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                    if (inside == 0) {
                        append(text);
                    }
                }
                case XMLStreamConstants.ENTITY_REFERENCE ->
                        throw malformed("an entity is not allowed: " + reader.getLocalName());
                case XMLStreamConstants.START_ELEMENT -> inside++;
                case XMLStreamConstants.END_ELEMENT -> {
                    if (inside-- == 0) {
                        return text.toString();
                    }
                }
                case XMLStreamConstants.END_DOCUMENT -> throw malformed("ends too early");
                default -> {}
            }
        }
    }

    private void append(StringBuilder to) {
        if (to.length() + reader.getTextLength() > MAX_TEXT) {
            throw malformed("a text is too long");
        }
        to.append(reader.getTextCharacters(), reader.getTextStart(), reader.getTextLength());
    }

    /// To the end of the current element.
    void skip() {
        int inside = 0;
        while (true) {
            switch (next()) {
                case XMLStreamConstants.START_ELEMENT -> inside++;
                case XMLStreamConstants.END_ELEMENT -> {
                    if (inside-- == 0) {
                        return;
                    }
                }
                case XMLStreamConstants.END_DOCUMENT -> throw malformed("ends too early");
                default -> {}
            }
        }
    }

    String name() {
        return reader.getLocalName();
    }

    /// The `xsi:type` of the current element without its prefix, or null.
    @Nullable String xsiType() {
        var type = reader.getAttributeValue(XSI, "type");
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
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            var namespace = reader.getAttributeNamespace(i);
            if (reader.getAttributeLocalName(i).equals("type")
                    && (namespace == null || namespace.isEmpty())) {
                return reader.getAttributeValue(i);
            }
        }
        return null;
    }

    MalformedXml malformed(String what) {
        Location at = reader.getLocation();
        return new MalformedXml(
                what + " (line " + at.getLineNumber() + ", column " + at.getColumnNumber() + ")");
    }

    private int next() {
        try {
            if (!reader.hasNext()) {
                throw malformed("ends too early");
            }
            int event = reader.next();
            bytes.begin();
            if (event == XMLStreamConstants.START_ELEMENT) {
                if (++depth > MAX_DEPTH || ++elements > MAX_ELEMENTS) {
                    throw malformed("too deep or too large");
                }
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                depth--;
            }
            return event;
        } catch (XMLStreamException e) {
            throw refused(e);
        }
    }

    /// A connection that breaks in the middle of an answer is no fault of the answer: it comes out
    /// as [UncheckedIOException]. Bytes that are no characters, and an end that is too early, are.
    private static RuntimeException refused(XMLStreamException e) {
        return e.getNestedException() instanceof IOException broken
                        && !(broken instanceof CharConversionException)
                        && !(broken instanceof EOFException)
                        && !(broken instanceof Stretches.TooLong)
                ? new UncheckedIOException(broken)
                : new MalformedXml("not XML: " + why(e), e);
    }

    private static String why(XMLStreamException e) {
        return switch (e.getNestedException()) {
            case CharConversionException _ -> "bytes that are no characters";
            case EOFException _ -> "it ends too early";
            case Stretches.TooLong tooLong -> String.valueOf(tooLong.getMessage());
            case null, default -> String.valueOf(e.getMessage()).replaceAll("\\s*\\R\\s*", " ");
        };
    }
}
