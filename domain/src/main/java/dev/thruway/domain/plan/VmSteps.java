package dev.thruway.domain.plan;

import dev.thruway.domain.condition.Condition;
import dev.thruway.domain.condition.ConditionId;
import dev.thruway.domain.condition.Target;
import dev.thruway.domain.mmio.MmioKeys;
import dev.thruway.domain.observation.AgreedCard;
import dev.thruway.domain.observation.AttachedDevice;
import dev.thruway.domain.observation.DynamicDevice;
import dev.thruway.domain.observation.HostObservation;
import dev.thruway.domain.observation.VmBefore;
import dev.thruway.domain.observation.VmState;
import dev.thruway.domain.plan.Steps.Change;
import dev.thruway.domain.spec.Vm;
import dev.thruway.domain.text.Phrase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What one VM's configuration and power need.
final class VmSteps {

    private final Context context;
    private final String name;
    private final Vm wanted;
    private final VmState vm;
    private final Target target;
    private final Map<ConditionId, Condition> conditions;
    private final List<Step> changes = new ArrayList<>();
    private Optional<Step> upgrade = Optional.empty();
    private Optional<Step> note = Optional.empty();
    private final List<Blocker> blockers = new ArrayList<>();

    private VmSteps(Context context, String name, VmState vm, List<Condition> conditions) {
        this.context = context;
        this.name = name;
        this.wanted = context.vmSpec(name);
        this.vm = vm;
        this.target = Target.vm(name);
        this.conditions =
                conditions.stream().collect(Collectors.toMap(Condition::id, c -> c, (a, _) -> a));
    }

    static ServerSteps.Outcome of(
            Context context, String name, VmState vm, List<Condition> conditions) {
        return new VmSteps(context, name, vm, conditions).all();
    }

    private ServerSteps.Outcome all() {
        blockers.addAll(Blockers.ofState(target, vm));
        agreedCards();
        hardware();
        devices();
        memory();
        firmware();
        secureBoot();
        window();
        if (!blockers.isEmpty()) {
            return new ServerSteps.Outcome(List.of(), blockers);
        }
        if (!changes.isEmpty() || guestComesNew()) {
            note = note();
        }
        return new ServerSteps.Outcome(withPower(), blockers);
    }

    private Optional<Steps> needed(ConditionId id) {
        return Optional.ofNullable(conditions.get(id))
                .filter(c -> c.status() == Condition.Status.FALSE)
                .map(c -> new Steps(target, c.message()));
    }

    private void block(Phrase cause) {
        blockers.add(new Blocker(target, cause));
    }

    /// A card that was agreed on is known by its ids, slot and serial, not by its address: where
    /// something else sits there now, nothing is touched.
    private void agreedCards() {
        AddressDrift.ofVm(context, name).forEach(drift -> block(drift.cause()));
    }

    private void hardware() {
        var upgrades = HardwareUpgrade.of(context, name, vm);
        blockers.addAll(upgrades.blockers());
        upgrade = upgrades.step();
    }

    private void devices() {
        var make = needed(ConditionId.VM_PCI_DEVICE);
        if (make.isEmpty()) {
            return;
        }
        var systemId = context.hostOf(wanted).map(HostObservation::uuid).orElse("");
        var diff = DeviceDifference.of(context, name, vm);
        for (var stale : diff.toDetach()) {
            changes.add(
                    make.get()
                            .change(
                                    new Action.DetachDevice(stale.key(), stale.name()),
                                    Integer.toString(stale.key()),
                                    Change.remove(
                                            "config.hardware.device[" + stale.key() + "]",
                                            stale.address().map(Object::toString).orElse("-"))));
        }
        for (var card : diff.toAttach()) {
            changes.add(make.get().change(attach(card, systemId), id(card), attached(card)));
        }
        for (int i = 0; i < diff.toRequest().size(); i++) {
            changes.add(request(make.get(), diff.toRequest().get(i), i + 1));
        }
    }

    private static Step request(Steps make, DynamicWishes.Wanted wanted, int number) {
        var word = wanted.device().word();
        return make.change(
                new Action.AttachDynamicDevice(wanted.device(), wanted.name()),
                wanted.name() + " " + number,
                Change.add("config.hardware.device[pciPassthrough dynamic " + number + "]", word));
    }

    private static Action attach(Card card, String systemId) {
        return new Action.AttachDevice(
                card.function().address(), card.function().ids(), systemId, card.name());
    }

    private static String id(Card card) {
        return card.function().address().toString();
    }

    private static Change attached(Card card) {
        return Change.add(
                "config.hardware.device[pciPassthrough " + id(card) + "]",
                card.name()
                        + card.slot().map(s -> ", " + s).orElse("")
                        + card.serial().map(s -> ", " + s).orElse(""));
    }

    private void memory() {
        needed(ConditionId.VM_MEMORY_RESERVED)
                .ifPresent(make -> changes.add(make.memory(vm, vm.memoryMib(), true)));
    }

    private void firmware() {
        needed(ConditionId.VM_FIRMWARE_EFI)
                .ifPresent(make -> {
                    if (wanted.firmwareConversion() == Vm.FirmwareConversion.NEVER) {
                        block(Phrase.of("blocker.bios-guest", "vm", name));
                        return;
                    }
                    changes.add(
                            make.change(
                                    new Action.SetFirmware(VmState.Firmware.EFI),
                                    "",
                                    Change.of("config.firmware", "bios", "efi")));
                });
    }

    private void secureBoot() {
        needed(ConditionId.VM_SECURE_BOOT)
                .ifPresent(make ->
                        changes.add(make.secureBoot(wanted.secureBoot() == Vm.SecureBoot.ON)));
    }

    private void window() {
        needed(ConditionId.VM_MMIO_WINDOW)
                .ifPresent(make -> {
                    var need = WindowNeed.of(context, name, vm);
                    var settings = need.settings();
                    if (settings.isEmpty()) {
                        block(
                                Phrase.of(
                                        "blocker.window-unknown",
                                        "vm",
                                        name,
                                        "devices",
                                        need.unknown()));
                    }
                    need.beyond(context.hostOf(wanted)).ifPresent(this::block);
                    settings.forEach((key, value) -> {
                        if (!vm.extra(key).equals(Optional.of(value))) {
                            changes.add(make.extra(vm, key, Optional.of(value)));
                        }
                    });
                });
    }

    /// Whether the guest is to be changed, and the note does not say so: the file did not name it
    /// then, or an undo that was cut off restored it.
    private boolean guestComesNew() {
        return vm.before().filter(b -> !b.guestTouched()).isPresent()
                && GuestConditions.of(context, name).stream().anyMatch(c -> !c.holds());
    }

    private Optional<Step> note() {
        var agreed = agreed();
        var dynamic = agreedDynamic();
        var before = vm.before().map(this::withGuest).orElseGet(this::before);
        if (vm.before().equals(Optional.of(before))
                && vm.agreed().equals(agreed)
                && vm.agreedDynamic().equals(dynamic)) {
            return Optional.empty();
        }
        var make = new Steps(target, Phrase.of("condition.noted-for-undo"));
        return Optional.of(
                make.change(
                        new Action.NoteVm(before, agreed, dynamic),
                        "",
                        new Change(
                                "config.extraConfig[thruway.before, thruway.agreed]",
                                vm.before().map(_ -> words(vm.agreed(), vm.agreedDynamic())),
                                Optional.of(words(agreed, dynamic)))));
    }

    /// The cards that the VM is to have, and those that were given to it earlier, which the file no
    /// longer names and nobody has taken away: `undo` takes both back.
    private List<AgreedCard> agreed() {
        var cards =
                context.cards().fixed(name).stream()
                        .flatMap(c -> c.parts().stream())
                        .map(Card::identity)
                        .toList();
        var addresses = cards.stream().map(AgreedCard::address).toList();
        var kept =
                vm.agreed().stream()
                        .filter(a -> !addresses.contains(a.address()))
                        .filter(a -> !context.cards().givesUp(name, a.address()))
                        .filter(a -> vm.holds(a.address()));
        return Stream.concat(cards.stream(), kept).toList();
    }

    private List<DynamicDevice> agreedDynamic() {
        var wanted =
                DynamicWishes.of(context, name).stream().map(DynamicWishes.Wanted::device).toList();
        var kept =
                vm.agreedDynamic().stream()
                        .filter(d -> !wanted.contains(d))
                        .filter(d ->
                                vm.devices().stream()
                                        .anyMatch(a -> a.dynamic().equals(Optional.of(d))));
        return Stream.concat(wanted.stream(), kept).toList();
    }

    static String words(List<AgreedCard> cards, List<DynamicDevice> dynamic) {
        return Stream.concat(
                        cards.stream().map(AgreedCard::address).map(Object::toString),
                        dynamic.stream().map(DynamicDevice::word))
                .collect(Collectors.joining(" "));
    }

    private VmBefore withGuest(VmBefore noted) {
        return noted.withGuestTouched(noted.guestTouched() || wanted.guest().isPresent());
    }

    private VmBefore before() {
        var keys = new TreeMap<String, String>();
        Stream.of(MmioKeys.USE_64BIT_MMIO, MmioKeys.SIZE_GB)
                .forEach(key -> vm.extra(key).ifPresent(value -> keys.put(key, value)));
        return new VmBefore(
                power(),
                vm.firmware(),
                vm.secureBoot(),
                vm.memoryReservationMib(),
                vm.lockedToMax(),
                keys,
                vm.devices().stream().flatMap(d -> noted(d).stream()).toList(),
                wanted.guest().isPresent(),
                name);
    }

    /// One that an earlier run shut down for its host's reboot, and did not get to start again,
    /// ran.
    private VmState.Power power() {
        boolean ran =
                context.hostsAround(wanted).stream()
                        .flatMap(host -> host.unfinished().stream())
                        .flatMap(pending -> pending.ran().stream())
                        .anyMatch(r -> r.uuid().equals(vm.instanceUuid()));
        return ran ? VmState.Power.ON : vm.power();
    }

    private static Optional<String> noted(AttachedDevice device) {
        return device.address()
                .map(Object::toString)
                .or(() -> device.dynamic().map(DynamicDevice::word));
    }

    /// The first note of a VM that runs is written before it is shut down: a run that ends in
    /// between must not lose that it ran.
    private List<Step> withPower() {
        var steps = new ArrayList<Step>();
        upgrade.ifPresent(steps::add);
        steps.addAll(changes);
        boolean on = vm.power() == VmState.Power.ON;
        boolean changed = !steps.isEmpty();
        if (on && changed) {
            steps.addFirst(new Steps(target, steps.getFirst().why()).shutDown());
        }
        boolean first = on && changed && vm.before().isEmpty();
        note.ifPresent(first ? steps::addFirst : steps::add);
        if (!on || changed) {
            var why =
                    needed(ConditionId.VM_POWERED_ON)
                            .map(Steps::why)
                            .orElse(Phrase.of("condition.vm-on-again"));
            steps.add(new Steps(target, why).powerOn());
        }
        return steps;
    }
}
