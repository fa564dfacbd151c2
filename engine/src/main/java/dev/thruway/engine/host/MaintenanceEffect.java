package dev.thruway.engine.host;

import dev.thruway.domain.observation.HostPending;
import dev.thruway.domain.observation.HostUses;
import dev.thruway.domain.text.Phrase;
import dev.thruway.engine.Causes;
import dev.thruway.engine.connect.HostAccess;
import dev.thruway.engine.connect.Required;
import dev.thruway.engine.mark.HostMarks;
import dev.thruway.engine.run.Effect;
import dev.thruway.engine.run.Permitted;
import dev.thruway.engine.run.StepFailed;
import dev.thruway.vsphere.client.HostOperations;
import dev.thruway.vsphere.client.TaskProgress;
import dev.thruway.vsphere.client.VsphereException;
import dev.thruway.vsphere.client.VsphereFault;
import dev.thruway.vsphere.vim.HostMaintenanceSpec;
import dev.thruway.vsphere.vim.VsanHostDecommissionMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Into maintenance mode, noting before it that it is ours; or out of it, forgetting that after.
///
/// Running it twice is safe: a host that is there already is left where it is.
public final class MaintenanceEffect implements Effect {

    /// What HA answers where its admission control keeps the host.
    private static final String NO_FAILOVER = "InsufficientFailoverResourcesFault";

    private static final Duration LIMIT = Duration.ofMinutes(30);

    /// Which way.
    public sealed interface Direction {

        /// In, on behalf of somebody.
        record In(String who, Instant now, HostUses.Vsan vsan) implements Direction {}

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
            boolean noted = !wanted && noted();
            if (asked && !now && noted) {
                Permitted.requireStill();
                marks.ifPresent(HostMarks::forgetPending);
                noted = false;
            }
            return now == wanted && !noted
                    ? new Look.Settled(
                            Phrase.of(wanted ? "run.in-maintenance" : "run.left-maintenance"))
                    : new Look.NotYet(
                            Phrase.of(wanted ? "run.host-emptying" : "run.maintenance"),
                            Duration.ofSeconds(2));
        } catch (VsphereException e) {
            return new Look.Unclear(Causes.of(e));
        }
    }

    private boolean inMaintenanceMode() {
        var seen = host.client().properties().of(host.host(), "runtime.inMaintenanceMode");
        return Required.value(seen, "runtime.inMaintenanceMode", Boolean.class);
    }

    /// A note that outlived its maintenance mode would make the next one, of somebody else, ours.
    /// One that names VMs stays until they are started.
    private boolean noted() {
        return marks.flatMap(HostMarks::pending).filter(p -> p.ran().isEmpty()).isPresent();
    }

    @Override
    public void act() {
        asked = true;
        var operations = new HostOperations(host.client());
        try {
            switch (direction) {
                case Direction.In(var who, var now, var vsan) -> {
                    marks.ifPresent(m -> m.write(pending(m, who, now)));
                    Permitted.requireStill();
                    operations.enterMaintenanceMode(
                            host.host(), spec(vsan), LIMIT, TaskProgress.NONE);
                }
                case Direction.Out() -> {
                    if (inMaintenanceMode()) {
                        operations.exitMaintenanceMode(host.host(), LIMIT, TaskProgress.NONE);
                    }
                }
            }
        } catch (VsphereException e) {
            throw e.fault() instanceof VsphereFault.Rejected(var type, var message, _, _)
                            && type.equals(NO_FAILOVER)
                    ? new StepFailed(Phrase.of("run.ha-refuses", "says", message))
                    : Causes.ofChange(e);
        }
    }

    private HostPending pending(HostMarks noted, String who, Instant now) {
        return noted.pending()
                .orElseGet(() -> NoteVmsEffect.begun(host, who, now))
                .at(HostPending.Stage.MAINTENANCE);
    }

    private static Optional<HostMaintenanceSpec> spec(HostUses.Vsan vsan) {
        return switch (vsan) {
            case NONE -> Optional.empty();
            case MEMBER ->
                    Optional.of(
                            new HostMaintenanceSpec(
                                    new VsanHostDecommissionMode("ensureObjectAccessibility")));
        };
    }

    @Override
    public Duration limit() {
        return LIMIT;
    }
}
