package dev.thruway.domain.plan;

import dev.thruway.domain.condition.Condition;
import dev.thruway.domain.condition.ConditionId;
import dev.thruway.domain.condition.Target;
import dev.thruway.domain.gpu.GpuModel;
import dev.thruway.domain.observation.GuestObservation;
import dev.thruway.domain.observation.GuestObservation.SmiGpu;
import dev.thruway.domain.observation.Observed;
import dev.thruway.domain.observation.SmiAnswer;
import dev.thruway.domain.observation.VmState;
import dev.thruway.domain.pci.PciIds;
import dev.thruway.domain.spec.Driver;
import dev.thruway.domain.spec.Guest;
import dev.thruway.domain.text.Phrase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The conditions inside one guest.
final class GuestConditions {

    private static final List<ConditionId> ALL =
            List.of(
                    ConditionId.GUEST_NOUVEAU_OFF,
                    ConditionId.GUEST_DRIVER_INSTALLED,
                    ConditionId.GUEST_GPU_VISIBLE,
                    ConditionId.GUEST_NVIDIA_SMI,
                    ConditionId.GUEST_CUDA);

    /// What can be said of cards of other makers too.
    private static final List<ConditionId> OF_ANY_MAKER = List.of(ConditionId.GUEST_GPU_VISIBLE);

    /// Part of a board's memory that nvidia-smi must report to count as full, in percent: ECC and
    /// firmware keep some. The seed's L40S reports 46068 of 49152 MiB, 93.7 %.
    private static final long FULL_MEMORY_PERCENT = 90;

    private final Context context;
    private final String name;
    private final Target target;

    private GuestConditions(Context context, String name) {
        this.context = context;
        this.name = name;
        this.target = Target.vm(name);
    }

    /// Empty where the file has no `guest:`.
    static List<Condition> of(Context context, String name) {
        var seen = context.vm(name);
        if (seen.isEmpty() || seen.get().guest().isEmpty()) {
            return List.of();
        }
        var it = new GuestConditions(context, name);
        var power = seen.get().state().known().flatMap(s -> s).map(VmState::power);
        if (power.filter(p -> p != VmState.Power.ON).isPresent()) {
            return it.unknown(
                    Phrase.of(
                            power.get() == VmState.Power.SUSPENDED
                                    ? "condition.vm-suspended"
                                    : "condition.vm-off"));
        }
        return switch (seen.get().guest().get()) {
            case Observed.Unknown<GuestObservation>(Phrase cause) -> it.unknown(cause);
            case Observed.Known<GuestObservation>(GuestObservation guest) -> it.all(guest);
        };
    }

    private List<Condition> unknown(Phrase cause) {
        return asked().stream().map(id -> Condition.unknown(id, target, cause)).toList();
    }

    /// All; of a VM whose every card is of another maker, those that do not ask NVIDIA's driver.
    private List<ConditionId> asked() {
        return context.cards().of(name).isEmpty() || !withDriver().isEmpty() ? ALL : OF_ANY_MAKER;
    }

    /// The cards that NVIDIA's driver is to run.
    private List<Card> withDriver() {
        return context.cards().of(name).stream()
                .filter(card -> !card.model().map(GpuModel::sizingOnly).orElse(false))
                .toList();
    }

    private List<Condition> all(GuestObservation guest) {
        var asked = asked();
        return everyOne(guest).filter(c -> asked.contains(c.id())).toList();
    }

    private Stream<Condition> everyOne(GuestObservation guest) {
        return Stream.concat(
                Stream.of(nouveauOff(guest), driverInstalled(guest)),
                context.whyHostUnread(context.vmSpec(name))
                        .map(this::ofCardsUnknown)
                        .orElseGet(() -> ofCards(guest)));
    }

    /// What compares the guest with the cards that the VM is to have.
    private Stream<Condition> ofCards(GuestObservation guest) {
        return Stream.of(gpuVisible(guest), nvidiaSmi(guest), cuda(guest));
    }

    private Stream<Condition> ofCardsUnknown(Phrase cause) {
        return Stream.of(
                        ConditionId.GUEST_GPU_VISIBLE,
                        ConditionId.GUEST_NVIDIA_SMI,
                        ConditionId.GUEST_CUDA)
                .map(id -> Condition.unknown(id, target, cause));
    }

    private Condition nouveauOff(GuestObservation guest) {
        var id = ConditionId.GUEST_NOUVEAU_OFF;
        var drivers = guest.openDrivers();
        var evidence = new TreeMap<String, String>();
        evidence.put("loaded", String.join(" ", drivers.loaded()));
        drivers.loadable()
                .known()
                .ifPresent(modules -> evidence.put("loadable", String.join(" ", modules)));
        if (!drivers.loaded().isEmpty()) {
            return Condition.no(
                    id,
                    target,
                    Phrase.of(
                            "condition.nouveau-loaded",
                            "modules",
                            String.join(", ", drivers.loaded())),
                    evidence);
        }
        return switch (drivers.loadable()) {
            case Observed.Unknown<List<String>>(Phrase cause) ->
                    Condition.unknown(id, target, cause);
            case Observed.Known<List<String>>(List<String> none) when none.isEmpty() ->
                    Condition.yes(id, target, Phrase.of("condition.nouveau-off"), evidence);
            case Observed.Known<List<String>>(List<String> modules) ->
                    Condition.no(
                            id,
                            target,
                            Phrase.of(
                                    "condition.nouveau-loadable",
                                    "modules",
                                    String.join(", ", modules)),
                            evidence);
        };
    }

    private Condition driverInstalled(GuestObservation guest) {
        var id = ConditionId.GUEST_DRIVER_INSTALLED;
        var driver = guest.driver();
        var evidence = new TreeMap<String, String>();
        driver.installed().ifPresent(v -> evidence.put("module on disk", v));
        driver.loaded().ifPresent(v -> evidence.put("module loaded", v));
        evidence.put("kernel", guest.kernel());
        if (driver.installed().isEmpty() && driver.loaded().isEmpty()) {
            return Condition.no(id, target, Phrase.of("condition.driver-missing"), evidence);
        }
        if (driver.loaded().isEmpty()) {
            return Condition.no(id, target, Phrase.of("condition.driver-not-loaded"), evidence);
        }
        var loaded = driver.loaded().get();
        if (driver.installed().filter(v -> !v.equals(loaded)).isPresent()) {
            return Condition.no(
                    id,
                    target,
                    Phrase.of(
                            "condition.driver-mismatch",
                            "loaded",
                            loaded,
                            "installed",
                            driver.installed().get()),
                    evidence);
        }
        var branch = wantedBranch();
        if (branch.filter(b -> !loaded.startsWith(b + ".")).isPresent()) {
            return Condition.no(
                    id,
                    target,
                    Phrase.of(
                            "condition.driver-other-branch",
                            "loaded",
                            loaded,
                            "wanted",
                            branch.get()),
                    evidence);
        }
        return Condition.yes(
                id, target, Phrase.of("condition.driver-loaded", "version", loaded), evidence);
    }

    private Optional<String> wantedBranch() {
        return context.vmSpec(name).guest().map(Guest::driver).flatMap(GuestConditions::branch);
    }

    private static Optional<String> branch(Driver driver) {
        return switch (driver) {
            case Driver.Branch(int number) -> Optional.of(Integer.toString(number));
            case Driver.Auto _, Driver.None _ -> Optional.empty();
        };
    }

    private Condition gpuVisible(GuestObservation guest) {
        var id = ConditionId.GUEST_GPU_VISIBLE;
        var cards = context.cards().of(name);
        var evidence = new TreeMap<String, String>();
        guest.gpus()
                .forEach(g ->
                        evidence.put(
                                g.address().toString(),
                                g.unassigned().isEmpty()
                                        ? g.ids().toString()
                                        : g.ids() + ", BAR " + g.unassigned()));
        var unassigned = guest.gpus().stream().filter(g -> !g.unassigned().isEmpty()).toList();
        if (!unassigned.isEmpty()) {
            return Condition.no(
                    id,
                    target,
                    Phrase.of(
                            "condition.bar-unassigned",
                            "gpus",
                            unassigned.stream()
                                    .map(g -> g.address().toString())
                                    .collect(Collectors.joining(", "))),
                    evidence);
        }
        var onBus = guest.gpus().stream().map(g -> Optional.of(g.ids())).toList();
        long present = present(cards, onBus);
        return present < cards.size() || cards.isEmpty()
                ? Condition.no(
                        id,
                        target,
                        counted("condition.gpu-not-on-bus", present, cards.size()),
                        evidence)
                : Condition.yes(
                        id,
                        target,
                        counted("condition.gpu-on-bus", present, cards.size()),
                        evidence);
    }

    /// How many of the cards are among products that were found; one that does not tell its ids may
    /// be any.
    private static long present(List<Card> cards, List<Optional<PciIds>> found) {
        var left = new ArrayList<>(found.stream().map(o -> o.map(PciIds::vendorDevice)).toList());
        long same =
                cards.stream()
                        .filter(c -> left.remove(Optional.of(c.function().ids().vendorDevice())))
                        .count();
        long untold = left.stream().filter(Optional::isEmpty).count();
        return Math.min(cards.size(), same + untold);
    }

    private static Phrase counted(String key, long present, int wanted) {
        return Phrase.of(
                key, "present", Long.toString(present), "wanted", Integer.toString(wanted));
    }

    private Condition nvidiaSmi(GuestObservation guest) {
        var id = ConditionId.GUEST_NVIDIA_SMI;
        return switch (guest.smi()) {
            case SmiAnswer.Unread(Phrase cause) -> Condition.unknown(id, target, cause);
            case SmiAnswer.Failed(Phrase cause) -> Condition.no(id, target, cause, Map.of());
            case SmiAnswer.Listed(List<SmiGpu> gpus) -> nvidiaSmi(id, gpus);
        };
    }

    private Condition nvidiaSmi(ConditionId id, List<SmiGpu> gpus) {
        var cards = withDriver();
        var evidence = new TreeMap<String, String>();
        gpus.forEach(g ->
                evidence.put(g.address().toString(), g.name() + ", " + g.memoryMib() + " MiB"));
        long present = present(cards, gpus.stream().map(SmiGpu::ids).toList());
        if (present < cards.size() || cards.isEmpty()) {
            return Condition.no(
                    id,
                    target,
                    counted("condition.smi-lists-fewer", present, cards.size()),
                    evidence);
        }
        for (var gpu : gpus) {
            var full = gpu.ids().flatMap(context.knowledge()::gpu).map(GpuModel::memory);
            if (full.filter(m -> gpu.memoryMib() * 100 < mib(m.bytes()) * FULL_MEMORY_PERCENT)
                    .isPresent()) {
                return Condition.no(
                        id,
                        target,
                        Phrase.of(
                                "condition.smi-memory-short",
                                "gpu",
                                gpu.name(),
                                "memory",
                                Long.toString(gpu.memoryMib())),
                        evidence);
            }
        }
        return Condition.yes(
                id,
                target,
                counted("condition.smi-lists-all", gpus.size(), cards.size()),
                evidence);
    }

    private static long mib(long bytes) {
        return bytes >> 20;
    }

    private Condition cuda(GuestObservation guest) {
        var id = ConditionId.GUEST_CUDA;
        var proof = guest.cudaProof();
        if (proof.isEmpty()) {
            return Condition.no(id, target, Phrase.of("condition.cuda-not-run"), Map.of());
        }
        var evidence =
                Map.of(
                        "boot", proof.get().bootId(),
                        "driver", proof.get().driver(),
                        "gpus", String.join(" ", proof.get().addresses()));
        int wanted = withDriver().size();
        boolean stands =
                wanted > 0
                        && proof.get().bootId().equals(guest.bootId())
                        && guest.driver().loaded().filter(proof.get().driver()::equals).isPresent()
                        && proof.get().addresses().size() >= wanted;
        return stands
                ? Condition.yes(
                        id,
                        target,
                        Phrase.of(
                                "condition.cuda-ran",
                                "count",
                                Integer.toString(proof.get().addresses().size())),
                        evidence)
                : Condition.no(id, target, Phrase.of("condition.cuda-proof-old"), evidence);
    }
}
