package dev.thruway.redfish;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Where a vendor keeps what the standard has no place for, or what it does differently.
interface Quirks {

    /// The vendor's name.
    Optional<String> vendor(Server server);

    /// Kind and version of the controller.
    Optional<String> manager(Server server);

    Optional<String> postState(Server server);

    ServerIdentity.Inventory inventory(Server server);

    List<GpuDevice> gpus(Server server);

    /// The settings that passthrough depends on, among those that the BIOS has.
    List<BiosSetting> passthroughBiosSettings(Map<String, String> attributes);

    /// Completes the body of a change of BIOS settings.
    void completeBiosChange(ObjectNode body);

    /// The quirks of a server's vendor, by the service root's `Vendor`, the name of its OEM
    /// section, or the maker of the system.
    static Quirks of(Server server) {
        var vendor =
                Json.text(server.root(), "Vendor")
                        .or(() -> oem(server.root().path("Oem")))
                        .or(() -> Json.text(server.system(), "Manufacturer"))
                        .orElse("")
                        .toLowerCase(Locale.ROOT);
        if (vendor.startsWith("hp") || vendor.startsWith("hewlett")) {
            return new HpeQuirks();
        }
        if (vendor.startsWith("dell")) {
            return new DellQuirks();
        }
        if (vendor.startsWith("lenovo")) {
            return new LenovoQuirks();
        }
        return vendor.startsWith("supermicro") || vendor.startsWith("super micro")
                ? new SupermicroQuirks()
                : new StandardQuirks();
    }

    private static Optional<String> oem(JsonNode oem) {
        return oem.propertyNames().stream().findFirst();
    }
}
