package dev.thruway.knowledge;

import dev.thruway.domain.gpu.DriverChoice;
import dev.thruway.domain.gpu.DriverChoice.Flavour;
import dev.thruway.domain.gpu.GpuModel;
import dev.thruway.domain.text.Phrase;
import dev.thruway.knowledge.data.DataNode;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Which driver fits which boards on which distribution.
final class DriverMatrix {

    /// What a file writes where Thruway is to choose the branch.
    private static final String AUTO = "auto";

    private final int defaultBranch;
    private final List<DriverDistribution> distributions;

    DriverMatrix(int defaultBranch, List<DriverDistribution> distributions) {
        this.defaultBranch = defaultBranch;
        this.distributions = List.copyOf(distributions);
    }

    static DriverMatrix builtIn() {
        return DriverReader.read(DataNode.ofResource(ProductKnowledge.class, "drivers.yaml"));
    }

    DriverChoice choose(
            List<GpuModel> boards,
            String distribution,
            String version,
            String kernel,
            String branch) {
        if (boards.isEmpty()) {
            return new DriverChoice.None(Phrase.of("driver.no-known-board"));
        }
        var foreign = boards.stream().filter(GpuModel::sizingOnly).toList();
        if (!foreign.isEmpty()) {
            return new DriverChoice.None(
                    Phrase.of("driver.of-another-maker", "boards", names(foreign)));
        }
        var system = distributions.stream().filter(d -> d.id().equals(distribution)).findFirst();
        var release = system.flatMap(d -> d.release(version));
        if (system.isEmpty() || release.isEmpty()) {
            return new DriverChoice.None(
                    Phrase.of(
                            "driver.unknown-distribution",
                            "distribution",
                            distribution + " " + version,
                            "known",
                            distributions.stream()
                                    .flatMap(DriverDistribution::names)
                                    .collect(Collectors.joining(", "))));
        }
        var wanted = branch(branch, release.get().branches());
        if (wanted.isEmpty()) {
            return new DriverChoice.None(
                    Phrase.of(
                            "driver.unknown-branch",
                            "branch",
                            branch,
                            "distribution",
                            distribution + " " + version,
                            "known",
                            release.get().branches().stream()
                                    .map(String::valueOf)
                                    .collect(Collectors.joining(", "))));
        }
        int number = wanted.getAsInt();
        return flavour(number, boards)
                .map(f -> packages(number, f, boards, system.get(), release.get(), kernel))
                .orElseGet(() -> noFlavour(number, boards, release.get()));
    }

    /// The kind of modules that runs all of these boards: open where it can, as NVIDIA recommends
    /// from Turing on; empty where neither does.
    private static Optional<Flavour> flavour(int branch, List<GpuModel> boards) {
        return Stream.of(Flavour.OPEN, Flavour.PROPRIETARY)
                .filter(f -> boards.stream().allMatch(b -> b.drivers().runs(f, branch)))
                .findFirst();
    }

    private static DriverChoice packages(
            int branch,
            Flavour flavour,
            List<GpuModel> boards,
            DriverDistribution system,
            DriverDistribution.Release release,
            String kernel) {
        var why =
                Phrase.of(
                        flavour == Flavour.OPEN ? "driver.open" : "driver.proprietary",
                        "branch",
                        branch,
                        "boards",
                        names(boards));
        return system.packages(branch, flavour, release, kernel)
                .<DriverChoice>map(packages ->
                        new DriverChoice.Packages(branch, flavour, packages, system.signing(), why))
                .orElseGet(() ->
                        new DriverChoice.None(
                                Phrase.of("driver.unknown-kernel", "kernel", kernel)));
    }

    private static DriverChoice noFlavour(
            int branch, List<GpuModel> boards, DriverDistribution.Release release) {
        boolean another = release.branches().stream().anyMatch(b -> flavour(b, boards).isPresent());
        return new DriverChoice.None(
                Phrase.of(
                        another ? "driver.branch-lacks-boards" : "driver.no-common-flavour",
                        "branch",
                        branch,
                        "boards",
                        names(boards)));
    }

    private OptionalInt branch(String wanted, List<Integer> offered) {
        var number = wanted.equals(AUTO) ? Integer.toString(defaultBranch) : wanted;
        return offered.stream()
                .mapToInt(Integer::intValue)
                .filter(b -> Integer.toString(b).equals(number))
                .findFirst();
    }

    private static String names(List<GpuModel> boards) {
        var names = new TreeSet<String>();
        boards.forEach(b -> names.add(b.name()));
        return String.join(", ", names);
    }
}
