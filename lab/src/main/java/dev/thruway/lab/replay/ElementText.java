package dev.thruway.lab.replay;

import dev.thruway.lab.esxi.wire.Element;
import dev.thruway.lab.esxi.wire.XmlText;
import java.util.Set;
import java.util.TreeMap;

/// Writes elements as they were read, in the default namespace, with the usual prefixes.
final class ElementText {

    private static final Set<String> SCHEMA =
            Set.of(
                    "string",
                    "boolean",
                    "int",
                    "long",
                    "short",
                    "byte",
                    "dateTime",
                    "float",
                    "double",
                    "base64Binary");

    private ElementText() {}

    static String of(Element element, String name) {
        var out = new StringBuilder();
        write(out, element, name);
        return out.toString();
    }

    private static void write(StringBuilder out, Element element, String name) {
        out.append('<').append(name);
        new TreeMap<>(element.attributes()).forEach((key, value) -> attribute(out, key, value));
        out.append('>');
        if (element.children().isEmpty()) {
            out.append(XmlText.escape(element.text()));
        }
        element.children().forEach(child -> write(out, child, child.name()));
        out.append("</").append(name).append('>');
    }

    private static void attribute(StringBuilder out, String key, String value) {
        out.append(' ').append(key).append("=\"");
        out.append(XmlText.escape(key.equals("xsi:type") ? type(value) : value)).append('"');
    }

    /// A type of XML Schema keeps its prefix under the name that our envelope gives it.
    private static String type(String value) {
        int colon = value.indexOf(':');
        if (colon < 0) {
            return value;
        }
        var local = value.substring(colon + 1);
        return SCHEMA.contains(local) ? "xsd:" + local : local;
    }
}
