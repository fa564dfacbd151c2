package dev.thruway.lab.bmc;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// `UpdateService` with the inventory of firmware. That of a GPU cannot be updated from here, as in
/// every captured inventory of an iLO with plug-in GPUs.
final class FirmwareResources {

    /// What iLO's target identifiers of PCI boards begin with (HPE ilo-redfish-emulator, DL380a).
    private static final String PCI_TARGET = "a6b1a447-382a-5a4f-";

    private final BmcHardware hardware;

    FirmwareResources(BmcHardware hardware) {
        this.hardware = hardware;
    }

    void addTo(BmcTree tree) {
        tree.add("UpdateService/", "update-service", Map.of());
        var ids = new ArrayList<String>();
        add(tree, ids, part("iLO 6", "1.66", "System Board", "SystemBMC"));
        add(
                tree,
                ids,
                part(
                        "System ROM",
                        hardware.plates().biosVersion(),
                        "System Board",
                        "SystemRomActive"));
        for (var card : hardware.cards()) {
            add(tree, ids, board(card));
        }
        tree.collection(
                "UpdateService/FirmwareInventory/",
                "SoftwareInventoryCollection",
                "Firmware Inventory Collection",
                ids);
    }

    private static void add(BmcTree tree, List<String> ids, Map<String, Object> values) {
        var id = "" + (ids.size() + 1);
        ids.add(id);
        values.put("id", id);
        tree.add("UpdateService/FirmwareInventory/" + id + "/", "firmware-item", values);
    }

    private static Map<String, Object> part(
            String name, String version, String context, String description) {
        var values = new HashMap<String, Object>();
        values.put("name", name);
        values.put("version", version);
        values.put("context", context);
        values.put("description", description);
        values.put("instance", "");
        values.put("targets", List.of());
        values.put("updateable", true);
        return values;
    }

    private static Map<String, Object> board(BmcCard card) {
        var ids = card.function().ids();
        var device =
                "%04x%04x%04x"
                        .formatted(ids.device(), ids.subsystemVendor(), ids.subsystemDevice());
        var vendor = "%04x".formatted(ids.vendor());
        var values =
                part(
                        card.board().name(),
                        card.board().firmware(),
                        card.location(),
                        vendor + device);
        values.put("instance", card.function().uefiPath());
        values.put("targets", List.of(PCI_TARGET + vendor + "-" + device));
        values.put("updateable", !card.gpu());
        return values;
    }
}
