package dev.thruway.engine.guest;

import dev.thruway.domain.Knowledge;
import dev.thruway.domain.observation.GuestObservation;
import dev.thruway.domain.text.Phrase;
import dev.thruway.guest.Command;
import dev.thruway.guest.GuestException;
import dev.thruway.guest.GuestFault;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Restarts the guest where an open driver holds a card, and waits for another boot id.
///
/// Running it twice is safe: a guest in which none is loaded is not restarted.
final class GuestRebootEffect extends GuestEffect {

    private static final Duration AGAIN = Duration.ofSeconds(1);

    private @Nullable String bootIdBefore;

    GuestRebootEffect(GuestShell guest, Knowledge knowledge) {
        super(guest, knowledge);
    }

    @Override
    public Look look() {
        try {
            return look(read());
        } catch (GuestException e) {
            return bootIdBefore != null && passes(e.fault())
                    ? new Look.NotYet(Phrase.of("run.guest-restarting"), AGAIN)
                    : unanswered(e);
        }
    }

    private static boolean passes(GuestFault fault) {
        return switch (fault) {
            case GuestFault.Unreachable _, GuestFault.TimedOut _, GuestFault.Malformed _ -> true;
            case GuestFault.UntrustedHostKey _,
                    GuestFault.NotAuthenticated _,
                    GuestFault.Rejected _ ->
                    false;
        };
    }

    @Override
    Look look(GuestObservation seen) {
        if (bootIdBefore == null) {
            return seen.openDrivers().loaded().isEmpty()
                    ? new Look.Settled(Phrase.of("run.no-restart-needed"))
                    : new Look.NotYet(Phrase.of("run.guest-restarting"), AGAIN);
        }
        if (seen.bootId().equals(bootIdBefore)) {
            return new Look.NotYet(Phrase.of("run.guest-restarting"), AGAIN);
        }
        return seen.openDrivers().loaded().isEmpty()
                ? new Look.Settled(Phrase.of("run.guest-restarted"))
                : new Look.Wrong(
                        Phrase.of(
                                "condition.nouveau-loaded",
                                "modules",
                                String.join(", ", seen.openDrivers().loaded())));
    }

    /// The connection may go with the guest, so a lost answer is expected.
    @Override
    void change() {
        bootIdBefore = guest().client().bootId();
        try {
            root(Command.of("systemctl", "reboot"));
        } catch (GuestException e) {
            if (!passes(e.fault())) {
                throw e;
            }
        }
    }
}
