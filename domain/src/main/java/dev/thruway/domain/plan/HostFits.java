package dev.thruway.domain.plan;

import dev.thruway.domain.Knowledge;
import dev.thruway.domain.observation.AttachedDevice;
import dev.thruway.domain.observation.ClusterHost;
import dev.thruway.domain.observation.ClusterObservation;
import dev.thruway.domain.observation.HostObservation;
import dev.thruway.domain.observation.HostObservation.Holder;
import dev.thruway.domain.observation.Observed;
import dev.thruway.domain.observation.PassthroughState;
import dev.thruway.domain.observation.VmState;
import dev.thruway.domain.pci.ByteSize;
import dev.thruway.domain.pci.PciAddress;
import dev.thruway.domain.plan.ClusterCards.HostCard;
import dev.thruway.domain.plan.HostFit.Verdict;
import dev.thruway.domain.spec.GpuWish;
import dev.thruway.domain.spec.Vm;
import dev.thruway.domain.text.Phrase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Judges hosts of a cluster for one VM.
///
/// @param taken cards that are kept for other VMs, with the VM
/// @param wishes what the VM wants, one entry a card, those that fewest cards will do for first
/// @param state the VM, where it exists and could be read
record HostFits(
        ClusterCards cards,
        Map<ClusterCards.Place, String> taken,
        List<GpuWish.Dynamic> wishes,
        Vm vm,
        Optional<VmState> state) {

    HostFit of(ClusterObservation cluster, ClusterHost host) {
        return switch (host.host()) {
            case Observed.Unknown<HostObservation>(Phrase cause) ->
                    new HostFit(
                            host,
                            0,
                            0,
                            0,
                            List.of(),
                            outOfService(host)
                                    .<Verdict>map(Verdict.Not::new)
                                    .orElseGet(() -> new Verdict.Unread(cause)));
            case Observed.Known<HostObservation>(HostObservation seen) ->
                    of(
                            host,
                            seen,
                            cards.of(cluster, host),
                            cards.comesBack(cluster, host) ? Readiness.COMES_BACK : Readiness.NOW);
        };
    }

    /// Whether a host is in service, as far as the file's steps for it go.
    private enum Readiness {
        /// As it is.
        NOW,
        /// The steps take it out of the maintenance mode that it is in.
        COMES_BACK
    }

    private HostFit of(
            ClusterHost host, HostObservation seen, List<HostCard> all, Readiness readiness) {
        var listed = all.stream().filter(this::fits).toList();
        var active = listed.stream().filter(HostFits::active).toList();
        var free = active.stream().filter(one -> isFree(seen, one)).toList();
        if (runsOn(host)) {
            return new HostFit(
                    host,
                    listed.size(),
                    active.size(),
                    free.size(),
                    held(listed, free),
                    new Verdict.Now());
        }
        var now = pick(readiness == Readiness.NOW ? free : List.<HostCard>of(), cards::fitsNow);
        var then =
                pick(
                        listed.stream()
                                .filter(one -> active(one) || isPrepared(one))
                                .filter(one -> isFree(seen, one))
                                .toList(),
                        cards::fits);
        var verdict =
                hindrance(host, readiness)
                        .or(() -> able(now, then))
                        .or(() -> unreadCard(listed).map(Verdict.Unread::new))
                        .orElseGet(() -> new Verdict.Not(tooFew(seen, listed, active, free)));
        return new HostFit(
                host,
                listed.size(),
                active.size(),
                free.size(),
                isEnough(now) ? now : then,
                verdict);
    }

    /// What no card makes good.
    private Optional<Verdict> hindrance(ClusterHost host, Readiness readiness) {
        var out = readiness == Readiness.NOW ? outOfService(host) : Optional.<Phrase>empty();
        return out.or(() -> noStorage(host))
                .<Verdict>map(Verdict.Not::new)
                .or(() -> noMemory(host).map(Verdict.NoMemory::new));
    }

    private Optional<Verdict> able(List<Card> now, List<Card> then) {
        if (isEnough(now)) {
            return Optional.of(new Verdict.Now());
        }
        return isEnough(then)
                ? Optional.of(new Verdict.Prepared(then.getFirst().server()))
                : Optional.empty();
    }

    private Knowledge knowledge() {
        return cards.knowledge();
    }

    private boolean fits(HostCard one) {
        return wishes.stream().anyMatch(wish -> cards.fits(one.card(), wish));
    }

    private static boolean active(HostCard one) {
        return one.card()
                .function()
                .passthrough()
                .known()
                .filter(PassthroughState.ACTIVE::equals)
                .isPresent();
    }

    private static boolean isPrepared(HostCard one) {
        return one.prepared() == ClusterCards.Preparation.BY_THE_FILE;
    }

    private boolean isFree(HostObservation host, HostCard one) {
        return !taken.containsKey(ClusterCards.place(one.card()))
                && holder(host, one).filter(h -> !h.vm().equals(vm.name())).isEmpty();
    }

    private static Optional<Holder> holder(HostObservation host, HostCard one) {
        return Optional.ofNullable(host.holders().get(one.card().function().address()));
    }

    private Optional<String> owner(HostObservation host, HostCard one) {
        return holder(host, one)
                .map(Holder::vm)
                .or(() -> Optional.ofNullable(taken.get(ClusterCards.place(one.card()))));
    }

    private boolean isEnough(List<Card> picked) {
        return picked.size() >= wishes.size();
    }

    /// One card for each wish, in slot order, as far as they go.
    private List<Card> pick(List<HostCard> from, BiPredicate<Card, GpuWish.Dynamic> fits) {
        var left = new ArrayList<>(from);
        var picked = new ArrayList<Card>();
        for (var wish : wishes) {
            var next = left.stream().filter(one -> fits.test(one.card(), wish)).findFirst();
            next.ifPresent(one -> {
                left.remove(one);
                picked.add(one.card());
            });
        }
        return picked;
    }

    /// Whether it runs there with all the devices that it wants.
    private boolean runsOn(ClusterHost host) {
        return state.filter(s -> s.host().equals(host.id()))
                .filter(s -> s.power() == VmState.Power.ON)
                .filter(s -> DynamicWishes.areMet(wishes, s.devices(), knowledge()))
                .isPresent();
    }

    /// What a running VM's devices have; where the server does not say it, as many others of that
    /// kind: it runs, so it has some.
    private List<Card> held(List<HostCard> listed, List<HostCard> free) {
        var assigned = assigned();
        Predicate<HostCard> mine = one -> assigned.contains(one.card().function().address());
        return Stream.concat(
                        listed.stream().filter(mine),
                        Stream.concat(free.stream(), listed.stream()).filter(mine.negate()))
                .map(HostCard::card)
                .distinct()
                .limit(wishes.size())
                .toList();
    }

    private Set<PciAddress> assigned() {
        return state.stream()
                .flatMap(s -> s.devices().stream())
                .map(AttachedDevice::assigned)
                .flatMap(Optional::stream)
                .collect(Collectors.toSet());
    }

    private static Optional<Phrase> outOfService(ClusterHost host) {
        return host.service() == ClusterHost.Service.IN_SERVICE
                ? Optional.empty()
                : Optional.of(Phrase.of("host-fit.out-of-service", "state", host.service().word()));
    }

    private Optional<Phrase> noStorage(ClusterHost host) {
        return state.filter(s -> host.without().contains(s.instanceUuid()))
                .map(_ -> Phrase.of("host-fit.no-storage"));
    }

    /// All memory of a VM with a passthrough device is reserved.
    private Optional<Phrase> noMemory(ClusterHost host) {
        if (state.isEmpty() || host.unreserved().known().isEmpty()) {
            return Optional.empty();
        }
        var needed = ByteSize.ofMib(state.get().memoryMib());
        var left = host.unreserved().known().get();
        boolean here =
                state.get().host().equals(host.id()) && state.get().power() == VmState.Power.ON;
        if (here) {
            left = left.plus(ByteSize.ofMib(state.get().memoryReservationMib()));
        }
        return needed.compareTo(left) > 0
                ? Optional.of(
                        Phrase.of(
                                "host-fit.no-memory",
                                "needed",
                                needed.inParts(),
                                "left",
                                left.inParts()))
                : Optional.empty();
    }

    private static Optional<Phrase> unreadCard(List<HostCard> listed) {
        return listed.stream()
                .flatMap(one -> one.card().function().passthrough().whyUnknown().stream())
                .findFirst();
    }

    private Phrase tooFew(
            HostObservation host,
            List<HostCard> listed,
            List<HostCard> active,
            List<HostCard> free) {
        if (listed.isEmpty()) {
            return Phrase.of("host-fit.no-card");
        }
        if (listed.size() < wishes.size()) {
            return counted("host-fit.too-few-cards", listed);
        }
        if (active.size() < wishes.size()) {
            return counted("host-fit.not-active", active);
        }
        var holders =
                active.stream()
                        .filter(one -> !free.contains(one))
                        .flatMap(one -> owner(host, one).stream())
                        .distinct()
                        .sorted()
                        .collect(Collectors.joining(", "));
        return counted("host-fit.too-few-free", free).with("holders", holders);
    }

    private Phrase counted(String key, List<HostCard> have) {
        return Phrase.of(key, "count", have.size(), "needed", wishes.size());
    }
}
