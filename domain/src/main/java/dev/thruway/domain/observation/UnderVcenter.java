package dev.thruway.domain.observation;

import java.util.Optional;

/// Where in a vCenter a server's host is.
///
/// @param vcenter what the file calls it, or how it was reached where there is none
/// @param cluster the cluster's name; empty for a host that is in none
/// @param ownName what the vCenter calls itself, which need not be the name that it is reached by;
///   empty where it was not asked, or does not say
public record UnderVcenter(
        String vcenter, Observed<Optional<String>> cluster, Optional<String> ownName) {

    public UnderVcenter(String vcenter, Observed<Optional<String>> cluster) {
        this(vcenter, cluster, Optional.empty());
    }
}
