package dev.thruway.interop.recorded;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/// How some answers look, without what they say: which elements stand where and in which order,
/// where a type is said, which texts are numbers, times, or nothing.
final class AnswerForms {

    private static final String XSI = "http://www.w3.org/2001/XMLSchema-instance";

    private static final Map<String, Pattern> TEXTS =
            Map.of(
                    "nothing", Pattern.compile("\\s*"),
                    "a truth", Pattern.compile("true|false"),
                    "a number", Pattern.compile("-?\\d+"),
                    "a time",
                            Pattern.compile(
                                    "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,6})?Z"));

    private static final String WORDS = "words";

    /// What all elements of one place have shown so far.
    ///
    /// @param order pairs of names, of which the first stood before the second
    private record Place(
            Set<String> types, Set<String> attributes, Set<String> texts, Set<String> order) {
        Place() {
            this(new TreeSet<>(), new TreeSet<>(), new TreeSet<>(), new TreeSet<>());
        }
    }

    private final Map<String, Place> places = new HashMap<>();

    /// Learns from an answer.
    void learn(String path, String answer) {
        learn(path, content(answer));
    }

    private void learn(String path, Element element) {
        var place = places.computeIfAbsent(path, _ -> new Place());
        place.types().add(type(element));
        place.attributes().add(attributes(element));
        var children = children(element);
        if (children.isEmpty()) {
            place.texts().add(textForm(element.getTextContent()));
        }
        place.order().addAll(order(children));
        for (var child : children) {
            learn(inside(path, element) + child.getLocalName(), child);
        }
    }

    /// Where an answer looks different from all that was learnt.
    List<String> differences(String path, String answer) {
        var found = new LinkedHashSet<String>();
        compare(path, content(answer), found);
        return new ArrayList<>(found);
    }

    private void compare(String path, Element element, Set<String> found) {
        var place = places.get(path);
        if (place == null) {
            found.add(path + " is not there");
            return;
        }
        var type = type(element);
        if (!place.types().contains(type)) {
            if (type.isEmpty() || place.types().equals(Set.of(""))) {
                found.add("%s has the type '%s', not %s".formatted(path, type, place.types()));
            }
            return;
        }
        if (!place.attributes().contains(attributes(element))) {
            found.add("%s has the attributes %s".formatted(path, attributes(element)));
        }
        var children = children(element);
        boolean array = type.startsWith("ArrayOf");
        if (children.isEmpty() && !array) {
            text(path, element, place, found);
        }
        for (var pair : order(children)) {
            var turned = pair.split(" ")[1] + " " + pair.split(" ")[0];
            if (place.order().contains(turned) && !place.order().contains(pair)) {
                found.add(path + " has the other way round: " + pair);
            }
        }
        for (var child : children) {
            var at = inside(path, element) + child.getLocalName();
            // Of an array that was empty, nothing is known.
            if (!array || places.containsKey(at)) {
                compare(at, child, found);
            }
        }
    }

    /// Words may look like a number; a number never like words.
    private static void text(String path, Element element, Place place, Set<String> found) {
        var form = textForm(element.getTextContent());
        boolean words = place.texts().contains(WORDS) && !form.equals("nothing");
        if (!place.texts().contains(form) && !words) {
            found.add("%s is %s, not %s".formatted(path, form, place.texts()));
        }
    }

    private static String textForm(String text) {
        return TEXTS.entrySet().stream()
                .filter(e -> e.getValue().matcher(text).matches())
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(WORDS);
    }

    /// The only element in the body.
    private static Element content(String answer) {
        try {
            var factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            var document =
                    factory.newDocumentBuilder().parse(new InputSource(new StringReader(answer)));
            var body = children(document.getDocumentElement()).getLast();
            return children(body).getFirst();
        } catch (ParserConfigurationException | SAXException | IOException e) {
            throw new AssertionError(answer, e);
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

    private static Set<String> order(List<Element> children) {
        var names = new LinkedHashSet<String>();
        children.forEach(c -> names.add(c.getLocalName()));
        var list = List.copyOf(names);
        var pairs = new TreeSet<String>();
        for (int i = 0; i < list.size(); i++) {
            for (int j = i + 1; j < list.size(); j++) {
                pairs.add(list.get(i) + " " + list.get(j));
            }
        }
        return pairs;
    }

    private static String type(Element element) {
        return element.getAttributeNS(XSI, "type");
    }

    /// The kind of a reference is what it refers to; only that it is said counts.
    private static String attributes(Element element) {
        var names = new TreeSet<String>();
        var all = element.getAttributes();
        for (int i = 0; i < all.getLength(); i++) {
            var name = all.item(i).getNodeName();
            if (!name.startsWith("xmlns") && !XSI.equals(all.item(i).getNamespaceURI())) {
                names.add(name);
            }
        }
        return names.toString();
    }

    private static String inside(String path, Element element) {
        var type = type(element);
        return path + (type.isEmpty() ? "" : "[" + type + "]") + "/";
    }
}
