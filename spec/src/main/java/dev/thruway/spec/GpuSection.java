package dev.thruway.spec;

import dev.thruway.domain.pci.PciAddress;
import dev.thruway.domain.spec.CardChoice;
import dev.thruway.domain.spec.GpuWish;
import dev.thruway.domain.spec.PassthroughWish;
import java.util.List;
import java.util.Optional;

/// Reads which GPUs are meant: the entries of a VM's `gpus` and of a server's `passthrough`.
final class GpuSection {

    private GpuSection() {}

    static Optional<PassthroughWish> passthrough(Value value) {
        var fields = value.fields("model", "count", "address", "label");
        if (fields.isEmpty()) {
            return Optional.empty();
        }
        var cards = cards(fields.get());
        var label = fields.get().optional("label", Value::text);
        return cards.map(choice -> new PassthroughWish(choice, label));
    }

    static Optional<GpuWish> wish(Value value) {
        var fields = value.fields("model", "count", "address", "mode", "label");
        if (fields.isEmpty()) {
            return Optional.empty();
        }
        var mode = fields.get().optional("mode", v -> v.oneOf(List.of("fixed", "dynamic")));
        if (fields.get().has("mode") && mode.isEmpty()) {
            return Optional.empty();
        }
        return mode.equals(Optional.of("dynamic")) ? dynamic(fields.get()) : fixed(fields.get());
    }

    private static Optional<GpuWish> fixed(Fields fields) {
        fields.get("label").ifPresent(label -> label.complain("spec.label-needs-dynamic"));
        return cards(fields).map(GpuWish.Fixed::new);
    }

    private static Optional<GpuWish> dynamic(Fields fields) {
        fields.get("address").ifPresent(address -> address.complain("spec.dynamic-address"));
        if (!fields.atLeastOne("model", "label")) {
            return Optional.empty();
        }
        var model = fields.optional("model", Value::text);
        var label = fields.optional("label", Value::text);
        var count = count(fields);
        return count.isPresent() && (model.isPresent() || label.isPresent())
                ? Optional.of(new GpuWish.Dynamic(model, label, count.get()))
                : Optional.empty();
    }

    private static Optional<CardChoice> cards(Fields fields) {
        var which = fields.exactlyOne("model", "address");
        if (which.equals(Optional.of("address"))) {
            fields.get("count").ifPresent(count -> count.complain("spec.count-of-address"));
            return fields.optional("address", GpuSection::address).map(CardChoice.AtAddress::new);
        }
        var model = fields.optional("model", Value::text);
        var count = count(fields);
        return model.isPresent() && count.isPresent()
                ? Optional.of(new CardChoice.OfModel(model.get(), count.get()))
                : Optional.empty();
    }

    private static Optional<Integer> count(Fields fields) {
        return fields.has("count")
                ? fields.optional("count", v -> v.number(1, CardChoice.MAX_COUNT))
                : Optional.of(1);
    }

    private static Optional<PciAddress> address(Value value) {
        var text = value.text();
        var address = text.flatMap(PciAddress::tryParse);
        if (text.isPresent() && address.isEmpty()) {
            value.complain("spec.bad-address", "found", Value.quoted(text.get()));
        }
        return address;
    }
}
