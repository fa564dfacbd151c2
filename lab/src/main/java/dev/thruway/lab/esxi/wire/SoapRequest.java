package dev.thruway.lab.esxi.wire;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// A SOAP request: the method's element.
public record SoapRequest(Element method) {

    private static final String XSI = "http://www.w3.org/2001/XMLSchema-instance";
    private static final int MAX_DEPTH = 64;
    private static final int MAX_ELEMENTS = 100_000;

    private static final XMLInputFactory FACTORY = factory();

    /// The request is no SOAP.
    public static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;

        Malformed(String message) {
            super(message);
        }
    }

    private static XMLInputFactory factory() {
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        return factory;
    }

    /// Reads a request; document types and entities are refused.
    public static SoapRequest parse(byte[] body) throws Malformed {
        try {
            var reader = FACTORY.createXMLStreamReader(new ByteArrayInputStream(body));
            while (reader.next() != XMLStreamConstants.START_ELEMENT) {
                if (reader.getEventType() == XMLStreamConstants.DTD) {
                    throw new Malformed("a document type");
                }
            }
            var envelope = new Reading(reader).element(0);
            return envelope.child("Body")
                    .flatMap(b -> b.children().stream().findFirst())
                    .map(SoapRequest::new)
                    .orElseThrow(() -> new Malformed("no Body"));
        } catch (XMLStreamException e) {
            throw new Malformed("not XML: " + e.getMessage());
        }
    }

    /// Reads values that stand side by side without a root, as ExecuteSoap has them.
    public static List<Element> fragment(String text) throws Malformed {
        var wrapped = "<r><Body><v>" + text + "</v></Body></r>";
        return parse(wrapped.getBytes(java.nio.charset.StandardCharsets.UTF_8)).method().children();
    }

    private static final class Reading {

        private final XMLStreamReader reader;
        private int elements;

        Reading(XMLStreamReader reader) {
            this.reader = reader;
        }

        Element element(int depth) throws XMLStreamException, Malformed {
            if (depth > MAX_DEPTH || ++elements > MAX_ELEMENTS) {
                throw new Malformed("too deep or too large");
            }
            var name = reader.getLocalName();
            var attributes = new HashMap<String, String>();
            for (int i = 0; i < reader.getAttributeCount(); i++) {
                var prefix = XSI.equals(reader.getAttributeNamespace(i)) ? "xsi:" : "";
                attributes.put(
                        prefix + reader.getAttributeLocalName(i), reader.getAttributeValue(i));
            }
            var children = new ArrayList<Element>();
            var text = new StringBuilder();
            while (true) {
                switch (reader.next()) {
                    case XMLStreamConstants.START_ELEMENT -> children.add(element(depth + 1));
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA ->
                            text.append(reader.getText());
                    case XMLStreamConstants.END_ELEMENT -> {
                        return new Element(name, attributes, children, text.toString());
                    }
                    default -> {}
                }
            }
        }
    }
}
