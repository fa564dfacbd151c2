package dev.thruway.knowledge;

import dev.thruway.domain.Knowledge;
import dev.thruway.domain.gpu.DriverChoice;
import dev.thruway.domain.gpu.GpuModel;
import dev.thruway.domain.pci.PciIds;
import java.util.List;
import java.util.Optional;

/// What the data of this module says, as the domain asks for it. Immutable.
public final class ProductKnowledge implements Knowledge {

    private final GpuCatalog gpus;
    private final DriverMatrix drivers;

    private ProductKnowledge(GpuCatalog gpus, DriverMatrix drivers) {
        this.gpus = gpus;
        this.drivers = drivers;
    }

    /// The knowledge that comes with Thruway.
    public static ProductKnowledge builtIn() {
        return of(GpuCatalog.builtIn());
    }

    /// The knowledge that comes with Thruway, with this catalog of GPUs.
    public static ProductKnowledge of(GpuCatalog gpus) {
        return new ProductKnowledge(gpus, DriverMatrix.builtIn());
    }

    @Override
    public Optional<GpuModel> gpu(PciIds ids) {
        return gpus.byIds(ids);
    }

    @Override
    public List<GpuModel> gpusNamed(String name) {
        return gpus.named(name).stream().map(GpuEntry::model).toList();
    }

    @Override
    public List<String> nearestNames(String name) {
        return gpus.nearestNames(name);
    }

    @Override
    public DriverChoice driver(
            List<GpuModel> boards,
            String distribution,
            String version,
            String kernel,
            String branch) {
        return drivers.choose(boards, distribution, version, kernel, branch);
    }
}
