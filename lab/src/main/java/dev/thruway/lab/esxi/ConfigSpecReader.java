package dev.thruway.lab.esxi;

import dev.thruway.lab.esxi.wire.Element;
import dev.thruway.lab.world.Firmware;
import dev.thruway.lab.world.VmChange;
import dev.thruway.lab.world.VmChange.DeviceChange;
import dev.thruway.lab.world.VmConfig;
import dev.thruway.lab.world.VmDevice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads a `VirtualMachineConfigSpec`.
final class ConfigSpecReader {

    private ConfigSpecReader() {}

    static VmChange read(Element spec) {
        try {
            SpecLimits.check(spec);
            return change(spec);
        } catch (NumberFormatException e) {
            throw VimFault.invalidArgument("spec");
        }
    }

    private static VmChange change(Element spec) {
        return new VmChange(
                text(spec, "changeVersion"),
                text(spec, "name"),
                spec.value("annotation"),
                text(spec, "guestId"),
                new VmChange.CpuChange(
                        integer(spec, "numCPUs"),
                        integer(spec, "numCoresPerSocket"),
                        spec.truth("cpuHotAddEnabled")),
                new VmChange.MemoryChange(
                        spec.number("memoryMB"),
                        spec.child("memoryAllocation").flatMap(m -> m.number("reservation")),
                        spec.truth("memoryReservationLockedToMax"),
                        spec.truth("memoryHotAddEnabled")),
                boot(spec),
                spec.children("extraConfig").stream().map(ConfigSpecReader::setting).toList(),
                devices(spec.children("deviceChange")));
    }

    private static Optional<String> text(Element spec, String name) {
        return spec.value(name).filter(t -> !t.isEmpty());
    }

    private static Optional<Integer> integer(Element spec, String name) {
        return spec.number(name).filter(n -> n != 0).map(Math::toIntExact);
    }

    private static VmChange.BootChange boot(Element spec) {
        var options = spec.child("bootOptions");
        return new VmChange.BootChange(
                text(spec, "firmware").map(Firmware::of),
                options.flatMap(o -> o.truth("efiSecureBootEnabled")),
                options.flatMap(o -> o.number("bootDelay")),
                options.flatMap(o -> o.truth("enterBIOSSetup")),
                options.flatMap(o -> o.truth("bootRetryEnabled")),
                options.flatMap(o -> o.number("bootRetryDelay")),
                options.map(o -> o.children("bootOrder")).orElse(List.of()).stream()
                        .map(ConfigSpecReader::bootDevice)
                        .toList(),
                options.flatMap(o -> text(o, "networkBootProtocol")));
    }

    private static VmConfig.BootDevice bootDevice(Element device) {
        return new VmConfig.BootDevice(
                device.type().orElseThrow(() -> VimFault.invalidArgument("bootOrder")),
                integer(device, "deviceKey"));
    }

    private static VmChange.Setting setting(Element option) {
        return new VmChange.Setting(
                option.value("key").orElseThrow(() -> VimFault.invalidArgument("extraConfig.key")),
                option.value("value").orElse(""));
    }

    private static List<DeviceChange> devices(List<Element> changes) {
        var result = new ArrayList<DeviceChange>();
        for (var change : changes) {
            var device =
                    change.child("device")
                            .orElseThrow(() -> VimFault.invalidArgument("deviceChange.device"));
            result.add(device(change.value("operation").orElse("edit"), device));
        }
        return result;
    }

    private static DeviceChange device(String operation, Element device) {
        var type = device.type().orElse("VirtualDevice");
        int key = device.number("key").map(Math::toIntExact).orElse(0);
        if (operation.equals("remove")) {
            return new DeviceChange.Remove(key);
        }
        var dynamic = device.child("backing").filter(ConfigSpecReader::dynamic);
        if (dynamic.isPresent() && operation.equals("add")) {
            return new DeviceChange.AddDynamic(wish(dynamic.get()));
        }
        var backing = device.child("backing").filter(ConfigSpecReader::fixed);
        if (!type.equals("VirtualPCIPassthrough") || backing.isEmpty()) {
            return new DeviceChange.Unsupported(type);
        }
        return operation.equals("add")
                ? new DeviceChange.AddPassthrough(backing(backing.get()))
                : new DeviceChange.EditPassthrough(key, backing(backing.get()));
    }

    private static boolean dynamic(Element backing) {
        return backing.type().filter("VirtualPCIPassthroughDynamicBackingInfo"::equals).isPresent();
    }

    private static VmDevice.Wish wish(Element b) {
        return new VmDevice.Wish(
                b.value("deviceName").orElse(""),
                b.children("allowedDevice").stream().map(ConfigSpecReader::product).toList(),
                text(b, "customLabel"));
    }

    private static VmDevice.Product product(Element p) {
        return new VmDevice.Product(
                id(p, "vendorId").orElse(0),
                id(p, "deviceId").orElse(0),
                id(p, "subVendorId")
                        .flatMap(vendor ->
                                id(p, "subDeviceId")
                                        .map(device -> new VmDevice.Subsystem(vendor, device))));
    }

    private static Optional<Integer> id(Element product, String field) {
        return product.number(field).map(Math::toIntExact);
    }

    private static boolean fixed(Element backing) {
        return backing.type().filter("VirtualPCIPassthroughDeviceBackingInfo"::equals).isPresent();
    }

    /// The vendor is a signed number of 16 bits on the wire.
    private static VmDevice.Backing backing(Element b) {
        return new VmDevice.Backing(
                b.value("deviceName").orElse(""),
                b.value("id").orElse(""),
                b.value("deviceId").orElse(""),
                b.value("systemId").orElse(""),
                (int) (b.number("vendorId").orElse(0L) & 0xFFFF));
    }
}
