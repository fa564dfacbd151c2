package dev.thruway.engine.vm;

import dev.thruway.domain.observation.VmState;
import dev.thruway.domain.plan.Action;
import dev.thruway.domain.plan.Action.OnVmConfig;
import dev.thruway.domain.text.Phrase;
import dev.thruway.engine.connect.HostAccess;
import dev.thruway.engine.mark.VmMarks;
import dev.thruway.engine.run.StepFailed;
import dev.thruway.vsphere.client.HostOperations;
import dev.thruway.vsphere.vim.OptionValue;
import dev.thruway.vsphere.vim.ResourceAllocationInfo;
import dev.thruway.vsphere.vim.VirtualDeviceConfigSpec;
import dev.thruway.vsphere.vim.VirtualDeviceConfigSpecOperation;
import dev.thruway.vsphere.vim.VirtualMachineBootOptions;
import dev.thruway.vsphere.vim.VirtualMachineConfigSpec;
import dev.thruway.vsphere.vim.VirtualMachinePciPassthroughInfo;
import dev.thruway.vsphere.vim.VirtualPCIPassthrough;
import dev.thruway.vsphere.vim.VirtualPCIPassthroughDeviceBackingInfo;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Builds the one specification for all changes of a VM.
final class ConfigSpecs {

    /// Keys of new devices are negative and made up by the client.
    private static final int FIRST_NEW_KEY = -200;

    private final HostAccess host;
    private final DynamicOffers offers;
    private final VmState state;
    private final VirtualMachineBootOptions bootOptions;
    private final List<VirtualDeviceConfigSpec> devices = new ArrayList<>();
    private final List<OptionValue> extra = new ArrayList<>();
    private @Nullable ResourceAllocationInfo memory;
    private @Nullable Boolean lockedToMax;
    private @Nullable VirtualMachineBootOptions boot;
    private @Nullable String firmware;

    /// @param bootOptions all of them, as they are: what is left out may be lost
    ConfigSpecs(
            HostAccess host,
            DynamicOffers offers,
            VmState state,
            VirtualMachineBootOptions bootOptions) {
        this.host = host;
        this.offers = offers;
        this.state = state;
        this.bootOptions = bootOptions;
    }

    VirtualMachineConfigSpec of(List<OnVmConfig> actions) {
        actions.forEach(this::add);
        return new VirtualMachineConfigSpec(
                state.changeVersion(), null, devices, memory, extra, boot, firmware, lockedToMax);
    }

    private void add(OnVmConfig action) {
        switch (action) {
            case Action.AttachDevice attach -> devices.add(addition(attach));
            case Action.AttachDynamicDevice dynamic -> devices.add(addition(dynamic));
            case Action.DetachDevice(var key, _) ->
                    devices.add(
                            new VirtualDeviceConfigSpec(
                                    VirtualDeviceConfigSpecOperation.remove,
                                    new VirtualPCIPassthrough(key, null, null, null, null)));
            case Action.SetMemoryReservation(var mib, var locked) -> {
                memory = new ResourceAllocationInfo(mib, null, null, null);
                lockedToMax = locked;
            }
            case Action.SetFirmware(var wanted) -> firmware = wanted.word();
            case Action.SetSecureBoot(var wanted) ->
                    boot = bootOptions.withSecureBoot(wanted == Action.SetSecureBoot.Wanted.ON);
            case Action.SetExtraConfig(var key, var value) ->
                    extra.add(new OptionValue(key, value));
            case Action.NoteVm(var before, var agreed, var dynamic) -> {
                var uuid = state.instanceUuid();
                extra.add(new OptionValue(VmMarks.BEFORE, VmMarks.write(before, uuid)));
                extra.add(new OptionValue(VmMarks.AGREED, VmMarks.write(agreed, dynamic, uuid)));
            }
            case Action.NoteGuestRestored(var before) ->
                    extra.add(
                            new OptionValue(
                                    VmMarks.BEFORE, VmMarks.write(before, state.instanceUuid())));
            case Action.ForgetVm _ -> {
                extra.add(new OptionValue(VmMarks.BEFORE, ""));
                extra.add(new OptionValue(VmMarks.AGREED, ""));
            }
        }
    }

    /// From what the host offers now, so that the systemId is its current one.
    private VirtualDeviceConfigSpec addition(Action.AttachDevice attach) {
        var offered = offer(attach);
        var pci = offered.pciDevice();
        var backing =
                new VirtualPCIPassthroughDeviceBackingInfo(
                        String.valueOf(pci.deviceName()),
                        null,
                        pci.id(),
                        Integer.toHexString(pci.deviceId() & 0xFFFF),
                        String.valueOf(offered.systemId()),
                        pci.vendorId());
        return new VirtualDeviceConfigSpec(
                VirtualDeviceConfigSpecOperation.add,
                new VirtualPCIPassthrough(
                        FIRST_NEW_KEY - devices.size(), null, backing, null, null));
    }

    /// Only where such a card is offered now: else the VM would not start.
    private VirtualDeviceConfigSpec addition(Action.AttachDynamicDevice dynamic) {
        var offered =
                offers.find(dynamic.device())
                        .orElseThrow(() ->
                                new StepFailed(
                                        Phrase.of(
                                                "run.dynamic-not-offered",
                                                "name",
                                                dynamic.name(),
                                                "device",
                                                dynamic.device().word())));
        return new VirtualDeviceConfigSpec(
                VirtualDeviceConfigSpecOperation.add,
                new VirtualPCIPassthrough(
                        FIRST_NEW_KEY - devices.size(),
                        null,
                        DynamicDevices.backing(dynamic.device(), offered.deviceName()),
                        null,
                        null));
    }

    private VirtualMachinePciPassthroughInfo offer(Action.AttachDevice attach) {
        var target =
                new HostOperations(host.client())
                        .configTarget(host.host())
                        .orElseThrow(() -> notOffered(attach));
        return target.pciPassthrough().stream()
                .filter(o -> o.pciDevice().id().equals(attach.address().toString()))
                .filter(o -> (o.pciDevice().deviceId() & 0xFFFF) == attach.ids().device())
                .findFirst()
                .orElseThrow(() -> notOffered(attach));
    }

    private static StepFailed notOffered(Action.AttachDevice attach) {
        return new StepFailed(
                Phrase.of(
                        "run.card-not-offered",
                        "address",
                        attach.address(),
                        "name",
                        attach.name()));
    }
}
