package dev.thruway.domain.plan;

/// A card that one VM of the file gives up so that another can have it.
public record CardMove(Card card, String from, String to) {

    boolean is(Card other, String giver, String taker) {
        return card.equals(other) && from.equals(giver) && to.equals(taker);
    }
}
