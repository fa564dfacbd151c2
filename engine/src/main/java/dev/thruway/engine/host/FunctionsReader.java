package dev.thruway.engine.host;

import dev.thruway.domain.observation.HostFunction;
import dev.thruway.domain.observation.Observed;
import dev.thruway.domain.observation.PassthroughState;
import dev.thruway.domain.pci.ByteSize;
import dev.thruway.domain.pci.PciAddress;
import dev.thruway.domain.pci.PciIds;
import dev.thruway.domain.text.Phrase;
import dev.thruway.engine.connect.Required;
import dev.thruway.vsphere.client.ObjectProperties;
import dev.thruway.vsphere.vim.HostGraphicsInfo;
import dev.thruway.vsphere.vim.HostNumaNode;
import dev.thruway.vsphere.vim.HostPciDevice;
import dev.thruway.vsphere.vim.HostPciPassthruInfo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// Joins what a host says in several places of each PCI function.
final class FunctionsReader {

    /// Of the modes of 9.1 those in which a card is the host's own, or passed through, as the three
    /// flags say it.
    private static final List<String> PLAIN_MODES = List.of("", "NONE", "HOST", "DIRECTPATH");

    /// What the host's own graphics call a card that serves vGPUs.
    private static final String SERVES_VGPUS = "sharedDirect";

    private static final Pattern NODE = Pattern.compile("[0-9]{1,4}");

    private static final Observed<PassthroughState> NOT_SAID =
            Observed.unknown(Phrase.of("unread.not-said", "what", "config.pciPassthruInfo"));

    private final Map<String, HostPciPassthruInfo> passthrough = new HashMap<>();
    private final Map<String, HostGraphicsInfo> graphics = new HashMap<>();
    private final Map<String, Integer> nodes = new HashMap<>();
    private final Observed<Map<String, Map<String, String>>> slots;

    private FunctionsReader(
            ObjectProperties host, Observed<Map<String, Map<String, String>>> slots) {
        this.slots = slots;
        host.list("config.pciPassthruInfo", HostPciPassthruInfo.class)
                .forEach(info -> passthrough.put(info.id(), info));
        host.list("config.graphicsInfo", HostGraphicsInfo.class)
                .forEach(info -> graphics.put(info.pciId(), info));
        host.list("hardware.numaInfo.numaNode", HostNumaNode.class)
                .forEach(node -> node.pciId().forEach(id -> nodes.put(id, (int) node.typeId())));
    }

    /// @param slots by address what `esxcli hardware pci list` says
    static List<HostFunction> functions(
            ObjectProperties host, Observed<Map<String, Map<String, String>>> slots) {
        return functions(host, slots, _ -> true);
    }

    /// As [#functions], those at wanted addresses.
    static List<HostFunction> functions(
            ObjectProperties host,
            Observed<Map<String, Map<String, String>>> slots,
            Predicate<PciAddress> wanted) {
        var reader = new FunctionsReader(host, slots);
        var functions = new ArrayList<HostFunction>();
        for (var device : Required.shown(host, "hardware.pciDevice", HostPciDevice.class)) {
            PciAddress.tryParse(device.id())
                    .filter(wanted)
                    .map(address -> reader.function(address, device))
                    .ifPresent(functions::add);
        }
        return functions;
    }

    private HostFunction function(PciAddress address, HostPciDevice device) {
        var info = Optional.ofNullable(passthrough.get(device.id()));
        var row = slots.map(rows -> rows.getOrDefault(device.id(), Map.of()));
        return new HostFunction(
                address,
                PciIds.ofSigned(
                        device.vendorId(),
                        device.deviceId(),
                        device.subVendorId(),
                        device.subDeviceId()),
                device.classId() & 0xFFFF,
                String.valueOf(device.deviceName()),
                slot(device, row),
                node(device.id(), row.known().orElse(Map.of())),
                info.map(i -> Observed.of(state(i))).orElse(NOT_SAID),
                info.map(HostPciPassthruInfo::hardwareLabel).filter(l -> !l.isEmpty()),
                info.map(HostPciPassthruInfo::dependentDevice).flatMap(PciAddress::tryParse),
                info.flatMap(this::mode),
                graphicsMemory(device));
    }

    /// A host says 0 where it has no driver that could tell.
    private Optional<ByteSize> graphicsMemory(HostPciDevice device) {
        return Optional.ofNullable(graphics.get(device.id()))
                .map(HostGraphicsInfo::memorySizeInKB)
                .filter(kib -> kib > 0 && kib < 1L << 40)
                .map(ByteSize::ofKib);
    }

    private PassthroughState state(HostPciPassthruInfo info) {
        var mode = mode(info);
        if (mode.isPresent()) {
            return vgpu(mode.get()) ? PassthroughState.VGPU : PassthroughState.OTHER;
        }
        return PassthroughState.of(
                info.passthruCapable(), info.passthruEnabled(), info.passthruActive());
    }

    /// A mode that is neither the host's own nor passthrough: since 9.1 the host names it, before
    /// its graphics tell that a card serves vGPUs.
    private Optional<String> mode(HostPciPassthruInfo info) {
        var direct = info.directPathState();
        if (direct != null && !PLAIN_MODES.contains(normal(direct.mode()))) {
            return Optional.of(direct.mode());
        }
        boolean passed = info.passthruEnabled() || info.passthruActive();
        return Optional.ofNullable(graphics.get(info.id()))
                .filter(_ -> !passed)
                .filter(g -> g.graphicsType().equals(SERVES_VGPUS))
                .map(HostGraphicsInfo::graphicsType);
    }

    private static String normal(String mode) {
        return mode.toUpperCase(Locale.ROOT).replaceAll("[^A-Z]", "");
    }

    private static boolean vgpu(String mode) {
        return normal(mode).contains("VGPU") || normal(mode).contains("SHARED");
    }

    /// From 9.0 on the host says the slot itself; before, esxcli does. 4294967295 is none.
    private static Observed<Optional<String>> slot(
            HostPciDevice device, Observed<Map<String, String>> row) {
        var own = Optional.ofNullable(device.slotDescription()).filter(s -> !s.isBlank());
        if (own.isPresent()) {
            return Observed.of(own);
        }
        return row.map(values ->
                Optional.ofNullable(values.get("SlotDescription"))
                        .filter(s -> !s.isBlank())
                        .or(() ->
                                Optional.ofNullable(values.get("PhysicalSlot"))
                                        .filter(s -> s.matches("\\d{1,9}"))));
    }

    private OptionalInt node(String id, Map<String, String> row) {
        var known = nodes.get(id);
        if (known != null) {
            return OptionalInt.of(known);
        }
        var said = row.getOrDefault("NUMANode", "");
        return !said.isEmpty() && NODE.matcher(said).matches()
                ? OptionalInt.of(Integer.parseInt(said))
                : OptionalInt.empty();
    }
}
