package dev.thruway.knowledge;

import dev.thruway.domain.gpu.DriverChoice.Flavour;
import dev.thruway.domain.gpu.GpuModel;
import dev.thruway.knowledge.data.Fact;
import java.util.List;
import java.util.Optional;

/// One branch of NVIDIA's driver, and the architectures that its two kinds of kernel modules run.
record DriverBranch(int number, Fact<List<String>> open, Fact<List<String>> proprietary) {

    /// The kind that runs all of these boards: open where it can, as NVIDIA recommends from Turing
    /// on; empty where neither does.
    Optional<Flavour> flavour(List<GpuModel> boards) {
        if (runs(open, boards)) {
            return Optional.of(Flavour.OPEN);
        }
        return runs(proprietary, boards) ? Optional.of(Flavour.PROPRIETARY) : Optional.empty();
    }

    private static boolean runs(Fact<List<String>> architectures, List<GpuModel> boards) {
        return boards.stream().allMatch(b -> architectures.is().contains(b.architecture()));
    }
}
