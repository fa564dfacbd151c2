package dev.thruway.engine.host;

import dev.thruway.domain.observation.HostCluster;
import dev.thruway.domain.observation.HostObservation;
import dev.thruway.domain.observation.HostUses;
import dev.thruway.domain.observation.Observed;
import dev.thruway.domain.observation.RunningVm;
import dev.thruway.domain.observation.VmState;
import dev.thruway.domain.pci.PciAddress;
import dev.thruway.domain.text.Phrase;
import dev.thruway.engine.Causes;
import dev.thruway.engine.connect.HostAccess;
import dev.thruway.engine.connect.Required;
import dev.thruway.engine.mark.HostMarks;
import dev.thruway.engine.vm.VmReader;
import dev.thruway.vsphere.client.Esxcli;
import dev.thruway.vsphere.client.HostOperations;
import dev.thruway.vsphere.client.Inventory;
import dev.thruway.vsphere.client.ObjectProperties;
import dev.thruway.vsphere.client.VsphereException;
import dev.thruway.vsphere.codec.XmlRows;
import dev.thruway.vsphere.vim.AboutInfo;
import dev.thruway.vsphere.vim.GuestNicInfo;
import dev.thruway.vsphere.vim.ManagedObjectReference;
import dev.thruway.vsphere.vim.VirtualDevice;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Reads one host. Changes nothing.
public final class HostReader {

    /// Left out by releases that do not know labels.
    private static final String LABELS = "capability.assignHwPciConfigSupported";

    private static final List<String> PATHS =
            List.of(
                    "name",
                    "config.product",
                    "runtime.bootTime",
                    "runtime.inMaintenanceMode",
                    "capability.deviceRebindWithoutRebootSupported",
                    LABELS,
                    "hardware.pciDevice",
                    "hardware.numaInfo.numaNode",
                    "config.pciPassthruInfo",
                    "vm",
                    "config.graphicsInfo",
                    "parent");

    private final HostAccess access;
    private final Depth depth;

    /// How much is read.
    public enum Depth {
        /// What a list of cards shows.
        CARDS,
        /// Also what the host itself lives on.
        WHOLE
    }

    public HostReader(HostAccess access, Depth depth) {
        this.access = access;
        this.depth = depth;
    }

    /// Throws [VsphereException] where the host cannot be read, [dev.thruway.engine.run.StepFailed]
    /// where it does not say what everything rests on.
    public HostObservation read() {
        var host = access.client().properties().of(access.host(), paths());
        var slots = slots();
        var vms = vms(host);
        var uuid = uuid();
        var marks = attempt(() -> HostMarks.of(access, uuid));
        return new HostObservation(
                host.find("name", String.class).orElse(""),
                host.find("config.product", AboutInfo.class).map(AboutInfo::version).orElse(""),
                uuid,
                known(host, "runtime.bootTime", Instant.class),
                Required.value(host, "runtime.inMaintenanceMode", Boolean.class),
                known(host, "capability.deviceRebindWithoutRebootSupported", Boolean.class),
                Observed.of(host.find(LABELS, Boolean.class).orElse(false)),
                FunctionsReader.functions(host, slots),
                vms.stream().filter(HostReader::runs).map(HostReader::running).toList(),
                holders(vms),
                cluster(host),
                uses(host),
                flat(marks, m -> attempt(m::before)),
                flat(marks, m -> attempt(m::pending)));
    }

    private String[] paths() {
        return switch (depth) {
            case CARDS -> PATHS.toArray(String[]::new);
            case WHOLE ->
                    Stream.concat(PATHS.stream(), HostUsesReader.paths()).toArray(String[]::new);
        };
    }

    private Observed<HostUses> uses(ObjectProperties host) {
        return switch (depth) {
            case CARDS -> Observed.unknown(Phrase.of("unread.not-asked"));
            case WHOLE -> HostUsesReader.of(host);
        };
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

    /// The passthrough systemId: from an offered device where there is one; else from `esxcli
    /// system uuid get`, which prints the same.
    private String uuid() {
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

    /// By address: what `esxcli hardware pci list` says of slot and node.
    private Observed<Map<String, Map<String, String>>> slots() {
        return attempt(() ->
                new Esxcli(access.client(), access.host())
                        .rows("hardware.pci", "list").stream()
                                .collect(
                                        Collectors.toMap(
                                                r -> r.getOrDefault("Address", ""),
                                                r -> r,
                                                (a, _) -> a)));
    }

    private List<ObjectProperties> vms(ObjectProperties host) {
        return access.client()
                .properties()
                .of(
                        Required.shown(host, "vm", ManagedObjectReference.class),
                        "name",
                        "runtime.powerState",
                        "config.hardware.device",
                        "config.instanceUuid",
                        "guest.hostName",
                        "guest.ipAddress",
                        "guest.net",
                        "guest.toolsRunningStatus");
    }

    private static RunningVm running(ObjectProperties vm) {
        var names = new ArrayList<String>();
        vm.find("guest.hostName", String.class).ifPresent(names::add);
        vm.find("guest.ipAddress", String.class).ifPresent(names::add);
        vm.list("guest.net", GuestNicInfo.class).forEach(nic -> names.addAll(nic.ipAddress()));
        boolean bound =
                vm.list("config.hardware.device", VirtualDevice.class).stream()
                        .anyMatch(d -> VmReader.attached(d).isPresent());
        boolean tools =
                vm.find("guest.toolsRunningStatus", String.class)
                        .filter("guestToolsRunning"::equals)
                        .isPresent();
        return new RunningVm(
                vm.find("config.instanceUuid", String.class).orElse(""),
                name(vm),
                names,
                bound ? RunningVm.Mobility.BOUND : RunningVm.Mobility.FREE,
                tools ? RunningVm.Tools.RUNNING : RunningVm.Tools.ABSENT);
    }

    /// Asked for only where the host may have to reboot: nothing else depends on it.
    private Optional<Observed<HostCluster>> cluster(ObjectProperties host) {
        boolean reboots =
                depth == Depth.WHOLE
                        && !host.find(
                                        "capability.deviceRebindWithoutRebootSupported",
                                        Boolean.class)
                                .orElse(false);
        return host.find("parent", ManagedObjectReference.class)
                .filter(_ -> reboots)
                .filter(parent -> parent.type().equals("ClusterComputeResource"))
                .map(parent -> attempt(() -> new ClusterReader(access, parent).read()));
    }

    private static String name(ObjectProperties vm) {
        return vm.find("name", String.class).map(Inventory::decode).orElse(vm.ref().value());
    }

    private static boolean runs(ObjectProperties vm) {
        return VmReader.power(vm) == VmState.Power.ON;
    }

    private static SortedMap<PciAddress, HostObservation.Holder> holders(
            List<ObjectProperties> vms) {
        var holders = new TreeMap<PciAddress, HostObservation.Holder>();
        for (var vm : vms) {
            var power = runs(vm) ? VmState.Power.ON : VmState.Power.OFF;
            for (var device : Required.shown(vm, "config.hardware.device", VirtualDevice.class)) {
                VmReader.attached(device)
                        .flatMap(d -> d.card())
                        .ifPresent(address ->
                                holders.merge(
                                        address,
                                        new HostObservation.Holder(name(vm), power),
                                        (a, b) -> a.power() == VmState.Power.ON ? a : b));
            }
        }
        return holders;
    }
}
