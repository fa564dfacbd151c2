package dev.thruway.domain.mmio;

import dev.thruway.domain.mmio.MmioWindow.Needed;
import dev.thruway.domain.mmio.MmioWindow.Rule;
import dev.thruway.domain.pci.Bar;
import dev.thruway.domain.pci.ByteSize;
import dev.thruway.domain.text.Phrase;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Why a window has its size, in steps that a person can check with a pencil.
public final class MmioReasoning {

    /// 64 TiB: what x86-64 was limited to before 5-level paging
    /// (docs.kernel.org/arch/x86/x86_64/5level-paging.html).
    private static final int COMMON_BITS = 46;

    /// 4 PiB: its limit since (the same page).
    private static final int MOST_BITS = 52;

    private MmioReasoning() {}

    /// The steps from these devices to their window, in order: two, one where nothing is known.
    public static List<Phrase> of(List<MmioDevice> devices, MmioWindow window) {
        return window.reasons(devices);
    }

    /// What the vendor's rule from the memory would give, where the BARs are known and it gives
    /// more: a reader who knows that rule will ask.
    public static Optional<Phrase> otherRule(List<MmioDevice> devices, MmioWindow window) {
        var memories = devices.stream().flatMap(d -> d.framebuffer().stream()).toList();
        if (memories.size() < devices.size()
                || !(window instanceof Needed needed)
                || needed.rule() != Rule.BAR_SUM) {
            return Optional.empty();
        }
        var blind = devices.stream().map(d -> new MmioDevice(d.name(), List.of(), d.framebuffer()));
        return MmioWindow.of(blind.toList()) instanceof Needed other && other.gib() > needed.gib()
                ? Optional.of(
                        Phrase.of("mmio.memory-rule-larger", "window", ByteSize.ofGib(other.gib())))
                : Optional.empty();
    }

    /// What is left over of a window of so many GiB, which is no smaller than the one needed: said
    /// no more exactly than it is known.
    public static Phrase left(List<MmioDevice> devices, Needed needed, long gib) {
        var window = ByteSize.ofGib(gib);
        return switch (needed.rule()) {
            case BAR_SUM ->
                    Phrase.of("mmio.left", "left", window.minus(inWindow(devices)).inParts());
            case FRAMEBUFFER ->
                    Phrase.of(
                            "mmio.left-at-least",
                            "left",
                            window.minus(inWindow(devices)).inParts());
            case STATED ->
                    Phrase.of("mmio.left-of-stated", "left", window.minus(needed.sum()).inParts());
        };
    }

    /// What the devices take of a window, at most: BARs of 32 bits lie below 4 GiB.
    private static ByteSize inWindow(List<MmioDevice> devices) {
        return devices.stream().map(MmioReasoning::inWindow).reduce(ByteSize.ZERO, ByteSize::plus);
    }

    private static ByteSize inWindow(MmioDevice device) {
        return device.bars().isEmpty()
                ? device.framebuffer().map(memory -> memory.times(2)).orElse(ByteSize.ZERO)
                : MmioDevice.sum(
                        device.bars().stream()
                                .filter(bar -> bar.width() == Bar.Width.BITS_64)
                                .toList());
    }

    /// That not every host's processor can address the window. It is arithmetic, as in
    /// [Needed#addressBits]: how much of its space ESXi gives to a window is not known.
    public static Optional<Phrase> addressBits(MmioWindow window) {
        return window instanceof Needed needed && needed.addressBits() > COMMON_BITS
                ? Optional.of(
                        Phrase.of(
                                needed.addressBits() > MOST_BITS
                                        ? "mmio.beyond-every-host"
                                        : "mmio.address-bits",
                                "window",
                                ByteSize.ofGib(needed.gib()),
                                "bits",
                                needed.addressBits()))
                : Optional.empty();
    }

    /// One line for each device of which two sources say different things.
    public static List<Phrase> differences(List<MmioDevice> devices) {
        return devices.stream().flatMap(d -> difference(d).stream()).distinct().toList();
    }

    private static Optional<Phrase> difference(MmioDevice device) {
        return device.overruled()
                .flatMap(other ->
                        device.evidence()
                                .map(decides ->
                                        Phrase.of(
                                                "mmio.sources-differ",
                                                "device",
                                                device.name(),
                                                "decides",
                                                decides.source().word(),
                                                "sum",
                                                device.sum().inParts(),
                                                "other",
                                                other.evidence().source().word(),
                                                "otherSum",
                                                other.sum().inParts())));
    }

    static Phrase bars(List<MmioDevice> devices, ByteSize sum) {
        return Phrase.of("mmio.bars", "terms", terms(devices), "sum", sum.inParts());
    }

    static Phrase memory(List<MmioDevice> devices, ByteSize bound) {
        var blind = devices.stream().filter(d -> d.bars().isEmpty()).toList();
        var known = devices.stream().filter(d -> !d.bars().isEmpty()).toList();
        var memory =
                blind.stream()
                        .flatMap(d -> d.framebuffer().stream())
                        .reduce(ByteSize.ZERO, ByteSize::plus);
        var names = blind.stream().map(MmioDevice::name).distinct();
        var phrase =
                Phrase.of(
                        known.isEmpty() ? "mmio.memory" : "mmio.memory-and-bars",
                        "devices",
                        names.collect(Collectors.joining(", ")),
                        "memory",
                        memory.inParts(),
                        "bound",
                        bound.inParts());
        return known.isEmpty() ? phrase : phrase.with("terms", terms(known));
    }

    /// `2 × (16 MiB + 64 GiB + 32 MiB)`, of several kinds one after the other.
    private static String terms(List<MmioDevice> devices) {
        var groups = new LinkedHashMap<List<Bar>, Integer>();
        devices.forEach(d -> groups.merge(d.bars(), 1, Integer::sum));
        return groups.entrySet().stream()
                .map(e -> term(e.getKey(), e.getValue(), groups.size()))
                .collect(Collectors.joining(" + "));
    }

    private static String term(List<Bar> bars, int count, int groups) {
        var sizes =
                bars.stream()
                        .map(Bar::size)
                        .map(ByteSize::toString)
                        .collect(Collectors.joining(" + "));
        if (count > 1) {
            return count + " × (" + sizes + ")";
        }
        return groups > 1 ? "(" + sizes + ")" : sizes;
    }
}
