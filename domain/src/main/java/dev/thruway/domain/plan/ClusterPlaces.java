package dev.thruway.domain.plan;

import dev.thruway.domain.Knowledge;
import dev.thruway.domain.condition.Target;
import dev.thruway.domain.observation.ClusterObservation;
import dev.thruway.domain.observation.HostCluster;
import dev.thruway.domain.observation.Observation;
import dev.thruway.domain.observation.Observed;
import dev.thruway.domain.observation.VmState;
import dev.thruway.domain.spec.GpuWish;
import dev.thruway.domain.spec.Placement;
import dev.thruway.domain.spec.Spec;
import dev.thruway.domain.spec.Vm;
import dev.thruway.domain.text.Phrase;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Finds for every VM that the file puts into a cluster the hosts on which it can start, and keeps
/// the cards of one of them for it, so that two VMs are not promised the same.
///
/// VMs that run as wanted keep what they have; then those that want the most cards on one host come
/// first, each on the host that is left with the fewest free ones.
final class ClusterPlaces {

    private final Spec spec;
    private final Observation seen;
    private final Knowledge knowledge;
    private final CardAssignment.Result servers;
    private final ClusterCards cards;
    private final Map<ClusterCards.Place, String> taken = new HashMap<>();
    private final Map<String, ClusterPlace> places = new TreeMap<>();
    private final List<Blocker> blockers;

    private ClusterPlaces(
            CardAssignment.Result servers, Spec spec, Observation seen, Knowledge knowledge) {
        this.spec = spec;
        this.seen = seen;
        this.knowledge = knowledge;
        this.servers = servers;
        this.cards = new ClusterCards(servers, spec, seen, knowledge);
        this.blockers = new ArrayList<>(servers.blockers());
    }

    /// With the VMs of clusters.
    ///
    /// @param servers what VMs on servers get, which have theirs by address
    static CardAssignment.Result add(
            CardAssignment.Result servers, Spec spec, Observation seen, Knowledge knowledge) {
        return seen.clusters().isEmpty()
                ? servers
                : new ClusterPlaces(servers, spec, seen, knowledge).all();
    }

    private CardAssignment.Result all() {
        servers.byVm().forEach(this::take);
        spec.vms().stream()
                .filter(vm -> vm.placement() instanceof Placement.InCluster)
                .sorted(
                        Comparator.comparing((Vm vm) -> !running(vm))
                                .thenComparingInt(vm -> -vm.gpuCount()))
                .forEach(this::place);
        var byVm = new TreeMap<>(servers.byVm());
        var reserved = new TreeMap<>(servers.reserved());
        places.forEach((vm, place) ->
                place.chosen()
                        .ifPresent(host -> {
                            byVm.put(vm, host.cards());
                            reserved.put(vm, host.cards());
                        }));
        return new CardAssignment.Result(
                byVm,
                reserved,
                servers.inventory(),
                servers.moves(),
                blockers,
                servers.labels(),
                places);
    }

    private void take(String vm, List<Card> own) {
        own.forEach(card -> taken.put(ClusterCards.place(card), vm));
    }

    private Optional<VmState> state(Vm vm) {
        return Context.stateOf(seen, vm.name());
    }

    /// Whether it runs with all the devices that the file wants.
    private boolean running(Vm vm) {
        return state(vm)
                .filter(s -> s.power() == VmState.Power.ON)
                .filter(s -> DynamicWishes.areMet(DynamicWishes.each(vm), s.devices(), knowledge))
                .isPresent();
    }

    private void place(Vm vm) {
        var cluster = Context.clusterOf(seen, vm).flatMap(Observed::known);
        if (cluster.isEmpty() || !seen.vms().containsKey(vm.name())) {
            return;
        }
        var unknown = cards.slots().unknownModels(vm);
        if (!unknown.isEmpty()) {
            blockers.add(new Blocker(Target.vm(vm.name()), unknown.getFirst()));
            return;
        }
        var state = state(vm);
        var fits = new HostFits(cards, taken, DynamicWishes.each(vm), vm, state);
        var hosts = cluster.get().hosts().stream().map(h -> fits.of(cluster.get(), h)).toList();
        var drs = state.map(cluster.get()::drsOf).orElse(cluster.get().drs());
        var eligible = eligible(hosts, cluster.get(), state, drs);
        var chosen = chosen(vm, state, hosts, eligible);
        chosen.ifPresent(host -> take(vm.name(), host.cards()));
        places.put(
                vm.name(),
                new ClusterPlace(
                        cluster.get().name(),
                        drs,
                        hosts,
                        eligible,
                        chosen,
                        cards.all(cluster.get())));
        if (chosen.isEmpty() && state.isPresent()) {
            blockers.add(new Blocker(Target.vm(vm.name()), whyNone(vm)));
        }
    }

    /// Where DRS does not place it, its own host alone.
    private static List<HostFit> eligible(
            List<HostFit> hosts,
            ClusterObservation cluster,
            Optional<VmState> state,
            HostCluster.Drs drs) {
        return drs == HostCluster.Drs.OFF && state.isPresent()
                ? hosts.stream()
                        .filter(h ->
                                cluster.hostOf(state.get()).filter(h.host()::equals).isPresent())
                        .toList()
                : hosts;
    }

    private Optional<HostFit> chosen(
            Vm vm, Optional<VmState> state, List<HostFit> hosts, List<HostFit> eligible) {
        if (running(vm)) {
            return hosts.stream()
                    .filter(h -> state.filter(s -> s.host().equals(h.host().id())).isPresent())
                    .filter(HostFit::now)
                    .findFirst();
        }
        var fewestFree = Comparator.comparingInt(HostFit::free);
        return eligible.stream()
                .filter(HostFit::now)
                .min(fewestFree)
                .or(() -> eligible.stream().filter(HostFit::able).min(fewestFree));
    }

    private Phrase whyNone(Vm vm) {
        var place = Optional.ofNullable(places.get(vm.name())).orElseThrow();
        var others = place.able();
        var phrase =
                place.unread().isPresent()
                        ? Phrase.of("blocker.cluster-host-unread")
                        : Phrase.of("blocker.no-host-fits");
        if (!others.isEmpty()) {
            phrase =
                    Phrase.of("blocker.vm-on-unfit-host")
                            .with("host", ClusterPlace.names(place.eligible()))
                            .with("others", ClusterPlace.names(others));
        }
        return phrase.with("vm", vm.name())
                .with("cluster", place.cluster())
                .with("wanted", wanted(vm))
                .with("drs", place.drs().word())
                .with("cause", ClusterPlace.reasons(place.eligible()));
    }

    /// As a person calls it: `2 × L40S`, `label ai-gpu`.
    private static String wanted(Vm vm) {
        var all = new ArrayList<String>();
        for (var wish : vm.gpus()) {
            if (wish instanceof GpuWish.Dynamic dynamic) {
                var name = DynamicWishes.wanted(dynamic);
                all.add(wish.count() == 1 ? name : wish.count() + " × " + name);
            }
        }
        return String.join(", ", all);
    }
}
