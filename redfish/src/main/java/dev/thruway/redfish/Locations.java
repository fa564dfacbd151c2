package dev.thruway.redfish;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Reads PCI addresses and ids, which are whole numbers or hexadecimal texts, and none where a
/// controller gives no number or zeros.
final class Locations {

    private Locations() {}

    /// @param fields of segment, bus, device and function
    static Optional<PciLocation> read(JsonNode node, String... fields) {
        var segment = Json.integer(node, fields[0], 0xFFFF);
        var bus = Json.integer(node, fields[1], 0xFF);
        var device = Json.integer(node, fields[2], 0x1F);
        var function = Json.integer(node, fields[3], 7);
        return segment.isPresent() && bus.isPresent() && device.isPresent() && function.isPresent()
                ? PciLocation.of(segment.get(), bus.get(), device.get(), function.get())
                : Optional.empty();
    }

    /// @param fields of vendor, device, subsystem vendor and subsystem device
    static Optional<PciIdentity> ids(JsonNode node, String... fields) {
        var vendor = Json.integer(node, fields[0], 0xFFFF).filter(v -> v != 0);
        var device = Json.integer(node, fields[1], 0xFFFF);
        var subVendor = Json.integer(node, fields[2], 0xFFFF);
        var subDevice = Json.integer(node, fields[3], 0xFFFF);
        return vendor.isPresent()
                        && device.isPresent()
                        && subVendor.isPresent()
                        && subDevice.isPresent()
                ? Optional.of(
                        new PciIdentity(
                                vendor.get(), device.get(), subVendor.get(), subDevice.get()))
                : Optional.empty();
    }

    /// Takes away an address that more than one device claims: GPUs behind PCIe switches were seen
    /// with the address of the switch.
    ///
    /// @param others addresses of devices that are no GPUs
    static List<GpuDevice> unambiguous(List<GpuDevice> gpus, Collection<PciLocation> others) {
        var claims = new HashMap<PciLocation, Integer>();
        others.forEach(l -> claims.merge(l, 1, Integer::sum));
        gpus.forEach(g -> g.location().ifPresent(l -> claims.merge(l, 1, Integer::sum)));
        return gpus.stream()
                .map(g ->
                        g.location().filter(l -> claims.getOrDefault(l, 0) > 1).isPresent()
                                ? g.withoutLocation()
                                : g)
                .toList();
    }
}
