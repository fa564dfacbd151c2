package dev.thruway.cli.mmio;

import dev.thruway.cli.ExitCode;
import dev.thruway.cli.Failure;
import dev.thruway.cli.mmio.GpuArguments.Wanted;
import dev.thruway.domain.gpu.GpuModel;
import dev.thruway.domain.mmio.MmioDevice;
import dev.thruway.domain.mmio.MmioWindow;
import dev.thruway.domain.text.Phrase;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The boards that were meant, and the window for all of them together.
record Sizing(List<Chosen> gpus, MmioWindow window) {

    /// More combinations of boards than this are not tried out.
    private static final int MAX_COMBINATIONS = 256;

    /// So many of one model.
    ///
    /// @param others further models that the name may mean, with the same window
    record Chosen(GpuModel model, int count, List<GpuModel> others) {}

    /// Settles what each name means. A name that several boards share is accepted where the window
    /// does not depend on it; else the boards are listed.
    static Sizing of(List<Wanted> wanted) {
        var first = choose(wanted);
        var window = window(first);
        for (int i = 0; i < wanted.size(); i++) {
            requireOneWindow(wanted.get(i), first, i);
        }
        if (windows(wanted).size() > 1) {
            throw new Failure(
                    ExitCode.USAGE,
                    Phrase.of(
                            "mmio.ambiguous-together",
                            "names",
                            wanted.stream()
                                    .filter(w -> w.candidates().size() > 1)
                                    .map(Wanted::name)
                                    .collect(Collectors.joining(", "))));
        }
        return new Sizing(first, window);
    }

    /// Of several boards one whose BARs are known, as its sum can be shown.
    private static List<Chosen> choose(List<Wanted> wanted) {
        var chosen = new ArrayList<Chosen>();
        for (var one : wanted) {
            var candidates = one.candidates();
            var model =
                    candidates.stream()
                            .filter(m -> !m.bars().isEmpty())
                            .findFirst()
                            .orElse(candidates.getFirst());
            var others = candidates.stream().filter(m -> !m.equals(model)).toList();
            chosen.add(new Chosen(model, one.count(), others));
        }
        return List.copyOf(chosen);
    }

    private static void requireOneWindow(Wanted wanted, List<Chosen> first, int index) {
        var sizes = new ArrayList<String>();
        var windows = new HashSet<Optional<Long>>();
        for (var candidate : wanted.candidates()) {
            var others = new ArrayList<>(first);
            others.set(index, new Chosen(candidate, wanted.count(), List.of()));
            var gib = gib(window(others));
            windows.add(gib);
            sizes.add("%s (%d GiB)".formatted(candidate.name(), gib.orElse(0L)));
        }
        if (windows.size() > 1) {
            throw new Failure(
                    ExitCode.USAGE,
                    Phrase.of(
                            "mmio.ambiguous",
                            "name",
                            wanted.name(),
                            "boards",
                            String.join(", ", sizes)));
        }
    }

    /// Every window that some choice of boards leads to.
    private static HashSet<Optional<Long>> windows(List<Wanted> wanted) {
        List<List<Chosen>> choices = List.of(List.of());
        for (var one : wanted) {
            var more = new ArrayList<List<Chosen>>();
            for (var choice : choices) {
                for (var candidate : one.candidates()) {
                    if (more.size() < MAX_COMBINATIONS) {
                        var longer = new ArrayList<>(choice);
                        longer.add(new Chosen(candidate, one.count(), List.of()));
                        more.add(longer);
                    }
                }
            }
            choices = more;
        }
        var windows = new HashSet<Optional<Long>>();
        choices.forEach(choice -> windows.add(gib(window(choice))));
        return windows;
    }

    private static MmioWindow window(List<Chosen> chosen) {
        return MmioWindow.of(devices(chosen));
    }

    List<MmioDevice> devices() {
        return devices(gpus);
    }

    private static List<MmioDevice> devices(List<Chosen> chosen) {
        var devices = new ArrayList<MmioDevice>();
        for (var one : chosen) {
            var device = MmioDevice.of(one.model());
            for (int i = 0; i < one.count(); i++) {
                devices.add(device);
            }
        }
        return devices;
    }

    private static Optional<Long> gib(MmioWindow window) {
        return window instanceof MmioWindow.Needed needed
                ? Optional.of(needed.gib())
                : Optional.empty();
    }
}
