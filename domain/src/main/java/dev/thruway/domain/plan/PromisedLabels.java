package dev.thruway.domain.plan;

import dev.thruway.domain.Knowledge;
import dev.thruway.domain.spec.CardChoice;
import dev.thruway.domain.spec.PassthroughWish;
import dev.thruway.domain.spec.Server;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// The cards of a server that its own `passthrough:` labels: a VM of the same file may ask for a
/// card by a label that is not set yet.
///
/// @param entries those of `passthrough:`, in its order
record PromisedLabels(List<Entry> entries) {

    static final PromisedLabels NONE = new PromisedLabels(List.of());

    PromisedLabels {
        entries = List.copyOf(entries);
    }

    /// One entry.
    ///
    /// @param cards that get its label; none where it has no label
    record Entry(PassthroughWish wish, List<Card> cards) {

        Entry {
            cards = List.copyOf(cards);
        }
    }

    /// Of the cards that an entry may mean those that have its label already come first.
    static PromisedLabels of(Server server, List<Card> cards, Knowledge knowledge) {
        var entries = new ArrayList<Entry>();
        var left = new ArrayList<>(cards);
        for (var wish : server.passthrough()) {
            var labelled =
                    wish.label()
                            .map(label ->
                                    left.stream()
                                            .filter(fits(wish, server, knowledge))
                                            .sorted(preferring(label))
                                            .limit(wish.cards().count())
                                            .toList())
                            .orElse(List.of());
            left.removeAll(labelled);
            entries.add(new Entry(wish, labelled));
        }
        return new PromisedLabels(entries);
    }

    private static Comparator<Card> preferring(String label) {
        return Comparator.comparing((Card c) -> !c.function().label().equals(Optional.of(label)))
                .thenComparing(c -> !c.switchable())
                .thenComparing(Card.SLOT_ORDER);
    }

    /// The cards that get a label, in the order of the entries.
    List<Card> cards() {
        return entries.stream().flatMap(entry -> entry.cards().stream()).toList();
    }

    /// The label that a card has when the file is carried out.
    static Optional<String> label(Card card, Map<String, PromisedLabels> promised) {
        return promised.getOrDefault(card.server(), NONE).entries.stream()
                .filter(entry -> entry.cards().stream().anyMatch(c -> isSame(c, card)))
                .findFirst()
                .map(entry -> entry.wish().label())
                .orElse(card.function().label());
    }

    private static boolean isSame(Card one, Card other) {
        return one.function().address().equals(other.function().address());
    }

    /// Those that an entry may mean: by its model none that another names by its address.
    static Predicate<Card> fits(PassthroughWish wish, Server server, Knowledge knowledge) {
        return switch (wish.cards()) {
            case CardChoice.AtAddress choice -> card -> isAt(card, choice);
            case CardChoice.OfModel(var model, _) -> {
                var models = knowledge.gpusNamed(model);
                yield card ->
                        card.model().filter(models::contains).isPresent()
                                && server.passthrough().stream()
                                        .noneMatch(other -> isAt(card, other.cards()));
            }
        };
    }

    private static boolean isAt(Card card, CardChoice choice) {
        return choice instanceof CardChoice.AtAddress(var address)
                && address.equals(card.function().address());
    }
}
