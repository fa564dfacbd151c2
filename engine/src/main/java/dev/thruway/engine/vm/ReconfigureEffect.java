package dev.thruway.engine.vm;

import dev.thruway.domain.observation.VmState;
import dev.thruway.domain.plan.Action;
import dev.thruway.domain.plan.Action.OnVmConfig;
import dev.thruway.domain.text.Phrase;
import dev.thruway.engine.Causes;
import dev.thruway.engine.connect.HostAccess;
import dev.thruway.engine.mark.VmMarks;
import dev.thruway.engine.run.Effect;
import dev.thruway.engine.run.StepFailed;
import dev.thruway.vsphere.client.TaskProgress;
import dev.thruway.vsphere.client.VmOperations;
import dev.thruway.vsphere.client.VsphereException;
import dev.thruway.vsphere.vim.ManagedObjectReference;
import java.time.Duration;
import java.util.List;

/// All changes of one VM's configuration in one ReconfigVM_Task, under the `changeVersion` of the
/// last look: somebody else's change in between makes the server refuse.
///
/// Running it twice is safe: what is as wanted already is not sent again.
public final class ReconfigureEffect implements Effect {

    private final HostAccess host;
    private final ManagedObjectReference vm;
    private final List<OnVmConfig> actions;

    public ReconfigureEffect(HostAccess host, ManagedObjectReference vm, List<OnVmConfig> actions) {
        this.host = host;
        this.vm = vm;
        this.actions = List.copyOf(actions);
    }

    @Override
    public Look look() {
        try {
            var state = new VmReader(host, vm).read();
            return open(state).isEmpty()
                    ? new Look.Settled(Phrase.of("run.configured"))
                    : new Look.NotYet(Phrase.of("run.configuring"), Duration.ofSeconds(1));
        } catch (VsphereException e) {
            return new Look.Unclear(Causes.of(e));
        }
    }

    private List<OnVmConfig> open(VmState state) {
        return actions.stream().filter(a -> !holds(a, state)).toList();
    }

    private static boolean holds(OnVmConfig action, VmState vm) {
        return switch (action) {
            case Action.AttachDevice a ->
                    vm.devices().stream()
                            .anyMatch(d ->
                                    d.address().filter(a.address()::equals).isPresent()
                                            && d.vendorId() == a.ids().vendor()
                                            && d.deviceId() == a.ids().device());
            case Action.DetachDevice d ->
                    vm.devices().stream().noneMatch(device -> device.key() == d.key());
            case Action.SetMemoryReservation(var mib, var locked) ->
                    vm.memoryReservationMib() == mib && vm.lockedToMax() == locked;
            case Action.SetFirmware(var firmware) -> vm.firmware() == firmware;
            case Action.SetSecureBoot(var wanted) ->
                    vm.secureBoot().orElse(false) == (wanted == Action.SetSecureBoot.Wanted.ON);
            case Action.SetExtraConfig(var key, var value) ->
                    vm.extra(key).orElse("").equals(value);
            case Action.NoteVm note ->
                    vm.before().filter(note.before()::equals).isPresent()
                            && vm.agreed().equals(note.agreed());
            case Action.ForgetVm _ ->
                    vm.extra(VmMarks.BEFORE).isEmpty() && vm.extra(VmMarks.AGREED).isEmpty();
        };
    }

    @Override
    public void act() {
        try {
            var state = new VmReader(host, vm).read();
            var spec = new ConfigSpecs(host, state).of(open(state));
            new VmOperations(host.client()).reconfigure(vm, spec, TaskProgress.NONE);
        } catch (VsphereException e) {
            throw new StepFailed(Causes.of(e));
        }
    }

    @Override
    public Duration limit() {
        return Duration.ofMinutes(2);
    }
}
