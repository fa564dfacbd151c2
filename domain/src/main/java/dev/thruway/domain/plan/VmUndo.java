package dev.thruway.domain.plan;

import dev.thruway.domain.condition.Target;
import dev.thruway.domain.mmio.MmioKeys;
import dev.thruway.domain.observation.AgreedCard;
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

/// What restores one VM and its guest.
///
/// @param restart starts it again, where it was on before
/// @param givenBack the cards that it got from Thruway and has no more after the steps
record VmUndo(
        String vm,
        String server,
        List<Step> steps,
        Optional<Step> restart,
        List<PciAddress> givenBack,
        List<Blocker> blockers) {

    VmUndo {
        steps = List.copyOf(steps);
        givenBack = List.copyOf(givenBack);
        blockers = List.copyOf(blockers);
    }

    static VmUndo of(String server, VmState vm, VmBefore before, VmObservation observation) {
        var steps = new Maker(vm, before, observation);
        steps.all();
        return new VmUndo(
                observation.name(),
                server,
                steps.steps,
                before.power() == VmState.Power.ON
                        ? Optional.of(steps.powerOn(""))
                        : Optional.empty(),
                vm.agreed().stream().map(AgreedCard::address).filter(steps::wasNotHeld).toList(),
                steps.blockers);
    }

    /// Where the VM was as wanted and only its guest was changed; it goes on running. Empty where
    /// the guest noted nothing.
    static Optional<VmUndo> ofGuestAlone(String server, VmState vm, VmObservation observation) {
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
                                List.of(),
                                Blockers.ofState(Target.vm(observation.name()), vm)));
    }

    /// Whether the VM is off after its steps, until it is started again.
    boolean off() {
        return steps.stream().anyMatch(s -> s.action() instanceof Action.ForgetVm);
    }

    private static Steps steps(VmObservation observation) {
        return new Steps(Target.vm(observation.name()), UndoPlanner.ASKED);
    }

    private static Step restoreGuest(Steps make) {
        return make.change(
                new Action.RestoreGuest(), "", Change.remove("/var/lib/thruway", "noted"));
    }

    /// Collects the steps.
    private static final class Maker {

        private final VmState vm;
        private final VmBefore before;
        private final VmObservation observation;
        private final Steps make;
        private final List<Step> steps = new ArrayList<>();
        private final List<Blocker> blockers = new ArrayList<>();

        Maker(VmState vm, VmBefore before, VmObservation observation) {
            this.vm = vm;
            this.before = before;
            this.observation = observation;
            this.make = steps(observation);
        }

        void all() {
            Blockers.ofState(make.target(), vm).forEach(blockers::add);
            boolean on = vm.power() == VmState.Power.ON;
            if (before.guestTouched() && observation.guest().isPresent()) {
                on = guest(on, observation.guest().get());
            }
            if (on) {
                steps.add(make.shutDown());
            }
            devices();
            settings();
            steps.add(
                    make.change(
                            new Action.ForgetVm(),
                            "",
                            Change.remove(
                                    "config.extraConfig[thruway.before, thruway.agreed]",
                                    "noted")));
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
            for (var device : vm.devices()) {
                device.address()
                        .filter(this::agreed)
                        .filter(this::wasNotHeld)
                        .ifPresent(address ->
                                steps.add(
                                        make.change(
                                                new Action.DetachDevice(
                                                        device.key(), device.name()),
                                                Integer.toString(device.key()),
                                                Change.remove(
                                                        "config.hardware.device["
                                                                + device.key()
                                                                + "]",
                                                        address.toString()))));
            }
        }

        private boolean agreed(PciAddress address) {
            return vm.agreed().stream().anyMatch(a -> a.address().equals(address));
        }

        private void settings() {
            if (vm.lockedToMax() != before.lockedToMax()
                    || vm.memoryReservationMib() != before.memoryReservationMib()) {
                steps.add(make.memory(vm, before.memoryReservationMib(), before.lockedToMax()));
            }
            boolean secureBoot = before.secureBoot().orElse(false);
            if (vm.secureBoot().orElse(false) != secureBoot) {
                steps.add(make.secureBoot(secureBoot));
            }
            if (vm.firmware() != before.firmware()) {
                steps.add(
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
                    steps.add(make.extra(vm, key, was));
                }
            }
        }
    }
}
