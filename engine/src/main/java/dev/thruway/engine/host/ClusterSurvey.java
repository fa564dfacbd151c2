package dev.thruway.engine.host;

import dev.thruway.domain.observation.ClusterHost;
import dev.thruway.domain.observation.ClusterHost.Service;
import dev.thruway.domain.observation.ClusterObservation;
import dev.thruway.domain.observation.HostCluster.Drs;
import dev.thruway.domain.observation.HostObservation;
import dev.thruway.domain.observation.Observed;
import dev.thruway.domain.observation.VmState;
import dev.thruway.domain.pci.ByteSize;
import dev.thruway.domain.text.Phrase;
import dev.thruway.engine.connect.ClusterAccess;
import dev.thruway.engine.connect.Required;
import dev.thruway.engine.run.StepFailed;
import dev.thruway.engine.vm.DrsSettings;
import dev.thruway.engine.vm.VmReader;
import dev.thruway.vsphere.client.Inventory;
import dev.thruway.vsphere.client.ObjectProperties;
import dev.thruway.vsphere.vim.ClusterConfigInfoEx;
import dev.thruway.vsphere.vim.HostSystemConnectionState;
import dev.thruway.vsphere.vim.ManagedObjectReference;
import dev.thruway.vsphere.vim.ResourceAllocationInfo;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Reads a cluster with all its hosts and what their VMs hold: three questions, however many they
/// are. Changes nothing.
public final class ClusterSurvey {

    private static final String CONFIG = "configurationEx";
    private static final String MAINTENANCE = "runtime.inMaintenanceMode";
    private static final String MEMORY = "hardware.memorySize";
    private static final String RESERVED = "config.memoryAllocation";
    private static final String VMS = "vm";

    private static final String[] HOST_PATHS =
            Stream.concat(HostReader.bulkPaths().stream(), Stream.of(VMS, MEMORY, HostVms.STORAGE))
                    .toArray(String[]::new);

    private static final String[] VM_PATHS =
            Stream.concat(
                            HostVms.PATHS.stream(),
                            Stream.of(HostVms.UUID, HostVms.STORAGE, RESERVED))
                    .toArray(String[]::new);

    private final ClusterAccess access;
    private final String vcenter;

    /// @param vcenter what the file calls it
    public ClusterSurvey(ClusterAccess access, String vcenter) {
        this.access = access;
        this.vcenter = vcenter;
    }

    /// Throws [dev.thruway.vsphere.client.VsphereException] where the cluster cannot be read,
    /// [StepFailed] where it does not say what everything rests on. What one host does not say
    /// leaves only that one unknown.
    public ClusterObservation read() {
        var properties = access.client().properties();
        var cluster = properties.of(access.cluster(), CONFIG, "host");
        var config = Required.value(cluster, CONFIG, ClusterConfigInfoEx.class);
        var hosts = properties.of(cluster.list("host", ManagedObjectReference.class), HOST_PATHS);
        var vms =
                properties
                        .of(
                                hosts.stream()
                                        .flatMap(h ->
                                                h.list(VMS, ManagedObjectReference.class).stream())
                                        .toList(),
                                VM_PATHS)
                        .stream()
                        .collect(
                                Collectors.toMap(
                                        ObjectProperties::ref, Function.identity(), (a, _) -> a));
        var own = new TreeMap<String, Drs>();
        DrsSettings.own(config)
                .forEach((vm, drs) -> {
                    var seen = vms.get(vm);
                    if (seen != null) {
                        seen.find(HostVms.UUID, String.class).ifPresent(u -> own.put(u, drs));
                    }
                });
        return new ClusterObservation(
                vcenter,
                access.name(),
                DrsSettings.of(config.drsConfig()),
                own,
                hosts.stream().map(host -> host(host, vms)).toList());
    }

    private static ClusterHost host(
            ObjectProperties host, Map<ManagedObjectReference, ObjectProperties> all) {
        var mine =
                host.list(VMS, ManagedObjectReference.class).stream()
                        .flatMap(vm -> Stream.ofNullable(all.get(vm)))
                        .toList();
        return new ClusterHost(
                host.ref().value(),
                host.find("name", String.class).map(Inventory::decode).orElse(host.ref().value()),
                service(host),
                observed(host, mine),
                unreserved(host, mine),
                without(host, all));
    }

    /// Out of service only where it is said: else the host is unknown, and may be in service.
    private static Service service(ObjectProperties host) {
        return switch (HostConnection.of(host).orElse(HostSystemConnectionState.UNRECOGNIZED)) {
            case connected, UNRECOGNIZED ->
                    host.find(MAINTENANCE, Boolean.class).orElse(false)
                            ? Service.MAINTENANCE
                            : Service.IN_SERVICE;
            case disconnected -> Service.DISCONNECTED;
            case notResponding -> Service.NOT_RESPONDING;
        };
    }

    private static Observed<HostObservation> observed(
            ObjectProperties host, List<ObjectProperties> vms) {
        try {
            HostConnection.requireSaid(host);
            return Observed.of(
                    HostReader.observation(host, Observed.of(Map.of()), HostVms.of(vms)));
        } catch (StepFailed e) {
            return Observed.unknown(e.phrase());
        }
    }

    private static Observed<ByteSize> unreserved(
            ObjectProperties host, List<ObjectProperties> vms) {
        var memory = host.find(MEMORY, Number.class);
        if (memory.isEmpty()) {
            return Observed.unknown(Phrase.of("unread.not-said", "what", MEMORY));
        }
        try {
            long left = memory.get().longValue();
            for (var vm : vms) {
                left -= ByteSize.ofMib(reserved(vm)).bytes();
            }
            return Observed.of(new ByteSize(Math.max(left, 0)));
        } catch (StepFailed e) {
            return Observed.unknown(e.phrase());
        }
    }

    private static long reserved(ObjectProperties vm) {
        return VmReader.power(vm) == VmState.Power.ON
                ? vm.find(RESERVED, ResourceAllocationInfo.class)
                        .map(ResourceAllocationInfo::reservation)
                        .orElse(0L)
                : 0;
    }

    private static Set<String> without(
            ObjectProperties host, Map<ManagedObjectReference, ObjectProperties> all) {
        var stores = host.list(HostVms.STORAGE, ManagedObjectReference.class);
        return all.values().stream()
                .filter(vm ->
                        !stores.containsAll(vm.list(HostVms.STORAGE, ManagedObjectReference.class)))
                .flatMap(vm -> vm.find(HostVms.UUID, String.class).stream())
                .collect(Collectors.toSet());
    }
}
