package dev.thruway.domain.check;

import dev.thruway.domain.observation.Observed;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// What preflight reads besides the observation, by the names in the file. A target that is not
/// there was not asked, because the observation could not reach it.
///
/// @param inClusters by VM of a cluster: the privileges that the login lacks on it, its datastore
///   and its cluster
public record PreflightFacts(
        SortedMap<String, Observed<HostFacts>> hosts,
        SortedMap<String, Observed<VmFacts>> vms,
        SortedMap<String, Observed<List<String>>> inClusters) {

    public PreflightFacts {
        hosts = Collections.unmodifiableSortedMap(new TreeMap<>(hosts));
        vms = Collections.unmodifiableSortedMap(new TreeMap<>(vms));
        inClusters = Collections.unmodifiableSortedMap(new TreeMap<>(inClusters));
    }
}
