package dev.thruway.guest;

import java.time.Duration;
import java.time.InstantSource;

/// Waits until a machine has rebooted: until it answers with another boot id than before.
///
/// An answer with the old id only means that it has not gone down yet, and no answer that it is on
/// its way; neither ends the wait before its limit.
public final class BootWatch {

    /// Lets time pass.
    @FunctionalInterface
    public interface Sleeper {
        void sleep(Duration duration) throws InterruptedException;
    }

    /// How the wait ended.
    public sealed interface Outcome {

        /// It is up again.
        record Rebooted(String bootId) implements Outcome {}

        /// It answers, and never went down.
        record SameBoot(String bootId) implements Outcome {}

        /// It did not answer; the last reason.
        record NotBack(GuestFault fault) implements Outcome {}
    }

    private final InstantSource clock;
    private final Sleeper sleeper;

    public BootWatch(InstantSource clock, Sleeper sleeper) {
        this.clock = clock;
        this.sleeper = sleeper;
    }

    /// Asks every `interval` until the boot id differs from `before`, for `limit` at most. A host
    /// key or password that is not accepted ends the wait at once, as an exception: time cures
    /// neither.
    public Outcome await(GuestClient guest, String before, Duration interval, Duration limit)
            throws InterruptedException {
        var end = clock.instant().plus(limit);
        while (true) {
            var seen = look(guest, before);
            if (seen instanceof Outcome.Rebooted || !clock.instant().isBefore(end)) {
                return seen;
            }
            sleeper.sleep(interval);
        }
    }

    private static Outcome look(GuestClient guest, String before) {
        try {
            var now = guest.bootId();
            return now.equals(before) ? new Outcome.SameBoot(now) : new Outcome.Rebooted(now);
        } catch (GuestException e) {
            return switch (e.fault()) {
                case GuestFault.Unreachable f -> new Outcome.NotBack(f);
                case GuestFault.TimedOut f -> new Outcome.NotBack(f);
                case GuestFault.Rejected f -> new Outcome.NotBack(f);
                case GuestFault.Malformed f -> new Outcome.NotBack(f);
                case GuestFault.UntrustedHostKey f -> throw e;
                case GuestFault.NotAuthenticated f -> throw e;
            };
        }
    }
}
