package dev.thruway.domain.observation;

import java.util.Optional;

/// One VM of the file.
///
/// @param state what the inventory says; known and empty where there is no such VM
/// @param guest what the guest says; empty where the file has no `guest:`
public record VmObservation(
        String name,
        Observed<Optional<VmState>> state,
        Optional<Observed<GuestObservation>> guest) {}
