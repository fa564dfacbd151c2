package dev.thruway.engine.journal;

import dev.thruway.domain.text.Phrase;
import dev.thruway.engine.WorkingProcess;
import java.time.Instant;

/// One line of the journal.
///
/// @param run the same for all entries of one command
/// @param who user and computer, such as `tanaka@admin-pc`
/// @param process that works for them on that computer; not known in lines of older versions
/// @param step the step's id, as in the plan
/// @param state a step's state word: `running`, `done`, `failed`, …
public record JournalEntry(
        Instant at,
        String run,
        String who,
        WorkingProcess process,
        String step,
        String action,
        String target,
        String state,
        Phrase message) {}
