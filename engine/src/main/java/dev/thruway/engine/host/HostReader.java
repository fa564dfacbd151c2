package dev.thruway.engine.host;

import dev.thruway.domain.observation.HostBefore;
import dev.thruway.domain.observation.HostCluster;
import dev.thruway.domain.observation.HostFunction;
import dev.thruway.domain.observation.HostObservation;
import dev.thruway.domain.observation.HostPending;
import dev.thruway.domain.observation.HostUses;
import dev.thruway.domain.observation.Observed;
import dev.thruway.domain.text.Phrase;
import dev.thruway.engine.Causes;
import dev.thruway.engine.connect.HostAccess;
import dev.thruway.engine.connect.HostMemory;
import dev.thruway.engine.connect.Lasting;
import dev.thruway.engine.connect.Required;
import dev.thruway.engine.mark.HostMarks;
import dev.thruway.engine.run.StepFailed;
import dev.thruway.vsphere.client.Esxcli;
import dev.thruway.vsphere.client.HostOperations;
import dev.thruway.vsphere.client.ObjectProperties;
import dev.thruway.vsphere.client.VsphereClient;
import dev.thruway.vsphere.client.VsphereException;
import dev.thruway.vsphere.client.VsphereFault;
import dev.thruway.vsphere.codec.XmlRows;
import dev.thruway.vsphere.vim.AboutInfo;
import dev.thruway.vsphere.vim.HostCpuIdInfo;
import dev.thruway.vsphere.vim.HostSystemConnectionState;
import dev.thruway.vsphere.vim.ManagedObjectReference;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Reads one host. Changes nothing.
public final class HostReader {

    /// Left out by releases that do not know labels.
    private static final String LABELS = "capability.assignHwPciConfigSupported";

    private static final String CPUID = "hardware.cpuFeature";

    private static final String BOOTED = "runtime.bootTime";

    private static final List<String> PATHS =
            List.of(
                    "name",
                    "config.product",
                    HostConnection.PATH,
                    BOOTED,
                    "runtime.inMaintenanceMode",
                    "capability.deviceRebindWithoutRebootSupported",
                    LABELS,
                    "hardware.pciDevice",
                    "hardware.numaInfo.numaNode",
                    CPUID,
                    "config.pciPassthruInfo",
                    "vm",
                    "config.graphicsInfo",
                    "parent");

    private final HostAccess access;

    public HostReader(HostAccess access) {
        this.access = access;
    }

    /// What of a host stays as it is until it is started again: its functions. And what it lives
    /// on, unless this run changes something on the host; then it is forgotten ([#forget]).
    private static final Lasting.Paths HOST_PATHS =
            new Lasting.Paths(
                    List.of(BOOTED),
                    PATHS.stream().filter(p -> !isLasting(p) && !p.equals(BOOTED)).toList(),
                    Stream.concat(
                                    PATHS.stream().filter(HostReader::isLasting),
                                    HostUsesReader.paths())
                            .toList());

    private static boolean isLasting(String path) {
        return path.startsWith("hardware.");
    }

    private record OfHost(Lasting lasting) {}

    private record OfVms(Lasting lasting) {}

    /// That nothing of what was read of a host counts any more.
    public static void forget(HostMemory memory) {
        memory.forget(OfHost.class);
        memory.forget(OfVms.class);
    }

    /// Throws [VsphereException] where the host cannot be read, [dev.thruway.engine.run.StepFailed]
    /// where it does not say what everything rests on.
    public HostObservation read(Lasting.Look look) {
        var host = host(look);
        requireConnected(host);
        var slots = slots(host);
        var vms = vms(host, look);
        var uuid = uuid();
        var marks = attempt(() -> HostMarks.of(access, uuid));
        return observation(
                host,
                slots,
                HostVms.of(vms),
                new Rest(
                        uuid,
                        cluster(host, vms),
                        HostUsesReader.of(host),
                        flat(marks, m -> attempt(m::listedBefore)),
                        flat(marks, m -> attempt(m::listedPending))));
    }

    /// As [#read], the functions only: what is on the host, and what is noted of it, is not asked
    /// for. Throws as [#read].
    public HostObservation readCards() {
        var host =
                access.client().properties().of(access.host(), bulkPaths().toArray(String[]::new));
        requireConnected(host);
        return observation(host, slots(host), new HostVms());
    }

    /// The work on a host that was begun and not finished.
    static Observed<Optional<HostPending>> pending(HostAccess access) {
        return attempt(() ->
                HostMarks.of(access, uuid(access.client(), access.host()))
                        .flatMap(HostMarks::listedPending));
    }

    /// A vCenter goes on telling what it knew of a host that it does not reach.
    private void requireConnected(ObjectProperties host) {
        HostConnection.lost(host)
                .ifPresent(state -> {
                    throw new StepFailed(
                            whyLost(host.find("name", String.class).orElse("?"), state));
                });
    }

    private Phrase whyLost(String name, HostSystemConnectionState state) {
        return HostReboots.last(access)
                .map(since ->
                        Phrase.of(
                                "unread.host-rebooting",
                                "host",
                                name,
                                "state",
                                state,
                                "since",
                                since.truncatedTo(ChronoUnit.SECONDS)))
                .orElseGet(
                        () -> Phrase.of("unread.host-not-connected", "host", name, "state", state));
    }

    /// What a list of cards does not need: what the host lives on, and what Thruway noted, under
    /// which id.
    private record Rest(
            String uuid,
            Optional<Observed<HostCluster>> cluster,
            Observed<HostUses> uses,
            Observed<Optional<HostBefore>> before,
            Observed<Optional<HostPending>> pending) {

        static final Rest NOT_ASKED =
                new Rest(
                        "",
                        Optional.empty(),
                        Observed.unknown(Phrase.of("unread.not-asked")),
                        Observed.of(Optional.empty()),
                        Observed.of(Optional.empty()));
    }

    /// The properties that a host is read from where many are read at once; what its VMs are comes
    /// from the VMs.
    public static List<String> bulkPaths() {
        return PATHS.stream().filter(p -> !p.equals("vm")).toList();
    }

    /// Of a host whose properties were read with many others. What Thruway noted is not asked for.
    static HostObservation observation(
            ObjectProperties host, Observed<Map<String, Map<String, String>>> slots, HostVms vms) {
        return observation(host, slots, vms, Rest.NOT_ASKED);
    }

    /// Its functions, by what needs no question to esxcli. Throws [StepFailed] where it does not
    /// show them.
    public static List<HostFunction> functions(ObjectProperties host) {
        return FunctionsReader.functions(host, Observed.of(Map.of()));
    }

    /// The properties that [#whole] wants.
    public static List<String> wholePaths() {
        return Stream.concat(bulkPaths().stream(), HostUsesReader.paths()).toList();
    }

    /// As `observation`, with what the host lives on.
    ///
    /// @param uuid the passthrough systemId; empty where it is not known
    public static HostObservation whole(
            ObjectProperties host,
            Observed<Map<String, Map<String, String>>> slots,
            HostVms vms,
            String uuid) {
        return observation(
                host,
                slots,
                vms,
                new Rest(
                        uuid,
                        Optional.empty(),
                        HostUsesReader.of(host),
                        Rest.NOT_ASKED.before(),
                        Rest.NOT_ASKED.pending()));
    }

    private static HostObservation observation(
            ObjectProperties host,
            Observed<Map<String, Map<String, String>>> slots,
            HostVms vms,
            Rest rest) {
        return new HostObservation(
                host.find("name", String.class).orElse(""),
                host.find("config.product", AboutInfo.class).map(AboutInfo::version).orElse(""),
                rest.uuid(),
                known(host, BOOTED, Instant.class),
                Required.value(host, "runtime.inMaintenanceMode", Boolean.class),
                known(host, "capability.deviceRebindWithoutRebootSupported", Boolean.class),
                Observed.of(host.find(LABELS, Boolean.class).orElse(false)),
                FunctionsReader.functions(host, slots),
                vms.running(),
                vms.holders(),
                rest.cluster(),
                rest.uses(),
                rest.before(),
                rest.pending(),
                AddressBits.of(host.list(CPUID, HostCpuIdInfo.class)));
    }

    private ObjectProperties host(Lasting.Look look) {
        return access
                .memory()
                .known(OfHost.class, _ -> true, () -> new OfHost(new Lasting(HOST_PATHS)))
                .lasting()
                .read(access.client().properties(), List.of(access.host()), look)
                .stream()
                .findFirst()
                .orElseThrow(() ->
                        new VsphereException(
                                "properties of " + access.host(),
                                new VsphereFault.Malformed("returned nothing")));
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
                .known(
                        Uuid.class,
                        u -> !u.text().isEmpty(),
                        () -> new Uuid(uuid(access.client(), access.host())))
                .text();
    }

    private record Uuid(String text) {}

    /// The passthrough systemId: from an offered device where there is one; else from `esxcli
    /// system uuid get`, which prints the same.
    public static String uuid(VsphereClient client, ManagedObjectReference host) {
        var offered =
                attempt(() -> new HostOperations(client).configTarget(host))
                        .known()
                        .flatMap(t -> t)
                        .flatMap(t ->
                                t.pciPassthrough().stream()
                                        .map(p -> String.valueOf(p.systemId()))
                                        .findFirst());
        return offered.or(() -> esxcliUuid(client, host)).orElse("");
    }

    private static Optional<String> esxcliUuid(VsphereClient client, ManagedObjectReference host) {
        return attempt(() -> new Esxcli(client, host).rows("system.uuid", "get"))
                .known()
                .flatMap(rows ->
                        rows.stream().map(r -> r.getOrDefault(XmlRows.VALUE, "")).findFirst())
                .filter(uuid -> !uuid.isEmpty());
    }

    /// Cards change their slots only while a host is off.
    private Observed<Map<String, Map<String, String>>> slots(ObjectProperties host) {
        var boot = host.find(BOOTED, Instant.class);
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
    public static Observed<Map<String, Map<String, String>>> slots(
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

    private List<ObjectProperties> vms(ObjectProperties host, Lasting.Look look) {
        return access.memory()
                .known(OfVms.class, _ -> true, () -> new OfVms(new Lasting(HostVms.ALL_PATHS)))
                .lasting()
                .read(
                        access.client().properties(),
                        Required.shown(host, "vm", ManagedObjectReference.class),
                        look);
    }

    /// Asked for only where the host may have to reboot: nothing else depends on it.
    private Optional<Observed<HostCluster>> cluster(
            ObjectProperties host, List<ObjectProperties> vms) {
        boolean rebinds =
                host.find("capability.deviceRebindWithoutRebootSupported", Boolean.class)
                        .orElse(false);
        return host.find("parent", ManagedObjectReference.class)
                .filter(_ -> !rebinds)
                .filter(parent -> parent.type().equals("ClusterComputeResource"))
                .map(parent -> attempt(() -> new ClusterReader(access, parent).read(vms)));
    }
}
