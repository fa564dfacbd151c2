package dev.thruway.engine.apply;

import dev.thruway.domain.condition.Target;
import dev.thruway.domain.text.Phrase;
import dev.thruway.engine.Clock;
import dev.thruway.engine.mark.Held;
import dev.thruway.engine.mark.HostMarks;
import dev.thruway.engine.mark.Renewal;
import dev.thruway.engine.run.Permit;
import dev.thruway.engine.run.StepFailed;
import dev.thruway.vsphere.client.VsphereException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// A lock that is this run's for as long as it gives signs of life. Where it cannot, as where the
/// computer sleeps, another run takes the lock over after a time; this one then changes nothing
/// more.
final class Lease implements Permit, AutoCloseable {

    /// Two may fail before a holder has to look before it goes on, and five before another run
    /// takes the lock over.
    static final Duration EVERY = HostMarks.SILENCE.dividedBy(6);

    private final Target target;
    private final HostMarks marks;
    private final Clock clock;
    private final Semaphore room;
    private final Clock.Repeated beating;
    private final ReentrantLock turn = new ReentrantLock();

    /// When it was last known to be this run's.
    private Instant proven;

    private @Nullable Phrase lost;
    private boolean ended;

    /// @param since before the lock was asked for
    /// @param room for the signs of life of many
    Lease(Target target, HostMarks marks, Instant since, Clock clock, Semaphore room) {
        this.target = target;
        this.marks = marks;
        this.clock = clock;
        this.room = room;
        this.proven = since;
        this.beating = clock.every(EVERY, this::beat);
    }

    /// One that fails is none; whatever is changed next asks again.
    @SuppressWarnings("EmptyCatch")
    private void beat() {
        try {
            room.acquire();
            try {
                renew();
            } finally {
                room.release();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException _) {
            // Nobody would hear of it here.
        }
    }

    @Override
    public void require() {
        var trusted = proven().plus(HostMarks.TRUSTED);
        var why = clock.now().isBefore(trusted) ? Optional.<Phrase>empty() : renew();
        why.ifPresent(phrase -> {
            throw new StepFailed(phrase);
        });
    }

    private Instant proven() {
        turn.lock();
        try {
            return lost == null ? proven : Instant.MIN;
        } finally {
            turn.unlock();
        }
    }

    /// Why the lock is not this run's any more; empty where it is.
    private Optional<Phrase> renew() {
        turn.lock();
        try {
            return lost == null && !ended ? renewInTurn() : Optional.ofNullable(lost);
        } finally {
            turn.unlock();
        }
    }

    /// A lock that is not there may be there again, as where its datastore was away.
    private Optional<Phrase> renewInTurn() {
        var asked = clock.now();
        switch (marks.renew()) {
            case Renewal.Ours _ -> proven = asked;
            case Renewal.Gone _ -> {
                return Optional.of(Phrase.of("run.lock-gone", "server", target.name()));
            }
            case Renewal.TakenOver(Held by) -> lost = lost(by);
        }
        return Optional.ofNullable(lost);
    }

    private Phrase lost(Held by) {
        return Phrase.of(
                "run.lock-lost",
                "server",
                target.name(),
                "holder",
                by.who(),
                "since",
                by.since(),
                "seconds",
                HostMarks.SILENCE.toSeconds());
    }

    /// Gives the lock back, unless it may be somebody else's by now.
    @Override
    public void close() {
        beating.close();
        turn.lock();
        try {
            require();
            marks.unlock();
        } catch (StepFailed | VsphereException _) {
            // A lock that stays is taken over after a time; the next run says whose it was.
        } finally {
            ended = true;
            turn.unlock();
        }
    }
}
