package dev.thruway.engine.vm;

import dev.thruway.domain.observation.AttachedDevice;
import dev.thruway.domain.observation.VirtualHardware;
import dev.thruway.domain.observation.VmState;
import dev.thruway.domain.pci.PciAddress;
import dev.thruway.engine.connect.HostAccess;
import dev.thruway.engine.connect.Lasting;
import dev.thruway.engine.connect.Required;
import dev.thruway.engine.mark.VmMarks;
import dev.thruway.vsphere.client.Inventory;
import dev.thruway.vsphere.client.ObjectProperties;
import dev.thruway.vsphere.client.VmOperations;
import dev.thruway.vsphere.client.VsphereException;
import dev.thruway.vsphere.client.VsphereFault;
import dev.thruway.vsphere.vim.ManagedByInfo;
import dev.thruway.vsphere.vim.ManagedObjectReference;
import dev.thruway.vsphere.vim.OptionValue;
import dev.thruway.vsphere.vim.ResourceAllocationInfo;
import dev.thruway.vsphere.vim.UnknownVirtualDevice;
import dev.thruway.vsphere.vim.UnknownVirtualDeviceBackingInfo;
import dev.thruway.vsphere.vim.VirtualDevice;
import dev.thruway.vsphere.vim.VirtualDisk;
import dev.thruway.vsphere.vim.VirtualE1000;
import dev.thruway.vsphere.vim.VirtualE1000e;
import dev.thruway.vsphere.vim.VirtualMachineBootOptions;
import dev.thruway.vsphere.vim.VirtualMachinePowerState;
import dev.thruway.vsphere.vim.VirtualMachineQuestionInfo;
import dev.thruway.vsphere.vim.VirtualPCIPassthrough;
import dev.thruway.vsphere.vim.VirtualPCIPassthroughDeviceBackingInfo;
import dev.thruway.vsphere.vim.VirtualPCIPassthroughDynamicBackingInfo;
import dev.thruway.vsphere.vim.VirtualPCIPassthroughVmiopBackingInfo;
import dev.thruway.vsphere.vim.VirtualVmxnet3;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/// Reads one VM. Changes nothing.
public final class VmReader {

    private static final String POWER = "runtime.powerState";

    private static final String QUESTION = "runtime.question";
    private static final String TOOLS = "guest.toolsRunningStatus";
    private static final String VERSION = "config.changeVersion";

    /// What says that a VM's configuration is as it was: its version, and the power, as some of it,
    /// such as which card a dynamic device got, comes and goes with that.
    public static final List<String> SIGN = List.of(VERSION, POWER);

    private static final Lasting.Paths PATHS =
            new Lasting.Paths(
                    SIGN,
                    List.of("name", "runtime.host", QUESTION, "rootSnapshot", TOOLS),
                    List.of(
                            "config.instanceUuid",
                            "config.version",
                            "config.managedBy",
                            "config.firmware",
                            "config.bootOptions",
                            "config.hardware.memoryMB",
                            "config.memoryAllocation",
                            "config.memoryReservationLockedToMax",
                            "config.extraConfig",
                            "config.hardware.device"));

    private record OfVms(Lasting lasting) {}

    private final HostAccess host;
    private final ManagedObjectReference vm;

    public VmReader(HostAccess host, ManagedObjectReference vm) {
        this.host = host;
        this.vm = vm;
    }

    /// Throws [dev.thruway.vsphere.client.VsphereException] where the VM cannot be read,
    /// [dev.thruway.engine.run.StepFailed] where it does not say what everything rests on.
    public VmState read() {
        return read(Lasting.Look.FIRST);
    }

    /// As [#read()]; of a VM whose configuration was read before, maybe without reading it anew.
    public VmState read(Lasting.Look look) {
        return state(properties(look));
    }

    /// What a VM is read from where many are read at once.
    public static List<String> paths() {
        return PATHS.every();
    }

    private ObjectProperties properties(Lasting.Look look) {
        return host
                .memory()
                .known(OfVms.class, _ -> true, () -> new OfVms(new Lasting(PATHS)))
                .lasting()
                .read(host.client().properties(), List.of(vm), look)
                .stream()
                .findFirst()
                .orElseThrow(() ->
                        new VsphereException(
                                "properties of " + vm,
                                new VsphereFault.Malformed("returned nothing")));
    }

    /// Whether it runs, and what it says meanwhile.
    ///
    /// @param question what it waits for an answer to
    record Running(VmState.Power power, Optional<String> question, boolean toolsRunning) {}

    /// Throws as [#read()].
    Running running() {
        var p = host.client().properties().of(vm, POWER, QUESTION, TOOLS);
        return new Running(power(p), question(p), toolsRunning(p));
    }

    private static Optional<String> question(ObjectProperties p) {
        return p.find(QUESTION, VirtualMachineQuestionInfo.class)
                .map(VirtualMachineQuestionInfo::text);
    }

    private static boolean toolsRunning(ObjectProperties p) {
        return text(p, TOOLS).equals("guestToolsRunning");
    }

    /// A VM from what was read of it. Throws [dev.thruway.engine.run.StepFailed] where it does not
    /// say what everything rests on.
    public static VmState state(ObjectProperties p) {
        var uuid = Required.value(p, "config.instanceUuid", String.class);
        var extra = new TreeMap<String, String>();
        p.list("config.extraConfig", OptionValue.class)
                .forEach(o -> extra.put(o.key(), String.valueOf(o.value())));
        var devices = Required.items(p, "config.hardware.device", VirtualDevice.class);
        return new VmState(
                uuid,
                Inventory.decode(text(p, "name")),
                p.find("runtime.host", ManagedObjectReference.class)
                        .map(ManagedObjectReference::value)
                        .orElse(""),
                power(p),
                hardware(p),
                text(p, "config.firmware").equals("efi")
                        ? VmState.Firmware.EFI
                        : VmState.Firmware.BIOS,
                p.find("config.bootOptions", VirtualMachineBootOptions.class)
                        .map(VirtualMachineBootOptions::efiSecureBootEnabled),
                memory(p),
                reservation(p),
                p.find("config.memoryReservationLockedToMax", Boolean.class).orElse(false),
                extra,
                devices.stream().flatMap(d -> attached(d).stream()).toList(),
                devices.stream().anyMatch(VmReader::isTpm),
                text(p, VERSION),
                Optional.ofNullable(extra.get(VmMarks.BEFORE))
                        .flatMap(t -> VmMarks.readBefore(t, uuid)),
                VmMarks.readAgreed(extra.getOrDefault(VmMarks.AGREED, ""), uuid),
                VmMarks.readDynamic(extra.getOrDefault(VmMarks.AGREED, ""), uuid),
                toolsRunning(p),
                question(p));
    }

    private static boolean isTpm(VirtualDevice device) {
        return device instanceof UnknownVirtualDevice other
                && other.typeName().equals("VirtualTPM");
    }

    private static VirtualHardware hardware(ObjectProperties p) {
        return new VirtualHardware(
                text(p, "config.version"),
                p.list("rootSnapshot", ManagedObjectReference.class).isEmpty()
                        ? VirtualHardware.Snapshots.NONE
                        : VirtualHardware.Snapshots.SOME,
                p.find("config.managedBy", ManagedByInfo.class)
                        .map(ManagedByInfo::extensionKey)
                        .filter(key -> !key.isBlank()),
                VirtualHardware.NOT_ASKED);
    }

    /// Versions of virtual hardware that the VM can be upgraded to. Throws
    /// [dev.thruway.vsphere.client.VsphereException] where that cannot be read.
    public List<Integer> offeredHardware() {
        return new VmOperations(host.client())
                .offeredHardware(vm).stream()
                        .map(VirtualHardware::number)
                        .flatMapToInt(OptionalInt::stream)
                        .boxed()
                        .toList();
    }

    private static String text(ObjectProperties p, String path) {
        return p.find(path, String.class).orElse("");
    }

    private static long memory(ObjectProperties p) {
        return p.find("config.hardware.memoryMB", Number.class).map(Number::longValue).orElse(0L);
    }

    private static long reservation(ObjectProperties p) {
        var memory = Required.value(p, "config.memoryAllocation", ResourceAllocationInfo.class);
        var reservation = memory.reservation();
        if (reservation == null) {
            throw Required.notSaid("config.memoryAllocation.reservation");
        }
        return reservation;
    }

    /// Whether a VM is on. Throws [dev.thruway.engine.run.StepFailed] where it does not say.
    public static VmState.Power power(ObjectProperties vm) {
        return switch (Required.value(vm, POWER, VirtualMachinePowerState.class)) {
            case poweredOn -> VmState.Power.ON;
            case suspended -> VmState.Power.SUSPENDED;
            case poweredOff -> VmState.Power.OFF;
            case UNRECOGNIZED -> throw Required.notSaid(POWER);
        };
    }

    /// A passthrough device; empty for any other.
    public static Optional<AttachedDevice> attached(VirtualDevice device) {
        return switch (device) {
            case UnknownVirtualDevice _,
                    VirtualDisk _,
                    VirtualE1000 _,
                    VirtualE1000e _,
                    VirtualVmxnet3 _ ->
                    Optional.empty();
            case VirtualPCIPassthrough pci -> Optional.of(attached(pci));
        };
    }

    private static AttachedDevice attached(VirtualPCIPassthrough device) {
        var description = device.deviceInfo();
        var label = description == null ? "" : String.valueOf(description.label());
        return switch (device.backing()) {
            case VirtualPCIPassthroughDeviceBackingInfo fixed ->
                    new AttachedDevice(
                            device.key(),
                            AttachedDevice.Kind.FIXED,
                            PciAddress.tryParse(fixed.id()),
                            fixed.vendorId() & 0xFFFF,
                            hex(fixed.deviceId()),
                            fixed.systemId(),
                            label);
            case VirtualPCIPassthroughDynamicBackingInfo dynamic ->
                    new AttachedDevice(
                            device.key(),
                            AttachedDevice.Kind.DYNAMIC,
                            Optional.empty(),
                            0,
                            0,
                            "",
                            label,
                            Optional.of(DynamicDevices.asked(dynamic)),
                            Optional.ofNullable(dynamic.assignedId())
                                    .flatMap(PciAddress::tryParse));
            case VirtualPCIPassthroughVmiopBackingInfo _ ->
                    other(device, AttachedDevice.Kind.VGPU, label);
            case UnknownVirtualDeviceBackingInfo _ ->
                    other(device, AttachedDevice.Kind.OTHER, label);
            case null -> other(device, AttachedDevice.Kind.OTHER, label);
        };
    }

    private static AttachedDevice other(
            VirtualPCIPassthrough device, AttachedDevice.Kind kind, String label) {
        return new AttachedDevice(device.key(), kind, Optional.empty(), 0, 0, "", label);
    }

    private static int hex(String deviceId) {
        var digits = deviceId.replaceFirst("^0[xX]", "");
        return digits.matches("[0-9a-fA-F]{1,8}") ? (int) (Long.parseLong(digits, 16) & 0xFFFF) : 0;
    }
}
