package dev.thruway.domain.plan;

import dev.thruway.domain.Knowledge;
import dev.thruway.domain.condition.Target;
import dev.thruway.domain.observation.ClusterObservation;
import dev.thruway.domain.observation.HostObservation;
import dev.thruway.domain.observation.Observation;
import dev.thruway.domain.observation.Observed;
import dev.thruway.domain.observation.ServerObservation;
import dev.thruway.domain.observation.VmObservation;
import dev.thruway.domain.observation.VmState;
import dev.thruway.domain.spec.Esxi;
import dev.thruway.domain.spec.Placement;
import dev.thruway.domain.spec.Server;
import dev.thruway.domain.spec.Spec;
import dev.thruway.domain.spec.Vm;
import dev.thruway.domain.text.Phrase;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Everything that a plan is made from.
record Context(
        Spec spec,
        Observation seen,
        Knowledge knowledge,
        CardAssignment.Result cards,
        Predicate<Target> wanted) {

    Optional<ServerObservation> server(String name) {
        return Optional.ofNullable(seen.servers().get(name));
    }

    Optional<Observed<HostObservation>> host(String server) {
        return server(server).flatMap(ServerObservation::host);
    }

    Optional<VmObservation> vm(String name) {
        return Optional.ofNullable(seen.vms().get(name));
    }

    /// As this, where some VMs get no card.
    Context without(Collection<String> vms) {
        var rest = new TreeMap<>(cards.byVm());
        rest.keySet().removeAll(vms);
        var fewer =
                new CardAssignment.Result(
                        rest,
                        cards.reserved(),
                        cards.inventory(),
                        cards.moves(),
                        cards.blockers(),
                        cards.labels(),
                        cards.places());
        return new Context(spec, seen, knowledge, fewer, wanted);
    }

    /// A VM that is there and could be read.
    static Optional<VmState> stateOf(Observation seen, String vm) {
        return Optional.ofNullable(seen.vms().get(vm))
                .map(VmObservation::state)
                .flatMap(Observed::known)
                .flatMap(state -> state);
    }

    /// VMs of the file on a server, by name.
    List<String> vmsOn(String server) {
        return spec.vmsOn(server).stream().map(Vm::name).toList();
    }

    /// The server that the file puts a VM on; empty for a VM of a cluster.
    static Optional<String> serverOf(Vm vm) {
        return switch (vm.placement()) {
            case Placement.OnServer(String server) -> Optional.of(server);
            case Placement.InCluster _ -> Optional.empty();
        };
    }

    /// The servers of the file on whose hosts a VM can be: one, or those in its cluster.
    static List<String> serversAround(Spec spec, Observation seen, Vm vm) {
        return switch (vm.placement()) {
            case Placement.OnServer(String server) -> List.of(server);
            case Placement.InCluster _ ->
                    clusterOf(seen, vm).flatMap(Observed::known).stream()
                            .flatMap(cluster ->
                                    spec.servers().stream()
                                            .filter(server -> isIn(cluster, server))
                                            .map(Server::name))
                            .toList();
        };
    }

    private static boolean isIn(ClusterObservation cluster, Server server) {
        return server.esxi().orElse(null) instanceof Esxi.UnderVcenter(var vcenter, var host)
                && vcenter.equals(cluster.vcenter())
                && cluster.hosts().stream().anyMatch(h -> h.name().equals(host));
    }

    /// The cluster that the file puts a VM into; empty for one on a server, and for a cluster that
    /// was not looked at.
    static Optional<Observed<ClusterObservation>> clusterOf(Observation seen, Vm vm) {
        return switch (vm.placement()) {
            case Placement.OnServer _ -> Optional.empty();
            case Placement.InCluster cluster ->
                    Optional.ofNullable(seen.clusters().get(cluster.key()));
        };
    }

    /// The host of a VM's server, where it could be read; in a cluster, the one that it starts on.
    Optional<HostObservation> hostOf(Vm vm) {
        return switch (vm.placement()) {
            case Placement.OnServer(String server) -> host(server).flatMap(Observed::known);
            case Placement.InCluster _ ->
                    cards.place(vm.name()).flatMap(ClusterPlace::chosen).flatMap(HostFit::seen);
        };
    }

    /// The host that a VM is on, where it could be read: in a cluster it may start on another.
    Optional<HostObservation> hostWith(Vm vm, VmState state) {
        return switch (vm.placement()) {
            case Placement.OnServer _ -> hostOf(vm);
            case Placement.InCluster _ ->
                    clusterOf(seen, vm)
                            .flatMap(Observed::known)
                            .flatMap(cluster -> cluster.hostOf(state))
                            .flatMap(host -> host.host().known());
        };
    }

    /// The hosts of the file's servers on which a VM can be, as far as they could be read.
    List<HostObservation> hostsAround(Vm vm) {
        return serversAround(spec, seen, vm).stream()
                .flatMap(server -> host(server).flatMap(Observed::known).stream())
                .toList();
    }

    /// Why the host of a VM's server, or its cluster, could not be read, where it could not.
    Optional<Phrase> whyHostUnread(Vm vm) {
        return switch (vm.placement()) {
            case Placement.OnServer(String server) -> host(server).flatMap(Observed::whyUnknown);
            case Placement.InCluster _ ->
                    clusterOf(seen, vm)
                            .flatMap(Observed::whyUnknown)
                            .or(() -> cards.place(vm.name()).flatMap(ClusterPlace::whyUnread));
        };
    }

    /// The cards among which those of a VM are: of its server, or of all hosts of its cluster.
    List<Card> cardsAround(Vm vm) {
        return switch (vm.placement()) {
            case Placement.OnServer(String server) -> cards.on(server);
            case Placement.InCluster _ ->
                    cards.place(vm.name()).map(ClusterPlace::cards).orElse(List.of());
        };
    }

    Vm vmSpec(String name) {
        return spec.vm(name).orElseThrow();
    }

    /// The cards on a server that the file wants passed through: those of its VMs, and those of its
    /// own `passthrough:`.
    List<Card> wantedCards(String server) {
        return Stream.concat(cardsOfVms(server).stream(), offered(server).cards().stream())
                .distinct()
                .sorted(Card.SLOT_ORDER)
                .toList();
    }

    /// What the server's own `passthrough:` asks for.
    HostOnlyCards offered(String server) {
        return HostOnlyCards.of(this, server, cardsOfVms(server));
    }

    private List<Card> cardsOfVms(String server) {
        return vmsOn(server).stream().flatMap(vm -> cards.of(vm).stream()).toList();
    }
}
