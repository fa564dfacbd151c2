package dev.thruway.engine.host;

import dev.thruway.domain.observation.HostCluster;
import dev.thruway.domain.observation.HostCluster.Ha;
import dev.thruway.engine.connect.HostAccess;
import dev.thruway.engine.connect.Required;
import dev.thruway.engine.vm.DrsSettings;
import dev.thruway.vsphere.client.Inventory;
import dev.thruway.vsphere.client.ObjectProperties;
import dev.thruway.vsphere.vim.ClusterConfigInfoEx;
import dev.thruway.vsphere.vim.ClusterDasConfigInfo;
import dev.thruway.vsphere.vim.HostSystemConnectionState;
import dev.thruway.vsphere.vim.ManagedObjectReference;
import java.util.List;
import java.util.stream.Collectors;

/// Reads the cluster of one host.
public final class ClusterReader {

    private static final String CONFIG = "configurationEx";
    private static final String MAINTENANCE = "runtime.inMaintenanceMode";

    private final HostAccess access;
    private final ManagedObjectReference cluster;

    ClusterReader(HostAccess access, ManagedObjectReference cluster) {
        this.access = access;
        this.cluster = cluster;
    }

    /// @param vms those of the host
    HostCluster read(List<ObjectProperties> vms) {
        var properties = access.client().properties();
        var seen = properties.of(cluster, "name", CONFIG, "host");
        var config = Required.value(seen, CONFIG, ClusterConfigInfoEx.class);
        var others =
                seen.list("host", ManagedObjectReference.class).stream()
                        .filter(host -> !host.equals(access.host()))
                        .toList();
        var taking =
                properties.of(others, HostConnection.PATH, MAINTENANCE, HostVms.STORAGE).stream()
                        .filter(ClusterReader::takesVms)
                        .toList();
        var alone = DrsSettings.leftAlone(config);
        return new HostCluster(
                seen.find("name", String.class).map(Inventory::decode).orElse(cluster.value()),
                DrsSettings.of(config.drsConfig()),
                ha(config.dasConfig()),
                taking.size(),
                vms.stream()
                        .filter(vm -> alone.contains(vm.ref()) || isTied(vm, taking))
                        .flatMap(vm -> vm.find(HostVms.UUID, String.class).stream())
                        .collect(Collectors.toSet()));
    }

    /// Whether no other host has all its datastores. Each VM has one: where it shows none, nobody
    /// knows.
    private static boolean isTied(ObjectProperties vm, List<ObjectProperties> others) {
        var mine = vm.list(HostVms.STORAGE, ManagedObjectReference.class);
        return mine.isEmpty()
                || others.stream()
                        .noneMatch(host ->
                                host.list(HostVms.STORAGE, ManagedObjectReference.class)
                                        .containsAll(mine));
    }

    private static boolean takesVms(ObjectProperties host) {
        return HostConnection.of(host)
                        .filter(HostSystemConnectionState.connected::equals)
                        .isPresent()
                && !host.find(MAINTENANCE, Boolean.class).orElse(true);
    }

    private static Ha ha(ClusterDasConfigInfo config) {
        return Boolean.TRUE.equals(config.enabled())
                        && Boolean.TRUE.equals(config.admissionControlEnabled())
                ? Ha.ADMISSION_CONTROL
                : Ha.NO_ADMISSION_CONTROL;
    }
}
