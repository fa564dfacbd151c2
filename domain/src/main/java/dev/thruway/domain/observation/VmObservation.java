package dev.thruway.domain.observation;

import java.util.List;
import java.util.Optional;

/// One VM of the file.
///
/// @param state what the inventory says; known and empty where there is no such VM
/// @param guest what the guest says; empty where the file has no `guest:`
/// @param logs of its power-ons, the newest first; none where they cannot matter
public record VmObservation(
        String name,
        Observed<Optional<VmState>> state,
        Optional<Observed<GuestObservation>> guest,
        Observed<List<PowerOnLog>> logs) {

    public VmObservation {
        logs = logs.map(List::copyOf);
    }
}
