package dev.thruway.redfish;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The standard's own way, for controllers that are not known better.
///
/// Most controllers tell no PCI addresses in it: those came with version 1.6.0 of `PCIeFunction`.
class StandardQuirks implements Quirks {

    private static final int MATROX = 0x102B;
    private static final int ASPEED = 0x1A03;

    @Override
    public Optional<String> vendor(Server server) {
        return Json.text(server.system(), "Manufacturer")
                .or(() -> Json.text(server.root(), "Vendor"));
    }

    @Override
    public Optional<String> manager(Server server) {
        return server.manager()
                .flatMap(m -> {
                    var model = Json.text(m, "Model");
                    var version = Json.text(m, "FirmwareVersion");
                    return model.isPresent() && version.isPresent()
                            ? Optional.of(model.get() + " " + version.get())
                            : model.or(() -> version);
                });
    }

    @Override
    public Optional<String> postState(Server server) {
        return Json.text(server.system(), "BootProgress", "LastState");
    }

    @Override
    public ServerIdentity.Inventory inventory(Server server) {
        return ServerIdentity.Inventory.UNSAID;
    }

    @Override
    public List<BiosSetting> passthroughBiosSettings(Map<String, String> attributes) {
        return List.of();
    }

    @Override
    public void completeBiosChange(ObjectNode body) {}

    /// GPUs are processors; where none is, PCIe devices with a display or accelerator function.
    @Override
    public List<GpuDevice> gpus(Server server) {
        var gpus = new LinkedHashMap<String, GpuDevice>();
        for (var processor : server.members(Json.link(server.system(), "Processors"))) {
            if (Json.text(processor, "ProcessorType").filter("GPU"::equals).isPresent()) {
                var device =
                        Json.link(processor, "Links", "PCIeDevice")
                                .flatMap(server.resources()::find);
                put(gpus, gpu(server, processor, device.orElseGet(Json::object)));
            }
        }
        if (gpus.isEmpty()) {
            for (var device : pcieDevices(server)) {
                var gpu = gpu(server, device, device);
                if (isGpu(server, device)) {
                    put(gpus, gpu);
                }
            }
        }
        return Locations.unambiguous(List.copyOf(gpus.values()), List.of());
    }

    /// Some controllers list every GPU twice; its serial number tells.
    private static void put(Map<String, GpuDevice> gpus, GpuDevice gpu) {
        gpus.putIfAbsent(gpu.serial().orElse("#" + gpus.size()), gpu);
    }

    private static List<ObjectNode> pcieDevices(Server server) {
        var devices = new ArrayList<ObjectNode>();
        var seen = new HashSet<String>();
        for (var link : server.system().path("PCIeDevices")) {
            Json.text(link, "@odata.id")
                    .filter(id -> seen.add(id.toLowerCase(Locale.ROOT)))
                    .flatMap(server.resources()::find)
                    .ifPresent(devices::add);
        }
        if (devices.isEmpty()) {
            server.chassis()
                    .map(c -> server.members(Json.link(c, "PCIeDevices")))
                    .ifPresent(devices::addAll);
        }
        return devices;
    }

    private static boolean isGpu(Server server, ObjectNode device) {
        var name = Json.text(device, "Id").orElse("").toUpperCase(Locale.ROOT);
        return name.startsWith("GPU")
                || functions(server, device).stream().anyMatch(StandardQuirks::computes);
    }

    private static boolean computes(JsonNode function) {
        int vendor = Json.integer(function, "VendorId", 0xFFFF).orElse(0);
        if (vendor == MATROX || vendor == ASPEED) {
            return false;
        }
        var code = Json.integer(function, "ClassCode", 0xFFFFFF).orElse(0) >> 16;
        return switch (Json.text(function, "DeviceClass").orElse("")) {
            case "DisplayController", "ProcessingAccelerators" -> true;
            default -> code == 0x03 || code == 0x12;
        };
    }

    private static List<ObjectNode> functions(Server server, ObjectNode device) {
        var link = Json.link(device, "PCIeFunctions");
        if (link.isPresent()) {
            return server.members(link);
        }
        var functions = new ArrayList<ObjectNode>();
        for (var each : Json.at(device, "Links", "PCIeFunctions")) {
            Json.text(each, "@odata.id")
                    .flatMap(server.resources()::find)
                    .ifPresent(functions::add);
        }
        return functions;
    }

    private static GpuDevice gpu(Server server, ObjectNode described, ObjectNode device) {
        var functions = functions(server, device);
        var function =
                functions.stream()
                        .filter(StandardQuirks::computes)
                        .findFirst()
                        .or(() -> functions.stream().findFirst())
                        .orElseGet(Json::object);
        return new GpuDevice(
                Json.text(described, "Model").or(() -> Json.text(described, "Name")).orElse("GPU"),
                location(function),
                ids(function),
                slot(described).or(() -> slot(device)),
                first("SerialNumber", described, device),
                first("PartNumber", described, device),
                first("FirmwareVersion", described, device),
                Json.text(described, "Status", "Health")
                        .or(() -> Json.text(device, "Status", "Health")));
    }

    private static Optional<String> first(String field, JsonNode one, JsonNode other) {
        return Json.text(one, field).or(() -> Json.text(other, field));
    }

    private static Optional<String> slot(JsonNode document) {
        return Json.text(document, "Slot", "Location", "PartLocation", "ServiceLabel")
                .or(() -> Json.text(document, "Location", "PartLocation", "ServiceLabel"));
    }

    private static Optional<PciLocation> location(JsonNode function) {
        return Locations.read(
                function, "SegmentNumber", "BusNumber", "DeviceNumber", "FunctionNumber");
    }

    private static Optional<PciIdentity> ids(JsonNode function) {
        return Locations.ids(function, "VendorId", "DeviceId", "SubsystemVendorId", "SubsystemId");
    }
}
