package dev.thruway.domain.observation;

import java.util.Optional;

/// One server of the file: what its BMC says, where there is a `bmc:`, and what ESXi says, where
/// there is an `esxi:`.
///
/// @param under empty for a host that stands alone
public record ServerObservation(
        String name,
        Optional<Observed<BmcObservation>> bmc,
        Optional<Observed<HostObservation>> host,
        Optional<UnderVcenter> under) {}
