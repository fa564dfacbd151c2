package dev.thruway.engine.mark;

import dev.thruway.domain.observation.AgreedCard;
import dev.thruway.domain.observation.DynamicDevice;
import dev.thruway.domain.observation.VmBefore;
import dev.thruway.domain.observation.VmState;
import dev.thruway.domain.pci.PciAddress;
import dev.thruway.domain.pci.PciIds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The two keys of Thruway's own in a VM's extraConfig, as JSON. Each carries the VM's instance
/// UUID: a copy in a clone names another VM and counts as none.
public final class VmMarks {

    public static final String BEFORE = "thruway.before";
    public static final String AGREED = "thruway.agreed";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private VmMarks() {}

    /// What is noted of this VM; empty where nothing is, or what is there is another VM's.
    public static Optional<VmBefore> readBefore(String text, String instanceUuid) {
        return tree(text, instanceUuid).flatMap(VmMarks::before);
    }

    private static Optional<VmBefore> before(JsonNode node) {
        var power = find(VmState.Power.values(), node.path("power").asString(""));
        var firmware = find(VmState.Firmware.values(), node.path("firmware").asString(""));
        if (power.isEmpty() || firmware.isEmpty()) {
            return Optional.empty();
        }
        var keys = new TreeMap<String, String>();
        node.path("extraConfig")
                .properties()
                .forEach(e -> keys.put(e.getKey(), e.getValue().asString("")));
        var addresses = new ArrayList<String>();
        node.path("devices").forEach(d -> addresses.add(d.asString("")));
        var secureBoot = node.path("secureBoot");
        return Optional.of(
                new VmBefore(
                        power.get(),
                        firmware.get(),
                        secureBoot.isBoolean()
                                ? Optional.of(secureBoot.booleanValue())
                                : Optional.empty(),
                        node.path("memoryReservation").asLong(0),
                        node.path("lockedToMax").asBoolean(false),
                        keys,
                        addresses,
                        node.path("guestTouched").asBoolean(false),
                        node.path("name").asString("")));
    }

    private static <E extends Enum<E>> Optional<E> find(E[] values, String name) {
        return Arrays.stream(values).filter(v -> v.name().equals(name)).findFirst();
    }

    public static String write(VmBefore before, String instanceUuid) {
        var node = JSON.createObjectNode();
        node.put("vm", instanceUuid);
        node.put("power", before.power().name());
        node.put("firmware", before.firmware().name());
        before.secureBoot().ifPresent(b -> node.put("secureBoot", b));
        node.put("memoryReservation", before.memoryReservationMib());
        node.put("lockedToMax", before.lockedToMax());
        var keys = node.putObject("extraConfig");
        before.extraConfig().forEach(keys::put);
        var devices = node.putArray("devices");
        before.deviceAddresses().forEach(devices::add);
        node.put("guestTouched", before.guestTouched());
        if (!before.name().isEmpty()) {
            node.put("name", before.name());
        }
        return node.toString();
    }

    /// The cards that were agreed on for this VM.
    public static List<AgreedCard> readAgreed(String text, String instanceUuid) {
        var cards = new ArrayList<AgreedCard>();
        tree(text, instanceUuid)
                .map(node -> node.path("cards"))
                .ifPresent(list -> list.forEach(c -> card(c).ifPresent(cards::add)));
        return List.copyOf(cards);
    }

    private static Optional<AgreedCard> card(JsonNode node) {
        return PciAddress.tryParse(node.path("address").asString(""))
                .flatMap(address ->
                        ids(node.path("ids"))
                                .map(ids ->
                                        new AgreedCard(
                                                address,
                                                ids,
                                                text(node, "slot"),
                                                text(node, "serial"))));
    }

    static Optional<PciIds> ids(JsonNode node) {
        var ids = new ArrayList<Integer>();
        node.forEach(id -> ids.add(id.isInt() ? id.intValue() : -1));
        return ids.size() == 4 && ids.stream().allMatch(id -> id >= 0 && id <= 0xFFFF)
                ? Optional.of(new PciIds(ids.get(0), ids.get(1), ids.get(2), ids.get(3)))
                : Optional.empty();
    }

    private static Optional<String> text(JsonNode node, String field) {
        return Optional.of(node.path(field).asString("")).filter(s -> !s.isEmpty());
    }

    /// The dynamic devices that were agreed on for this VM.
    public static List<DynamicDevice> readDynamic(String text, String instanceUuid) {
        var devices = new ArrayList<DynamicDevice>();
        tree(text, instanceUuid)
                .map(node -> node.path("dynamic"))
                .ifPresent(list -> list.forEach(d -> devices.add(dynamic(d))));
        return List.copyOf(devices);
    }

    private static DynamicDevice dynamic(JsonNode node) {
        var products = new TreeSet<String>();
        node.path("products").forEach(p -> products.add(p.asString("")));
        return new DynamicDevice(products, text(node, "label"));
    }

    public static String write(
            List<AgreedCard> agreed, List<DynamicDevice> dynamic, String instanceUuid) {
        var node = JSON.createObjectNode();
        node.put("vm", instanceUuid);
        var cards = node.putArray("cards");
        for (var card : agreed) {
            var one = cards.addObject();
            one.put("address", card.address().toString());
            put(one.putArray("ids"), card.ids());
            card.slot().ifPresent(s -> one.put("slot", s));
            card.serial().ifPresent(s -> one.put("serial", s));
        }
        if (!dynamic.isEmpty()) {
            var devices = node.putArray("dynamic");
            dynamic.forEach(device -> put(devices.addObject(), device));
        }
        return node.toString();
    }

    private static void put(ObjectNode node, DynamicDevice device) {
        var products = node.putArray("products");
        device.products().forEach(products::add);
        device.label().ifPresent(label -> node.put("label", label));
    }

    static void put(ArrayNode array, PciIds ids) {
        array.add(ids.vendor());
        array.add(ids.device());
        array.add(ids.subsystemVendor());
        array.add(ids.subsystemDevice());
    }

    private static Optional<JsonNode> tree(String text, String instanceUuid) {
        try {
            return Optional.of(JSON.readTree(text))
                    .filter(_ -> !instanceUuid.isEmpty())
                    .filter(node -> node.path("vm").asString("").equals(instanceUuid));
        } catch (JacksonException _) {
            return Optional.empty();
        }
    }
}
