package dev.thruway.engine.vm;

import dev.thruway.domain.observation.AgreedCard;
import dev.thruway.domain.observation.AttachedDevice;
import dev.thruway.domain.observation.DynamicDevice;
import dev.thruway.domain.observation.VmBefore;
import dev.thruway.domain.observation.VmState;
import dev.thruway.domain.plan.Action;
import dev.thruway.domain.plan.Action.OnVmConfig;
import dev.thruway.domain.text.Phrase;
import dev.thruway.engine.Causes;
import dev.thruway.engine.Clock;
import dev.thruway.engine.connect.PlacedVm;
import dev.thruway.engine.mark.VmMarks;
import dev.thruway.engine.run.Effect;
import dev.thruway.engine.run.StepFailed;
import dev.thruway.vsphere.client.TaskProgress;
import dev.thruway.vsphere.client.VmOperations;
import dev.thruway.vsphere.client.VsphereException;
import dev.thruway.vsphere.client.VsphereFault;
import dev.thruway.vsphere.vim.ConcurrentAccess;
import dev.thruway.vsphere.vim.VirtualMachineBootOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// All changes of one VM's configuration in one ReconfigVM_Task.
///
/// Somebody else's change is never overwritten: a setting that is neither as the plan saw it nor as
/// wanted stops the step, and the task runs under the `changeVersion` of the last look, so that the
/// server refuses what was changed after that. Where that was something else than the plan is
/// about, the task is sent again under the new version.
///
/// Running it twice is safe: what is as wanted already is not sent again.
public final class ReconfigureEffect implements Effect {

    /// Somebody who changes the VM more often than this is in the middle of something.
    private static final int TRIES = 5;

    private static final String BOOT_OPTIONS = "config.bootOptions";

    private static final VirtualMachineBootOptions NO_BOOT_OPTIONS =
            new VirtualMachineBootOptions(null, null, null, null, null, List.of(), null);

    private final PlacedVm vm;
    private final DynamicOffers offers;
    private final List<OnVmConfig> actions;
    private final Optional<VmState> planned;
    private final Clock clock;
    private @Nullable VmState looked;

    /// @param offers where a dynamic device is looked for
    /// @param planned the VM as it was when the plan was made
    public ReconfigureEffect(
            PlacedVm vm,
            DynamicOffers offers,
            List<OnVmConfig> actions,
            Optional<VmState> planned,
            Clock clock) {
        this.vm = vm;
        this.offers = offers;
        this.actions = List.copyOf(actions);
        this.planned = planned;
        this.clock = clock;
    }

    @Override
    public Look look() {
        try {
            var state = read();
            looked = state;
            return open(state).isEmpty()
                    ? new Look.Settled(Phrase.of("run.configured"))
                    : new Look.NotYet(Phrase.of("run.configuring"), Duration.ofSeconds(1));
        } catch (VsphereException e) {
            return new Look.Unclear(Causes.of(e));
        }
    }

    private VmState read() {
        return new VmReader(vm.host(), vm.vm()).read();
    }

    private List<OnVmConfig> open(VmState state) {
        var open = new ArrayList<OnVmConfig>();
        var added = new HashMap<DynamicDevice, Integer>();
        for (var action : actions) {
            boolean so =
                    action instanceof Action.AttachDynamicDevice(var device, _)
                            ? count(state, device)
                                    >= planned.map(p -> count(p, device)).orElse(0)
                                            + added.merge(device, 1, Integer::sum)
                            : holds(action, state);
            if (!so) {
                open.add(action);
            }
        }
        return open;
    }

    /// Dynamic devices have nothing by which to tell them apart but their number.
    private static int count(VmState vm, DynamicDevice device) {
        return (int)
                vm.devices().stream().filter(d -> d.dynamic().equals(Optional.of(device))).count();
    }

    private boolean holds(OnVmConfig action, VmState vm) {
        return switch (action) {
            case Action.AttachDynamicDevice(var device, _) -> count(vm, device) > 0;
            case Action.AttachDevice a -> vm.devices().stream().anyMatch(d -> is(a, d));
            case Action.DetachDevice(int key, _) ->
                    vm.devices().stream().noneMatch(d -> d.key() == key && !wanted(d));
            case Action.SetMemoryReservation(var mib, var locked) ->
                    vm.memoryReservationMib() == mib && vm.lockedToMax() == locked;
            case Action.SetFirmware(var firmware) -> vm.firmware() == firmware;
            case Action.SetSecureBoot(var wanted) ->
                    vm.secureBoot().orElse(false) == (wanted == Action.SetSecureBoot.Wanted.ON);
            case Action.SetExtraConfig(var key, var value) ->
                    vm.extra(key).orElse("").equals(value);
            case Action.NoteVm note ->
                    vm.before().filter(note.before()::equals).isPresent()
                            && vm.agreed().equals(note.agreed())
                            && vm.agreedDynamic().equals(note.dynamic());
            case Action.NoteGuestRestored(var before) ->
                    vm.before().filter(before::equals).isPresent();
            case Action.ForgetVm _ ->
                    vm.extra(VmMarks.BEFORE).isEmpty() && vm.extra(VmMarks.AGREED).isEmpty();
        };
    }

    /// A device that names another host is not the one that is wanted, though all else is the same.
    private static boolean is(Action.AttachDevice wanted, AttachedDevice device) {
        return device.address().filter(wanted.address()::equals).isPresent()
                && device.vendorId() == wanted.ids().vendor()
                && device.deviceId() == wanted.ids().device()
                && (wanted.systemId().isEmpty() || device.systemId().equals(wanted.systemId()));
    }

    /// A new device gets the key of the one that it replaces.
    private boolean wanted(AttachedDevice device) {
        return actions.stream()
                .anyMatch(a -> a instanceof Action.AttachDevice attach && is(attach, device));
    }

    @Override
    public void act() {
        try {
            for (int tries = 1; !sent(); tries++) {
                if (tries == TRIES) {
                    throw new StepFailed(Phrase.of("run.vm-keeps-changing", "times", TRIES));
                }
            }
        } catch (VsphereException e) {
            throw Causes.ofChange(e);
        }
    }

    /// Whether the server took it; false where somebody changed the VM in between.
    private boolean sent() {
        try {
            FreeVm.run(clock, this::send);
            return true;
        } catch (VsphereException e) {
            if (e.fault() instanceof VsphereFault.Rejected(_, _, _, ConcurrentAccess _)) {
                return false;
            }
            throw e;
        }
    }

    /// First by what the look found: its version goes along, and the server refuses where the VM
    /// has changed since. Then by what is read anew.
    private void send() {
        var known = looked;
        looked = null;
        var state = known == null ? read() : known;
        var open = open(state);
        if (open.isEmpty()) {
            return;
        }
        requireAsPlanned(open, state);
        var spec = new ConfigSpecs(vm.host(), offers, state, bootOptions(open)).of(open);
        new VmOperations(vm.host().client()).reconfigure(vm.vm(), spec, TaskProgress.NONE);
    }

    /// Read after the version under which the task runs: a change in between is noticed.
    private VirtualMachineBootOptions bootOptions(List<OnVmConfig> open) {
        return open.stream().anyMatch(Action.SetSecureBoot.class::isInstance)
                ? vm.host()
                        .client()
                        .properties()
                        .of(vm.vm(), BOOT_OPTIONS)
                        .find(BOOT_OPTIONS, VirtualMachineBootOptions.class)
                        .orElse(NO_BOOT_OPTIONS)
                : NO_BOOT_OPTIONS;
    }

    private void requireAsPlanned(List<OnVmConfig> open, VmState now) {
        for (var action : open) {
            var about = about(action);
            if (planned.isPresent() && !about.of(planned.get()).equals(about.of(now))) {
                throw new StepFailed(
                        Phrase.of(
                                "run.vm-changed-meanwhile",
                                "path",
                                about.path(),
                                "was",
                                about.show(planned.get()),
                                "is",
                                about.show(now)));
            }
        }
    }

    /// What an action overwrites.
    private record About(String path, Function<VmState, Object> value) {
        Object of(VmState state) {
            return value.apply(state);
        }

        String show(VmState state) {
            return shown(of(state));
        }

        private static String shown(Object value) {
            return switch (value) {
                case Optional<?> none when none.isEmpty() -> "-";
                case Optional<?> some -> shown(some.get());
                case List<?> many ->
                        many.isEmpty()
                                ? "-"
                                : many.stream().map(About::shown).collect(Collectors.joining(", "));
                case AttachedDevice d ->
                        d.address()
                                        .map(Object::toString)
                                        .or(() -> d.dynamic().map(DynamicDevice::word))
                                        .orElse(d.kind().name())
                                + " "
                                + d.name();
                case DynamicDevice device -> device.word();
                case AgreedCard card -> card.address().toString();
                case VmState.Firmware firmware -> firmware.word();
                case VmBefore _ -> "noted";
                default -> value.toString();
            };
        }
    }

    private static About about(OnVmConfig action) {
        return switch (action) {
            case Action.AttachDevice _, Action.AttachDynamicDevice _, Action.DetachDevice _ ->
                    new About(
                            "config.hardware.device",
                            vm -> vm.devices().stream().map(AttachedDevice::configured).toList());
            case Action.SetMemoryReservation _ ->
                    new About(
                            "config.memoryAllocation",
                            vm ->
                                    List.of(
                                            vm.memoryMib(),
                                            vm.memoryReservationMib(),
                                            vm.lockedToMax()));
            case Action.SetFirmware _ -> new About("config.firmware", VmState::firmware);
            case Action.SetSecureBoot _ -> new About("config.bootOptions", VmState::secureBoot);
            case Action.SetExtraConfig(var key, _) ->
                    new About("config.extraConfig[" + key + "]", vm -> vm.extra(key));
            case Action.NoteVm _, Action.NoteGuestRestored _, Action.ForgetVm _ ->
                    new About(
                            "config.extraConfig[thruway.before, thruway.agreed]",
                            vm -> List.of(settings(vm), vm.agreed(), vm.agreedDynamic()));
        };
    }

    /// What was noted but for the guest: that it is restored an undo notes itself on its way.
    private static Optional<VmBefore> settings(VmState vm) {
        return vm.before().map(before -> before.withGuestTouched(false));
    }

    @Override
    public Duration limit() {
        return Duration.ofMinutes(2);
    }

    /// A reconfiguration that was begun is seen in seconds.
    @Override
    public Duration limitWhenLost() {
        return Duration.ofSeconds(20);
    }
}
