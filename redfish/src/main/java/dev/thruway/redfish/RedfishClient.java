package dev.thruway.redfish;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// One server's management controller.
///
/// Logs in when first needed and out when closed. May be used by several threads; the controller
/// gets their requests one after the other. Every method throws [RedfishException] where it could
/// not be asked or its answer not be had.
public final class RedfishClient implements AutoCloseable {

    private static final String SUFFIX = "@Redfish.Settings";

    private final RedfishTransport transport;
    private final Channel channel;
    private final Resources resources;

    public RedfishClient(
            RedfishTransport transport,
            RedfishLogin login,
            RedfishLimits limits,
            RedfishTrace trace,
            RedfishClock clock) {
        var redaction = new Redaction();
        this.transport = transport;
        this.channel = new Channel(transport, limits, trace, clock, redaction);
        this.resources = new Resources(channel, login, redaction);
    }

    public ServerIdentity identity() {
        var server = server();
        var quirks = Quirks.of(server);
        var system = server.system();
        return new ServerIdentity(
                quirks.vendor(server),
                Json.text(system, "Model"),
                Json.text(system, "SerialNumber"),
                Json.text(system, "UUID"),
                quirks.manager(server),
                Json.text(system, "PowerState"),
                quirks.postState(server),
                quirks.inventory(server));
    }

    /// The GPUs in the server, in the controller's order.
    public List<GpuDevice> gpus() {
        var server = server();
        return Quirks.of(server).gpus(server);
    }

    /// The BIOS settings that passthrough depends on, of those that this server's BIOS has. Empty
    /// where none could be read: the controller shows no BIOS, or none that is known of its vendor.
    public Optional<List<BiosSetting>> passthroughBiosSettings() {
        var server = server();
        return bios(server)
                .map(bios -> Quirks.of(server).passthroughBiosSettings(attributes(bios)))
                .filter(settings -> !settings.isEmpty());
    }

    public List<FirmwareItem> firmware() {
        return server().firmware().stream()
                .map(item ->
                        new FirmwareItem(
                                Json.text(item, "Name").orElse(""),
                                Json.text(item, "Version"),
                                Json.text(item, "Oem", "Hpe", "DeviceContext"),
                                item.path("Updateable").asBoolean(false)))
                .toList();
    }

    /// Asks for BIOS settings; they take effect at the server's next reset. That a controller took
    /// them says nothing: iLO takes nonsense too. Read them again after the reset.
    public void changeBios(Map<String, String> settings) {
        var server = server();
        var bios = bios(server).orElseThrow(() -> missing("Bios"));
        var link =
                Json.link(bios, SUFFIX, "SettingsObject")
                        .orElseThrow(() -> missing(SUFFIX + ".SettingsObject"));
        var pending = resources.fetched(link);
        var body = Json.object();
        var wanted = body.putObject("Attributes");
        var known = bios.path("Attributes");
        new TreeMap<>(settings)
                .forEach((name, value) -> put(wanted, name, value, known.path(name)));
        Quirks.of(server).completeBiosChange(body);
        resources.patch(link, body, pending.etag());
    }

    /// Keeps the type that the attribute has.
    private static void put(ObjectNode wanted, String name, String value, JsonNode known) {
        if (known.isBoolean()) {
            wanted.put(name, Boolean.parseBoolean(value));
        } else if (known.isIntegralNumber() && value.matches("-?[0-9]{1,18}")) {
            wanted.put(name, Long.parseLong(value));
        } else {
            wanted.put(name, value);
        }
    }

    /// What the BIOS said when it last took over pending settings; empty where it never did.
    public List<BiosMessage> biosMessages() {
        var messages = new ArrayList<BiosMessage>();
        var bios = bios(server()).orElseGet(Json::object);
        for (var message : Json.at(bios, SUFFIX, "Messages")) {
            var about = new ArrayList<String>();
            message.path("RelatedProperties")
                    .forEach(p -> about.add(p.asString("").replaceFirst("^#?/?Attributes/", "")));
            messages.add(new BiosMessage(Json.text(message, "MessageId").orElse(""), about));
        }
        return messages;
    }

    /// Has the server's power switched; returns when the controller has taken the order.
    public void reset(ResetType type) {
        var target =
                Json.text(server().system(), "Actions", "#ComputerSystem.Reset", "target")
                        .orElseThrow(() -> missing("Actions.#ComputerSystem.Reset"));
        resources.post(target, Json.object().put("ResetType", type.word()));
    }

    private Server server() {
        return Server.read(resources);
    }

    private Optional<ObjectNode> bios(Server server) {
        return server.biosLink().flatMap(resources::find);
    }

    private static Map<String, String> attributes(ObjectNode bios) {
        var attributes = new LinkedHashMap<String, String>();
        bios.path("Attributes")
                .properties()
                .forEach(p -> attributes.put(p.getKey(), p.getValue().asString("")));
        return attributes;
    }

    private RedfishException missing(String field) {
        return resources.fault("/redfish/v1/Systems/", "a system without " + field);
    }

    /// Logs out. Never throws: a session that could not be ended ends itself when it was idle.
    @Override
    public void close() {
        resources.logout();
        transport.close();
    }
}
