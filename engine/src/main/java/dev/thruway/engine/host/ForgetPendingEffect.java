package dev.thruway.engine.host;

import dev.thruway.domain.text.Phrase;
import dev.thruway.engine.Causes;
import dev.thruway.engine.mark.HostMarks;
import dev.thruway.engine.run.Effect;
import dev.thruway.vsphere.client.VsphereException;
import java.time.Duration;

/// Removes the note of unfinished work on a host.
///
/// Running it twice is safe: a note that is gone stays gone.
public final class ForgetPendingEffect implements Effect {

    private final HostMarks marks;

    public ForgetPendingEffect(HostMarks marks) {
        this.marks = marks;
    }

    @Override
    public Look look() {
        try {
            return marks.pending().isEmpty()
                    ? new Look.Settled(Phrase.of("run.pending-forgotten"))
                    : new Look.NotYet(Phrase.of("run.noting-vms"), Duration.ofSeconds(1));
        } catch (VsphereException e) {
            return new Look.Unclear(Causes.of(e));
        }
    }

    @Override
    public void act() {
        try {
            marks.forgetPending();
        } catch (VsphereException e) {
            throw Causes.ofChange(e);
        }
    }

    @Override
    public Duration limit() {
        return Duration.ofMinutes(1);
    }
}
