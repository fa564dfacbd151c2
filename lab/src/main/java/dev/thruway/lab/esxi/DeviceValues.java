package dev.thruway.lab.esxi;

import dev.thruway.lab.esxi.wire.DataBuilder;
import dev.thruway.lab.esxi.wire.Value;
import dev.thruway.lab.world.VirtualMachine;
import dev.thruway.lab.world.VmConfig;
import dev.thruway.lab.world.VmDevice;
import java.util.List;
import java.util.Locale;

/// Virtual devices as values of the API.
final class DeviceValues {

    private final Realm realm;
    private final VirtualMachine vm;
    private final VmConfig config;

    DeviceValues(Realm realm, VirtualMachine vm, VmConfig config) {
        this.realm = realm;
        this.vm = vm;
        this.config = config;
    }

    Value.Data device(VmDevice device) {
        return switch (device) {
            case VmDevice.Part part -> part(part);
            case VmDevice.Disk disk -> disk(disk);
            case VmDevice.Nic nic -> nic(nic);
            case VmDevice.Passthrough passthrough -> passthrough(passthrough);
            case VmDevice.Vgpu vgpu -> vgpu(vgpu);
            case VmDevice.DynamicPassthrough dynamic -> dynamic(dynamic);
        };
    }

    private static DataBuilder begin(String type, VmDevice device, String summary) {
        return Value.data(type)
                .set("key", device.key())
                .set(
                        "deviceInfo",
                        Value.data("Description")
                                .set("label", device.label())
                                .set("summary", summary)
                                .build());
    }

    private Value.Data part(VmDevice.Part part) {
        var data = begin(part.type(), part, part.label());
        part.at()
                .ifPresent(at ->
                        data.set("controllerKey", at.controllerKey())
                                .set("unitNumber", at.unitNumber()));
        if (part.type().endsWith("Controller")) {
            data.set("busNumber", part.key() == 201 ? 1 : 0);
            data.set("device", new Value.Many("ArrayOfInt", "int", plugged(part.key())));
        }
        if (part.type().equals("ParaVirtualSCSIController")) {
            data.set("hotAddRemove", true)
                    .set("sharedBus", Value.of("VirtualSCSISharing", "noSharing"))
                    .set("scsiCtlrUnitNumber", 7);
        }
        if (part.type().equals("VirtualMachineVideoCard")) {
            data.set("videoRamSizeInKB", 4096L).set("numDisplays", 1L);
        }
        if (part.type().equals("VirtualSerialPort")) {
            data.set("yieldOnPoll", true);
        }
        return data.buildNamed();
    }

    private List<Value> plugged(int controller) {
        return config.devices().stream()
                .filter(d -> controllerOf(d) == controller)
                .map(d -> (Value) Value.integer(d.key()))
                .toList();
    }

    private static int controllerOf(VmDevice device) {
        return switch (device) {
            case VmDevice.Part part -> part.at().map(VmDevice.At::controllerKey).orElse(-1);
            case VmDevice.Disk disk -> disk.controllerKey();
            case VmDevice.Nic nic -> 100;
            case VmDevice.Passthrough passthrough -> 100;
            case VmDevice.Vgpu vgpu -> 100;
            case VmDevice.DynamicPassthrough dynamic -> 100;
        };
    }

    private Value.Data disk(VmDevice.Disk disk) {
        long kib = disk.size().bytes() >> 10;
        var file = DatastorePath.of(vm.datastore(), vm.identity().folder() + "/" + disk.file());
        return begin("VirtualDisk", disk, "%,d KB".formatted(kib))
                .set(
                        "backing",
                        Value.data("VirtualDiskFlatVer2BackingInfo")
                                .set("fileName", file)
                                .set("datastore", realm.refs().of(vm.datastore()))
                                .set("diskMode", "persistent")
                                .set("thinProvisioned", true)
                                .buildNamed())
                .set("controllerKey", disk.controllerKey())
                .set("unitNumber", disk.unitNumber())
                .set("capacityInKB", kib)
                .set("capacityInBytes", disk.size().bytes())
                .buildNamed();
    }

    private Value.Data nic(VmDevice.Nic nic) {
        return begin(nic.type(), nic, nic.network())
                .set(
                        "backing",
                        Value.data("VirtualEthernetCardNetworkBackingInfo")
                                .set("deviceName", nic.network())
                                .set("useAutoDetect", false)
                                .set("network", realm.refs().network(realm.datacenterOf(vm.host())))
                                .buildNamed())
                .set(
                        "connectable",
                        Value.data("VirtualDeviceConnectInfo")
                                .set("startConnected", true)
                                .set("allowGuestControl", true)
                                .set("connected", true)
                                .set("status", "ok")
                                .build())
                .set("controllerKey", 100)
                .set("unitNumber", nic.unitNumber())
                .set("addressType", "generated")
                .set("macAddress", nic.mac().toLowerCase(Locale.ROOT))
                .set("wakeOnLanEnabled", true)
                .buildNamed();
    }

    private static Value.Data vgpu(VmDevice.Vgpu device) {
        return begin("VirtualPCIPassthrough", device, "NVIDIA GRID vGPU " + device.profile())
                .set(
                        "backing",
                        Value.data("VirtualPCIPassthroughVmiopBackingInfo")
                                .set("vgpu", device.profile())
                                .set("migrateSupported", false)
                                .buildNamed())
                .set("controllerKey", 100)
                .set("unitNumber", device.unitNumber())
                .buildNamed();
    }

    private Value.Data dynamic(VmDevice.DynamicPassthrough device) {
        var wish = device.wish();
        var backing =
                Value.data("VirtualPCIPassthroughDynamicBackingInfo")
                        .set("deviceName", wish.deviceName())
                        .set("useAutoDetect", false)
                        .set(
                                "allowedDevice",
                                Value.array(
                                        "VirtualPCIPassthroughAllowedDevice",
                                        wish.allowed().stream()
                                                .map(DeviceValues::product)
                                                .toList()))
                        .setIfPresent("customLabel", wish.label().map(Value::text))
                        .setIfPresent(
                                "assignedId",
                                vm.assigned(device.key()).map(a -> Value.text(a.toString())));
        return begin("VirtualPCIPassthrough", device, wish.deviceName())
                .set("backing", backing.buildNamed())
                .set("controllerKey", 100)
                .set("unitNumber", device.unitNumber())
                .buildNamed();
    }

    private static Value.Data product(VmDevice.Product product) {
        var data =
                Value.data("VirtualPCIPassthroughAllowedDevice")
                        .set("vendorId", product.vendor())
                        .set("deviceId", product.device());
        product.subsystem()
                .ifPresent(s -> data.set("subVendorId", s.vendor()).set("subDeviceId", s.device()));
        return data.build();
    }

    private static Value.Data passthrough(VmDevice.Passthrough device) {
        var b = device.backing();
        return begin("VirtualPCIPassthrough", device, b.deviceName())
                .set(
                        "backing",
                        Value.data("VirtualPCIPassthroughDeviceBackingInfo")
                                .set("deviceName", b.deviceName())
                                .set("useAutoDetect", false)
                                .set("id", b.id())
                                .set("deviceId", b.deviceId())
                                .set("systemId", b.systemId())
                                .set("vendorId", Value.shorter(b.vendorId()))
                                .buildNamed())
                .set("controllerKey", 100)
                .set("unitNumber", device.unitNumber())
                .buildNamed();
    }
}
