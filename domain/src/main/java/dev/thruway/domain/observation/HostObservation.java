package dev.thruway.domain.observation;

import dev.thruway.domain.pci.PciAddress;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// One ESXi host.
///
/// @param uuid the passthrough systemId: what a VM's device must name to start on this host
/// @param rebindWithoutReboot whether a toggle takes effect at once
/// @param runningVms names of the VMs that run on it now
/// @param holders which VM's configuration holds a function, powered on or not; of several the one
///   that runs
/// @param before how things were before Thruway changed the host; empty where it changed nothing
/// @param pending work that Thruway began on this host and has not finished
public record HostObservation(
        String name,
        String version,
        String uuid,
        Observed<Instant> bootTime,
        boolean inMaintenanceMode,
        Observed<Boolean> rebindWithoutReboot,
        List<HostFunction> functions,
        List<String> runningVms,
        SortedMap<PciAddress, Holder> holders,
        Observed<Optional<HostBefore>> before,
        Observed<Optional<HostPending>> pending) {

    /// A VM whose configuration holds a PCI function.
    public record Holder(String vm, VmState.Power power) {}

    public HostObservation {
        functions = List.copyOf(functions);
        holders = Collections.unmodifiableSortedMap(new TreeMap<>(holders));
        runningVms = List.copyOf(runningVms);
    }

    /// The same host with some of its functions only.
    public HostObservation with(List<HostFunction> some) {
        return new HostObservation(
                name,
                version,
                uuid,
                bootTime,
                inMaintenanceMode,
                rebindWithoutReboot,
                some,
                runningVms,
                holders,
                before,
                pending);
    }

    public Optional<HostFunction> function(PciAddress address) {
        return functions.stream().filter(f -> f.address().equals(address)).findFirst();
    }
}
