package dev.thruway.interop.wire;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/// A request that our client sent in some test.
///
/// @param object the kind of managed object
/// @param arguments their names, each once
record SentRequest(String method, String object, List<String> arguments) {

    /// Our client's mark, which others do not set.
    private static final String OURS = "<operationID xmlns=\"urn:vim25\">thruway-";

    /// All that were recorded, those that are alike once.
    static List<SentRequest> in(Path folder) throws IOException {
        var found = new LinkedHashSet<SentRequest>();
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(SentRequest::isRequest).sorted().toList()) {
                of(file).ifPresent(found::add);
            }
        }
        return List.copyOf(found);
    }

    private static boolean isRequest(Path file) {
        return file.getFileName().toString().startsWith("request-");
    }

    private static Optional<SentRequest> of(Path file) throws IOException {
        if (!Files.readString(file).contains(OURS)) {
            return Optional.empty();
        }
        try {
            var factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            var document = factory.newDocumentBuilder().parse(file.toFile());
            var method = children(children(document.getDocumentElement()).getLast()).getFirst();
            var names = new LinkedHashSet<String>();
            children(method).forEach(c -> names.add(c.getLocalName()));
            names.remove("_this");
            var self = children(method).getFirst().getAttribute("type");
            return Optional.of(new SentRequest(method.getLocalName(), self, List.copyOf(names)));
        } catch (ParserConfigurationException | SAXException e) {
            throw new AssertionError(file.toString(), e);
        }
    }

    private static List<Element> children(Element element) {
        var list = new ArrayList<Element>();
        for (var n = element.getFirstChild(); n != null; n = n.getNextSibling()) {
            if (n instanceof Element child) {
                list.add(child);
            }
        }
        return list;
    }
}
