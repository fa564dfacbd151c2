package dev.thruway.redfish;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// The server of a controller at one moment: its `ComputerSystem`, and the way to what hangs on it.
record Server(Resources resources, ObjectNode system) {

    /// Reads the one system that is a server. NVIDIA's controllers list their GPU baseboard as a
    /// second one (`HGX_Baseboard_0`), which is none.
    static Server read(Resources resources) {
        var link =
                Json.link(resources.root(), "Systems")
                        .orElseThrow(() ->
                                resources.fault("/redfish/v1/", "a service root without systems"));
        var systems = new ArrayList<>(resources.members(link));
        systems.removeIf(s -> systems.size() > 1 && id(s).startsWith("HGX_"));
        return switch (systems.size()) {
            case 1 -> new Server(resources, systems.getFirst());
            case 0 -> throw resources.fault(link, "no system");
            default ->
                    throw resources.fault(
                            link,
                            "more than one system: %s"
                                    .formatted(systems.stream().map(Server::id).toList()));
        };
    }

    private static String id(ObjectNode document) {
        return Json.text(document, "Id").orElse("");
    }

    ObjectNode root() {
        return resources.root();
    }

    /// The members behind a link; none where there is no such link.
    List<ObjectNode> members(Optional<String> link) {
        return link.map(resources::members).orElse(List.of());
    }

    Optional<ObjectNode> chassis() {
        return Json.link(system, "Links", "Chassis").flatMap(resources::find);
    }

    Optional<ObjectNode> manager() {
        return Json.link(system, "Links", "ManagedBy").flatMap(resources::find);
    }

    List<ObjectNode> firmware() {
        return Json.link(root(), "UpdateService")
                .flatMap(resources::find)
                .map(service -> members(Json.link(service, "FirmwareInventory")))
                .orElse(List.of());
    }

    Optional<String> biosLink() {
        return Json.link(system, "Bios");
    }
}
