package dev.thruway.domain.plan;

import dev.thruway.domain.condition.Condition;
import dev.thruway.domain.condition.ConditionId;
import dev.thruway.domain.condition.Target;
import dev.thruway.domain.mmio.MmioKeys;
import dev.thruway.domain.observation.AttachedDevice;
import dev.thruway.domain.observation.Observed;
import dev.thruway.domain.observation.VmObservation;
import dev.thruway.domain.observation.VmState;
import dev.thruway.domain.spec.GpuWish;
import dev.thruway.domain.spec.Vm;
import dev.thruway.domain.text.Phrase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The conditions of one VM, from its device to its power.
final class VmConditions {

    private static final List<ConditionId> ALL =
            List.of(
                    ConditionId.VM_PCI_DEVICE,
                    ConditionId.VM_MEMORY_RESERVED,
                    ConditionId.VM_FIRMWARE_EFI,
                    ConditionId.VM_SECURE_BOOT,
                    ConditionId.VM_MMIO_WINDOW,
                    ConditionId.VM_POWERED_ON);

    private final Context context;
    private final String name;
    private final Vm wanted;
    private final Target target;

    private VmConditions(Context context, String name) {
        this.context = context;
        this.name = name;
        this.wanted = context.vmSpec(name);
        this.target = Target.vm(name);
    }

    static List<Condition> of(Context context, String name) {
        return context.vm(name).map(new VmConditions(context, name)::all).orElse(List.of());
    }

    private List<Condition> all(VmObservation seen) {
        return switch (seen.state()) {
            case Observed.Unknown<Optional<VmState>>(Phrase cause) ->
                    ALL.stream().map(id -> Condition.unknown(id, target, cause)).toList();
            case Observed.Known<Optional<VmState>>(var state) ->
                    state.map(vm -> all(vm, seen)).orElseGet(this::absent);
        };
    }

    private List<Condition> absent() {
        var message = Phrase.of("condition.vm-not-found", "vm", name);
        return ALL.stream().map(id -> Condition.no(id, target, message, Map.of())).toList();
    }

    private List<Condition> all(VmState vm, VmObservation seen) {
        var list = new ArrayList<Condition>();
        list.add(pciDevice(vm));
        list.add(memoryReserved(vm));
        list.add(firmwareEfi(vm));
        list.add(secureBoot(vm));
        list.add(mmioWindow(vm));
        list.add(poweredOn(vm, seen));
        return list;
    }

    private Condition pciDevice(VmState vm) {
        var id = ConditionId.VM_PCI_DEVICE;
        var unread = context.whyHostUnread(wanted);
        if (unread.isPresent()) {
            return Condition.unknown(id, target, unread.get());
        }
        var evidence = new TreeMap<String, String>();
        vm.devices().forEach(d -> evidence.put("device " + d.key(), describe(d)));
        var diff = DeviceDifference.of(context, name, vm);
        if (!diff.complete()) {
            return Condition.no(id, target, Phrase.of("condition.no-card-for-vm"), evidence);
        }
        if (!diff.stale().isEmpty()) {
            return Condition.no(
                    id,
                    target,
                    Phrase.of("condition.device-stale", "devices", describe(diff.stale())),
                    evidence);
        }
        if (!diff.givenUp().isEmpty()) {
            return Condition.no(
                    id,
                    target,
                    Phrase.of("condition.device-given-up", "devices", describe(diff.givenUp())),
                    evidence);
        }
        if (!diff.toAttach().isEmpty()) {
            return Condition.no(
                    id,
                    target,
                    Phrase.of(
                            "condition.device-missing",
                            "cards",
                            diff.toAttach().stream()
                                    .map(c -> c.function().address().toString())
                                    .collect(Collectors.joining(", "))),
                    evidence);
        }
        if (!diff.toRequest().isEmpty()) {
            return Condition.no(
                    id,
                    target,
                    Phrase.of(
                            "condition.dynamic-device-missing",
                            "devices",
                            diff.toRequest().stream()
                                    .map(DynamicWishes.Wanted::name)
                                    .collect(Collectors.joining(", "))),
                    evidence);
        }
        if (!diff.extra().isEmpty()) {
            return Condition.no(
                    id,
                    target,
                    Phrase.of("condition.device-not-in-file", "devices", describe(diff.extra())),
                    evidence);
        }
        return Condition.yes(id, target, Phrase.of("condition.device-attached"), evidence);
    }

    private static String describe(List<AttachedDevice> devices) {
        return devices.stream().map(VmConditions::describe).collect(Collectors.joining(", "));
    }

    private static String describe(AttachedDevice device) {
        return device.address()
                        .map(Object::toString)
                        .or(() -> device.dynamic().map(d -> "dynamic " + d.word()))
                        .orElse(device.kind().toString())
                + device.assigned().map(a -> " = " + a).orElse("")
                + (device.name().isEmpty() ? "" : " " + device.name());
    }

    private Condition memoryReserved(VmState vm) {
        var evidence =
                Map.of(
                        "config.hardware.memoryMB",
                        Long.toString(vm.memoryMib()),
                        "config.memoryAllocation.reservation",
                        Long.toString(vm.memoryReservationMib()),
                        "config.memoryReservationLockedToMax",
                        Boolean.toString(vm.lockedToMax()));
        return vm.allMemoryReserved()
                ? Condition.yes(
                        ConditionId.VM_MEMORY_RESERVED,
                        target,
                        Phrase.of("condition.memory-reserved"),
                        evidence)
                : Condition.no(
                        ConditionId.VM_MEMORY_RESERVED,
                        target,
                        Phrase.of(
                                "condition.memory-not-reserved",
                                "memory",
                                Long.toString(vm.memoryMib()),
                                "reserved",
                                Long.toString(vm.memoryReservationMib())),
                        evidence);
    }

    private Condition firmwareEfi(VmState vm) {
        var evidence = Map.of("config.firmware", vm.firmware().word());
        return switch (vm.firmware()) {
            case EFI ->
                    Condition.yes(
                            ConditionId.VM_FIRMWARE_EFI,
                            target,
                            Phrase.of("condition.firmware-efi"),
                            evidence);
            case BIOS ->
                    Condition.no(
                            ConditionId.VM_FIRMWARE_EFI,
                            target,
                            Phrase.of("condition.firmware-bios"),
                            evidence);
        };
    }

    private Condition secureBoot(VmState vm) {
        var id = ConditionId.VM_SECURE_BOOT;
        var evidence = new TreeMap<String, String>();
        vm.secureBoot()
                .ifPresent(
                        b -> evidence.put("config.bootOptions.efiSecureBootEnabled", b.toString()));
        boolean is = vm.secureBoot().orElse(false);
        return switch (wanted.secureBoot()) {
            case LEFT_ALONE ->
                    Condition.yes(
                            id, target, Phrase.of("condition.secure-boot-not-asked"), evidence);
            case ON ->
                    is
                            ? Condition.yes(
                                    id, target, Phrase.of("condition.secure-boot-on"), evidence)
                            : Condition.no(
                                    id,
                                    target,
                                    Phrase.of("condition.secure-boot-is-off"),
                                    evidence);
            case OFF ->
                    is
                            ? Condition.no(
                                    id, target, Phrase.of("condition.secure-boot-is-on"), evidence)
                            : Condition.yes(
                                    id, target, Phrase.of("condition.secure-boot-off"), evidence);
        };
    }

    private Condition mmioWindow(VmState vm) {
        var id = ConditionId.VM_MMIO_WINDOW;
        var unread = context.whyHostUnread(wanted);
        if (unread.isPresent()) {
            return Condition.unknown(id, target, unread.get());
        }
        int wished = context.vmSpec(name).gpus().stream().mapToInt(GpuWish::count).sum();
        if (context.cards().of(name).size() < wished) {
            return Condition.unknown(id, target, Phrase.of("condition.no-card-for-vm"));
        }
        var evidence = new TreeMap<String, String>();
        Stream.of(MmioKeys.USE_64BIT_MMIO, MmioKeys.SIZE_GB)
                .forEach(key -> vm.extra(key).ifPresent(value -> evidence.put(key, value)));
        return WindowNeed.of(context, name, vm).judge(id, target, vm, evidence);
    }

    private Condition poweredOn(VmState vm, VmObservation seen) {
        var id = ConditionId.VM_POWERED_ON;
        var evidence = new TreeMap<>(Map.of("runtime.powerState", vm.power().word()));
        Context.clusterOf(context.seen(), wanted)
                .flatMap(Observed::known)
                .flatMap(cluster -> cluster.hostOf(vm))
                .ifPresent(host -> evidence.put("runtime.host", host.name()));
        if (vm.question().isPresent()) {
            return Condition.no(
                    id,
                    target,
                    Phrase.of("condition.vm-asks", "question", vm.question().get()),
                    evidence);
        }
        return switch (vm.power()) {
            case OFF -> Condition.no(id, target, Phrase.of("condition.vm-off"), evidence);
            case SUSPENDED ->
                    Condition.no(id, target, Phrase.of("condition.vm-suspended"), evidence);
            case ON -> answering(id, vm, seen, evidence);
        };
    }

    private Condition answering(
            ConditionId id, VmState vm, VmObservation seen, Map<String, String> evidence) {
        if (seen.guest().isEmpty() || vm.toolsRunning()) {
            return Condition.yes(id, target, Phrase.of("condition.vm-on"), evidence);
        }
        return switch (seen.guest().get()) {
            case Observed.Known<?> _ ->
                    Condition.yes(id, target, Phrase.of("condition.vm-on"), evidence);
            case Observed.Unknown<?>(Phrase cause) -> Condition.unknown(id, target, cause);
        };
    }
}
