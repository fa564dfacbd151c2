package dev.thruway.engine.host;

import dev.thruway.domain.observation.HostBefore;
import dev.thruway.domain.text.Phrase;
import dev.thruway.engine.Causes;
import dev.thruway.engine.mark.HostMarks;
import dev.thruway.engine.run.Effect;
import dev.thruway.engine.run.StepFailed;
import dev.thruway.vsphere.client.VsphereException;
import java.time.Duration;
import java.util.Optional;

/// Writes, or removes, the note of how a host's toggles were. Running it twice is safe: it writes
/// the same file.
public final class NoteEffect implements Effect {

    private final HostMarks marks;
    private final Optional<HostBefore> wanted;

    /// @param wanted empty removes the note
    public NoteEffect(HostMarks marks, Optional<HostBefore> wanted) {
        this.marks = marks;
        this.wanted = wanted;
    }

    @Override
    public Look look() {
        try {
            return marks.before().equals(wanted)
                    ? new Look.Settled(Phrase.of("run.noted"))
                    : new Look.NotYet(Phrase.of("run.noting"), Duration.ofSeconds(1));
        } catch (VsphereException e) {
            return new Look.Unclear(Causes.of(e));
        }
    }

    @Override
    public void act() {
        try {
            wanted.ifPresentOrElse(marks::write, marks::forgetBefore);
        } catch (VsphereException e) {
            throw new StepFailed(Causes.of(e));
        }
    }

    @Override
    public Duration limit() {
        return Duration.ofMinutes(1);
    }
}
