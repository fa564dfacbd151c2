package dev.thruway.domain.observation;

import dev.thruway.domain.pci.PciAddress;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/// One ESXi host.
///
/// @param uuid the passthrough systemId: what a VM's device must name to start on this host
/// @param rebindWithoutReboot whether a toggle takes effect at once
/// @param setsLabels whether hardware labels can be set, as from 7.0 Update 2 on
/// @param runningVms the VMs that run on it now
/// @param holders which VM's configuration holds a function, powered on or not; of several the one
///   that runs
/// @param cluster empty for a host that is in none
/// @param uses what the host itself lives on
/// @param before how things were before Thruway changed the host; empty where it changed nothing
/// @param pending work that Thruway began on this host and has not finished
/// @param addressBits how wide the processor's physical addresses are, which the address space of a
///   VM cannot exceed; empty where the host does not say
public record HostObservation(
        String name,
        String version,
        String uuid,
        Observed<Instant> bootTime,
        boolean inMaintenanceMode,
        Observed<Boolean> rebindWithoutReboot,
        Observed<Boolean> setsLabels,
        List<HostFunction> functions,
        List<RunningVm> runningVms,
        SortedMap<PciAddress, Holder> holders,
        Optional<Observed<HostCluster>> cluster,
        Observed<HostUses> uses,
        Observed<Optional<HostBefore>> before,
        Observed<Optional<HostPending>> pending,
        OptionalInt addressBits) {

    /// A VM whose configuration holds a PCI function.
    public record Holder(String vm, VmState.Power power) {}

    public HostObservation {
        functions = List.copyOf(functions);
        holders = Collections.unmodifiableSortedMap(new TreeMap<>(holders));
        runningVms = List.copyOf(runningVms);
    }

    /// The same with other names of some VMs.
    ///
    /// @param names by the name that the host has for a VM: the one wanted
    public HostObservation calling(Map<String, String> names) {
        var renamed = new TreeMap<PciAddress, Holder>();
        holders.forEach((address, holder) ->
                renamed.put(
                        address,
                        new Holder(names.getOrDefault(holder.vm(), holder.vm()), holder.power())));
        return with(
                functions,
                runningVms.stream()
                        .map(vm -> vm.named(names.getOrDefault(vm.name(), vm.name())))
                        .toList(),
                renamed);
    }

    /// The same host where these VMs hold no function.
    public HostObservation withoutHolders(Collection<String> vms) {
        var left = new TreeMap<>(holders);
        left.values().removeIf(holder -> vms.contains(holder.vm()));
        return with(functions, runningVms, left);
    }

    /// The same host with what was begun on it.
    public HostObservation withPending(Observed<Optional<HostPending>> work) {
        return with(functions, runningVms, holders, work);
    }

    /// The same host with some of its functions only.
    public HostObservation with(List<HostFunction> some) {
        return with(some, runningVms, holders);
    }

    private HostObservation with(
            List<HostFunction> some, List<RunningVm> running, SortedMap<PciAddress, Holder> held) {
        return with(some, running, held, pending);
    }

    private HostObservation with(
            List<HostFunction> some,
            List<RunningVm> running,
            SortedMap<PciAddress, Holder> held,
            Observed<Optional<HostPending>> work) {
        return new HostObservation(
                name,
                version,
                uuid,
                bootTime,
                inMaintenanceMode,
                rebindWithoutReboot,
                setsLabels,
                some,
                running,
                held,
                cluster,
                uses,
                before,
                work,
                addressBits);
    }

    /// The work that was begun and not finished, where that could be read.
    public Optional<HostPending> unfinished() {
        return pending.known().flatMap(p -> p);
    }

    public Optional<HostFunction> function(PciAddress address) {
        return functions.stream().filter(f -> f.address().equals(address)).findFirst();
    }
}
