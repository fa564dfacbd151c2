package dev.thruway.lab.world;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// The snapshots of one VM.
final class Snapshots {

    private final List<Snapshot> all = new ArrayList<>();

    void take(String name, String description, Instant now, PowerState power) {
        int number = all.isEmpty() ? 1 : all.getLast().number() + 1;
        all.add(new Snapshot(number, name, description, now, power));
    }

    void clear() {
        all.clear();
    }

    /// The oldest first.
    List<Snapshot> all() {
        return List.copyOf(all);
    }

    /// The fault is `InvalidState`; the sentence is our own, unverified.
    void requireNone() {
        if (!all.isEmpty()) {
            throw new Refusal(
                    new Refusal.Reason.InvalidState(
                            "The operation is not allowed while the virtual machine has"
                                    + " snapshots."));
        }
    }
}
