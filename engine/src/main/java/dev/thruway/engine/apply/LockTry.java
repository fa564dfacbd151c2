package dev.thruway.engine.apply;

import dev.thruway.domain.text.Phrase;
import dev.thruway.engine.mark.Held;
import dev.thruway.engine.mark.HostMarks;
import java.time.Instant;

/// What came of trying to take a lock.
sealed interface LockTry {

    record Ours(Lease lease) implements LockTry {}

    /// Somebody else holds it, and may have ended without giving it back.
    ///
    /// @param since when it was first seen just so
    /// @param attempt at taking it over, from 1, that is made once it was seen just so for long
    ///   enough
    /// @param tries reads of it so far that failed
    record Others(HostMarks marks, Held by, Instant since, int attempt, int failed)
            implements LockTry {}

    record No(Phrase why) implements LockTry {}
}
