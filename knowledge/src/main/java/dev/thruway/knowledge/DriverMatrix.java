package dev.thruway.knowledge;

import dev.thruway.domain.gpu.DriverChoice;
import dev.thruway.domain.gpu.DriverChoice.Flavour;
import dev.thruway.domain.gpu.GpuModel;
import dev.thruway.domain.text.Phrase;
import dev.thruway.knowledge.data.DataNode;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Which driver fits which boards on which distribution.
final class DriverMatrix {

    /// What a file writes where Thruway is to choose the branch.
    private static final String AUTO = "auto";

    private final int defaultBranch;
    private final List<DriverBranch> branches;
    private final List<DriverDistribution> distributions;

    DriverMatrix(
            int defaultBranch,
            List<DriverBranch> branches,
            List<DriverDistribution> distributions) {
        this.defaultBranch = defaultBranch;
        this.branches = List.copyOf(branches);
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
        return wanted.get().flavour(boards).isPresent()
                ? packages(wanted.get(), boards, system.get(), release.get(), kernel)
                : noFlavour(wanted.get(), boards);
    }

    private DriverChoice packages(
            DriverBranch branch,
            List<GpuModel> boards,
            DriverDistribution system,
            DriverDistribution.Release release,
            String kernel) {
        var flavour = branch.flavour(boards).orElseThrow();
        var why =
                Phrase.of(
                        flavour == Flavour.OPEN ? "driver.open" : "driver.proprietary",
                        "branch",
                        branch.number(),
                        "boards",
                        names(boards));
        return system.packages(branch.number(), flavour, release, kernel)
                .<DriverChoice>map(packages ->
                        new DriverChoice.Packages(
                                branch.number(), flavour, packages, system.signing(), why))
                .orElseGet(() ->
                        new DriverChoice.None(
                                Phrase.of("driver.unknown-kernel", "kernel", kernel)));
    }

    private DriverChoice noFlavour(DriverBranch branch, List<GpuModel> boards) {
        boolean another = branches.stream().anyMatch(b -> b.flavour(boards).isPresent());
        return new DriverChoice.None(
                Phrase.of(
                        another ? "driver.branch-lacks-boards" : "driver.no-common-flavour",
                        "branch",
                        branch.number(),
                        "boards",
                        names(boards)));
    }

    private Optional<DriverBranch> branch(String wanted, List<Integer> offered) {
        var number = wanted.equals(AUTO) ? Integer.toString(defaultBranch) : wanted;
        return branches.stream()
                .filter(b -> Integer.toString(b.number()).equals(number))
                .filter(b -> offered.contains(b.number()))
                .findFirst();
    }

    private static String names(List<GpuModel> boards) {
        var names = new TreeSet<String>();
        boards.forEach(b -> names.add(b.name()));
        return String.join(", ", names);
    }
}
