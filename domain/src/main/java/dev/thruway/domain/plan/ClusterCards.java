package dev.thruway.domain.plan;

import dev.thruway.domain.Knowledge;
import dev.thruway.domain.observation.ClusterHost;
import dev.thruway.domain.observation.ClusterObservation;
import dev.thruway.domain.observation.Observation;
import dev.thruway.domain.observation.Observed;
import dev.thruway.domain.observation.ServerObservation;
import dev.thruway.domain.pci.PciAddress;
import dev.thruway.domain.spec.Esxi;
import dev.thruway.domain.spec.GpuWish;
import dev.thruway.domain.spec.Server;
import dev.thruway.domain.spec.Spec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The cards of a cluster's hosts, as they are, and as the file prepares them where a host is one
/// of its servers.
final class ClusterCards {

    private final Context servers;
    private final Map<ClusterHost, List<Both>> known = new HashMap<>();

    /// A card now and after the file's steps for its server.
    ///
    /// @param prepared whether these steps see to its passthrough
    record Both(Card now, Card then, Preparation prepared) {

        boolean fits(GpuWish.Dynamic wish, Knowledge knowledge) {
            return fits(now, wish, knowledge) || fits(then, wish, knowledge);
        }

        static boolean fits(Card card, GpuWish.Dynamic wish, Knowledge knowledge) {
            return (wish.label().isEmpty() || card.function().label().equals(wish.label()))
                    && wish.model()
                            .map(knowledge::gpusNamed)
                            .map(models -> card.model().filter(models::contains).isPresent())
                            .orElse(true);
        }
    }

    /// Whether the file's steps for a server see to a card.
    enum Preparation {
        BY_THE_FILE,
        NONE
    }

    /// A card by where it is.
    record Place(String server, PciAddress address) {}

    static Place place(Card card) {
        return new Place(card.server(), card.function().address());
    }

    ClusterCards(CardAssignment.Result servers, Spec spec, Observation seen, Knowledge knowledge) {
        this.servers = new Context(spec, seen, knowledge, servers, _ -> true);
    }

    Knowledge knowledge() {
        return servers.knowledge();
    }

    /// Those of one host, in slot order.
    List<Both> of(ClusterObservation cluster, ClusterHost host) {
        return known.computeIfAbsent(host, _ -> read(cluster, host));
    }

    /// Whether a host is in a maintenance mode that the steps for its server take it out of.
    boolean comesBack(ClusterObservation cluster, ClusterHost host) {
        return host.service() == ClusterHost.Service.MAINTENANCE
                && server(cluster, host)
                        .flatMap(s -> servers.host(s.name()))
                        .flatMap(Observed::known)
                        .filter(HostReboot::maintenanceIsOurs)
                        .isPresent();
    }

    /// Those of all hosts, as the file prepares them.
    List<Card> all(ClusterObservation cluster) {
        var all = new ArrayList<Card>();
        for (var host : cluster.hosts()) {
            of(cluster, host).forEach(both -> all.add(both.then()));
        }
        return all;
    }

    private List<Both> read(ClusterObservation cluster, ClusterHost host) {
        var server = server(cluster, host);
        var seen =
                server.flatMap(s -> servers.server(s.name()))
                        .filter(s -> s.host().flatMap(Observed::known).isPresent())
                        .orElseGet(() ->
                                new ServerObservation(
                                        host.name(),
                                        Optional.empty(),
                                        Optional.of(host.host()),
                                        Optional.empty()));
        return CardInventory.of(seen, servers.knowledge()).stream()
                .map(card -> server.map(s -> both(card, s)).orElseGet(() -> both(card)))
                .toList();
    }

    private static Both both(Card card) {
        return new Both(card, card, Preparation.NONE);
    }

    private Both both(Card card, Server server) {
        boolean prepared = card.switchable() && servers.wantedCards(server.name()).contains(card);
        return new Both(
                card,
                new Card(
                        card.server(),
                        card.function().labelled(servers.cards().label(card)),
                        card.companions(),
                        card.bmc(),
                        card.model()),
                prepared ? Preparation.BY_THE_FILE : Preparation.NONE);
    }

    /// The server of the file that a host of a cluster is, where it was looked at.
    private Optional<Server> server(ClusterObservation cluster, ClusterHost host) {
        return servers.spec().servers().stream()
                .filter(s ->
                        s.esxi()
                                .filter(
                                        new Esxi.UnderVcenter(cluster.vcenter(), host.name())
                                                ::equals)
                                .isPresent())
                .filter(s -> servers.host(s.name()).isPresent())
                .findFirst();
    }
}
