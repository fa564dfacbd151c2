package dev.thruway.engine.apply;

import dev.thruway.domain.text.Phrase;
import dev.thruway.engine.mark.Held;
import dev.thruway.engine.mark.HostMarks;
import java.time.Instant;
import java.util.Optional;

/// What came of trying to take a lock.
sealed interface LockTry {

    record Ours(Lease lease) implements LockTry {}

    /// Somebody else holds it, and may have ended without giving it back.
    ///
    /// @param since when it was first seen just so
    /// @param looks how often it was seen just so since
    /// @param attempt at taking it over, from 1, that is made once it was seen just so for long
    ///   enough
    /// @param failing since when it cannot be read
    record Others(
            HostMarks marks,
            Held by,
            Instant since,
            int looks,
            int attempt,
            Optional<Instant> failing)
            implements LockTry {

        static Others first(HostMarks marks, Held by, Instant now) {
            return new Others(marks, by, now, 0, 1, Optional.empty());
        }

        Others sameAgain() {
            return new Others(marks, by, since, looks + 1, attempt, Optional.empty());
        }

        Others nextAttempt(Instant now) {
            return new Others(marks, by, now, 0, attempt + 1, Optional.empty());
        }

        /// It is watched from the beginning.
        Others unread(Instant now) {
            return new Others(marks, by, now, 0, attempt, failing.or(() -> Optional.of(now)));
        }
    }

    record No(Phrase why) implements LockTry {}
}
