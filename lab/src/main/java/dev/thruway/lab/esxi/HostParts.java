package dev.thruway.lab.esxi;

import dev.thruway.lab.esxi.wire.Value;
import dev.thruway.lab.world.Datacenter;
import dev.thruway.lab.world.EsxHost;
import dev.thruway.lab.world.PciFunction;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Smaller objects around a host, and what it can do.
final class HostParts {

    /// What a host must say of itself, and can.
    private static final List<String> CAN =
            List.of(
                    "recursiveResourcePoolsSupported",
                    "cpuMemoryResourceConfigurationSupported",
                    "rebootSupported",
                    "shutdownSupported",
                    "vmotionSupported",
                    "sanSupported",
                    "nfsSupported",
                    "iscsiSupported",
                    "vlanTaggingSupported",
                    "nicTeamingSupported",
                    "highGuestMemSupported",
                    "maintenanceModeSupported",
                    "suspendedRelocateSupported",
                    "restrictedSnapshotRelocateSupported",
                    "perVmSwapFiles",
                    "localSwapDatastoreSupported",
                    "unsharedSwapVMotionSupported",
                    "preAssignedPCIUnitNumbersSupported",
                    "screenshotSupported",
                    "scaledScreenshotSupported",
                    "storageVMotionSupported",
                    "vmotionWithStorageVMotionSupported",
                    "hbrNicSelectionSupported",
                    "vrNfcNicSelectionSupported",
                    "cloneFromSnapshotSupported",
                    "deltaDiskBackingsSupported",
                    "virtualExecUsageSupported",
                    "storageIORMSupported",
                    "vStorageCapable",
                    "snapshotRelayoutSupported",
                    "vmfsDatastoreMountCapable",
                    "eightPlusHostVmfsSharedAccessSupported",
                    "nestedHVSupported",
                    "featureCapabilitiesSupported",
                    "latencySensitivitySupported",
                    "provisioningNicSelectionSupported");

    /// What a host must say of itself, and cannot.
    private static final List<String> CANNOT =
            List.of(
                    "standbySupported",
                    "datastorePrincipalSupported",
                    "backgroundSnapshotsSupported",
                    "recordReplaySupported",
                    "ftSupported",
                    "smpFtSupported",
                    "perVMNetworkTrafficShapingSupported",
                    "tpmSupported",
                    "vPMCSupported",
                    "interVMCommunicationThroughVMCISupported",
                    "accel3dSupported");

    private HostParts() {}

    static ManagedObject network(Realm realm, Datacenter datacenter) {
        var refs = realm.refs();
        var hosts = datacenter.hosts();
        return new SimpleObject(
                refs.network(datacenter),
                Properties.ofEntity(
                                () -> "VM Network",
                                Optional.of(refs.folder(datacenter, DatacenterFolder.NETWORK)),
                                List::of)
                        .set("host", Value.refs(hosts.stream().map(refs::of).toList()))
                        .set("vm", () -> Value.refs(Inventory.vms(refs, hosts)))
                        .set(
                                "summary",
                                Value.data("NetworkSummary")
                                        .set("network", refs.network(datacenter))
                                        .set("name", "VM Network")
                                        .set("accessible", true)
                                        .set("ipPoolName", "")
                                        .build()));
    }

    static ManagedObject networkSystem(Realm realm, EsxHost host) {
        return new SimpleObject(
                realm.refs().part(HostPart.NETWORK_SYSTEM, host),
                new Properties()
                        .set("networkInfo", () -> NetworkValues.networkInfo(host))
                        .unset("capabilities", "dnsConfig", "ipRouteConfig", "networkConfig")
                        .map(),
                Map.of("QueryNetworkHint", call -> noHints()));
    }

    /// The switch port at the other end announces nothing.
    private static Value noHints() {
        return Value.array("PhysicalNicHintInfo", List.of());
    }

    static ManagedObject storageSystem(Realm realm, EsxHost host) {
        return new SimpleObject(
                realm.refs().part(HostPart.STORAGE_SYSTEM, host),
                new Properties()
                        .set("storageDeviceInfo", () -> HostDevices.storageDevice(host))
                        .set("fileSystemVolumeInfo", () -> HostDevices.fileSystemVolumes(host))
                        .unset("systemFile", "multipathStateInfo"));
    }

    static ManagedObject datastoreSystem(Realm realm, EsxHost host) {
        var refs = realm.refs();
        return new SimpleObject(
                refs.part(HostPart.DATASTORE_SYSTEM, host),
                new Properties()
                        .set(
                                "datastore",
                                () -> Value.refs(host.datastores().stream().map(refs::of).toList()))
                        .unset("capabilities"));
    }

    /// What the host can do, as far as a passthrough journey asks for it.
    static Value capability(EsxHost host) {
        boolean live = host.identity().rebind() == EsxHost.Rebind.LIVE;
        var data = Value.data("HostCapability");
        CAN.forEach(name -> data.set(name, true));
        CANNOT.forEach(name -> data.set(name, false));
        data.set("vmDirectPathGen2Supported", false)
                .set("quickBootSupported", false)
                .set("assignableHardwareSupported", true)
                .set("suspendToMemorySupported", true);
        if (!host.hides(EsxHost.Hidden.REBIND)) {
            data.set("deviceRebindWithoutRebootSupported", live);
        }
        return data.set("ahDeviceHintsSupported", true)
                .set("assignHwPciConfigSupported", true)
                .set("fptHotplugSupported", true)
                .build();
    }

    /// What the host has a driver for, but no use, of a PCI class by its first byte.
    static List<PciFunction> unused(EsxHost host, int pciClass) {
        return host.server().functions().stream()
                .filter(f -> f.role() == PciFunction.Role.FREE && f.vmkernelName().isPresent())
                .filter(f -> f.baseClass() >> 8 == pciClass)
                .toList();
    }

    static List<PciFunction> ofRole(EsxHost host, PciFunction.Role role) {
        return host.server().functions().stream().filter(f -> f.role() == role).toList();
    }
}
