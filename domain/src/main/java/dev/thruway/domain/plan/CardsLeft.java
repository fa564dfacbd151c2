package dev.thruway.domain.plan;

import dev.thruway.domain.Knowledge;
import dev.thruway.domain.observation.DynamicDevice;
import dev.thruway.domain.observation.HostBefore;
import dev.thruway.domain.observation.HostObservation;
import dev.thruway.domain.observation.Observation;
import dev.thruway.domain.observation.Observed;
import dev.thruway.domain.observation.ServerObservation;
import dev.thruway.domain.observation.VmState;
import dev.thruway.domain.pci.PciAddress;
import dev.thruway.domain.spec.Spec;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The functions of one server when some VMs of the file are restored: those that were switched on
/// for their devices of Dynamic DirectPath, which name none, and those that the rest of the file
/// needs on.
///
/// @param released noted functions of the cards that such a device could have got
/// @param needed what other VMs and the server's own `passthrough:` have to find
record CardsLeft(Set<PciAddress> released, Set<PciAddress> needed) {

    CardsLeft {
        released = Set.copyOf(released);
        needed = Set.copyOf(needed);
    }

    /// Nothing where no VM of the server is restored.
    static CardsLeft on(
            String server, List<VmUndo> undone, Spec spec, Observation seen, Knowledge knowledge) {
        return undone.isEmpty()
                ? new CardsLeft(Set.of(), Set.of())
                : new CardsLeft(
                        released(server, undone, seen, knowledge),
                        needed(server, undone, spec, seen, knowledge));
    }

    private static Set<PciAddress> released(
            String server, List<VmUndo> undone, Observation seen, Knowledge knowledge) {
        var devices = undone.stream().flatMap(vm -> vm.released().stream()).toList();
        var noted = noted(seen, server);
        var seenServer = seen.servers().get(server);
        if (devices.isEmpty() || noted.isEmpty() || seenServer == null) {
            return Set.of();
        }
        return CardInventory.of(seenServer, knowledge).stream()
                .filter(card -> devices.stream().anyMatch(d -> couldGet(d, card, noted.get())))
                .flatMap(card -> card.functions().stream())
                .map(card -> card.function().address())
                .filter(address -> noted.get().passthroughEnabled().containsKey(address))
                .collect(Collectors.toSet());
    }

    private static Optional<HostBefore> noted(Observation seen, String server) {
        return Optional.ofNullable(seen.servers().get(server))
                .flatMap(ServerObservation::host)
                .flatMap(Observed::known)
                .map(HostObservation::before)
                .flatMap(Observed::known)
                .flatMap(before -> before);
    }

    /// A label that Thruway set may be taken back already.
    private static boolean couldGet(DynamicDevice device, Card card, HostBefore noted) {
        var function = card.function();
        boolean labelled =
                device.label().isEmpty()
                        || device.label().equals(function.label())
                        || noted.labels().containsKey(function.address());
        return labelled && device.accepts(function.ids());
    }

    /// A VM of the file that was given nothing yet needs nothing.
    private static Set<PciAddress> needed(
            String server, List<VmUndo> undone, Spec spec, Observation seen, Knowledge knowledge) {
        var names = undone.stream().map(VmUndo::vm).toList();
        var rest =
                new Spec(
                        spec.vcenters(),
                        spec.servers(),
                        spec.vmsOn(server).stream()
                                .filter(vm -> !names.contains(vm.name()))
                                .filter(vm -> mayHoldSome(seen, vm.name()))
                                .toList(),
                        spec.policy());
        var after = without(seen, server, names);
        var cards = CardAssignment.assign(rest, after, knowledge);
        var functions = new HashSet<PciAddress>();
        new Context(rest, after, knowledge, cards, _ -> true)
                .wantedCards(server).stream()
                        .flatMap(card -> card.functions().stream())
                        .forEach(card -> functions.add(card.function().address()));
        return functions;
    }

    private static boolean mayHoldSome(Observation seen, String name) {
        var vm = seen.vms().get(name);
        return vm != null
                && switch (vm.state()) {
                    case Observed.Unknown<Optional<VmState>> _ -> true;
                    case Observed.Known<Optional<VmState>>(var state) ->
                            state.filter(s -> !s.devices().isEmpty()).isPresent();
                };
    }

    /// The server alone, as it is seen when these VMs hold nothing any more.
    private static Observation without(Observation seen, String server, Collection<String> vms) {
        var alone = new TreeMap<String, ServerObservation>();
        Optional.ofNullable(seen.servers().get(server))
                .map(s ->
                        new ServerObservation(
                                s.name(),
                                s.bmc(),
                                s.host().map(o -> o.map(host -> host.withoutHolders(vms))),
                                s.under()))
                .ifPresent(s -> alone.put(server, s));
        return new Observation(alone, seen.vms(), new TreeMap<>());
    }
}
