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

/// The cards of a cluster's hosts, and what the file prepares of them where a host is one of its
/// servers.
final class ClusterCards {

    private final Context servers;
    private final Map<ClusterHost, List<HostCard>> known = new HashMap<>();

    /// A card of a host.
    ///
    /// @param prepared whether the file's steps for its server see to its passthrough
    record HostCard(Card card, Preparation prepared) {}

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

    /// What VMs want of them.
    CardSlots slots() {
        return new CardSlots(knowledge(), servers.cards().labels());
    }

    /// Whether a card will do for a wish once the file is carried out.
    boolean fits(Card card, GpuWish.Dynamic wish) {
        return slots().fitting(wish).test(card);
    }

    /// Whether it will do as it is: the file sets no label first that the wish asks for.
    boolean fitsNow(Card card, GpuWish.Dynamic wish) {
        return fits(card, wish)
                && (wish.label().isEmpty() || card.function().label().equals(wish.label()));
    }

    /// Those of one host, in slot order.
    List<HostCard> of(ClusterObservation cluster, ClusterHost host) {
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

    /// Those of all hosts.
    List<Card> all(ClusterObservation cluster) {
        var all = new ArrayList<Card>();
        for (var host : cluster.hosts()) {
            of(cluster, host).forEach(one -> all.add(one.card()));
        }
        return all;
    }

    private List<HostCard> read(ClusterObservation cluster, ClusterHost host) {
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
                .map(card ->
                        new HostCard(
                                card, server.map(s -> prepared(card, s)).orElse(Preparation.NONE)))
                .toList();
    }

    private Preparation prepared(Card card, Server server) {
        return card.switchable() && servers.wantedCards(server.name()).contains(card)
                ? Preparation.BY_THE_FILE
                : Preparation.NONE;
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
