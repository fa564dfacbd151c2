package dev.thruway.engine.journal;

import dev.thruway.domain.text.Phrase;
import java.time.Instant;

/// One line of the journal.
///
/// @param run the same for all entries of one command
/// @param who user and computer, such as `tanaka@admin-pc`
/// @param step the step's id, as in the plan
/// @param state a step's state word: `running`, `done`, `failed`, …
public record JournalEntry(
        Instant at,
        String run,
        String who,
        String step,
        String action,
        String target,
        String state,
        Phrase message) {}
