package dev.thruway.engine.host;

import dev.thruway.domain.observation.HostPending;
import dev.thruway.domain.text.Phrase;
import dev.thruway.engine.Causes;
import dev.thruway.engine.connect.HostAccess;
import dev.thruway.engine.connect.Required;
import dev.thruway.engine.mark.HostMarks;
import dev.thruway.engine.run.Effect;
import dev.thruway.vsphere.client.HostOperations;
import dev.thruway.vsphere.client.TaskProgress;
import dev.thruway.vsphere.client.VsphereException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Into maintenance mode, noting before it that it is ours; or out of it, forgetting that after.
///
/// Running it twice is safe: a host that is there already is left where it is.
public final class MaintenanceEffect implements Effect {

    private static final Duration LIMIT = Duration.ofMinutes(30);

    /// Which way.
    public sealed interface Direction {

        /// In, on behalf of somebody.
        record In(String who, Instant now) implements Direction {}

        /// Out.
        record Out() implements Direction {}
    }

    private final HostAccess host;
    private final Optional<HostMarks> marks;
    private final Direction direction;
    private boolean asked;

    public MaintenanceEffect(HostAccess host, Optional<HostMarks> marks, Direction direction) {
        this.host = host;
        this.marks = marks;
        this.direction = direction;
    }

    @Override
    public Look look() {
        try {
            boolean wanted = direction instanceof Direction.In;
            boolean now = inMaintenanceMode();
            if (asked && !wanted && !now) {
                marks.ifPresent(HostMarks::forgetPending);
            }
            return now == wanted && (wanted || !noted())
                    ? new Look.Settled(
                            Phrase.of(wanted ? "run.in-maintenance" : "run.left-maintenance"))
                    : new Look.NotYet(Phrase.of("run.maintenance"), Duration.ofSeconds(2));
        } catch (VsphereException e) {
            return new Look.Unclear(Causes.of(e));
        }
    }

    private boolean inMaintenanceMode() {
        var seen = host.client().properties().of(host.host(), "runtime.inMaintenanceMode");
        return Required.value(seen, "runtime.inMaintenanceMode", Boolean.class);
    }

    /// A note that outlived its maintenance mode would make the next one, of somebody else, ours.
    private boolean noted() {
        return marks.flatMap(HostMarks::pending).isPresent();
    }

    @Override
    public void act() {
        asked = true;
        var operations = new HostOperations(host.client());
        try {
            switch (direction) {
                case Direction.In(var who, var now) -> {
                    marks.ifPresent(m -> m.write(new HostPending(bootTime(), who, now)));
                    operations.enterMaintenanceMode(host.host(), LIMIT, TaskProgress.NONE);
                }
                case Direction.Out() -> {
                    if (inMaintenanceMode()) {
                        operations.exitMaintenanceMode(host.host(), LIMIT, TaskProgress.NONE);
                    }
                }
            }
        } catch (VsphereException e) {
            throw Causes.ofChange(e);
        }
    }

    private Instant bootTime() {
        return host.client()
                .properties()
                .of(host.host(), "runtime.bootTime")
                .find("runtime.bootTime", Instant.class)
                .orElse(Instant.EPOCH);
    }

    @Override
    public Duration limit() {
        return LIMIT;
    }
}
