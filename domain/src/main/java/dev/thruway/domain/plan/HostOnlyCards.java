package dev.thruway.domain.plan;

import dev.thruway.domain.observation.Observed;
import dev.thruway.domain.spec.CardChoice;
import dev.thruway.domain.spec.PassthroughWish;
import dev.thruway.domain.text.Phrase;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The cards that a server's own `passthrough:` prepares for VMs that others create.
///
/// Cards that the file's VMs get count as prepared: `count: 2` beside a VM with one of them
/// prepares one more.
///
/// @param cards those found
/// @param lacking why there are fewer than the file wants: a blocker's phrase for each wish
record HostOnlyCards(List<Card> cards, List<Phrase> lacking) {

    HostOnlyCards {
        cards = List.copyOf(cards);
        lacking = List.copyOf(lacking);
    }

    /// Nothing, and nothing lacking, where the server could not be read. Cards that get a label are
    /// VMs' to count on: entries without one have what is left.
    static HostOnlyCards of(Context context, String server, List<Card> ofVms) {
        var lacking = new ArrayList<Phrase>();
        if (context.host(server).flatMap(Observed::known).isEmpty()) {
            return new HostOnlyCards(List.of(), lacking);
        }
        var promised = context.cards().labels().getOrDefault(server, PromisedLabels.NONE);
        var chosen = new ArrayList<>(promised.cards());
        for (var entry : promised.entries()) {
            var wish = entry.wish();
            var found = entry.cards();
            if (wish.label().isEmpty()) {
                found = found(context, server, wish, ofVms, chosen);
                chosen.addAll(found);
            }
            if (found.size() < wish.cards().count()) {
                lacking.add(why(context, server, wish.cards()));
            }
        }
        return new HostOnlyCards(chosen, lacking);
    }

    /// First those that the file's VMs get, then those that are switched on, then those that can be
    /// switched.
    private static List<Card> found(
            Context context,
            String server,
            PassthroughWish wish,
            List<Card> ofVms,
            List<Card> chosen) {
        var spec = context.spec().server(server).orElseThrow();
        return context.cards().on(server).stream()
                .filter(PromisedLabels.fits(wish, spec, context.knowledge()))
                .filter(c -> !chosen.contains(c))
                .sorted(
                        Comparator.comparing((Card c) -> !ofVms.contains(c))
                                .thenComparing(c -> !c.enabled())
                                .thenComparing(c -> !c.switchable())
                                .thenComparing(Card.SLOT_ORDER))
                .limit(wish.cards().count())
                .toList();
    }

    private static Phrase why(Context context, String server, CardChoice choice) {
        return switch (choice) {
            case CardChoice.AtAddress(var address) ->
                    context.host(server)
                            .flatMap(Observed::known)
                            .flatMap(host -> CardAssignment.noGpu(host, address))
                            .orElse(noSuchCard(address.toString(), server));
            case CardChoice.OfModel(var model, _)
                    when context.knowledge().gpusNamed(model).isEmpty() ->
                    Phrase.of("blocker.unknown-model", "model", model);
            case CardChoice.OfModel(var model, var count) ->
                    noSuchCard(count == 1 ? model : count + " × " + model, server);
        };
    }

    private static Phrase noSuchCard(String wanted, String server) {
        return Phrase.of("blocker.no-such-card", "wanted", wanted, "server", server);
    }
}
