package dev.thruway.engine.vm;

import dev.thruway.domain.observation.VmState;
import dev.thruway.domain.text.Phrase;
import dev.thruway.engine.Causes;
import dev.thruway.engine.Clock;
import dev.thruway.engine.connect.HostAccess;
import dev.thruway.engine.run.Effect;
import dev.thruway.engine.run.Permitted;
import dev.thruway.vsphere.client.TaskProgress;
import dev.thruway.vsphere.client.VmOperations;
import dev.thruway.vsphere.client.VsphereException;
import dev.thruway.vsphere.vim.ManagedObjectReference;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Shuts a guest down, and powers the VM off only where it is still on after a time.
///
/// Running it twice is safe: a VM that is off is left off.
public final class ShutDownEffect implements Effect {

    private static final Duration GRACE = Duration.ofMinutes(3);
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final Duration AGAIN = Duration.ofSeconds(1);

    private final HostAccess host;
    private final ManagedObjectReference vm;
    private final Clock clock;
    private @Nullable Instant askedAt;
    private boolean forced;

    public ShutDownEffect(HostAccess host, ManagedObjectReference vm, Clock clock) {
        this.host = host;
        this.vm = vm;
        this.clock = clock;
    }

    @Override
    public Look look() {
        try {
            if (new VmReader(host, vm).running().power() == VmState.Power.OFF) {
                return new Look.Settled(Phrase.of("run.vm-off"));
            }
            if (askedAt != null && !forced && clock.now().isAfter(askedAt.plus(GRACE))) {
                Permitted.requireStill();
                powerOff();
            }
            return new Look.NotYet(Phrase.of("run.vm-shutting-down"), AGAIN);
        } catch (VsphereException e) {
            return new Look.Unclear(Causes.of(e));
        }
    }

    @Override
    public void act() {
        askedAt = clock.now();
        try {
            if (new VmReader(host, vm).running().toolsRunning()) {
                new VmOperations(host.client()).shutdownGuest(vm);
            } else {
                powerOff();
            }
        } catch (VsphereException e) {
            throw Causes.ofChange(e);
        }
    }

    private void powerOff() {
        forced = true;
        FreeVm.run(clock, () -> new VmOperations(host.client()).powerOff(vm, TaskProgress.NONE));
    }

    @Override
    public Duration limit() {
        return LIMIT;
    }
}
