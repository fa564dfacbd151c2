package dev.thruway.knowledge;

import dev.thruway.domain.gpu.DriverChoice.Flavour;
import dev.thruway.domain.gpu.DriverChoice.Signing;
import dev.thruway.knowledge.data.Fact;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// How one distribution packages the driver.
///
/// @param id as `ID` in os-release
/// @param kernel what the release of a kernel looks like for which packages are built; its group
///   `suffix` names the kernel's flavour
/// @param packages names with places, as `drivers.yaml` explains
record DriverDistribution(
        String id,
        Signing signing,
        Pattern kernel,
        List<Release> releases,
        Fact<List<String>> packages) {

    /// The kernel flavour that has a hardware enablement stack of its own name.
    private static final String GENERIC = "generic";

    /// @param version as `VERSION_ID` in os-release
    /// @param kernel major and minor version of the kernel it was released with
    record Release(String version, String kernel, List<Integer> branches) {}

    Optional<Release> release(String version) {
        return releases.stream().filter(r -> r.version().equals(version)).findFirst();
    }

    Stream<String> names() {
        return releases.stream().map(r -> id + " " + r.version());
    }

    /// The packages for a running kernel; empty where its release is not one that packages are
    /// built for.
    Optional<List<String>> packages(int branch, Flavour flavour, Release release, String running) {
        var m = kernel.matcher(running);
        if (!m.matches()) {
            return Optional.empty();
        }
        var suffix = m.group("suffix");
        boolean enablement = suffix.equals(GENERIC) && !running.startsWith(release.kernel() + ".");
        var meta = enablement ? suffix + "-hwe-" + release.version() : suffix;
        return Optional.of(
                packages.is().stream()
                        .map(name ->
                                name.replace("{branch}", Integer.toString(branch))
                                        .replace("{open}", flavour == Flavour.OPEN ? "-open" : "")
                                        .replace("{kernel}", running)
                                        .replace("{flavour}", meta))
                        .toList());
    }
}
