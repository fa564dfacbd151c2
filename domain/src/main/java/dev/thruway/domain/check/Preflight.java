package dev.thruway.domain.check;

import dev.thruway.domain.Knowledge;
import dev.thruway.domain.condition.Target;
import dev.thruway.domain.observation.HostObservation;
import dev.thruway.domain.observation.Observation;
import dev.thruway.domain.observation.Observed;
import dev.thruway.domain.observation.PassthroughState;
import dev.thruway.domain.observation.ServerObservation;
import dev.thruway.domain.plan.AddressDrift;
import dev.thruway.domain.plan.Card;
import dev.thruway.domain.plan.CardAssignment;
import dev.thruway.domain.plan.CardInventory;
import dev.thruway.domain.plan.ClusterPlace;
import dev.thruway.domain.plan.HostFit;
import dev.thruway.domain.plan.Plan;
import dev.thruway.domain.plan.Release;
import dev.thruway.domain.plan.Unfinished;
import dev.thruway.domain.spec.Placement;
import dev.thruway.domain.spec.Server;
import dev.thruway.domain.spec.Spec;
import dev.thruway.domain.spec.Vm;
import dev.thruway.domain.text.Phrase;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Everything that is looked at before the journey. The same input gives the same findings, servers
/// first, each target's in the order of the journey.
public final class Preflight {

    private static final Comparator<CheckFinding> ORDER =
            Comparator.comparing(CheckFinding::target)
                    .thenComparing(f ->
                            CheckCode.of(f.code())
                                    .map(Enum::ordinal)
                                    .orElse(CheckCode.values().length));

    private final Spec spec;
    private final Observation seen;
    private final PreflightFacts facts;
    private final CardAssignment.Result cards;
    private final List<CheckFinding> found = new ArrayList<>();

    private Preflight(
            Spec spec, Observation seen, PreflightFacts facts, CardAssignment.Result cards) {
        this.spec = spec;
        this.seen = seen;
        this.facts = facts;
        this.cards = cards;
    }

    /// For the targets that a plan was made for.
    ///
    /// @param plan made from the same spec and observation
    public static List<CheckFinding> of(
            Spec spec, Observation seen, PreflightFacts facts, Knowledge knowledge, Plan plan) {
        var cards = CardAssignment.assign(spec, seen, knowledge);
        return new Preflight(spec, seen, facts, cards).all(plan);
    }

    /// For hosts that no file names: every GPU of each counts.
    public static List<CheckFinding> ofHosts(
            List<ServerObservation> hosts, PreflightFacts facts, Knowledge knowledge) {
        var found = new ArrayList<CheckFinding>();
        for (var host : hosts) {
            var target = Target.server(host.name());
            host.host()
                    .ifPresent(o ->
                            found.addAll(
                                    HostChecks.of(
                                            host,
                                            o,
                                            Optional.ofNullable(facts.hosts().get(host.name())))));
            if (host.host().flatMap(Observed::known).isPresent()) {
                var cards = CardInventory.of(host, knowledge);
                found.add(listed(target, cards));
                incapable(target, cards, found).ifPresent(found::add);
            }
        }
        unfinished(Unfinished.of(hosts), found);
        return sorted(found);
    }

    /// For an endpoint that could not even be asked which hosts it has.
    public static List<CheckFinding> ofUnreachable(String endpoint, Phrase cause) {
        return List.of(Reachability.API.finding(Target.server(endpoint), cause));
    }

    private static CheckFinding listed(Target target, List<Card> cards) {
        if (cards.isEmpty()) {
            return CheckFinding.of(CheckCode.NO_GPU, target);
        }
        var finding =
                CheckFinding.of(
                        CheckCode.GPUS_LISTED,
                        target,
                        "count",
                        cards.size(),
                        "gpus",
                        cards.stream().map(Card::name).collect(Collectors.joining(", ")));
        for (var card : cards) {
            finding =
                    finding.showing(
                            card.function().address().toString(),
                            card.function()
                                    .passthrough()
                                    .known()
                                    .map(PassthroughState::word)
                                    .orElse("unknown"));
        }
        return finding;
    }

    private static Optional<CheckFinding> incapable(
            Target target, List<Card> cards, List<CheckFinding> before) {
        var incapable =
                cards.stream()
                        .filter(c ->
                                c.function()
                                        .passthrough()
                                        .known()
                                        .filter(PassthroughState.INCAPABLE::equals)
                                        .isPresent())
                        .map(c -> c.function().address() + " " + c.name())
                        .collect(Collectors.joining(", "));
        return incapable.isEmpty() || has(before, target, CheckCode.IOMMU_OFF)
                ? Optional.empty()
                : Optional.of(
                        CheckFinding.of(
                                CheckCode.PASSTHROUGH_IMPOSSIBLE, target, "cards", incapable));
    }

    private static boolean has(List<CheckFinding> found, Target target, CheckCode code) {
        return found.stream()
                .anyMatch(f -> f.target().equals(target) && f.code().equals(code.code()));
    }

    private static List<CheckFinding> sorted(List<CheckFinding> found) {
        return found.stream().sorted(ORDER).toList();
    }

    private List<CheckFinding> all(Plan plan) {
        spec.servers().forEach(this::server);
        spec.vms().forEach(this::vm);
        spec.servers().forEach(server -> drifts(server.name(), plan));
        unfinished(Unfinished.of(seen), found);
        for (var finding : PlanChecks.of(spec, seen, plan)) {
            boolean explained =
                    finding.code().equals(CheckCode.PASSTHROUGH_IMPOSSIBLE.code())
                            && has(found, finding.target(), CheckCode.IOMMU_OFF);
            if (!explained) {
                found.add(finding);
            }
        }
        return sorted(found);
    }

    private void server(Server server) {
        var seenServer = seen.servers().get(server.name());
        if (seenServer == null) {
            return;
        }
        var target = Target.server(server.name());
        var hostFacts = Optional.ofNullable(facts.hosts().get(server.name()));
        seenServer
                .bmc()
                .ifPresent(bmc ->
                        found.add(
                                switch (bmc) {
                                    case Observed.Unknown<?>(Phrase cause) ->
                                            Reachability.BMC.finding(target, cause);
                                    case Observed.Known<?> _ ->
                                            CheckFinding.of(CheckCode.BMC_ANSWERS, target);
                                }));
        seenServer
                .host()
                .ifPresent(host -> found.addAll(HostChecks.of(seenServer, host, hostFacts)));
        if (seenServer.host().flatMap(Observed::known).isPresent()) {
            found.add(listed(target, cards.on(server.name())));
        }
        hostFacts
                .flatMap(f ->
                        MemoryCheck.of(server, spec.vmsOn(server), seen, f.map(HostFacts::memory)))
                .ifPresent(found::add);
    }

    /// Work that a run has begun and not brought to its end.
    private static void unfinished(List<Unfinished> all, List<CheckFinding> found) {
        all.forEach(u ->
                found.add(
                        CheckFinding.of(CheckCode.WORK_UNFINISHED, u.target())
                                .because(u.what())
                                .showing("since", u.since())
                                .showing("who", u.who())));
    }

    private void drifts(String server, Plan plan) {
        for (var drift : AddressDrift.beside(plan, spec, seen, cards, server)) {
            var target = drift.vm().map(Target::vm).orElse(Target.server(server));
            found.add(CheckFinding.of(CheckCode.ADDRESS_DRIFTED, target, drift.cause().args()));
        }
    }

    /// VMs that were only looked at because a card may be theirs have no facts.
    private void vm(Vm vm) {
        var seenVm = seen.vms().get(vm.name());
        var vmFacts = Optional.ofNullable(facts.vms().get(vm.name()));
        if (seenVm == null || vmFacts.isEmpty()) {
            return;
        }
        hosts(vm);
        Optional.ofNullable(facts.inClusters().get(vm.name()))
                .map(missing -> HostChecks.privileges(Target.vm(vm.name()), missing))
                .ifPresent(found::add);
        found.addAll(VmChecks.of(vm, seenVm, vmFacts, release(vm), cards.of(vm.name())));
    }

    /// Which hosts of its cluster it can start on. That there is none is among the blockers.
    private void hosts(Vm vm) {
        var place = cards.place(vm.name()).filter(p -> p.chosen().isPresent());
        if (place.isEmpty()) {
            return;
        }
        var able = place.get().able();
        var finding =
                CheckFinding.of(
                        able.size() == 1 ? CheckCode.ONE_HOST_FITS : CheckCode.HOSTS_FIT,
                        Target.vm(vm.name()),
                        "cluster",
                        place.get().cluster(),
                        "count",
                        able.size(),
                        "names",
                        able.stream().map(HostFit::name).collect(Collectors.joining(", ")));
        for (var host : place.get().hosts()) {
            finding = finding.showing("host " + host.name(), host.facts());
        }
        found.add(finding);
    }

    private Optional<Release> release(Vm vm) {
        return switch (vm.placement()) {
            case Placement.OnServer(var server) ->
                    Optional.ofNullable(seen.servers().get(server))
                            .flatMap(ServerObservation::host)
                            .flatMap(Observed::known)
                            .map(HostObservation::version)
                            .flatMap(Release::parse);
            case Placement.InCluster _ ->
                    cards.place(vm.name())
                            .flatMap(ClusterPlace::chosen)
                            .flatMap(host -> host.host().host().known())
                            .map(HostObservation::version)
                            .flatMap(Release::parse);
        };
    }
}
