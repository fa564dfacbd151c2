package dev.thruway.domain.plan;

import dev.thruway.domain.condition.Condition;
import dev.thruway.domain.condition.ConditionId;
import dev.thruway.domain.condition.Target;
import dev.thruway.domain.mmio.MmioDevice;
import dev.thruway.domain.mmio.MmioEvidence;
import dev.thruway.domain.mmio.MmioKeys;
import dev.thruway.domain.mmio.MmioReasoning;
import dev.thruway.domain.mmio.MmioWindow;
import dev.thruway.domain.mmio.StatedNeed;
import dev.thruway.domain.observation.HostObservation;
import dev.thruway.domain.observation.VmState;
import dev.thruway.domain.pci.Bar;
import dev.thruway.domain.pci.ByteSize;
import dev.thruway.domain.text.Phrase;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The MMIO window that one VM needs for everything it is to hold: the cards it gets, and devices
/// that it holds already and the file does not name.
///
/// @param devices what is known of each
/// @param stated what ESXi said that all of them need
record WindowNeed(WindowDevices devices, List<StatedNeed> stated, MmioWindow window) {

    static WindowNeed of(Context context, String name, VmState vm) {
        var devices = WindowDevices.of(context, name, vm);
        var stated = devices.stated();
        return new WindowNeed(devices, stated, MmioWindow.of(devices.all(), stated));
    }

    /// The keys to set; empty where none are needed, or the size is unknown.
    Map<String, String> settings() {
        return switch (window) {
            case MmioWindow.Needed needed -> needed.settings();
            case MmioWindow.NotNeeded _, MmioWindow.Unknown _ -> Map.of();
        };
    }

    /// Why the host's processor cannot address the window, where it cannot. That is arithmetic; how
    /// much less a release accepts is not known: the power-on itself says it.
    Optional<Phrase> beyond(Optional<HostObservation> host) {
        var bits = host.map(HostObservation::addressBits).orElse(OptionalInt.empty());
        return window instanceof MmioWindow.Needed needed
                        && bits.isPresent()
                        && needed.addressBits() > bits.getAsInt()
                ? Optional.of(
                        Phrase.of(
                                "blocker.window-beyond-host",
                                "window",
                                needed.gib(),
                                "bits",
                                bits.getAsInt()))
                : Optional.empty();
    }

    /// Whose BARs have to be found out.
    String unknown() {
        return window instanceof MmioWindow.Unknown(var names) ? String.join(", ", names) : "";
    }

    Condition judge(ConditionId id, Target target, VmState vm, Map<String, String> keys) {
        var evidence = new TreeMap<>(keys);
        evidence.putAll(evidence());
        return switch (window) {
            case MmioWindow.NotNeeded _ ->
                    Condition.yes(id, target, Phrase.of("condition.window-not-needed"), evidence);
            case MmioWindow.Unknown _ -> unknown(id, target, vm, evidence);
            case MmioWindow.Needed needed -> judge(id, target, vm, evidence, needed);
        };
    }

    /// A window that a person set for devices that the VM holds already is kept where it is not too
    /// small for those that are known: better than to take the VM's work away for not knowing.
    private Condition unknown(
            ConditionId id, Target target, VmState vm, Map<String, String> evidence) {
        var set = set(vm);
        boolean kept =
                devices.unknownAreHeld()
                        && set.isPresent()
                        && switch (MmioWindow.of(devices.known())) {
                            case MmioWindow.Needed rest -> set.get() >= rest.gib();
                            case MmioWindow.NotNeeded _ -> true;
                            case MmioWindow.Unknown _ -> false;
                        };
        return kept
                ? Condition.yes(
                        id,
                        target,
                        Phrase.of("condition.window-kept", "is", set.get(), "devices", unknown()),
                        evidence)
                : Condition.no(
                        id,
                        target,
                        Phrase.of("condition.window-unknown", "cause", unknown()),
                        evidence);
    }

    private Condition judge(
            ConditionId id,
            Target target,
            VmState vm,
            Map<String, String> evidence,
            MmioWindow.Needed needed) {
        var size = set(vm);
        if (size.isEmpty()) {
            return Condition.no(
                    id,
                    target,
                    Phrase.of(
                            "condition.window-absent",
                            "wanted",
                            needed.gib(),
                            "why",
                            why(needed),
                            "left",
                            left(needed, needed.gib())),
                    evidence);
        }
        boolean fits = size.get() >= needed.gib();
        var message =
                Phrase.of(
                        fits ? "condition.window-fits" : "condition.window-small",
                        "is",
                        size.get(),
                        "wanted",
                        needed.gib(),
                        "why",
                        why(needed),
                        "left",
                        left(needed, Math.max(size.get(), needed.gib())));
        return fits
                ? Condition.yes(id, target, message, evidence)
                : Condition.no(id, target, message, evidence);
    }

    private Phrase left(MmioWindow.Needed needed, long gib) {
        return MmioReasoning.left(devices.all(), needed, gib);
    }

    /// The sum, and who says it; that another source says something else, and that the rule from
    /// the memory would give more.
    private Phrase why(MmioWindow.Needed needed) {
        var why = sumAndDifference(needed);
        return MmioReasoning.otherRule(devices.all(), needed)
                .map(rule -> Phrase.of("window.other-rule", "why", why, "rule", rule))
                .orElse(why);
    }

    private Phrase sumAndDifference(MmioWindow.Needed needed) {
        var difference = MmioReasoning.differences(devices.all()).stream().findFirst();
        return difference
                .map(d -> Phrase.of("window.differing", "why", sum(needed), "difference", d))
                .orElseGet(() -> sum(needed));
    }

    private Phrase sum(MmioWindow.Needed needed) {
        return switch (needed.rule()) {
            case BAR_SUM ->
                    Phrase.of(
                            "window.by-bars", "sum", needed.sum().inParts(), "sources", sources());
            case FRAMEBUFFER ->
                    Phrase.of(
                            "window.by-memory",
                            "bound",
                            needed.sum().inParts(),
                            "sources",
                            sources());
            case STATED -> Phrase.of("window.stated", "sum", needed.sum().inParts());
        };
    }

    private String sources() {
        return devices.all().stream()
                .flatMap(d -> d.evidence().stream())
                .map(MmioEvidence::source)
                .collect(Collectors.toCollection(TreeSet::new))
                .stream()
                .map(MmioEvidence.Source::word)
                .collect(Collectors.joining(", "));
    }

    /// What the window was computed from, for a person who wants to look it up.
    private Map<String, String> evidence() {
        var evidence = new TreeMap<String, String>();
        var all = devices.all();
        for (int i = 0; i < all.size(); i++) {
            evidence.put("BARs " + (i + 1) + " " + all.get(i).name(), bars(all.get(i)));
        }
        stated.forEach(s -> evidence.put("need stated in " + s.where(), s.need().inParts()));
        return evidence;
    }

    private static String bars(MmioDevice device) {
        var what =
                device.bars().isEmpty()
                        ? device.framebuffer().map(m -> "?, " + m.inParts()).orElse("?")
                        : device.bars().stream()
                                .map(Bar::size)
                                .map(ByteSize::toString)
                                .collect(Collectors.joining(" + "));
        return what
                + device.evidence().map(e -> " (" + e.inWords() + ")").orElse("")
                + device.overruled()
                        .map(o ->
                                " <> %s (%s)".formatted(o.sum().inParts(), o.evidence().inWords()))
                        .orElse("");
    }

    /// The window that both keys set; empty where one of them is missing or says nothing.
    private static Optional<Long> set(VmState vm) {
        return vm.extra(MmioKeys.USE_64BIT_MMIO)
                .filter("TRUE"::equalsIgnoreCase)
                .flatMap(_ -> vm.extra(MmioKeys.SIZE_GB))
                .flatMap(WindowNeed::number);
    }

    private static Optional<Long> number(String text) {
        return text.strip().matches("\\d{1,9}")
                ? Optional.of(Long.parseLong(text.strip()))
                : Optional.empty();
    }
}
