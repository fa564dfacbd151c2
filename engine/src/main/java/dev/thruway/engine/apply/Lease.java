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
import dev.thruway.vsphere.client.VsphereFault;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// A lock that is this run's for as long as it gives signs of life. Where it cannot, as where the
/// computer sleeps, another run takes the lock over after a time; this one then changes nothing
/// more.
final class Lease implements Permit, AutoCloseable {

    /// From the end of a sign of life to the next.
    static final Duration EVERY = HostMarks.SILENCE.dividedBy(6);

    /// How long a lock may be away, as after the reboot of its host until all its datastores are
    /// mounted.
    private static final Duration AWAY = Duration.ofMinutes(3);

    private static final Duration AGAIN = Duration.ofSeconds(5);

    private final Target target;
    private final HostMarks marks;
    private final Clock clock;
    private final Clock.Repeated beating;
    private final ReentrantLock turn = new ReentrantLock();

    /// When it was last known to be this run's.
    private volatile Instant proven;

    private volatile @Nullable Phrase lost;
    private boolean ended;

    /// @param since before the lock was asked for
    Lease(Target target, HostMarks marks, Instant since, Clock clock) {
        this.target = target;
        this.marks = marks;
        this.clock = clock;
        this.proven = since;
        this.beating = clock.every(EVERY, this::beat);
    }

    /// One that fails is none; whatever is changed next asks again.
    private void beat() {
        try {
            renew();
        } catch (RuntimeException _) {
            // Nobody would hear of it here.
        }
    }

    /// A lock that is away is waited for.
    @Override
    public void require() {
        var deadline = clock.now().plus(AWAY);
        while (!isTrusted()) {
            try {
                var why = renew();
                if (why.isPresent() && (lost != null || !clock.now().isBefore(deadline))) {
                    throw new StepFailed(why.get());
                }
            } catch (VsphereException e) {
                if (!clock.now().isBefore(deadline) || Thread.currentThread().isInterrupted()) {
                    throw e;
                }
            }
            if (!isTrusted()) {
                pause();
            }
        }
    }

    @Override
    public Optional<Phrase> lost() {
        return Optional.ofNullable(lost);
    }

    private void pause() {
        try {
            clock.sleep(AGAIN);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static VsphereException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new VsphereException("lock", new VsphereFault.Unreachable("interrupted"), e);
    }

    private boolean isTrusted() {
        return lost == null && clock.now().isBefore(proven.plus(HostMarks.TRUSTED));
    }

    /// Why the lock is not known to be this run's; empty where it is.
    private Optional<Phrase> renew() {
        try {
            turn.lockInterruptibly();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
        try {
            return lost == null && !ended ? renewInTurn() : Optional.ofNullable(lost);
        } finally {
            turn.unlock();
        }
    }

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
        turn.lock();
        try {
            beating.close();
            marks.unlock(this::requireAtOnce);
        } catch (StepFailed | VsphereException _) {
            // A lock that stays is taken over after a time; the next run says whose it was.
        } finally {
            ended = true;
            turn.unlock();
        }
    }

    private void requireAtOnce() {
        if (!isTrusted()) {
            renew().ifPresent(why -> {
                throw new StepFailed(why);
            });
        }
    }
}
