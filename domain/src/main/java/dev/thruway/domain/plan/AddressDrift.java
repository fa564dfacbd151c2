package dev.thruway.domain.plan;

import dev.thruway.domain.observation.AgreedCard;
import dev.thruway.domain.observation.HostBefore;
import dev.thruway.domain.observation.HostFunction;
import dev.thruway.domain.observation.HostObservation;
import dev.thruway.domain.observation.Observation;
import dev.thruway.domain.observation.Observed;
import dev.thruway.domain.observation.PassthroughState;
import dev.thruway.domain.observation.ServerObservation;
import dev.thruway.domain.observation.VmState;
import dev.thruway.domain.pci.PciAddress;
import dev.thruway.domain.spec.Spec;
import dev.thruway.domain.spec.Vm;
import dev.thruway.domain.text.Phrase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// An address at which another device sits than the one that was agreed on.
///
/// Addresses are given anew when hardware changes: a card that was added or moved pushes others
/// along, and the toggle of passthrough stays with the address.
///
/// @param vm whose agreement it was; empty where only the host's note says it
/// @param cause both devices, and what to do
public record AddressDrift(PciAddress address, Optional<String> vm, Phrase cause) {

    /// What was agreed with one VM.
    static List<AddressDrift> ofVm(Context context, String vm) {
        return Context.serverOf(context.vmSpec(vm))
                .map(server -> new On(context.seen(), context.cards(), server).agreed(vm))
                .orElse(List.of());
    }

    /// All of one server: what was agreed with each VM of the file, and what the host's note says
    /// beyond that.
    static List<AddressDrift> on(
            Spec spec, Observation seen, CardAssignment.Result cards, String server) {
        var on = new On(seen, cards, server);
        var all = new ArrayList<AddressDrift>();
        spec.vmsOn(server).forEach(vm -> all.addAll(on.agreed(vm.name())));
        on.noted().stream()
                .filter(d -> all.stream().noneMatch(a -> a.address.equals(d.address)))
                .toList()
                .forEach(all::add);
        return all;
    }

    /// All of one server that no blocker of a plan says already.
    public static List<AddressDrift> beside(
            Plan plan, Spec spec, Observation seen, CardAssignment.Result cards, String server) {
        return on(spec, seen, cards, server).stream()
                .filter(d ->
                        plan.blockers().stream()
                                .noneMatch(b -> b.cause().args().equals(d.cause.args())))
                .toList();
    }

    /// Addresses of cards that were agreed on with a VM and are there no more: another device is,
    /// or none. As far as its host could be read.
    static Set<PciAddress> left(Observation seen, CardAssignment.Result cards, Vm vm) {
        return Context.serverOf(vm)
                .map(server -> new On(seen, cards, server).left(vm.name()))
                .orElse(Set.of());
    }

    /// Functions that the host lives on, and whose passthrough is on: at its next boot the host
    /// does without them.
    static List<Phrase> usedAndPassed(HostObservation host) {
        return usedAndPassed(host, _ -> true);
    }

    /// The same at some addresses only.
    static List<Phrase> usedAndPassed(HostObservation host, Predicate<PciAddress> at) {
        return host.functions().stream()
                .filter(f -> isOn(f.passthrough()))
                .filter(f -> at.test(f.address()))
                .flatMap(f ->
                        host.uses().known().flatMap(u -> u.of(f.address())).stream()
                                .map(use ->
                                        Phrase.of(
                                                "blocker.used-device-passed",
                                                "address",
                                                f.address(),
                                                "found",
                                                f.ids() + " " + f.name(),
                                                "use",
                                                use.by())))
                .toList();
    }

    private static boolean isOn(Observed<PassthroughState> state) {
        return state.known()
                .filter(s ->
                        switch (s) {
                            case ENABLED_NOT_ACTIVE, ACTIVE -> true;
                            case OFF, DISABLED_STILL_ACTIVE, INCAPABLE, VGPU, OTHER -> false;
                        })
                .isPresent();
    }

    /// The comparison on one server.
    private record On(Observation seen, CardAssignment.Result cards, String server) {

        private Optional<HostObservation> host() {
            return Optional.ofNullable(seen.servers().get(server))
                    .flatMap(ServerObservation::host)
                    .flatMap(Observed::known);
        }

        List<AddressDrift> agreed(String vm) {
            return agreedWith(vm).stream()
                    .flatMap(agreed -> drift("card-changed", agreed, Optional.of(vm)).stream())
                    .toList();
        }

        private List<AgreedCard> agreedWith(String vm) {
            return Optional.ofNullable(seen.vms().get(vm))
                    .flatMap(v -> v.state().known())
                    .flatMap(state -> state)
                    .map(VmState::agreed)
                    .orElse(List.of());
        }

        Set<PciAddress> left(String vm) {
            if (host().isEmpty()) {
                return Set.of();
            }
            return agreedWith(vm).stream()
                    .filter(agreed ->
                            found(agreed.address())
                                    .filter(card -> agreed.isStill(card.identity()))
                                    .isEmpty())
                    .map(AgreedCard::address)
                    .collect(Collectors.toSet());
        }

        List<AddressDrift> noted() {
            return host()
                    .flatMap(host -> host.before().known())
                    .flatMap(before -> before)
                    .orElse(HostBefore.NOTHING)
                    .ids()
                    .entrySet()
                    .stream()
                    .map(e ->
                            new AgreedCard(
                                    e.getKey(), e.getValue(), Optional.empty(), Optional.empty()))
                    .flatMap(agreed ->
                            drift("noted-card-changed", agreed, Optional.empty()).stream())
                    .toList();
        }

        private Optional<AddressDrift> drift(String code, AgreedCard agreed, Optional<String> vm) {
            return found(agreed.address())
                    .filter(card -> !agreed.isStill(card.identity()))
                    .map(card ->
                            new AddressDrift(
                                    agreed.address(),
                                    vm,
                                    changed("blocker." + code, agreed, card)));
        }

        /// What sits at an address, a GPU with what its BMC says of it.
        private Optional<Card> found(PciAddress address) {
            return cards.on(server).stream()
                    .flatMap(c -> c.functions().stream())
                    .filter(c -> c.function().address().equals(address))
                    .findFirst()
                    .or(() -> host().flatMap(host -> host.function(address)).map(this::plain));
        }

        private Card plain(HostFunction function) {
            return new Card(server, function, List.of(), Optional.empty(), Optional.empty());
        }

        private Phrase changed(String key, AgreedCard agreed, Card found) {
            return Phrase.of(
                    key,
                    "address",
                    agreed.address(),
                    "agreed",
                    agreed.described(),
                    "found",
                    found.identity().described() + " " + found.name(),
                    "server",
                    server);
        }
    }
}
