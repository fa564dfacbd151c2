package dev.thruway.redfish;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// HPE iLO 5, 6 and 7.
final class HpeQuirks extends StandardQuirks {

    private static final Pattern VERSION = Pattern.compile("(?:iLO \\d+ )?v?(\\d+\\.\\S+).*");

    /// AMD and Intel servers of Gen10 Plus to Gen12; each has some of them (HPE's BIOS resource
    /// definitions for iLO 6 1.70; registries A42, A43, U46, U58). No registry has a setting for
    /// the space above 4 GB: HPE's BIOS decides that itself.
    private static final List<BiosWish> WISHES =
            List.of(
                    BiosWish.enabled("ProcAmdIoVt"),
                    BiosWish.enabled("IntelProcVtd"),
                    BiosWish.enabled("ProcVirtualization"),
                    BiosWish.enabled("Sriov"));

    private static final String PROFILE = "WorkloadProfile";

    /// The profiles that hold the IOMMU, or SR-IOV, off and locked (registries A42, A43, U46, U58).
    private static final Set<String> OFF_PROFILES =
            Set.of(
                    "GraphicProcessing",
                    "HighPerformanceCompute(HPC)",
                    "LowLatency",
                    "I/OThroughput",
                    "DecisionSupport",
                    "TransactionalApplicationProcessing");

    @Override
    public Optional<String> vendor(Server server) {
        return Optional.of("HPE");
    }

    @Override
    public Optional<String> manager(Server server) {
        var manager = Json.at(server.root(), "Oem", "Hpe", "Manager").path(0);
        var type = Json.text(manager, "ManagerType");
        var version =
                Json.text(manager, "ManagerFirmwareVersion")
                        .map(VERSION::matcher)
                        .filter(m -> m.matches())
                        .map(m -> m.group(1));
        return type.isPresent() && version.isPresent()
                ? Optional.of(type.get() + " " + version.get())
                : super.manager(server);
    }

    @Override
    public Optional<String> postState(Server server) {
        return Json.text(server.system(), "Oem", "Hpe", "PostState");
    }

    @Override
    public ServerIdentity.Inventory inventory(Server server) {
        var state =
                Json.text(
                        server.system(),
                        "Oem",
                        "Hpe",
                        "DeviceDiscoveryComplete",
                        "DeviceDiscovery");
        return state.map(s ->
                        s.equals("vMainDeviceDiscoveryComplete")
                                ? ServerIdentity.Inventory.COMPLETE
                                : ServerIdentity.Inventory.UNFINISHED)
                .orElse(ServerIdentity.Inventory.UNSAID);
    }

    /// A profile that holds a setting where it should not be has to make way first.
    @Override
    public List<BiosSetting> passthroughBiosSettings(Map<String, String> attributes) {
        var settings = new ArrayList<>(BiosWish.settings(WISHES, attributes));
        var profile = attributes.getOrDefault(PROFILE, "");
        boolean wrong = settings.stream().anyMatch(s -> !s.right());
        if (wrong && OFF_PROFILES.contains(profile)) {
            settings.addFirst(new BiosSetting(PROFILE, profile, "Custom"));
        }
        return settings;
    }

    /// Joins three lists: `PCIDevices` has addresses and ids, `Devices` serial numbers and health,
    /// the firmware inventory a version where `Devices` has none.
    @Override
    public List<GpuDevice> gpus(Server server) {
        var functions =
                server.members(Json.link(server.system(), "Oem", "Hpe", "Links", "PCIDevices"));
        var devices =
                server.members(
                        server.chassis()
                                .flatMap(c -> Json.link(c, "Oem", "Hpe", "Links", "Devices")));
        if (functions.isEmpty() && devices.isEmpty()) {
            return super.gpus(server);
        }
        return new HpeGpus(server, functions, devices).all();
    }

    static boolean computes(JsonNode function) {
        int code = Json.integer(function, "ClassCode", 0xFF).orElse(0);
        return code == 0x03 || code == 0x12;
    }
}
