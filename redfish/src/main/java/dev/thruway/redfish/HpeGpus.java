package dev.thruway.redfish;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The GPUs in iLO's lists.
///
/// `DeviceType` says `GPU` of baseboards and switches too, so the PCI class decides. A GPU that
/// `Devices` does not have, as when the side band to it is off, is taken from `PCIDevices` alone.
final class HpeGpus {

    /// The display of the controller itself.
    private static final int MATROX = 0x102B;

    private final Server server;
    private final Map<String, ObjectNode> functions = new LinkedHashMap<>();
    private final List<ObjectNode> devices;
    private Optional<List<ObjectNode>> firmware = Optional.empty();

    HpeGpus(Server server, List<ObjectNode> functions, List<ObjectNode> devices) {
        this.server = server;
        this.devices = devices;
        for (var function : functions) {
            Json.text(function, "@odata.id").ifPresent(id -> this.functions.put(key(id), function));
        }
    }

    List<GpuDevice> all() {
        var gpus = new ArrayList<GpuDevice>();
        var taken = new HashSet<String>();
        for (var device : devices) {
            if (Json.text(device, "DeviceType").filter("GPU"::equals).isPresent()) {
                instance(device, taken)
                        .map(function -> gpu(function, device))
                        .or(() -> withoutInstance(device))
                        .ifPresent(gpus::add);
            }
        }
        functions.forEach((key, function) -> {
            if (!taken.contains(key) && alone(function)) {
                gpus.add(gpu(function, Json.object()));
                taken.add(key);
            }
        });
        return Locations.unambiguous(gpus, otherLocations(taken));
    }

    private Optional<ObjectNode> instance(JsonNode device, Set<String> taken) {
        for (var link : device.path("DeviceInstances")) {
            var key = Json.text(link, "@odata.id").map(HpeGpus::key).orElse("");
            var function = functions.get(key);
            if (function != null && HpeQuirks.computes(function) && taken.add(key)) {
                return Optional.of(function);
            }
        }
        return Optional.empty();
    }

    /// A GPU that names no function of its own is one where nothing says otherwise: a switch or a
    /// baseboard names functions of another class, or has no serial number of a processor.
    private Optional<GpuDevice> withoutInstance(ObjectNode device) {
        boolean other =
                device.path("DeviceInstances").values().stream()
                        .map(link -> Json.text(link, "@odata.id").map(HpeGpus::key).orElse(""))
                        .anyMatch(functions::containsKey);
        return !other && isProcessor(device)
                ? Optional.of(gpu(Json.object(), device))
                : Optional.empty();
    }

    private boolean isProcessor(JsonNode device) {
        var serial = Json.text(device, "SerialNumber");
        return serial.isPresent()
                && server.members(Json.link(server.system(), "Processors")).stream()
                        .filter(p -> Json.text(p, "ProcessorType").equals(Optional.of("GPU")))
                        .anyMatch(p -> Json.text(p, "SerialNumber").equals(serial));
    }

    private static boolean alone(JsonNode function) {
        return HpeQuirks.computes(function)
                && Json.integer(function, "VendorID", 0xFFFF).orElse(0) != MATROX
                && !Json.text(function, "DeviceLocation").orElse("").startsWith("Embedded");
    }

    private List<PciLocation> otherLocations(Set<String> taken) {
        return functions.entrySet().stream()
                .filter(e -> !taken.contains(e.getKey()))
                .flatMap(e -> location(e.getValue()).stream())
                .toList();
    }

    private GpuDevice gpu(ObjectNode function, ObjectNode device) {
        return new GpuDevice(
                Json.text(device, "Name").or(() -> Json.text(function, "Name")).orElse("GPU"),
                location(function),
                Locations.ids(
                        function, "VendorID", "DeviceID", "SubsystemVendorID", "SubsystemDeviceID"),
                Json.text(device, "Location").or(() -> Json.text(function, "DeviceLocation")),
                Json.text(device, "SerialNumber"),
                Json.text(device, "ProductPartNumber").or(() -> Json.text(device, "PartNumber")),
                Json.text(device, "FirmwareVersion", "Current", "VersionString")
                        .or(() -> inventoried(function, device)),
                Json.text(device, "Status", "Health"));
    }

    private static Optional<PciLocation> location(JsonNode function) {
        return Locations.read(
                function, "SegmentNumber", "BusNumber", "DeviceNumber", "FunctionNumber");
    }

    /// The version in the firmware inventory, by the UEFI path, else by slot and name.
    private Optional<String> inventoried(JsonNode function, JsonNode device) {
        if (firmware.isEmpty()) {
            firmware = Optional.of(server.firmware());
        }
        var path = Json.text(function, "UEFIDevicePath");
        var slot = Json.text(device, "Location").or(() -> Json.text(function, "DeviceLocation"));
        var name = Json.text(device, "Name").or(() -> Json.text(function, "Name"));
        for (var item : firmware.get()) {
            var oem = Json.at(item, "Oem", "Hpe");
            boolean samePath = same(path, Json.text(oem, "DeviceInstance"));
            boolean sameSlot = same(slot, Json.text(oem, "DeviceContext"));
            if (samePath || (sameSlot && same(name, Json.text(item, "Name")))) {
                return Json.text(item, "Version");
            }
        }
        return Optional.empty();
    }

    private static boolean same(Optional<String> one, Optional<String> other) {
        return one.isPresent() && one.equals(other);
    }

    private static String key(String link) {
        return link.toLowerCase(Locale.ROOT).replaceFirst("/+$", "");
    }
}
