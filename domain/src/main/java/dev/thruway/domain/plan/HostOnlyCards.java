package dev.thruway.domain.plan;

import dev.thruway.domain.spec.CardChoice;
import dev.thruway.domain.spec.Server;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// The cards that a server's own `passthrough:` prepares for VMs that others create.
///
/// Cards that the file's VMs get count as prepared: `count: 2` beside a VM with one of them
/// prepares one more.
final class HostOnlyCards {

    private HostOnlyCards() {}

    static List<Card> of(Context context, String server, List<Card> ofVms) {
        var chosen = new ArrayList<Card>();
        var wishes = context.spec().server(server).map(Server::passthrough).orElse(List.of());
        for (var wish : wishes) {
            var fitting =
                    context.cards().on(server).stream()
                            .filter(fits(context, wish.cards()))
                            .filter(c -> !chosen.contains(c))
                            .sorted(
                                    java.util.Comparator.comparing((Card c) -> !ofVms.contains(c))
                                            .thenComparing(Card.SLOT_ORDER))
                            .toList();
            fitting.stream().limit(wish.cards().count()).forEach(chosen::add);
        }
        return chosen;
    }

    private static Predicate<Card> fits(Context context, CardChoice choice) {
        return switch (choice) {
            case CardChoice.AtAddress(var address) -> c -> c.function().address().equals(address);
            case CardChoice.OfModel(var model, _) -> {
                var models = context.knowledge().gpusNamed(model);
                yield c -> c.model().filter(models::contains).isPresent();
            }
        };
    }
}
