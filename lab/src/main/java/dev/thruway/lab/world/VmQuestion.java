package dev.thruway.lab.world;

import java.util.List;

/// A question that a VM waits with until somebody answers it.
///
/// @param id by which it is answered
/// @param choices what may be answered, by their keys `0`, `1`, …
public record VmQuestion(String id, String text, List<String> choices) {

    public VmQuestion {
        choices = List.copyOf(choices);
    }
}
