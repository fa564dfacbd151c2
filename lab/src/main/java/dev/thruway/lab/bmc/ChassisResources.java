package dev.thruway.lab.bmc;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// `Chassis/1` and its devices, which is where iLO tells a board's serial number and firmware.
final class ChassisResources {

    /// iLO numbers devices apart from PCI devices; here they begin after the fans and supplies that
    /// a real one lists first.
    private static final int FIRST_DEVICE = 9;

    private final BmcHardware hardware;

    ChassisResources(BmcHardware hardware) {
        this.hardware = hardware;
    }

    void addTo(BmcTree tree) {
        tree.collection("Chassis/", "ChassisCollection", "Computer System Chassis", List.of("1"));
        tree.add("Chassis/1/", () -> Template.fill("chassis", chassis()));
        var ids = new ArrayList<String>();
        for (var card : hardware.cards()) {
            var id = "" + (FIRST_DEVICE + ids.size());
            ids.add(id);
            tree.add("Chassis/1/Devices/" + id + "/", "device", device(id, card));
        }
        tree.collection("Chassis/1/Devices/", "HpeServerDeviceCollection", "Devices", ids);
    }

    private Map<String, Object> chassis() {
        var plates = hardware.plates();
        var phase = hardware.phase();
        return Map.of(
                "manufacturer", plates.manufacturer(),
                "model", plates.model(),
                "sku", plates.sku(),
                "serial", plates.serial(),
                "powerState", phase.powerState(),
                "state", phase == PowerPhase.OFF ? "Disabled" : "Enabled");
    }

    private Map<String, Object> device(String id, BmcCard card) {
        var board = card.board();
        var instances =
                Instance.of(hardware.cards()).stream()
                        .filter(i -> i.card().equals(card))
                        .map(i -> Map.of("@odata.id", i.path()))
                        .toList();
        var values = new HashMap<String, Object>();
        values.put("id", id);
        values.put("name", board.name());
        values.put("instances", instances);
        values.put("deviceType", deviceType(card));
        values.put("firmware", board.firmware());
        values.put("links", links(card));
        values.put("location", card.location());
        values.put("manufacturer", board.manufacturer());
        values.put("partNumber", board.partNumber());
        values.put("productPartNumber", board.productPartNumber());
        values.put("serial", board.serial());
        values.put("health", board.health());
        return values;
    }

    private static Map<String, Object> links(BmcCard card) {
        return card.slot().isPresent()
                ? Map.of(
                        "PCISlot",
                        Map.of(
                                "@odata.id",
                                BmcTree.ROOT + "Systems/1/PCISlots/" + card.slot().getAsInt()))
                : Map.of();
    }

    private static String deviceType(BmcCard card) {
        if (card.gpu()) {
            return "GPU";
        }
        return switch (card.function().baseClass()) {
            case 0x01 -> card.slot().isPresent() ? "Storage Controller" : "Direct Attached NVMe";
            case 0x02 -> "NIC/LAN";
            default -> "Other PCI Device";
        };
    }
}
