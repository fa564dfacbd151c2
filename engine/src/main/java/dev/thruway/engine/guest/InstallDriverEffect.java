package dev.thruway.engine.guest;

import dev.thruway.domain.Knowledge;
import dev.thruway.domain.gpu.DriverChoice;
import dev.thruway.domain.gpu.GpuModel;
import dev.thruway.domain.observation.GuestObservation;
import dev.thruway.domain.observation.SmiAnswer;
import dev.thruway.domain.text.Phrase;
import dev.thruway.engine.run.Explanation;
import dev.thruway.engine.run.StepFailed;
import dev.thruway.guest.Command;
import dev.thruway.guest.ExecResult;
import dev.thruway.knowledge.failure.LineKind;
import dev.thruway.knowledge.failure.LogLine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Installs NVIDIA's driver from the distribution's archive and loads it.
///
/// The packages that will come are asked for first (`apt-get -s`) and noted, so that `undo` removes
/// exactly those even where the installation was cut off. Running it twice is safe: apt installs
/// what is missing.
final class InstallDriverEffect extends GuestEffect {

    private final Knowledge knowledge;
    private final List<GpuModel> boards;
    private final String branch;

    InstallDriverEffect(
            GuestShell guest, Knowledge knowledge, List<GpuModel> boards, String branch) {
        super(guest, knowledge);
        this.knowledge = knowledge;
        this.boards = boards;
        this.branch = branch;
    }

    @Override
    Look look(GuestObservation seen) {
        var loaded = seen.driver().loaded();
        boolean right =
                loaded.isPresent()
                        && loaded.equals(seen.driver().installed())
                        && (branch.equals("auto") || loaded.get().startsWith(branch + "."));
        if (right && seen.smi() instanceof SmiAnswer.Listed) {
            return new Look.Settled(Phrase.of("run.driver-loaded", "version", loaded.get()));
        }
        return new Look.NotYet(Phrase.of("run.driver-installing"), Duration.ofSeconds(2));
    }

    @Override
    public Duration limit() {
        return Duration.ofMinutes(1);
    }

    @Override
    void change() {
        var seen = read();
        if (seen.driver().installed().isEmpty() || !suits(seen)) {
            install(packages(seen));
        }
        load();
    }

    private boolean suits(GuestObservation seen) {
        return branch.equals("auto")
                || seen.driver().installed().filter(v -> v.startsWith(branch + ".")).isPresent();
    }

    private List<String> packages(GuestObservation seen) {
        var choice =
                knowledge.driver(
                        boards,
                        seen.distribution(),
                        seen.distributionVersion(),
                        seen.kernel(),
                        branch);
        return switch (choice) {
            case DriverChoice.Packages p -> p.packages();
            case DriverChoice.None(var why) -> throw new StepFailed(why);
        };
    }

    private void install(List<String> packages) {
        mustApt(List.of("update"));
        note(comingWith(packages), List.of());
        mustApt(words(List.of("-y", "--no-install-recommends", "install"), packages));
    }

    /// What is not there yet. Upgraded packages are not ours to remove, and what would have to go
    /// for these is a person's decision: it could not be brought back.
    private List<String> comingWith(List<String> packages) {
        var simulated =
                mustApt(words(List.of("-s", "-y", "--no-install-recommends", "install"), packages));
        var simulation = new AptSimulation(simulated.stdoutText());
        if (!simulation.going().isEmpty()) {
            throw new StepFailed(
                    Phrase.of(
                            "run.driver-would-remove",
                            "packages",
                            String.join(" ", packages),
                            "removed",
                            String.join(" ", simulation.going())));
        }
        return simulation.coming();
    }

    private static List<String> words(List<String> first, List<String> second) {
        var all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    private void load() {
        for (var module : List.of("nvidia", "nvidia-uvm")) {
            var result = root(Command.of("modprobe", module));
            if (!result.ok()) {
                throw new StepFailed(notLoaded(module, result));
            }
        }
    }

    /// With what the kernel said of it: modprobe's own text cannot tell the rejections apart.
    private Explanation notLoaded(String module, ExecResult result) {
        var kernel =
                root(Command.of("dmesg"))
                        .stdoutText()
                        .lines()
                        .filter(l -> l.contains("NVRM") || l.contains("module is rejected"))
                        .toList();
        var first =
                Phrase.of(
                        "run.modprobe-failed",
                        "module",
                        module,
                        "says",
                        lastWords(result),
                        "kernel",
                        kernel.isEmpty() ? "-" : kernel.getLast());
        var lines = new ArrayList<LogLine>();
        lines.addAll(
                LogLine.numbered(
                        "modprobe " + module, LineKind.TOOL, result.stderrText().lines().toList()));
        lines.addAll(LogLine.numbered("dmesg", LineKind.KERNEL, kernel));
        return Explanation.of(first, lines);
    }
}
