package dev.thruway.engine.host;

import dev.thruway.domain.observation.HostBefore;
import dev.thruway.domain.observation.HostFunction;
import dev.thruway.domain.observation.HostObservation;
import dev.thruway.domain.observation.HostPending;
import dev.thruway.domain.observation.Observed;
import dev.thruway.domain.observation.PassthroughState;
import dev.thruway.domain.pci.PciAddress;
import dev.thruway.domain.pci.PciIds;
import dev.thruway.domain.text.Phrase;
import dev.thruway.engine.Causes;
import dev.thruway.engine.connect.HostAccess;
import dev.thruway.engine.connect.Required;
import dev.thruway.engine.mark.HostMarks;
import dev.thruway.vsphere.client.Esxcli;
import dev.thruway.vsphere.client.HostOperations;
import dev.thruway.vsphere.client.ObjectProperties;
import dev.thruway.vsphere.client.VsphereClient;
import dev.thruway.vsphere.client.VsphereException;
import dev.thruway.vsphere.codec.XmlRows;
import dev.thruway.vsphere.vim.AboutInfo;
import dev.thruway.vsphere.vim.HostNumaNode;
import dev.thruway.vsphere.vim.HostPciDevice;
import dev.thruway.vsphere.vim.HostPciPassthruInfo;
import dev.thruway.vsphere.vim.ManagedObjectReference;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Reads one host. Changes nothing.
public final class HostReader {

    private static final String[] PATHS = {
        "name",
        "config.product",
        "runtime.bootTime",
        "runtime.inMaintenanceMode",
        "capability.deviceRebindWithoutRebootSupported",
        "hardware.pciDevice",
        "hardware.numaInfo.numaNode",
        "config.pciPassthruInfo",
        "vm",
    };

    private final HostAccess access;

    public HostReader(HostAccess access) {
        this.access = access;
    }

    /// Throws [VsphereException] where the host cannot be read, [dev.thruway.engine.run.StepFailed]
    /// where it does not say what everything rests on.
    public HostObservation read() {
        var host = access.client().properties().of(access.host(), PATHS);
        var slots = slots(host);
        var vms = vms(host);
        var uuid = uuid();
        var marks = attempt(() -> HostMarks.of(access, uuid));
        return observation(
                host,
                slots,
                HostVms.of(vms),
                new Marked(
                        uuid,
                        flat(marks, m -> attempt(m::before)),
                        flat(marks, m -> attempt(m::pending))));
    }

    /// What of a host is not in its properties: what Thruway noted, and under which id.
    private record Marked(
            String uuid,
            Observed<Optional<HostBefore>> before,
            Observed<Optional<HostPending>> pending) {

        static final Marked NOT_ASKED =
                new Marked("", Observed.of(Optional.empty()), Observed.of(Optional.empty()));
    }

    /// The properties that a host is read from where many are read at once; what its VMs are comes
    /// from the VMs.
    static List<String> bulkPaths() {
        return Stream.of(PATHS).filter(p -> !p.equals("vm")).toList();
    }

    /// Of a host whose properties were read with many others. What Thruway noted is not asked for.
    static HostObservation observation(
            ObjectProperties host, Observed<Map<String, Map<String, String>>> slots, HostVms vms) {
        return observation(host, slots, vms, Marked.NOT_ASKED);
    }

    private static HostObservation observation(
            ObjectProperties host,
            Observed<Map<String, Map<String, String>>> slots,
            HostVms vms,
            Marked marked) {
        return new HostObservation(
                host.find("name", String.class).orElse(""),
                host.find("config.product", AboutInfo.class).map(AboutInfo::version).orElse(""),
                marked.uuid(),
                known(host, "runtime.bootTime", Instant.class),
                Required.value(host, "runtime.inMaintenanceMode", Boolean.class),
                known(host, "capability.deviceRebindWithoutRebootSupported", Boolean.class),
                functions(host, slots),
                vms.running(),
                vms.holders(),
                marked.before(),
                marked.pending());
    }

    private static <T> Observed<Optional<T>> flat(
            Observed<Optional<HostMarks>> marks, Function<HostMarks, Observed<Optional<T>>> read) {
        return switch (marks) {
            case Observed.Unknown<Optional<HostMarks>>(Phrase cause) -> Observed.unknown(cause);
            case Observed.Known<Optional<HostMarks>>(var found) ->
                    found.map(read).orElse(Observed.of(Optional.empty()));
        };
    }

    private static <T> Observed<T> attempt(Supplier<T> read) {
        try {
            return Observed.of(read.get());
        } catch (VsphereException e) {
            return Observed.unknown(Causes.of(e));
        }
    }

    private static <T> Observed<T> known(ObjectProperties host, String path, Class<T> type) {
        return host.find(path, type)
                .map(Observed::of)
                .orElse(Observed.unknown(Phrase.of("unread.not-said", "what", path)));
    }

    /// A host keeps its id.
    private String uuid() {
        return access.memory()
                .known(Uuid.class, u -> !u.text().isEmpty(), () -> new Uuid(readUuid()))
                .text();
    }

    private record Uuid(String text) {}

    /// The passthrough systemId: from an offered device where there is one; else from `esxcli
    /// system uuid get`, which prints the same.
    private String readUuid() {
        var offered =
                attempt(() -> new HostOperations(access.client()).configTarget(access.host()))
                        .known()
                        .flatMap(t -> t)
                        .flatMap(t ->
                                t.pciPassthrough().stream()
                                        .map(p -> String.valueOf(p.systemId()))
                                        .findFirst());
        return offered.or(this::esxcliUuid).orElse("");
    }

    private Optional<String> esxcliUuid() {
        return attempt(() -> new Esxcli(access.client(), access.host()).rows("system.uuid", "get"))
                .known()
                .flatMap(rows ->
                        rows.stream().map(r -> r.getOrDefault(XmlRows.VALUE, "")).findFirst())
                .filter(uuid -> !uuid.isEmpty());
    }

    /// Cards change their slots only while a host is off.
    private Observed<Map<String, Map<String, String>>> slots(ObjectProperties host) {
        var boot = host.find("runtime.bootTime", Instant.class);
        return access.memory()
                .known(
                        Slots.class,
                        s ->
                                boot.isPresent()
                                        && s.boot().equals(boot)
                                        && s.rows().known().isPresent(),
                        () -> new Slots(boot, slots(access.client(), access.host())))
                .rows();
    }

    private record Slots(Optional<Instant> boot, Observed<Map<String, Map<String, String>>> rows) {}

    /// By address: what `esxcli hardware pci list` says of slot and node.
    static Observed<Map<String, Map<String, String>>> slots(
            VsphereClient client, ManagedObjectReference host) {
        return attempt(() ->
                new Esxcli(client, host)
                        .rows("hardware.pci", "list").stream()
                                .collect(
                                        Collectors.toMap(
                                                r -> r.getOrDefault("Address", ""),
                                                r -> r,
                                                (a, _) -> a)));
    }

    private static List<HostFunction> functions(
            ObjectProperties host, Observed<Map<String, Map<String, String>>> slots) {
        var passthrough = new HashMap<String, HostPciPassthruInfo>();
        host.list("config.pciPassthruInfo", HostPciPassthruInfo.class)
                .forEach(info -> passthrough.put(info.id(), info));
        var nodes = new HashMap<String, Integer>();
        host.list("hardware.numaInfo.numaNode", HostNumaNode.class)
                .forEach(node -> node.pciId().forEach(id -> nodes.put(id, (int) node.typeId())));
        var functions = new ArrayList<HostFunction>();
        for (var device : Required.shown(host, "hardware.pciDevice", HostPciDevice.class)) {
            PciAddress.tryParse(device.id())
                    .map(address -> function(address, device, passthrough, nodes, slots))
                    .ifPresent(functions::add);
        }
        return functions;
    }

    private static HostFunction function(
            PciAddress address,
            HostPciDevice device,
            Map<String, HostPciPassthruInfo> passthrough,
            Map<String, Integer> nodes,
            Observed<Map<String, Map<String, String>>> slots) {
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
                node(device.id(), nodes, row.known().orElse(Map.of())),
                info.map(i -> Observed.of(state(i)))
                        .orElse(
                                Observed.unknown(
                                        Phrase.of(
                                                "unread.not-said",
                                                "what",
                                                "config.pciPassthruInfo"))),
                info.map(HostPciPassthruInfo::hardwareLabel).filter(l -> !l.isEmpty()));
    }

    private static PassthroughState state(HostPciPassthruInfo info) {
        var direct = info.directPathState();
        var mode = direct == null ? null : direct.mode();
        if (mode != null && mode.contains("vgpu")) {
            return PassthroughState.VGPU;
        }
        return PassthroughState.of(
                info.passthruCapable(), info.passthruEnabled(), info.passthruActive());
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

    private static OptionalInt node(
            String id, Map<String, Integer> nodes, Map<String, String> row) {
        var known = nodes.get(id);
        if (known != null) {
            return OptionalInt.of(known);
        }
        var said = row.getOrDefault("NUMANode", "");
        return said.matches("\\d{1,4}")
                ? OptionalInt.of(Integer.parseInt(said))
                : OptionalInt.empty();
    }

    private List<ObjectProperties> vms(ObjectProperties host) {
        return access.client()
                .properties()
                .of(
                        Required.shown(host, "vm", ManagedObjectReference.class),
                        HostVms.PATHS.toArray(String[]::new));
    }
}
