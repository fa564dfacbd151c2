package dev.thruway.engine.host;

import dev.thruway.domain.observation.HostBefore;
import dev.thruway.domain.text.Phrase;
import dev.thruway.engine.Causes;
import dev.thruway.engine.mark.HostMarks;
import dev.thruway.engine.run.Effect;
import dev.thruway.vsphere.client.VsphereException;
import java.time.Duration;
import java.util.Optional;

/// Notes how a host's toggles were, or takes that back. What another run noted since the plan was
/// made stays.
///
/// Running it twice is safe: what is noted already stays as it is.
public final class NoteEffect implements Effect {

    private final HostMarks marks;
    private final HostBefore planned;
    private final HostBefore wanted;

    /// @param planned what was noted when the plan was made
    /// @param wanted what of that, and what besides, is to be noted
    public NoteEffect(HostMarks marks, HostBefore planned, HostBefore wanted) {
        this.marks = marks;
        this.planned = planned;
        this.wanted = wanted;
    }

    @Override
    public Look look() {
        try {
            var now = marks.before();
            return now.equals(merged(now))
                    ? new Look.Settled(Phrase.of(removes() ? "run.note-removed" : "run.noted"))
                    : new Look.NotYet(
                            Phrase.of(removes() ? "run.note-removing" : "run.noting"),
                            Duration.ofSeconds(1));
        } catch (VsphereException e) {
            return new Look.Unclear(Causes.of(e));
        }
    }

    private boolean removes() {
        return wanted.equals(HostBefore.NOTHING);
    }

    /// Empty where nothing is left to note.
    private Optional<HostBefore> merged(Optional<HostBefore> now) {
        return Optional.of(now.orElse(HostBefore.NOTHING).changed(planned, wanted))
                .filter(before -> !before.equals(HostBefore.NOTHING));
    }

    @Override
    public void act() {
        try {
            merged(marks.before()).ifPresentOrElse(marks::write, marks::forgetBefore);
        } catch (VsphereException e) {
            throw Causes.ofChange(e);
        }
    }

    @Override
    public Duration limit() {
        return Duration.ofMinutes(1);
    }
}
