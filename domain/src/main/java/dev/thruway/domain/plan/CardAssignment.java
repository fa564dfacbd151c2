package dev.thruway.domain.plan;

import dev.thruway.domain.Knowledge;
import dev.thruway.domain.condition.Target;
import dev.thruway.domain.observation.HostObservation;
import dev.thruway.domain.observation.Observation;
import dev.thruway.domain.observation.Observed;
import dev.thruway.domain.observation.PassthroughState;
import dev.thruway.domain.observation.VmState;
import dev.thruway.domain.pci.PciAddress;
import dev.thruway.domain.plan.CardSlots.Slot;
import dev.thruway.domain.spec.Spec;
import dev.thruway.domain.spec.Vm;
import dev.thruway.domain.text.Phrase;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Which card goes to which VM.
///
/// A VM keeps the cards it holds, as far as the file wants them. Further ones are taken in slot
/// order, on one NUMA node where one has enough, never one that another VM holds or is to get. All
/// VMs keep first, then all take, so that the order of VMs decides as little as possible.
public final class CardAssignment {

    private final Spec spec;
    private final Observation seen;
    private final Knowledge knowledge;
    private final CardSlots slots;
    private final Map<String, List<Card>> cards = new TreeMap<>();
    private final Map<String, List<Card>> chosen = new TreeMap<>();
    private final Map<String, List<Card>> reserved = new TreeMap<>();
    private final List<Blocker> blockers = new ArrayList<>();
    private final Map<String, Set<PciAddress>> taken = new HashMap<>();
    private final List<CardMove> moves = new ArrayList<>();
    private final Map<String, PromisedLabels> labels = new TreeMap<>();

    private CardAssignment(Spec spec, Observation seen, Knowledge knowledge) {
        this.spec = spec;
        this.seen = seen;
        this.knowledge = knowledge;
        this.slots = new CardSlots(knowledge, labels);
    }

    /// The cards of every VM of the file whose host could be read, and what stands in the way.
    ///
    /// @param byVm the cards of each VM, in slot order; fewer than wanted only with a blocker
    /// @param reserved of these the cards that are there for dynamic DirectPath: vSphere may give
    ///   the VM others of the same kind
    /// @param inventory every GPU of each server that could be read
    /// @param moves cards that a VM of the file gives up for another
    /// @param labels by server: the hardware labels that the file sets
    /// @param places where in its cluster each VM can start
    public record Result(
            Map<String, List<Card>> byVm,
            Map<String, List<Card>> reserved,
            Map<String, List<Card>> inventory,
            List<CardMove> moves,
            List<Blocker> blockers,
            Map<String, PromisedLabels> labels,
            Map<String, ClusterPlace> places) {

        /// The label that a card has when the file is carried out.
        Optional<String> label(Card card) {
            return PromisedLabels.label(card, labels);
        }

        /// Where a VM can start; empty for one on a server, and where its cluster was not read.
        public Optional<ClusterPlace> place(String vm) {
            return Optional.ofNullable(places.get(vm));
        }

        public List<Card> of(String vm) {
            return byVm.getOrDefault(vm, List.of());
        }

        /// The cards that the VM holds by their address.
        public List<Card> fixed(String vm) {
            var dynamic = reserved.getOrDefault(vm, List.of());
            return of(vm).stream().filter(card -> !dynamic.contains(card)).toList();
        }

        /// Whether a VM gives up what it holds at an address.
        boolean givesUp(String vm, PciAddress address) {
            return moves.stream()
                    .filter(m -> m.from().equals(vm))
                    .flatMap(m -> m.card().functions().stream())
                    .anyMatch(c -> c.function().address().equals(address));
        }

        public List<Card> on(String server) {
            return inventory.getOrDefault(server, List.of());
        }
    }

    public static Result assign(Spec spec, Observation seen, Knowledge knowledge) {
        return new CardAssignment(spec, seen, knowledge).run();
    }

    private Result run() {
        seen.servers()
                .forEach((name, server) -> {
                    cards.put(name, CardInventory.of(server, knowledge));
                    taken.put(name, new HashSet<>());
                    spec.server(name)
                            .ifPresent(s ->
                                    labels.put(
                                            name, PromisedLabels.of(s, cardsOn(name), knowledge)));
                });
        var missing = new LinkedHashMap<String, List<Slot>>();
        spec.vms().forEach(vm -> keep(vm).ifPresent(s -> missing.put(vm.name(), s)));
        missing.forEach((vm, open) -> take(vm, open, Slot.By.ADDRESS));
        missing.forEach((vm, open) -> take(vm, open, Slot.By.MODEL));
        missing.forEach((vm, open) -> take(vm, open, Slot.By.DYNAMIC));
        chosen.forEach(this::companions);
        chosen.replaceAll((_, list) -> list.stream().sorted(Card.SLOT_ORDER).toList());
        return ClusterPlaces.add(
                new Result(chosen, reserved, cards, moves, blockers, labels, Map.of()),
                spec,
                seen,
                knowledge);
    }

    private Optional<List<Slot>> keep(Vm vm) {
        var name = vm.name();
        var server = Context.serverOf(vm).orElse(null);
        var seenVm = seen.vms().get(name);
        if (server == null || seenVm == null) {
            return Optional.empty();
        }
        var host = host(server);
        if (host.isEmpty()) {
            return Optional.empty();
        }
        var fixed = held(name, seenVm.state(), host.get());
        var assigned = assigned(seenVm.state());
        var open = new ArrayList<Slot>();
        slots.unknownModels(vm).forEach(cause -> block(name, cause));
        for (var slot : slots.of(vm)) {
            var keeps =
                    cardsOn(server).stream()
                            .filter(slot.fits())
                            .filter(c ->
                                    (slot.by() == Slot.By.DYNAMIC ? assigned : fixed)
                                            .contains(c.function().address()))
                            .filter(c -> !taken(server).contains(c.function().address()))
                            .findFirst();
            if (keeps.isPresent()) {
                give(name, server, slot, keeps.get());
            } else {
                open.add(slot);
            }
        }
        return Optional.of(open);
    }

    /// The cards that a running VM's dynamic devices have now.
    private static Set<PciAddress> assigned(Observed<Optional<VmState>> state) {
        return state.known().stream()
                .flatMap(Optional::stream)
                .flatMap(s -> s.devices().stream())
                .flatMap(d -> d.assigned().stream())
                .collect(Collectors.toSet());
    }

    /// What a VM holds by its own account; where it could not be read, by its host's.
    private static Set<PciAddress> held(
            String vm, Observed<Optional<VmState>> state, HostObservation host) {
        return switch (state) {
            case Observed.Known<Optional<VmState>>(var known) ->
                    known.stream()
                            .flatMap(s -> s.devices().stream())
                            .flatMap(d -> d.address().stream())
                            .collect(Collectors.toSet());
            case Observed.Unknown<Optional<VmState>> _ ->
                    host.holders().entrySet().stream()
                            .filter(e -> e.getValue().vm().equals(vm))
                            .map(Map.Entry::getKey)
                            .collect(Collectors.toSet());
        };
    }

    private void block(String vm, Phrase cause) {
        blockers.add(new Blocker(Target.vm(vm), cause));
    }

    /// Of all VMs those that are wanted by address first: no other card will do for them.
    private void take(String vm, List<Slot> all, Slot.By by) {
        var open = all.stream().filter(slot -> slot.by() == by).toList();
        if (open.isEmpty()) {
            return;
        }
        var server = Context.serverOf(spec.vm(vm).orElseThrow()).orElseThrow();
        for (var slot : open) {
            var free = free(server, vm, slot);
            if (free.isEmpty() && by != Slot.By.DYNAMIC) {
                free = givenUp(server, vm, slot);
            }
            if (free.isEmpty()) {
                block(vm, whyNone(server, vm, slot));
                return;
            }
            var card = preferNode(free, open.size(), chosen.getOrDefault(vm, List.of()));
            holder(server, card.function().address())
                    .filter(h -> !h.vm().equals(vm))
                    .ifPresent(h -> moves.add(new CardMove(card, h.vm(), vm)));
            give(vm, server, slot, card);
        }
    }

    /// Cards that another VM of the file holds, got from Thruway, and is not to have any more. What
    /// a VM got in another way is never taken from it.
    private List<Card> givenUp(String server, String vm, Slot slot) {
        return cardsOn(server).stream()
                .filter(slot.fits())
                .filter(Card::switchable)
                .filter(c -> !taken(server).contains(c.function().address()))
                .filter(c ->
                        holder(server, c.function().address())
                                .map(HostObservation.Holder::vm)
                                .filter(holder -> !holder.equals(vm))
                                .flatMap(this::state)
                                .filter(state -> gotFromThruway(state, c.function().address()))
                                .isPresent())
                .toList();
    }

    /// A VM of the file that could be read.
    private Optional<VmState> state(String vm) {
        return spec.vm(vm)
                .flatMap(v -> Optional.ofNullable(seen.vms().get(v.name())))
                .flatMap(v -> v.state().known())
                .flatMap(state -> state);
    }

    private static boolean gotFromThruway(VmState vm, PciAddress address) {
        return vm.agreed().stream().anyMatch(a -> a.address().equals(address))
                && vm.before()
                        .filter(b -> !b.deviceAddresses().contains(address.toString()))
                        .isPresent();
    }

    /// On the node of the cards that the VM has; else on a node that has enough for all; else the
    /// first by slot.
    private static Card preferNode(List<Card> free, int wanted, List<Card> has) {
        var nodes = new LinkedHashMap<Integer, Integer>();
        free.forEach(c -> nodes.merge(node(c), 1, Integer::sum));
        var own = has.stream().map(CardAssignment::node).findFirst();
        int node =
                own.filter(nodes::containsKey)
                        .or(() ->
                                nodes.entrySet().stream()
                                        .filter(e -> e.getValue() >= wanted)
                                        .map(Map.Entry::getKey)
                                        .findFirst())
                        .orElse(node(free.getFirst()));
        return free.stream().filter(c -> node(c) == node).findFirst().orElse(free.getFirst());
    }

    private static int node(Card card) {
        return card.function().numaNode().orElse(-1);
    }

    /// A card goes whole: a function of it that another VM holds cannot follow.
    private void companions(String vm, List<Card> own) {
        for (var card : own) {
            if (reserved.getOrDefault(vm, List.of()).contains(card)) {
                continue;
            }
            for (var function : card.companions()) {
                holder(card.server(), function.address())
                        .filter(h -> !h.vm().equals(vm))
                        .filter(h -> moves.stream().noneMatch(m -> m.is(card, h.vm(), vm)))
                        .ifPresent(h ->
                                block(
                                        vm,
                                        Phrase.of(
                                                "blocker.companion-held",
                                                "card",
                                                card.function().address(),
                                                "address",
                                                function.address(),
                                                "name",
                                                function.name(),
                                                "holder",
                                                h.vm(),
                                                "power",
                                                h.power().word())));
            }
        }
    }

    private Optional<HostObservation.Holder> holder(String server, PciAddress address) {
        return host(server).map(host -> host.holders().get(address));
    }

    /// Those whose state the host says, and of them those that nothing speaks against; where there
    /// are none, those of which it does not say it: a card is not absent because it could not be
    /// read, and nothing is planned with such a one.
    private List<Card> free(String server, String vm, Slot slot) {
        var unheld = unheld(server, vm, slot).stream().filter(slot.fits()).toList();
        var usable = unheld.stream().filter(Card::switchable).toList();
        if (usable.isEmpty()) {
            return unheld.stream()
                    .filter(c -> c.function().passthrough().known().isEmpty())
                    .toList();
        }
        var active = usable.stream().filter(CardAssignment::active).toList();
        if (slot.by() == Slot.By.DYNAMIC && !active.isEmpty()) {
            return active;
        }
        var host = host(server).orElseThrow();
        var unguarded =
                usable.stream().filter(c -> Guard.refusal(host, c.function()).isEmpty()).toList();
        return unguarded.isEmpty() ? usable : unguarded;
    }

    private static boolean active(Card card) {
        return card.function().passthrough().known().equals(Optional.of(PassthroughState.ACTIVE));
    }

    /// A dynamic device cannot have a card that a fixed one of the same VM holds.
    private List<Card> unheld(String server, String vm, Slot slot) {
        var host = host(server).orElseThrow();
        return cardsOn(server).stream()
                .filter(c -> !taken(server).contains(c.function().address()))
                .filter(c ->
                        Optional.ofNullable(host.holders().get(c.function().address()))
                                .filter(h -> slot.by() == Slot.By.DYNAMIC || !h.vm().equals(vm))
                                .isEmpty())
                .sorted(Comparator.comparing(c -> c, Card.SLOT_ORDER))
                .toList();
    }

    private Phrase whyNone(String server, String vm, Slot slot) {
        var fitting = cardsOn(server).stream().filter(slot.fits()).toList();
        if (fitting.isEmpty()) {
            return PciAddress.tryParse(slot.wanted())
                    .flatMap(address -> noGpu(host(server).orElseThrow(), address))
                    .orElse(
                            Phrase.of(
                                    "blocker.no-such-card",
                                    "wanted",
                                    slot.wanted(),
                                    "server",
                                    server));
        }
        var holders =
                fitting.stream()
                        .flatMap(card -> owners(server, card))
                        .filter(owner -> !owner.equals(vm))
                        .distinct()
                        .sorted()
                        .toList();
        if (holders.isEmpty()) {
            return Phrase.of(
                    "blocker.too-few-cards",
                    "wanted",
                    slot.wanted(),
                    "server",
                    server,
                    "present",
                    Integer.toString(fitting.size()));
        }
        return Phrase.of(
                "blocker.no-free-card",
                "wanted",
                slot.wanted(),
                "server",
                server,
                "present",
                Integer.toString(fitting.size()),
                "holders",
                String.join(", ", holders));
    }

    /// What sits at an address where there is no GPU; empty where nothing does.
    static Optional<Phrase> noGpu(HostObservation host, PciAddress address) {
        return host.function(address)
                .map(f ->
                        Guard.refusal(host, f)
                                .orElse(
                                        Phrase.of(
                                                "blocker.not-a-gpu",
                                                "address",
                                                address,
                                                "name",
                                                f.name())));
    }

    /// The VM that holds a card, with its power where the file does not name it, and the one that
    /// is to get it.
    private Stream<String> owners(String server, Card card) {
        var holder = holder(server, card.function().address());
        var chosenBy =
                chosen.entrySet().stream()
                        .filter(e -> e.getValue().contains(card))
                        .map(Map.Entry::getKey);
        return Stream.concat(holder.map(this::named).stream(), chosenBy);
    }

    private String named(HostObservation.Holder holder) {
        return spec.vm(holder.vm()).isPresent()
                ? holder.vm()
                : holder.vm() + " (" + holder.power().word() + ")";
    }

    private void give(String vm, String server, Slot slot, Card card) {
        if (slot.by() == Slot.By.DYNAMIC) {
            reserved.computeIfAbsent(vm, _ -> new ArrayList<>()).add(card);
        }
        chosen.computeIfAbsent(vm, _ -> new ArrayList<>()).add(card);
        taken(server).add(card.function().address());
    }

    private List<Card> cardsOn(String server) {
        return cards.getOrDefault(server, List.of());
    }

    private Set<PciAddress> taken(String server) {
        return taken.computeIfAbsent(server, _ -> new HashSet<>());
    }

    private Optional<HostObservation> host(String server) {
        return Optional.ofNullable(seen.servers().get(server))
                .flatMap(s -> s.host())
                .flatMap(o -> o.known());
    }
}
