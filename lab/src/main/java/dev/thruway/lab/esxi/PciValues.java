package dev.thruway.lab.esxi;

import dev.thruway.lab.esxi.wire.Value;
import dev.thruway.lab.world.EsxHost;
import dev.thruway.lab.world.GraphicsMode;
import dev.thruway.lab.world.PciFunction;
import java.util.List;
import java.util.Optional;

/// PCI functions as values of the API.
final class PciValues {

    private PciValues() {}

    static Value.Many devices(EsxHost host) {
        return Value.array(
                "HostPciDevice",
                host.server().functions().stream().map(f -> device(host, f)).toList());
    }

    /// Before vSphere 9.0 without the slot, before 8.0.3 without the name of the class.
    static Value.Data device(EsxHost host, PciFunction f) {
        var a = f.address();
        boolean modern = host.product().atLeast(9, 1);
        var data = Value.data(modern ? "HostPciDevice@9.1" : "HostPciDevice");
        if (modern) {
            f.slot().number().ifPresent(number -> data.set("physicalSlot", number));
        }
        if (modern && !f.slot().description().isEmpty()) {
            data.set("slotDescription", f.slot().description());
        }
        return data.set("id", a.toString())
                .set("classId", Value.shorter(f.baseClass()))
                .set("bus", Value.octet(a.bus()))
                .set("slot", Value.octet(a.device()))
                .set("function", Value.octet(a.function()))
                .set("vendorId", Value.shorter(f.ids().vendor()))
                .set("subVendorId", Value.shorter(f.ids().subsystemVendor()))
                .set("vendorName", f.vendorName())
                .set("deviceId", Value.shorter(f.ids().device()))
                .set("subDeviceId", Value.shorter(f.ids().subsystemDevice()))
                .setIfPresent("parentBridge", f.parentBridge().map(p -> Value.text(p.toString())))
                .set("deviceName", f.deviceName())
                .build();
    }

    static Value.Many passthrough(EsxHost host) {
        return Value.array(
                "HostPciPassthruInfo",
                host.server().functions().stream()
                        .filter(f -> f.offer() != PciFunction.Offer.UNSAID)
                        .map(f -> passthrough(host, f))
                        .toList());
    }

    /// A device that is not capable names no dependent device, as a recorded ESXi 8.0.3 has it.
    private static Value.Data passthrough(EsxHost host, PciFunction f) {
        var state = host.passthrough(f.address());
        boolean capable = host.capable(f);
        boolean modern = host.product().atLeast(9, 1);
        var data = Value.data(modern ? "HostPciPassthruInfo@9.1" : "HostPciPassthruInfo");
        if (modern && capable) {
            data.set("directPathState", mode(host, f));
        }
        return data.set("id", f.address().toString())
                .set("dependentDevice", capable ? f.leader().toString() : "")
                .set("passthruEnabled", state.enabled())
                .set("passthruCapable", capable)
                .set("passthruActive", state.active())
                .setIfPresent("hardwareLabel", state.label().map(Value::text))
                .build();
    }

    /// The modes are those of the documentation of 9.1; which of them a real host offers for a card
    /// is not known, so only those are offered that the lab has.
    private static Value.Data mode(EsxHost host, PciFunction f) {
        boolean shared = host.graphics(f.address()) == GraphicsMode.SHARED_DIRECT;
        var mode = shared ? "VGPU_SAME_SIZE" : "HOST";
        return Value.data("HostPciPassthruInfoDirectPathState")
                .set("mode", host.passthrough(f.address()).enabled() ? "DIRECTPATH" : mode)
                .set("configurableModes", Value.texts(List.of("HOST", "DIRECTPATH")))
                .build();
    }

    /// What dynamic devices can get now: each product once for each label.
    static Value.Many dynamic(List<EsxHost> hosts) {
        return Value.array(
                "VirtualMachineDynamicPassthroughInfo",
                hosts.stream()
                        .flatMap(host ->
                                host.available().stream()
                                        .map(f ->
                                                new Kind(f, host.passthrough(f.address()).label())))
                        .distinct()
                        .map(Kind::value)
                        .toList());
    }

    /// A product under a label.
    private record Kind(
            String vendorName, String deviceName, int vendor, int device, String label) {

        Kind(PciFunction f, Optional<String> label) {
            this(
                    f.vendorName(),
                    f.deviceName(),
                    f.ids().vendor(),
                    f.ids().device(),
                    label.orElse(""));
        }

        Value.Data value() {
            return Value.data("VirtualMachineDynamicPassthroughInfo")
                    .set("name", deviceName)
                    .set("vendorName", vendorName)
                    .set("deviceName", deviceName)
                    .set("customLabel", label)
                    .set("vendorId", vendor)
                    .set("deviceId", device)
                    .build();
        }
    }

    /// What a VM can be given now.
    static Value.Many available(List<EsxHost> hosts) {
        return Value.array(
                "VirtualMachinePciPassthroughInfo",
                hosts.stream()
                        .flatMap(host -> host.available().stream().map(f -> available(host, f)))
                        .toList());
    }

    private static Value.Data available(EsxHost host, PciFunction f) {
        return Value.data("VirtualMachinePciPassthroughInfo")
                .set("name", f.address().toString())
                .set("pciDevice", device(host, f))
                .set("systemId", host.systemId())
                .build();
    }
}
