package dev.thruway.vsphere.codec;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The XML that esxcli answers inside a string: an object with rows, each with named values.
public final class XmlRows {

    private XmlRows() {}

    /// The name of the only value where the answer is a text and nothing else.
    public static final String VALUE = "value";

    /// Values by field name of each row. A single object is one row, and so is a single text, under
    /// the name [#VALUE]. [MalformedXml] where it is none.
    public static List<Map<String, String>> parse(String xml) {
        var source = new XmlSource(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
        source.root();
        var rows = new ArrayList<Map<String, String>>();
        var single = new LinkedHashMap<String, String>();
        var text = new StringBuilder();
        while (source.childOrText(text)) {
            if (source.name().equals("DataObject")) {
                rows.add(row(source));
            } else {
                single.put(source.name(), source.text().strip());
            }
        }
        if (rows.isEmpty() && single.isEmpty() && !text.toString().isBlank()) {
            single.put(VALUE, text.toString().strip());
        }
        if (!single.isEmpty()) {
            rows.add(single);
        }
        return List.copyOf(rows);
    }

    /// The type of the fault in an XML text as esxcli gives it; empty where it is none.
    public static Optional<String> faultType(@Nullable String xml) {
        if (xml == null || xml.isBlank()) {
            return Optional.empty();
        }
        try {
            var source =
                    new XmlSource(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
            source.root();
            while (source.child()) {
                if (source.name().equals("fault")) {
                    return Optional.ofNullable(source.xsiType());
                }
                source.skip();
            }
            return Optional.empty();
        } catch (MalformedXml _) {
            return Optional.empty();
        }
    }

    private static Map<String, String> row(XmlSource source) {
        var row = new LinkedHashMap<String, String>();
        while (source.child()) {
            row.put(source.name(), source.text().strip());
        }
        return row;
    }
}
