package dev.thruway.domain.plan;

import dev.thruway.domain.condition.Target;
import dev.thruway.domain.mmio.MmioKeys;
import dev.thruway.domain.observation.AgreedCard;
import dev.thruway.domain.observation.AttachedDevice;
import dev.thruway.domain.observation.DynamicDevice;
import dev.thruway.domain.observation.GuestObservation;
import dev.thruway.domain.observation.Observed;
import dev.thruway.domain.observation.VmBefore;
import dev.thruway.domain.observation.VmObservation;
import dev.thruway.domain.observation.VmState;
import dev.thruway.domain.pci.PciAddress;
import dev.thruway.domain.plan.Steps.Change;
import dev.thruway.domain.text.Phrase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What restores one VM and its guest.
///
/// @param server that it is on; empty for a VM of a cluster
/// @param guestRestored notes that the guest is restored, together with the last of the steps;
///   without it a run that is cut off after them would have to start the VM to find out. Where the
///   notes are removed right after the steps it is not needed
/// @param restart starts it again, where it was on before
/// @param forget removes its notes; last of all, so that a run that is cut off before knows what is
///   left to restore of the VM, its power and its host
/// @param power of the VM after its steps, until it is started again
/// @param givenBack the cards that it got from Thruway and has no more after the steps
/// @param released the dynamic devices that it got from Thruway, gone already or by the steps
record VmUndo(
        String vm,
        Optional<String> server,
        List<Step> steps,
        Optional<Step> guestRestored,
        Optional<Step> restart,
        Optional<Step> forget,
        VmState.Power power,
        List<PciAddress> givenBack,
        List<DynamicDevice> released,
        List<Blocker> blockers) {

    VmUndo {
        steps = List.copyOf(steps);
        givenBack = List.copyOf(givenBack);
        released = List.copyOf(released);
        blockers = List.copyOf(blockers);
    }

    /// @param left addresses at which another device is now than the card that was agreed on, or
    ///   none: the VM is not started with what is there
    static VmUndo of(
            Optional<String> server,
            VmState vm,
            VmBefore before,
            VmObservation observation,
            Set<PciAddress> left) {
        var steps = new Maker(vm, before, observation, left);
        boolean on = steps.all();
        return new VmUndo(
                observation.name(),
                server,
                steps.steps,
                steps.guestRestored(),
                before.power() == VmState.Power.ON && !on
                        ? Optional.of(steps.powerOn(""))
                        : Optional.empty(),
                Optional.of(steps.forget()),
                on ? VmState.Power.ON : VmState.Power.OFF,
                steps.givenBack(),
                steps.released(),
                steps.blockers);
    }

    /// Where the VM was as wanted and only its guest was changed; it goes on running. Empty where
    /// the guest noted nothing.
    static Optional<VmUndo> ofGuestAlone(
            Optional<String> server, VmState vm, VmObservation observation) {
        return observation
                .guest()
                .flatMap(Observed::known)
                .filter(_ -> vm.power() == VmState.Power.ON)
                .flatMap(GuestObservation::before)
                .map(_ ->
                        new VmUndo(
                                observation.name(),
                                server,
                                List.of(restoreGuest(steps(observation))),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                vm.power(),
                                List.of(),
                                List.of(),
                                Blockers.ofState(Target.vm(observation.name()), vm)));
    }

    boolean isOn(String name) {
        return server.filter(name::equals).isPresent();
    }

    /// Whether the VM is off after its steps, until it is started again.
    boolean off() {
        return power == VmState.Power.OFF;
    }

    private static Steps steps(VmObservation observation) {
        return new Steps(Target.vm(observation.name()), UndoPlanner.ASKED);
    }

    private static Step restoreGuest(Steps make) {
        return make.change(
                new Action.RestoreGuest(), "", Change.remove("/var/lib/thruway", "before.json"));
    }

    /// Collects the steps.
    private static final class Maker {

        private final VmState vm;
        private final VmBefore before;
        private final VmObservation observation;
        private final Set<PciAddress> left;
        private final Steps make;
        private final List<Step> steps = new ArrayList<>();
        private final List<Step> changes = new ArrayList<>();

        /// Those of the changes without which the VM must not be started.
        private final List<Step> stale = new ArrayList<>();

        /// The cards that its dynamic devices have, as far as these go.
        private final List<PciAddress> assigned = new ArrayList<>();

        private final List<Blocker> blockers = new ArrayList<>();

        Maker(VmState vm, VmBefore before, VmObservation observation, Set<PciAddress> left) {
            this.vm = vm;
            this.before = before;
            this.observation = observation;
            this.left = left;
            this.make = steps(observation);
        }

        /// Whether the VM is on afterwards. One that was on before, and differs in nothing, stays
        /// on. That a VM differs in nothing says nothing of its guest: only the notes do.
        boolean all() {
            Blockers.ofState(make.target(), vm).forEach(blockers::add);
            boolean on = vm.power() == VmState.Power.ON;
            boolean started = !on;
            devices();
            settings();
            var guest = observation.guest().filter(this::mayBeTouched);
            if (guest.isPresent()) {
                on = guest(on, guest.get());
            }
            boolean stays = !started && changes.isEmpty() && before.power() == VmState.Power.ON;
            if (on && !stays) {
                steps.add(
                        before.power() == VmState.Power.ON
                                ? make.shutDown()
                                : make.shutDownForGood());
            }
            steps.addAll(changes);
            return on && stays;
        }

        /// Also where the VM's note does not know of it, as far as the guest was read.
        private boolean mayBeTouched(Observed<GuestObservation> guest) {
            return before.guestTouched()
                    || guest.known().flatMap(GuestObservation::before).isPresent();
        }

        Optional<Step> guestRestored() {
            return observation
                    .guest()
                    .filter(_ -> before.guestTouched())
                    .map(_ ->
                            make.change(
                                    new Action.NoteGuestRestored(before.withGuestTouched(false)),
                                    "",
                                    Change.of(
                                            "config.extraConfig[thruway.before].guestTouched",
                                            "true",
                                            "false")));
        }

        Step forget() {
            return make.change(
                    new Action.ForgetVm(),
                    "",
                    Change.remove("config.extraConfig[thruway.before, thruway.agreed]", noted()));
        }

        private String noted() {
            var words = VmSteps.words(vm.agreed(), vm.agreedDynamic());
            return words.isEmpty() ? "-" : words;
        }

        /// Whether the VM is on afterwards.
        private boolean guest(boolean on, Observed<GuestObservation> guest) {
            if (on) {
                switch (guest) {
                    case Observed.Unknown<GuestObservation>(Phrase cause) -> {
                        blockers.add(
                                new Blocker(
                                        make.target(),
                                        Phrase.of(
                                                "blocker.guest-unread",
                                                "vm",
                                                make.target().name(),
                                                "cause",
                                                cause)));
                        return true;
                    }
                    case Observed.Known<GuestObservation>(GuestObservation seenGuest) -> {
                        if (seenGuest.before().isEmpty()) {
                            return true;
                        }
                    }
                }
            }
            if (!on) {
                steps.addAll(stale);
                changes.removeAll(stale);
                steps.add(powerOn("guest"));
            }
            steps.add(restoreGuest(make));
            return true;
        }

        Step powerOn(String detail) {
            return make.change(
                    new Action.PowerOnVm(),
                    detail,
                    Change.of("runtime.powerState", "poweredOff", "poweredOn"));
        }

        boolean wasNotHeld(PciAddress address) {
            return !before.deviceAddresses().contains(address.toString());
        }

        private void devices() {
            dynamicDevices();
            for (var device : vm.devices()) {
                device.address()
                        .filter(this::agreed)
                        .filter(this::wasNotHeld)
                        .ifPresent(address -> detach(device, address));
            }
        }

        private void detach(AttachedDevice device, PciAddress address) {
            var step = detach(device, address.toString());
            changes.add(step);
            if (left.contains(address)) {
                stale.add(step);
            }
        }

        /// Of those that were agreed on, the oldest stay: as many as it held before.
        private void dynamicDevices() {
            var held = new ArrayList<>(before.deviceAddresses());
            for (var device : vm.devices()) {
                device.dynamic()
                        .filter(d -> !held.remove(d.word()))
                        .filter(vm.agreedDynamic()::contains)
                        .ifPresent(d -> {
                            changes.add(detach(device, d.word()));
                            device.assigned().ifPresent(assigned::add);
                        });
            }
        }

        List<PciAddress> givenBack() {
            return Stream.concat(
                            vm.agreed().stream().map(AgreedCard::address).filter(this::wasNotHeld),
                            assigned.stream())
                    .toList();
        }

        /// As many as it holds more than before.
        List<DynamicDevice> released() {
            var held = new ArrayList<>(before.deviceAddresses());
            return vm.agreedDynamic().stream().filter(d -> !held.remove(d.word())).toList();
        }

        private Step detach(AttachedDevice device, String what) {
            return make.change(
                    new Action.DetachDevice(device.key(), device.name()),
                    Integer.toString(device.key()),
                    Change.remove("config.hardware.device[" + device.key() + "]", what));
        }

        private boolean agreed(PciAddress address) {
            return vm.agreed().stream().anyMatch(a -> a.address().equals(address));
        }

        private void settings() {
            if (vm.lockedToMax() != before.lockedToMax()
                    || vm.memoryReservationMib() != before.memoryReservationMib()) {
                changes.add(make.memory(vm, before.memoryReservationMib(), before.lockedToMax()));
            }
            boolean secureBoot = before.secureBoot().orElse(false);
            if (vm.secureBoot().orElse(false) != secureBoot) {
                changes.add(make.secureBoot(secureBoot));
            }
            if (vm.firmware() != before.firmware()) {
                changes.add(
                        make.change(
                                new Action.SetFirmware(before.firmware()),
                                "",
                                Change.of(
                                        "config.firmware",
                                        vm.firmware().word(),
                                        before.firmware().word())));
            }
            for (var key : List.of(MmioKeys.USE_64BIT_MMIO, MmioKeys.SIZE_GB)) {
                var was = Optional.ofNullable(before.extraConfig().get(key));
                if (!vm.extra(key).equals(was)) {
                    changes.add(make.extra(vm, key, was));
                }
            }
        }
    }
}
