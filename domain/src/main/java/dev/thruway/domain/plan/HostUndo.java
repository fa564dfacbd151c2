package dev.thruway.domain.plan;

import dev.thruway.domain.condition.Target;
import dev.thruway.domain.observation.HostBefore;
import dev.thruway.domain.observation.HostFunction;
import dev.thruway.domain.observation.HostObservation;
import dev.thruway.domain.observation.HostObservation.Holder;
import dev.thruway.domain.observation.Observation;
import dev.thruway.domain.observation.Observed;
import dev.thruway.domain.observation.PassthroughState;
import dev.thruway.domain.observation.VmObservation;
import dev.thruway.domain.pci.PciAddress;
import dev.thruway.domain.plan.Steps.Change;
import dev.thruway.domain.spec.Spec;
import dev.thruway.domain.text.Phrase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What restores one host's toggles.
///
/// @param reboots whether its steps reboot it
/// @param closing what comes after the VMs are started again
record HostUndo(
        String server,
        List<Step> steps,
        List<Step> closing,
        boolean reboots,
        List<Blocker> blockers,
        List<Consequence> consequences) {

    HostUndo {
        steps = List.copyOf(steps);
        closing = List.copyOf(closing);
        consequences = List.copyOf(consequences);
        blockers = List.copyOf(blockers);
    }

    /// Which of a host's cards are asked for.
    enum Extent {
        /// All that were noted; one that a VM still holds is refused.
        WHOLE,
        /// Those that VMs give back, no other VM holds and the rest of the file does not need.
        CARDS_GIVEN_BACK
    }

    /// @param undone the VMs on this host that are restored before it
    /// @param ofClusters VMs of clusters that are restored before it; the host is not restored for
    ///   them
    /// @param others VMs of the file on this host that are not
    /// @param left what was switched on for the VMs, and what the rest of the file needs
    record Asked(
            Spec spec,
            Observation seen,
            Predicate<Target> wanted,
            String server,
            List<VmUndo> undone,
            List<VmUndo> ofClusters,
            List<VmObservation> others,
            CardsLeft left) {

        Stream<VmUndo> all() {
            return Stream.concat(undone.stream(), ofClusters.stream());
        }

        Extent extent() {
            return wanted.test(Target.server(server)) ? Extent.WHOLE : Extent.CARDS_GIVEN_BACK;
        }

        /// Whether it is asked for something on this host, even where that is undone already.
        boolean concerns() {
            return extent() == Extent.WHOLE
                    || spec.vmsOn(spec.server(server).orElseThrow()).stream()
                            .map(vm -> Target.vm(vm.name()))
                            .anyMatch(wanted);
        }

        boolean nothing() {
            return extent() == Extent.CARDS_GIVEN_BACK
                    && left.released().isEmpty()
                    && undone.stream().allMatch(vm -> vm.givenBack().isEmpty());
        }

        boolean includes(PciAddress address) {
            return switch (extent()) {
                case WHOLE -> true;
                case CARDS_GIVEN_BACK ->
                        !left.needed().contains(address)
                                && (left.released().contains(address)
                                        || undone.stream()
                                                .anyMatch(vm -> vm.givenBack().contains(address)));
            };
        }
    }

    /// Nothing where nothing was asked for, the file has no host, or nothing was noted on it.
    static HostUndo of(Asked asked, Optional<Observed<HostObservation>> host) {
        var maker = new Maker(asked);
        if (!asked.nothing()) {
            host.ifPresent(maker::host);
        } else if (asked.concerns()) {
            host.flatMap(Observed::known).ifPresent(maker::finish);
        }
        boolean reboots =
                maker.steps.stream().anyMatch(s -> s.action() instanceof Action.RebootHost);
        return new HostUndo(
                asked.server(),
                maker.steps,
                maker.closing,
                reboots,
                maker.blockers,
                maker.consequences);
    }

    /// Collects the steps.
    private static final class Maker {

        private final Asked asked;
        private final Target target;
        private final Steps make;
        private final List<Step> steps = new ArrayList<>();
        private final List<Step> closing = new ArrayList<>();
        private final List<Blocker> blockers = new ArrayList<>();
        private final List<Consequence> consequences = new ArrayList<>();

        Maker(Asked asked) {
            this.asked = asked;
            this.target = Target.server(asked.server());
            this.make = new Steps(target, UndoPlanner.ASKED);
        }

        void host(Observed<HostObservation> seen) {
            switch (seen) {
                case Observed.Unknown<HostObservation>(Phrase cause) -> unread(cause);
                case Observed.Known<HostObservation>(HostObservation host) -> {
                    switch (host.before()) {
                        case Observed.Unknown<Optional<HostBefore>>(Phrase cause) -> unread(cause);
                        case Observed.Known<Optional<HostBefore>>(var before) ->
                                restore(host, before);
                    }
                }
            }
        }

        private void unread(Phrase cause) {
            blockers.add(Blockers.hostUnread(target, cause));
        }

        private void restore(HostObservation host, Optional<HostBefore> before) {
            int planned = steps.size();
            before.ifPresent(b -> restore(host, b));
            if (steps.size() == planned) {
                finish(host);
            }
        }

        /// What a run that ended early left behind.
        void finish(HostObservation host) {
            walk(reboot(host).leftBehind(restarted()));
        }

        private HostReboot reboot(HostObservation host) {
            return new HostReboot(asked.spec(), asked.seen(), asked.server(), host);
        }

        private void walk(HostReboot.Way way) {
            steps.addAll(way.steps());
            closing.addAll(way.closing());
            blockers.addAll(way.blockers());
            consequences.addAll(way.consequences());
        }

        private void restore(HostObservation host, HostBefore before) {
            var cards =
                    before.addresses().stream()
                            .filter(asked::includes)
                            .filter(address -> free(host, address))
                            .toList();
            if (cards.isEmpty()) {
                return;
            }
            boolean reboots = false;
            for (var address : cards) {
                relabel(host, before, address);
                boolean wasEnabled = before.passthroughEnabled().getOrDefault(address, true);
                if (!wasEnabled) {
                    reboots |= switchOff(host, before, address);
                }
            }
            refuseUsed(host, reboots ? _ -> true : cards::contains);
            if (reboots) {
                rebootOnce(host);
            } else {
                finish(host);
            }
            forget(host, before, cards);
        }

        /// Whether nobody needs the toggle on. Where it is off already, nobody is asked.
        private boolean free(HostObservation host, PciAddress address) {
            boolean off =
                    host.function(address)
                            .flatMap(f -> f.passthrough().known())
                            .filter(state -> !enabled(state))
                            .isPresent();
            if (off) {
                return true;
            }
            var holder =
                    Stream.concat(
                                    Optional.ofNullable(host.holders().get(address)).stream()
                                            .map(Holder::vm),
                                    asked.others().stream()
                                            .filter(vm -> holds(vm, address))
                                            .map(VmObservation::name))
                            .filter(vm -> !givesBack(vm, address))
                            .findFirst();
            if (holder.isPresent() && asked.extent() == Extent.WHOLE) {
                blockers.add(
                        new Blocker(
                                target,
                                Phrase.of(
                                        "blocker.card-still-held",
                                        "address",
                                        address,
                                        "vm",
                                        holder.get())));
            }
            return holder.isEmpty();
        }

        private static boolean holds(VmObservation vm, PciAddress address) {
            return vm.state().known().flatMap(s -> s).filter(s -> s.holds(address)).isPresent();
        }

        /// Also a VM that held the card before Thruway came, when passthrough was off: where all of
        /// the host goes back, it holds a card again that does not work, and is off as it was.
        private boolean givesBack(String vm, PciAddress address) {
            return asked.all()
                    .filter(u -> u.vm().equals(vm))
                    .anyMatch(u ->
                            u.givenBack().contains(address)
                                    || (asked.extent() == Extent.WHOLE
                                            && u.off()
                                            && u.restart().isEmpty()));
        }

        private void relabel(HostObservation host, HostBefore before, PciAddress address) {
            var was = before.labels().get(address);
            host.function(address)
                    .filter(f -> before.isOf(address, f.ids()))
                    .filter(f -> was != null && !f.label().orElse("").equals(was))
                    .ifPresent(f -> steps.add(make.label(f, String.valueOf(was))));
        }

        /// Whether that takes effect with the next reboot only. Another product at the address was
        /// not switched by Thruway.
        private boolean switchOff(HostObservation host, HostBefore before, PciAddress address) {
            var function = host.function(address).filter(f -> before.isOf(address, f.ids()));
            if (function.isEmpty()) {
                host.function(address).filter(Maker::isEnabled).ifPresent(this::staysOn);
                return false;
            }
            return switch (function.get().passthrough()) {
                case Observed.Unknown<PassthroughState>(Phrase cause) -> {
                    unread(cause);
                    yield false;
                }
                case Observed.Known<PassthroughState>(PassthroughState state) -> {
                    if (enabled(state)) {
                        steps.add(
                                make.change(
                                        new Action.DisablePassthrough(
                                                address, function.get().ids()),
                                        address.toString(),
                                        Change.of(
                                                "config.pciPassthruInfo["
                                                        + address
                                                        + "].passthruEnabled",
                                                "true",
                                                "false")));
                    }
                    boolean rebinds = host.rebindWithoutReboot().known().orElse(false);
                    yield state == PassthroughState.DISABLED_STILL_ACTIVE
                            || (state == PassthroughState.ACTIVE && !rebinds);
                }
            };
        }

        private void staysOn(HostFunction other) {
            consequences.add(
                    new Consequence(
                            target,
                            Phrase.of(
                                    "consequence.toggle-stays-on",
                                    "server",
                                    asked.server(),
                                    "address",
                                    other.address(),
                                    "found",
                                    other.name())));
        }

        private static boolean isEnabled(HostFunction function) {
            return function.passthrough().known().filter(Maker::enabled).isPresent();
        }

        private static boolean enabled(PassthroughState state) {
            return switch (state) {
                case ACTIVE, ENABLED_NOT_ACTIVE -> true;
                case OFF, DISABLED_STILL_ACTIVE, INCAPABLE, VGPU, OTHER -> false;
            };
        }

        /// What the host lives on and came to an address that Thruway switched on is a person's to
        /// switch off; without the note nobody would know of it.
        private void refuseUsed(HostObservation host, Predicate<PciAddress> at) {
            AddressDrift.usedAndPassed(host, at)
                    .forEach(cause -> blockers.add(new Blocker(target, cause)));
        }

        private void rebootOnce(HostObservation host) {
            var off = asked.all().filter(VmUndo::off).map(VmUndo::vm).collect(Collectors.toSet());
            host.bootTime().whyUnknown().ifPresent(this::unread);
            walk(reboot(host).way(make, new HostReboot.Others(off, restarted())));
        }

        private Set<String> restarted() {
            return asked.all()
                    .filter(vm -> vm.restart().isPresent())
                    .map(VmUndo::vm)
                    .collect(Collectors.toSet());
        }

        private void forget(HostObservation host, HostBefore before, List<PciAddress> restored) {
            var left = before.without(restored);
            var path = ".thruway/" + host.uuid() + "/before.json";
            steps.add(
                    left.equals(HostBefore.NOTHING)
                            ? make.change(
                                    new Action.ForgetHost(),
                                    "",
                                    Change.remove(path, addresses(before)))
                            : make.change(
                                    new Action.NoteHost(left),
                                    "",
                                    Change.add(path, addresses(left))));
        }

        private static String addresses(HostBefore noted) {
            return noted.addresses().stream()
                    .map(Object::toString)
                    .collect(Collectors.joining(" "));
        }
    }
}
