package dev.thruway.engine.capture;

import dev.thruway.engine.capture.CapturedVm.Disk;
import dev.thruway.engine.capture.CapturedVm.HostDevice;
import dev.thruway.engine.capture.CapturedVm.Nic;
import dev.thruway.engine.preflight.VmFactsReader;
import dev.thruway.engine.vm.VmReader;
import dev.thruway.vsphere.client.ObjectProperties;
import dev.thruway.vsphere.vim.Description;
import dev.thruway.vsphere.vim.ManagedByInfo;
import dev.thruway.vsphere.vim.VirtualDevice;
import dev.thruway.vsphere.vim.VirtualDisk;
import dev.thruway.vsphere.vim.VirtualE1000;
import dev.thruway.vsphere.vim.VirtualE1000e;
import dev.thruway.vsphere.vim.VirtualMachineSnapshotTree;
import dev.thruway.vsphere.vim.VirtualPCIPassthrough;
import dev.thruway.vsphere.vim.VirtualPCIPassthroughDeviceBackingInfo;
import dev.thruway.vsphere.vim.VirtualPCIPassthroughDynamicBackingInfo;
import dev.thruway.vsphere.vim.VirtualPCIPassthroughVmiopBackingInfo;
import dev.thruway.vsphere.vim.VirtualVmxnet3;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One VM of a view.
final class VmCapture {

    private static final String DEVICES = "config.hardware.device";
    private static final String SNAPSHOTS = "snapshot.rootSnapshotList";

    private static final List<String> MORE =
            List.of(
                    "parent",
                    "config.uuid",
                    "config.guestId",
                    "config.guestFullName",
                    "config.files.vmPathName",
                    "config.hardware.numCPU",
                    "config.hardware.numCoresPerSocket",
                    "guest.hostName",
                    "guest.ipAddress",
                    SNAPSHOTS);

    private VmCapture() {}

    static List<String> paths() {
        return Stream.of(VmReader.paths(), VmFactsReader.paths(), MORE)
                .flatMap(List::stream)
                .distinct()
                .toList();
    }

    /// Throws [dev.thruway.engine.run.StepFailed] where the VM does not say what everything rests
    /// on.
    ///
    /// @param folder those of the inventory that it is in
    static CapturedVm of(ObjectProperties vm, List<String> folder) {
        var devices =
                vm.list(DEVICES, VirtualDevice.class).stream()
                        .sorted(Comparator.comparing(VirtualDevice::key))
                        .toList();
        return new CapturedVm(
                VmReader.state(vm),
                VmFactsReader.facts(vm),
                folder,
                text(vm, "config.uuid"),
                text(vm, "config.files.vmPathName"),
                new CapturedVm.Guest(
                        text(vm, "config.guestId"),
                        text(vm, "config.guestFullName"),
                        text(vm, "guest.hostName"),
                        text(vm, "guest.ipAddress")),
                new CapturedVm.Processors(
                        number(vm, "config.hardware.numCPU"),
                        number(vm, "config.hardware.numCoresPerSocket")),
                vm.find("config.managedBy", ManagedByInfo.class).map(ManagedByInfo::type),
                of(devices, VirtualDisk.class).map(d -> new Disk(d.capacityInKB())).toList(),
                devices.stream().flatMap(d -> nic(d).stream()).toList(),
                of(devices, VirtualPCIPassthrough.class).map(VmCapture::device).toList(),
                snapshots(vm.list(SNAPSHOTS, VirtualMachineSnapshotTree.class)),
                false);
    }

    private static <T> Stream<T> of(List<VirtualDevice> devices, Class<T> kind) {
        return devices.stream().filter(kind::isInstance).map(kind::cast);
    }

    private static Optional<String> text(ObjectProperties vm, String path) {
        return vm.find(path, String.class).filter(t -> !t.isBlank());
    }

    private static int number(ObjectProperties vm, String path) {
        return Math.max(1, vm.find(path, Number.class).map(Number::intValue).orElse(1));
    }

    private static Optional<Nic> nic(VirtualDevice device) {
        return switch (device) {
            case VirtualVmxnet3 nic -> Optional.of(nic(nic.deviceInfo(), nic.macAddress()));
            case VirtualE1000 nic -> Optional.of(nic(nic.deviceInfo(), nic.macAddress()));
            case VirtualE1000e nic -> Optional.of(nic(nic.deviceInfo(), nic.macAddress()));
            default -> Optional.empty();
        };
    }

    /// What a card's summary is: its network, or the switch and port of a distributed one.
    private static Nic nic(@Nullable Description description, @Nullable String mac) {
        var network = description == null ? null : description.summary();
        return new Nic(network == null ? "" : network, Optional.ofNullable(mac));
    }

    private static HostDevice device(VirtualPCIPassthrough device) {
        var name =
                switch (device.backing()) {
                    case VirtualPCIPassthroughDeviceBackingInfo fixed -> fixed.deviceName();
                    case VirtualPCIPassthroughDynamicBackingInfo dynamic -> dynamic.deviceName();
                    case null, default -> "";
                };
        var profile =
                device.backing() instanceof VirtualPCIPassthroughVmiopBackingInfo vgpu
                        ? Optional.ofNullable(vgpu.vgpu())
                        : Optional.<String>empty();
        return new HostDevice(
                device.key(), Optional.ofNullable(device.unitNumber()), name, profile);
    }

    /// A tree becomes the line of those on the way down, branch by branch.
    private static List<String> snapshots(List<VirtualMachineSnapshotTree> roots) {
        var names = new ArrayList<String>();
        for (var root : roots) {
            names.add(root.name());
            names.addAll(snapshots(root.childSnapshotList()));
        }
        return names;
    }
}
