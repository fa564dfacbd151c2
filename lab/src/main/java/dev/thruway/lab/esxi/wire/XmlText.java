package dev.thruway.lab.esxi.wire;

import java.util.List;

/// Writes values as XML.
public final class XmlText {

    private static final String ENVELOPE =
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <soapenv:Envelope xmlns:soapenc="http://schemas.xmlsoap.org/soap/encoding/" \
            xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" \
            xmlns:xsd="http://www.w3.org/2001/XMLSchema" \
            xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
            <soapenv:Body>
            """;

    private final StringBuilder out = new StringBuilder();

    /// The envelope of a method's answer. A void method's has no content.
    public static String response(String method, Value result, boolean anyType) {
        var xml = new XmlText();
        xml.out.append(ENVELOPE).append('<').append(method).append("Response xmlns=\"urn:vim25\">");
        if (!result.isNothing()) {
            xml.field("returnval", result, anyType);
        }
        xml.out.append("</").append(method).append("Response>");
        return xml.end();
    }

    /// The envelope of an answer whose content is XML already.
    public static String envelope(String element, String content) {
        var xml = new XmlText();
        xml.out.append(ENVELOPE).append('<').append(element).append(" xmlns=\"urn:vim25\">");
        xml.out.append(content).append("</").append(element).append('>');
        return xml.end();
    }

    /// The envelope of a fault.
    public static String fault(String message, Value.Data fault) {
        var xml = new XmlText();
        xml.out.append(ENVELOPE).append("<soapenv:Fault><faultcode>ServerFaultCode</faultcode>");
        xml.element("faultstring", "", message);
        xml.out.append("<detail>");
        var name = fault.type() + "Fault";
        xml.out.append('<').append(name).append(" xmlns=\"urn:vim25\" xsi:type=\"");
        xml.out.append(fault.type()).append("\">");
        fault.fields().forEach(f -> xml.field(f.name(), f.value(), false));
        xml.out.append("</").append(name).append("></detail></soapenv:Fault>");
        return xml.end();
    }

    /// One value as an element that stands alone, with its namespace.
    public static String alone(String name, String attributes, List<Value.Field> fields) {
        var xml = new XmlText();
        xml.out.append('<').append(name).append(attributes).append('>');
        fields.forEach(f -> xml.field(f.name(), f.value(), false));
        xml.out.append("</").append(name).append('>');
        return xml.out.toString();
    }

    /// An element that stands alone and holds a text.
    public static String alone(String name, String attributes, String text) {
        var xml = new XmlText();
        xml.element(name, attributes, text);
        return xml.out.toString();
    }

    private String end() {
        return out.append("\n</soapenv:Body>\n</soapenv:Envelope>\n").toString();
    }

    private void field(String name, Value value, boolean anyType) {
        switch (value) {
            case Value.Nothing nothing -> {}
            case Value.Plain plain ->
                    element(
                            name,
                            anyType ? " xsi:type=\"" + plain.type() + "\"" : "",
                            plain.text());
            case Value.Ref(var kind, var id) ->
                    element(
                            name,
                            (anyType ? " xsi:type=\"ManagedObjectReference\"" : "")
                                    + " type=\""
                                    + escape(kind)
                                    + "\"",
                            id);
            case Value.Many many -> many(name, many, anyType);
            case Value.Data data -> data(name, data, anyType);
        }
    }

    /// The elements of an array that stands for any type say their types, all of them (recorded of
    /// a vCenter 8.0.3).
    private void many(String name, Value.Many many, boolean anyType) {
        if (!anyType) {
            many.items().forEach(item -> field(name, item, false));
            return;
        }
        out.append('<').append(name).append(" xsi:type=\"").append(many.type()).append("\">");
        many.items().forEach(item -> field(many.itemName(), item, true));
        out.append("</").append(name).append('>');
    }

    private void data(String name, Value.Data data, boolean anyType) {
        out.append('<').append(name);
        if (anyType || data.named()) {
            out.append(" xsi:type=\"").append(data.type()).append('"');
        }
        out.append('>');
        data.fields()
                .forEach(f -> field(f.name(), f.value(), AnyTypes.isAny(data.type(), f.name())));
        out.append("</").append(name).append('>');
    }

    private void element(String name, String attributes, String text) {
        out.append('<').append(name).append(attributes).append('>').append(escape(text));
        out.append("</").append(name).append('>');
    }

    /// Text for XML. What XML cannot hold at all is left out.
    public static String escape(String text) {
        var escaped = new StringBuilder(text.length());
        text.codePoints().forEach(c -> escape(escaped, c));
        return escaped.toString();
    }

    private static void escape(StringBuilder out, int c) {
        switch (c) {
            case '&' -> out.append("&amp;");
            case '<' -> out.append("&lt;");
            case '>' -> out.append("&gt;");
            case '"' -> out.append("&quot;");
            default -> {
                if (c >= 0x20 || c == '\n' || c == '\t' || c == '\r') {
                    out.appendCodePoint(c);
                }
            }
        }
    }
}
