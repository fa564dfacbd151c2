package dev.thruway.lab.esxi.wire;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An element of a request, read by names without their prefixes.
///
/// @param attributes by local name: `type` of a reference, and `xsi:type` under `xsi:type`
public record Element(
        String name, Map<String, String> attributes, List<Element> children, String text) {

    public Element {
        attributes = Map.copyOf(attributes);
        children = List.copyOf(children);
    }

    public Optional<Element> child(String wanted) {
        return children.stream().filter(c -> c.name.equals(wanted)).findFirst();
    }

    public List<Element> children(String wanted) {
        return children.stream().filter(c -> c.name.equals(wanted)).toList();
    }

    /// The text of a child; empty where there is no such child.
    public Optional<String> value(String wanted) {
        return child(wanted).map(Element::text);
    }

    public List<String> values(String wanted) {
        return children(wanted).stream().map(Element::text).toList();
    }

    public Optional<Boolean> truth(String wanted) {
        return value(wanted).map(text -> text.strip().equals("true") || text.strip().equals("1"));
    }

    public boolean isTrue(String wanted) {
        return truth(wanted).orElse(false);
    }

    /// A whole number; what is none is refused by [NumberFormatException].
    public Optional<Long> number(String wanted) {
        return value(wanted).map(text -> Long.parseLong(text.strip()));
    }

    /// The type that the element says it has, without a prefix.
    public Optional<String> type() {
        return Optional.ofNullable(attributes.get("xsi:type"))
                .map(text -> text.substring(text.indexOf(':') + 1));
    }

    /// The managed object that a child refers to.
    public Optional<Value.Ref> ref(String wanted) {
        return child(wanted).map(Element::asRef);
    }

    public Value.Ref asRef() {
        return new Value.Ref(attributes.getOrDefault("type", ""), text.strip());
    }
}
