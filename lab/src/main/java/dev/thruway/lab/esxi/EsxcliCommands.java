package dev.thruway.lab.esxi;

import dev.thruway.domain.pci.PciAddress;
import dev.thruway.lab.world.EsxHost;
import dev.thruway.lab.world.Passthrough;
import dev.thruway.lab.world.PciFunction;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// The commands of esxcli that this host knows.
final class EsxcliCommands {

    /// The names of the PCI id repository for the classes that a server has.
    private static final Map<Integer, String> CLASS_NAMES =
            Map.ofEntries(
                    Map.entry(0x0104, "RAID bus controller"),
                    Map.entry(0x0107, "Serial Attached SCSI controller"),
                    Map.entry(0x0108, "Non-Volatile memory controller"),
                    Map.entry(0x0200, "Ethernet controller"),
                    Map.entry(0x0300, "VGA compatible controller"),
                    Map.entry(0x0302, "3D controller"),
                    Map.entry(0x0600, "Host bridge"),
                    Map.entry(0x0601, "ISA bridge"),
                    Map.entry(0x0604, "PCI bridge"),
                    Map.entry(0x0680, "Bridge"),
                    Map.entry(0x0806, "IOMMU"),
                    Map.entry(0x0880, "System peripheral"),
                    Map.entry(0x1200, "Processing accelerators"));

    private final EsxHost host;

    EsxcliCommands(EsxHost host) {
        this.host = host;
    }

    /// An option is missing or makes no sense.
    static final class WrongUse extends Exception {
        private static final long serialVersionUID = 1L;

        WrongUse(String message) {
            super(message);
        }
    }

    /// Runs a command; empty where there is no such command.
    Optional<String> run(String method, Map<String, String> arguments) throws WrongUse {
        return switch (method) {
            case "vim.EsxCLI.hardware.pci.list" ->
                    Optional.of(pciList()).filter(_ -> !host.hides(EsxHost.Hidden.SLOTS));
            case "vim.EsxCLI.hardware.pci.pcipassthru.list" -> Optional.of(passthroughList());
            case "vim.EsxCLI.hardware.pci.pcipassthru.set" -> Optional.of(set(arguments));
            case "vim.EsxCLI.system.uuid.get" ->
                    Optional.of(EsxcliText.text("xsd:string", host.systemId()));
            default -> Optional.empty();
        };
    }

    private String passthroughList() {
        var rows =
                host.server().functions().stream()
                        .filter(host::capable)
                        .map(f ->
                                row(
                                        "DeviceID",
                                        f.address().toString(),
                                        "Enabled",
                                        truth(host.passthrough(f.address()).enabled())))
                        .toList();
        return EsxcliText.rows("VimEsxCLIhardwarepcipcipassthrulistDevice", rows);
    }

    private static String truth(boolean value) {
        return value ? "true" : "false";
    }

    private static Map<String, String> row(String... cells) {
        var row = new LinkedHashMap<String, String>();
        for (int i = 0; i < cells.length; i += 2) {
            row.put(cells[i], cells[i + 1]);
        }
        return row;
    }

    private String set(Map<String, String> arguments) throws WrongUse {
        var id = arguments.get("deviceid");
        var enable = arguments.get("enable");
        if (id == null || enable == null) {
            throw new WrongUse(
                    "Missing required parameter "
                            + (id == null ? "-d|--device-id" : "-e|--enable"));
        }
        boolean now =
                arguments.containsKey("applynow") && !"false".equals(arguments.get("applynow"));
        host.toggle(
                List.of(
                        new Passthrough.Toggle(
                                id, isTrue(enable), Optional.of(now), Optional.empty())));
        return EsxcliText.text("xsd:boolean", "true");
    }

    private static boolean isTrue(String text) throws WrongUse {
        return switch (text) {
            case "true", "1", "yes", "on" -> true;
            case "false", "0", "no", "off" -> false;
            default -> throw new WrongUse("Invalid boolean value '%s'".formatted(text));
        };
    }

    private String pciList() {
        return EsxcliText.rows(
                "VimEsxCLIhardwarepcilistPciDevice",
                host.server().functions().stream().map(this::device).toList());
    }

    private Map<String, String> device(PciFunction f) {
        var a = f.address();
        var state = host.passthrough(a);
        var module = HostDevices.modules().getOrDefault(f.role(), "None");
        return row(
                "Address", a.toString(),
                "Segment", "0x%04x".formatted(a.segment()),
                "Bus", "0x%02x".formatted(a.bus()),
                "Slot", "0x%02x".formatted(a.device()),
                "Function", "0x%x".formatted(a.function()),
                "VMkernelName", f.vmkernelName().orElse(""),
                "VendorName", f.vendorName(),
                "DeviceName", f.deviceName(),
                "ConfiguredOwner", owner(f, state.enabled()),
                "CurrentOwner", owner(f, state.active()),
                "VendorID", "0x%04x".formatted(f.ids().vendor()),
                "DeviceID", "0x%04x".formatted(f.ids().device()),
                "SubVendorID", "0x%04x".formatted(f.ids().subsystemVendor()),
                "SubDeviceID", "0x%04x".formatted(f.ids().subsystemDevice()),
                "DeviceClass", "0x%04x".formatted(f.baseClass()),
                "DeviceClassName", CLASS_NAMES.getOrDefault(f.baseClass(), "Unknown class"),
                "ProgrammingInterface", "0x%02x".formatted(f.classCode() & 0xFF),
                "RevisionID", "0x%02x".formatted(f.revision()),
                "ModuleName", state.active() ? "pciPassthru" : module,
                "PhysicalSlot", number(f.slot().number(), "4294967295"),
                "SlotDescription", f.slot().description(),
                "PassthruCapable", truth(host.capable(f)),
                "ParentDevice", f.parentBridge().map(EsxcliCommands::decimal).orElse(""),
                "DependentDevice", host.capable(f) ? decimal(f.leader()) : "",
                "NUMANode", number(f.numaNode(), ""));
    }

    private static String number(OptionalInt number, String none) {
        return number.isPresent() ? String.valueOf(number.getAsInt()) : none;
    }

    private static String decimal(PciAddress a) {
        return "PCI %d:%d:%d:%d".formatted(a.segment(), a.bus(), a.device(), a.function());
    }

    private static String owner(PciFunction f, boolean passthrough) {
        if (passthrough) {
            return "VM Passthru";
        }
        return f.vmkernelName().isPresent() ? "VMkernel" : "Unknown";
    }
}
