package dev.thruway.engine.vm;

import dev.thruway.domain.text.Phrase;
import dev.thruway.engine.Causes;
import dev.thruway.engine.Clock;
import dev.thruway.engine.connect.HostAccess;
import dev.thruway.engine.run.Effect;
import dev.thruway.vsphere.client.TaskProgress;
import dev.thruway.vsphere.client.VmOperations;
import dev.thruway.vsphere.client.VsphereException;
import dev.thruway.vsphere.vim.ManagedObjectReference;
import java.time.Duration;

/// Raises the version of a VM's virtual hardware.
///
/// Running it twice is safe: a VM whose hardware is as new already, or newer, is left as it is.
public final class UpgradeHardwareEffect implements Effect {

    private static final Duration AGAIN = Duration.ofSeconds(1);

    private final HostAccess host;
    private final ManagedObjectReference vm;
    private final int version;
    private final Clock clock;

    public UpgradeHardwareEffect(
            HostAccess host, ManagedObjectReference vm, int version, Clock clock) {
        this.host = host;
        this.vm = vm;
        this.version = version;
        this.clock = clock;
    }

    @Override
    public Look look() {
        try {
            var is = new VmReader(host, vm).read().hardware();
            return is.number().isPresent() && is.number().getAsInt() >= version
                    ? new Look.Settled(Phrase.of("run.hardware-upgraded", "is", is.version()))
                    : new Look.NotYet(Phrase.of("run.hardware-upgrading"), AGAIN);
        } catch (VsphereException e) {
            return new Look.Unclear(Causes.of(e));
        }
    }

    @Override
    public void act() {
        try {
            FreeVm.run(
                    clock,
                    () ->
                            new VmOperations(host.client())
                                    .upgrade(vm, "vmx-" + version, TaskProgress.NONE));
        } catch (VsphereException e) {
            throw Causes.ofChange(e);
        }
    }

    @Override
    public Duration limit() {
        return Duration.ofMinutes(2);
    }
}
