package dev.thruway.domain.observation;

import java.util.Optional;

/// Where in a vCenter a server's host is.
///
/// @param vcenter what the file calls it, or how it was reached where there is none
/// @param cluster the cluster's name; empty for a host that is in none
public record UnderVcenter(String vcenter, Observed<Optional<String>> cluster) {}
