package dev.thruway.domain.plan;

import dev.thruway.domain.Knowledge;
import dev.thruway.domain.pci.PciAddress;
import dev.thruway.domain.spec.CardChoice;
import dev.thruway.domain.spec.PassthroughWish;
import dev.thruway.domain.spec.Server;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/// The hardware labels that cards of a server have once its own `passthrough:` is carried out: a VM
/// of the same file may ask for a card by a label that is not set yet.
final class PromisedLabels {

    private PromisedLabels() {}

    /// By address. Of the cards that an entry may mean those that have its label already come
    /// first.
    static Map<PciAddress, String> of(Server server, List<Card> cards, Knowledge knowledge) {
        var labels = new TreeMap<PciAddress, String>();
        for (var wish : server.passthrough()) {
            wish.label()
                    .ifPresent(label ->
                            chosen(wish, label, cards, labels, knowledge)
                                    .forEach(c -> labels.put(c.function().address(), label)));
        }
        return labels;
    }

    /// The label that a card has when the file is carried out.
    ///
    /// @param promised by server and address
    static Optional<String> label(Card card, Map<String, Map<PciAddress, String>> promised) {
        var ofServer = promised.getOrDefault(card.server(), Map.of());
        return Optional.ofNullable(ofServer.get(card.function().address()))
                .or(card.function()::label);
    }

    private static List<Card> chosen(
            PassthroughWish wish,
            String label,
            List<Card> cards,
            Map<PciAddress, String> before,
            Knowledge knowledge) {
        return cards.stream()
                .filter(fits(wish.cards(), knowledge))
                .filter(c -> !before.containsKey(c.function().address()))
                .sorted(
                        Comparator.comparing((Card c) ->
                                        !c.function().label().equals(Optional.of(label)))
                                .thenComparing(c -> !c.switchable())
                                .thenComparing(Card.SLOT_ORDER))
                .limit(wish.cards().count())
                .toList();
    }

    static Predicate<Card> fits(CardChoice choice, Knowledge knowledge) {
        return switch (choice) {
            case CardChoice.AtAddress(var address) -> c -> c.function().address().equals(address);
            case CardChoice.OfModel(var model, _) -> {
                var models = knowledge.gpusNamed(model);
                yield c -> c.model().filter(models::contains).isPresent();
            }
        };
    }
}
