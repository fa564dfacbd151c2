package dev.thruway.lab.bmc;

import dev.thruway.lab.http.LabRequest;
import dev.thruway.lab.http.LabResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// `Systems/1` and what hangs on it: its reset, PCI devices, slots and processors.
final class SystemResources {

    private static final String SYSTEM = "Systems/1/";

    private final BmcHardware hardware;

    SystemResources(BmcHardware hardware) {
        this.hardware = hardware;
    }

    void addTo(BmcTree tree) {
        tree.collection("Systems/", "ComputerSystemCollection", "Computer Systems", List.of("1"));
        tree.add(SYSTEM, () -> Template.fill("system", system()));
        tree.action(SYSTEM + "Actions/ComputerSystem.Reset/", this::reset);
        addPciDevices(tree);
        addSlots(tree);
        addProcessors(tree);
    }

    private Map<String, Object> system() {
        var plates = hardware.plates();
        var phase = hardware.phase();
        var done = phase == PowerPhase.FINISHED_POST;
        var values = new HashMap<String, Object>();
        values.put("resetTypes", ResetType.words());
        values.put("biosVersion", plates.biosVersion());
        values.put("bootProgress", done ? "OSRunning" : "None");
        values.put("hostName", plates.hostName());
        values.put("manufacturer", plates.manufacturer());
        values.put("memoryGib", plates.memory().bytes() >> 30);
        values.put("model", plates.model());
        values.put("deviceDiscovery", done ? "vMainDeviceDiscoveryComplete" : "Busy");
        values.put("inventoryComplete", done);
        values.put("postState", phase.postState());
        values.put("powerState", phase.powerState());
        values.put("cores", plates.processors().cores());
        values.put("packages", plates.processors().packages());
        values.put("threads", plates.processors().threads());
        values.put("cpu", plates.processors().model());
        values.put("sku", plates.sku());
        values.put("serial", plates.serial());
        values.put("state", phase == PowerPhase.OFF ? "Disabled" : "Enabled");
        values.put("uuid", plates.uuid());
        return values;
    }

    private LabResponse reset(LabRequest request, JsonNode body) {
        var word = body.path("ResetType").asString("");
        var type = ResetType.of(word);
        if (type.isEmpty()) {
            return BmcAnswers.message(
                    400,
                    "Base.1.18.ActionParameterNotSupported",
                    "ResetType",
                    "ComputerSystem.Reset");
        }
        if (!type.get().allowedIn(hardware.phase())) {
            return BmcAnswers.message(400, "iLO.2.25.InvalidOperationForSystemState");
        }
        hardware.reset(type.get());
        return BmcAnswers.message(200, "Base.1.18.Success");
    }

    private void addPciDevices(BmcTree tree) {
        var ids = new ArrayList<String>();
        for (var instance : Instance.of(hardware.cards())) {
            ids.add(instance.id());
            tree.add(SYSTEM + "PCIDevices/" + instance.id() + "/", "pci-device", pci(instance));
        }
        tree.collection(SYSTEM + "PCIDevices/", "HpeServerPciDeviceCollection", "PciDevices", ids);
    }

    private static Map<String, Object> pci(Instance instance) {
        var card = instance.card();
        var function = instance.function();
        var address = function.address();
        var ids = function.ids();
        var values = new HashMap<String, Object>();
        values.put("id", instance.id());
        values.put("name", card.board().name());
        values.put("segment", address.segment());
        values.put("bus", address.bus());
        values.put("device", address.device());
        values.put("function", address.function());
        values.put("class", function.baseClass());
        values.put("subclass", function.subclass());
        values.put("vendorId", ids.vendor());
        values.put("deviceId", ids.device());
        values.put("subsystemVendor", ids.subsystemVendor());
        values.put("subsystemDevice", ids.subsystemDevice());
        values.put("location", card.location());
        values.put("locationString", card.locationString());
        values.put("deviceType", deviceType(function.baseClass()));
        values.put(
                "structuredName",
                (card.slot().isPresent() ? "PCI.Slot." + card.slot().getAsInt() : "PCI.Emb.1")
                        + "."
                        + (address.function() + 1));
        values.put("uefiPath", function.uefiPath());
        return values;
    }

    private static String deviceType(int baseClass) {
        return switch (baseClass) {
            case 0x01 -> "SCSI/SATA";
            case 0x02 -> "NIC/LAN";
            default -> "Other PCI Device";
        };
    }

    private void addSlots(BmcTree tree) {
        var ids = new ArrayList<String>();
        for (var card : hardware.cards()) {
            if (card.slot().isPresent()) {
                var number = card.slot().getAsInt();
                ids.add("" + number);
                tree.add(SYSTEM + "PCISlots/" + number + "/", "pci-slot", slot(card, number));
            }
        }
        tree.collection(SYSTEM + "PCISlots/", "HpeServerPCISlotCollection", "PCISlots", ids);
    }

    private static Map<String, Object> slot(BmcCard card, int number) {
        var address = card.function().address();
        return Map.of(
                "id", "" + number,
                "number", number,
                "segment", address.segment(),
                "bus", address.bus(),
                "device", address.device(),
                "function", address.function(),
                "status", "InUse",
                "uefiPath", card.function().uefiPath());
    }

    private void addProcessors(BmcTree tree) {
        var ids = new ArrayList<String>();
        var cpus = hardware.plates().processors();
        for (int i = 0; i < cpus.packages(); i++) {
            var id = "" + (ids.size() + 1);
            ids.add(id);
            tree.add(SYSTEM + "Processors/" + id + "/", "processor-cpu", cpu(id, cpus));
        }
        for (var card : hardware.cards()) {
            if (card.gpu()) {
                var id = "" + (ids.size() + 1);
                ids.add(id);
                tree.add(SYSTEM + "Processors/" + id + "/", "processor-gpu", gpu(id, card.board()));
            }
        }
        tree.collection(
                SYSTEM + "Processors/", "ProcessorCollection", "Processors Collection", ids);
    }

    private static Map<String, Object> cpu(String id, BmcPlates.Processors cpus) {
        return Map.of(
                "id",
                id,
                "model",
                cpus.model(),
                "mhz",
                cpus.mhz(),
                "cores",
                cpus.cores() / cpus.packages(),
                "threads",
                cpus.threads() / cpus.packages());
    }

    private static Map<String, Object> gpu(String id, BmcCard.Board board) {
        return Map.of(
                "id", id,
                "name", board.name(),
                "manufacturer", board.manufacturer(),
                "productPartNumber", board.productPartNumber(),
                "serial", board.serial(),
                "health", board.health());
    }
}
