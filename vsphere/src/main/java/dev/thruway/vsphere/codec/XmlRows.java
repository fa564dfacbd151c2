package dev.thruway.vsphere.codec;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The XML that esxcli answers inside a string: an object with rows, each with named values.
public final class XmlRows {

    private XmlRows() {}

    /// Values by field name of each row; a single object is one row. [MalformedXml] where it is
    /// none.
    public static List<Map<String, String>> parse(String xml) {
        var source = new XmlSource(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
        source.root();
        var rows = new ArrayList<Map<String, String>>();
        while (source.child()) {
            if (source.name().equals("DataObject")) {
                rows.add(row(source));
            } else {
                rows.add(Map.of(source.name(), source.text()));
            }
        }
        return List.copyOf(rows);
    }

    private static Map<String, String> row(XmlSource source) {
        var row = new LinkedHashMap<String, String>();
        while (source.child()) {
            row.put(source.name(), source.text().strip());
        }
        return row;
    }
}
