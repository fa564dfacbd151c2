package dev.thruway.domain.check;

import dev.thruway.domain.check.VmFacts.Trait;
import dev.thruway.domain.observation.Observed;
import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// What decides, beside the observation, whether VMs can be powered on with a passthrough device.
///
/// @param hosts by server, those that the VMs are on
/// @param vms by VM: what about it excludes passthrough
public record PowerOnFacts(
        SortedMap<String, Observed<HostMemory>> hosts,
        SortedMap<String, Observed<Set<Trait>>> vms) {

    public PowerOnFacts {
        hosts = Collections.unmodifiableSortedMap(new TreeMap<>(hosts));
        vms = Collections.unmodifiableSortedMap(new TreeMap<>(vms));
    }
}
