package dev.thruway.domain.plan;

import dev.thruway.domain.observation.Observed;
import dev.thruway.domain.pci.PciAddress;
import dev.thruway.domain.spec.CardChoice;
import dev.thruway.domain.spec.PassthroughWish;
import dev.thruway.domain.spec.Server;
import dev.thruway.domain.text.Phrase;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// The cards that a server's own `passthrough:` prepares for VMs that others create.
///
/// Cards that the file's VMs get count as prepared: `count: 2` beside a VM with one of them
/// prepares one more.
///
/// @param cards those found
/// @param labels the hardware labels that some of them are to have
/// @param lacking why there are fewer than the file wants: a blocker's phrase for each wish
record HostOnlyCards(List<Card> cards, SortedMap<PciAddress, String> labels, List<Phrase> lacking) {

    HostOnlyCards {
        cards = List.copyOf(cards);
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
        lacking = List.copyOf(lacking);
    }

    /// Nothing, and nothing lacking, where the server could not be read.
    static HostOnlyCards of(Context context, String server, List<Card> ofVms) {
        var chosen = new ArrayList<Card>();
        var labels = new TreeMap<PciAddress, String>();
        var lacking = new ArrayList<Phrase>();
        if (context.host(server).flatMap(Observed::known).isPresent()) {
            for (var wish : context.spec().server(server).map(Server::passthrough).orElseThrow()) {
                var found = found(context, server, wish, ofVms, chosen);
                if (found.size() < wish.cards().count()) {
                    lacking.add(why(context, server, wish.cards()));
                }
                chosen.addAll(found);
                wish.label()
                        .ifPresent(label ->
                                found.forEach(c -> labels.put(c.function().address(), label)));
            }
        }
        return new HostOnlyCards(chosen, labels, lacking);
    }

    /// Whether VMs of the file may count on its having the label of this entry.
    private static boolean isPromised(Context context, PassthroughWish wish, Card card) {
        return wish.label().isPresent() && context.cards().label(card).equals(wish.label());
    }

    /// First those of which a label is expected, then those that the file's VMs get, then those
    /// that can be switched.
    private static List<Card> found(
            Context context,
            String server,
            PassthroughWish wish,
            List<Card> ofVms,
            List<Card> chosen) {
        return context.cards().on(server).stream()
                .filter(PromisedLabels.fits(wish.cards(), context.knowledge()))
                .filter(c -> !chosen.contains(c))
                .sorted(
                        Comparator.comparing((Card c) -> !isPromised(context, wish, c))
                                .thenComparing(c -> !ofVms.contains(c))
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
