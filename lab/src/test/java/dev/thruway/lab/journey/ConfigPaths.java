package dev.thruway.lab.journey;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/// Everything that a server says of a VM's `config`, by the paths that plans name: read from the
/// XML, by nobody's types, so that nothing is overlooked because it is not modelled.
final class ConfigPaths {

    private static final String XSI = "http://www.w3.org/2001/XMLSchema-instance";

    private final SortedMap<String, String> values = new TreeMap<>();

    private ConfigPaths() {}

    static SortedMap<String, String> of(InProcess lab, String vmId) {
        var answer =
                lab.answer(
                        "RetrievePropertiesEx",
                        "PropertyCollector",
                        "ha-property-collector",
                        """
                        <specSet><propSet><type>VirtualMachine</type><pathSet>config</pathSet>\
                        </propSet><objectSet><obj type="VirtualMachine">%s</obj></objectSet>\
                        </specSet><options></options>\
                        """
                                .formatted(vmId));
        var paths = new ConfigPaths();
        paths.add("config", config(answer));
        return paths.values;
    }

    private static Element config(String xml) {
        try {
            var factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            var document =
                    factory.newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
            return (Element) document.getElementsByTagNameNS("*", "val").item(0);
        } catch (ParserConfigurationException | SAXException | IOException e) {
            throw new IllegalStateException(xml, e);
        }
    }

    private void add(String path, Element element) {
        var type = element.getAttributeNS(XSI, "type");
        if (!type.isEmpty()) {
            values.put(path + "@type", type);
        }
        var children = children(element);
        if (children.isEmpty()) {
            values.put(path, element.getTextContent());
            return;
        }
        var counts = new HashMap<String, Integer>();
        for (var child : children) {
            var name = child.getLocalName();
            int index = counts.merge(name, 1, Integer::sum) - 1;
            add(path + "." + name + place(child, index, several(children, name)), child);
        }
    }

    /// Devices and keys by what names them, else by their number.
    private static String place(Element child, int index, boolean several) {
        var name = child.getLocalName();
        if (name.equals("extraConfig") || name.equals("device")) {
            for (var inner : children(child)) {
                if (inner.getLocalName().equals("key")) {
                    return "[" + inner.getTextContent() + "]";
                }
            }
        }
        return several ? "[" + index + "]" : "";
    }

    private static boolean several(List<Element> children, String name) {
        return children.stream().filter(c -> c.getLocalName().equals(name)).count() > 1;
    }

    private static List<Element> children(Element element) {
        var children = new ArrayList<Element>();
        for (Node n = element.getFirstChild(); n != null; n = n.getNextSibling()) {
            if (n instanceof Element child) {
                children.add(child);
            }
        }
        return children;
    }
}
