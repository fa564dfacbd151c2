package dev.thruway.engine.host;

import dev.thruway.domain.observation.HostUse;
import dev.thruway.domain.observation.HostUses;
import dev.thruway.domain.observation.Observed;
import dev.thruway.domain.pci.PciAddress;
import dev.thruway.domain.text.Phrase;
import dev.thruway.vsphere.client.ObjectProperties;
import dev.thruway.vsphere.vim.HostFileSystemMountInfo;
import dev.thruway.vsphere.vim.HostFileSystemVolume;
import dev.thruway.vsphere.vim.HostHostBusAdapter;
import dev.thruway.vsphere.vim.HostPortGroup;
import dev.thruway.vsphere.vim.HostProxySwitch;
import dev.thruway.vsphere.vim.HostScsiDiskPartition;
import dev.thruway.vsphere.vim.HostScsiTopologyInterface;
import dev.thruway.vsphere.vim.HostVirtualNic;
import dev.thruway.vsphere.vim.HostVirtualSwitch;
import dev.thruway.vsphere.vim.HostVmfsVolume;
import dev.thruway.vsphere.vim.PhysicalNic;
import dev.thruway.vsphere.vim.ScsiLun;
import dev.thruway.vsphere.vim.UnknownHostFileSystemVolume;
import dev.thruway.vsphere.vim.VirtualNicManagerNetConfig;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Finds what a host lives on: from its volumes by their disks and those disks' adapters, and from
/// its own interfaces by their switches and those switches' uplinks, to PCI addresses.
final class HostUsesReader {

    private static final String MOUNTS = "config.fileSystemVolume.mountInfo";
    private static final String ADAPTERS = "config.storageDevice.hostBusAdapter";
    private static final String DISKS = "config.storageDevice.scsiLun";
    private static final String TOPOLOGY = "config.storageDevice.scsiTopology.adapter";
    private static final String UPLINKS = "config.network.pnic";
    private static final String INTERFACES = "config.network.vnic";
    private static final String SWITCHES = "config.network.vswitch";
    private static final String DISTRIBUTED = "config.network.proxySwitch";
    private static final String PORT_GROUPS = "config.network.portgroup";
    private static final String TRAFFIC = "config.virtualNicManagerInfo.netConfig";

    /// What is never left out by a host that shows it, and what is where it has none of it.
    private static final List<String> ALWAYS_SET = List.of(MOUNTS, ADAPTERS, UPLINKS, INTERFACES);

    private static final List<String> MAY_BE_UNSET =
            List.of(DISKS, TOPOLOGY, SWITCHES, DISTRIBUTED, PORT_GROUPS, TRAFFIC);

    /// The volume that ESXi keeps its own system on, as a recorded ESXi 8.0.3 has it; 6.7 has none.
    private static final String SYSTEM_VOLUME = "OSDATA-";

    private final ObjectProperties host;
    private final Map<PciAddress, HostUse> uses = new TreeMap<>();
    private final Map<String, Set<PciAddress>> addressesByDisk = new HashMap<>();
    private boolean bootFound;
    private boolean vsan;

    private HostUsesReader(ObjectProperties host) {
        this.host = host;
    }

    static Stream<String> paths() {
        return Stream.concat(ALWAYS_SET.stream(), MAY_BE_UNSET.stream());
    }

    /// Unknown as a whole where a single property is: what the rest says excludes nothing.
    static Observed<HostUses> of(ObjectProperties host) {
        var lacking =
                Stream.concat(
                                ALWAYS_SET.stream()
                                        .filter(p -> host.list(p, Object.class).isEmpty()),
                                MAY_BE_UNSET.stream().filter(host::unread))
                        .findFirst();
        return lacking.<Observed<HostUses>>map(
                        path -> Observed.unknown(Phrase.of("unread.not-said", "what", path)))
                .orElseGet(() -> Observed.of(new HostUsesReader(host).read()));
    }

    private HostUses read() {
        disks();
        host.list(MOUNTS, HostFileSystemMountInfo.class).forEach(m -> volume(m.volume()));
        network();
        return new HostUses(
                new TreeMap<>(uses),
                bootFound ? HostUses.Boot.FOUND : HostUses.Boot.NOT_FOUND,
                vsan ? HostUses.Vsan.MEMBER : HostUses.Vsan.NONE);
    }

    private void use(PciAddress address, HostUse use) {
        uses.merge(address, use, (a, b) -> a.kind().compareTo(b.kind()) <= 0 ? a : b);
    }

    private void disks() {
        var addresses = new HashMap<String, PciAddress>();
        for (var adapter : adapters()) {
            address(adapter.pci()).ifPresent(a -> addresses.put(String.valueOf(adapter.key()), a));
        }
        var names = new HashMap<String, String>();
        host.list(DISKS, ScsiLun.class)
                .forEach(
                        d -> names.put(String.valueOf(d.key()), String.valueOf(d.canonicalName())));
        for (var on : host.list(TOPOLOGY, HostScsiTopologyInterface.class)) {
            var address = Optional.ofNullable(addresses.get(on.adapter()));
            on.target().stream()
                    .flatMap(t -> t.lun().stream())
                    .map(lun -> names.getOrDefault(lun.scsiLun(), ""))
                    .forEach(disk ->
                            addressesByDisk
                                    .computeIfAbsent(disk, _ -> new HashSet<>())
                                    .addAll(address.stream().toList()));
        }
    }

    private List<HostHostBusAdapter> adapters() {
        return host.list(ADAPTERS, HostHostBusAdapter.class);
    }

    private static Optional<PciAddress> address(@Nullable String pci) {
        return Optional.ofNullable(pci).flatMap(PciAddress::tryParse);
    }

    private void volume(HostFileSystemVolume volume) {
        switch (volume) {
            case HostVmfsVolume(String type, String name, List<HostScsiDiskPartition> extent) -> {
                boolean boot = type.equals("OTHER") && name.startsWith(SYSTEM_VOLUME);
                var kind = boot ? HostUse.Kind.BOOT : HostUse.Kind.STORAGE;
                for (var partition : extent) {
                    var on = addressesByDisk.getOrDefault(partition.diskName(), Set.of());
                    on.forEach(address -> use(address, new HostUse(kind, name)));
                    bootFound |= boot && !on.isEmpty();
                }
            }
            case UnknownHostFileSystemVolume(_, String type, String name) -> {
                if (type.toLowerCase(Locale.ROOT).startsWith("vsan")) {
                    vsan = true;
                    allAdapters(name);
                }
            }
        }
    }

    /// vSAN names no disks here: each adapter may have some.
    private void allAdapters(String by) {
        adapters().stream()
                .flatMap(a -> address(a.pci()).stream())
                .forEach(a -> use(a, new HostUse(HostUse.Kind.STORAGE, by)));
    }

    private void network() {
        var addresses = new HashMap<String, PciAddress>();
        for (var nic : host.list(UPLINKS, PhysicalNic.class)) {
            address(nic.pci()).ifPresent(a -> addresses.put(String.valueOf(nic.key()), a));
        }
        for (var each : switches()) {
            var managing =
                    management().stream()
                            .filter(nic -> isOn(nic, each))
                            .map(HostVirtualNic::device)
                            .findFirst();
            var use =
                    managing.map(nic ->
                                    new HostUse(HostUse.Kind.MANAGEMENT, nic + ", " + each.name()))
                            .orElse(new HostUse(HostUse.Kind.UPLINK, each.name()));
            each.uplinks().stream()
                    .flatMap(key -> Optional.ofNullable(addresses.get(key)).stream())
                    .forEach(address -> use(address, use));
        }
    }

    /// A switch of either kind.
    ///
    /// @param id what an interface names it by
    private record Switch(String id, String name, List<String> uplinks) {}

    private List<Switch> switches() {
        var all = new ArrayList<Switch>();
        host.list(SWITCHES, HostVirtualSwitch.class)
                .forEach(s -> all.add(new Switch(s.name(), s.name(), s.pnic())));
        host.list(DISTRIBUTED, HostProxySwitch.class)
                .forEach(s -> all.add(new Switch(s.dvsUuid(), s.dvsName(), s.pnic())));
        return all;
    }

    /// The interfaces that the host is managed by; all, where it does not say which.
    private List<HostVirtualNic> management() {
        var selected =
                host.list(TRAFFIC, VirtualNicManagerNetConfig.class).stream()
                        .filter(c -> c.nicType().equals("management"))
                        .flatMap(c -> c.selectedVnic().stream())
                        .toList();
        var all = host.list(INTERFACES, HostVirtualNic.class);
        var managing =
                all.stream()
                        .filter(nic -> selected.stream().anyMatch(s -> s.endsWith(nic.key())))
                        .toList();
        return managing.isEmpty() ? all : managing;
    }

    private boolean isOn(HostVirtualNic nic, Switch on) {
        var port = nic.spec().distributedVirtualPort();
        if (port != null) {
            return port.switchUuid().equals(on.id());
        }
        return host.list(PORT_GROUPS, HostPortGroup.class).stream()
                .map(HostPortGroup::spec)
                .filter(spec -> spec.name().equals(nic.portgroup()))
                .anyMatch(spec -> spec.vswitchName().equals(on.id()));
    }
}
