package dev.thruway.domain;

import dev.thruway.domain.gpu.DriverChoice;
import dev.thruway.domain.gpu.GpuModel;
import dev.thruway.domain.pci.PciIds;
import java.util.List;
import java.util.Optional;

/// What the domain asks about products. Answers come from data with sources, never from a guess:
/// what is not known is empty.
public interface Knowledge {

    /// The board with these ids; of several boards that share vendor and device, the one whose
    /// subsystem ids match, else the one that names none.
    Optional<GpuModel> gpu(PciIds ids);

    /// Every board that a person may mean by a name: FAMILY, FAMILY-MEMORY or a board's full name,
    /// such as `L40S`, `A100-40GB`. Empty where no board has that name.
    List<GpuModel> gpusNamed(String name);

    /// Known names nearest to one that is not known, best first.
    List<String> nearestNames(String name);

    /// Which driver to install for all of these boards together.
    ///
    /// @param distribution `ID` of os-release, such as `ubuntu`
    /// @param version `VERSION_ID` of os-release, such as `24.04`
    /// @param kernel the running kernel's release, for packages that are built for one kernel
    /// @param branch a number such as `580`, or `auto`
    DriverChoice driver(
            List<GpuModel> boards,
            String distribution,
            String version,
            String kernel,
            String branch);
}
