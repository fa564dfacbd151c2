package dev.thruway.domain.check;

import dev.thruway.domain.observation.Observed;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// What preflight reads besides the observation, by the names in the file. A target that is not
/// there was not asked, because the observation could not reach it.
public record PreflightFacts(
        SortedMap<String, Observed<HostFacts>> hosts, SortedMap<String, Observed<VmFacts>> vms) {

    public PreflightFacts {
        hosts = Collections.unmodifiableSortedMap(new TreeMap<>(hosts));
        vms = Collections.unmodifiableSortedMap(new TreeMap<>(vms));
    }
}
