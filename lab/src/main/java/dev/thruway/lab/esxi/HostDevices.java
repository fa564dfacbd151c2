package dev.thruway.lab.esxi;

import dev.thruway.lab.esxi.wire.Value;
import dev.thruway.lab.world.Datastore;
import dev.thruway.lab.world.EsxHost;
import dev.thruway.lab.world.PciFunction;
import dev.thruway.lab.world.PciFunction.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What the host itself uses its storage devices for: the way from the boot volume to a PCI
/// address, as a recorded ESXi 8.0.3 shows it (OSDATA volume, its disk, the disk's adapter, the
/// adapter's address).
final class HostDevices {

    private static final String OSDATA = "OSDATA-65f0c1a9-1e2d3c4b-5a69-5cba2c0f0385";

    /// A class of PCI by its first byte.
    private static final int STORAGE = 0x01;

    private HostDevices() {}

    private static String adapter(PciFunction f) {
        return f.vmkernelName().orElse("vmhba0");
    }

    private static String disk(PciFunction f) {
        return f.role() == Role.BOOT_STORAGE
                ? "t10.NVMe____HPE_NS204i2Du_Gen11_Boot_Controller_____5C00D7A0"
                : "naa.6f4ee080" + "%016x".formatted(f.address().bus());
    }

    private static List<PciFunction> adapters(EsxHost host) {
        var all = new ArrayList<PciFunction>(HostParts.ofRole(host, Role.BOOT_STORAGE));
        all.addAll(HostParts.ofRole(host, Role.STORAGE));
        return all;
    }

    static Value.Data storageDevice(EsxHost host) {
        var adapters = adapters(host);
        var all = Stream.concat(adapters.stream(), HostParts.unused(host, STORAGE).stream());
        return Value.data("HostStorageDeviceInfo")
                .set(
                        "hostBusAdapter",
                        Value.array("HostHostBusAdapter", all.map(HostDevices::bus).toList()))
                .set(
                        "scsiLun",
                        Value.array("ScsiLun", adapters.stream().map(HostDevices::lun).toList()))
                .set(
                        "scsiTopology",
                        Value.data("HostScsiTopology")
                                .set(
                                        "adapter",
                                        Value.array(
                                                "HostScsiTopologyInterface",
                                                adapters.stream()
                                                        .map(HostDevices::topology)
                                                        .toList()))
                                .build())
                .set("softwareInternetScsiEnabled", false)
                .build();
    }

    private static Value.Data bus(PciFunction f) {
        boolean nvme = f.baseClass() == 0x0108;
        var type = nvme ? "HostPcieHba" : "HostBlockHba";
        return Value.data(type)
                .set(
                        "key",
                        "key-vim.host.%s-%s".formatted(nvme ? "PcieHba" : "BlockHba", adapter(f)))
                .set("device", adapter(f))
                .set("bus", f.address().bus())
                .set("status", "unknown")
                .set("model", f.deviceName())
                .set("driver", nvme ? "nvme_pcie" : "lsi_mr3")
                .set("pci", f.address().toString())
                .set("storageProtocol", nvme ? "nvme" : "scsi")
                .buildNamed();
    }

    private static Value.Data lun(PciFunction f) {
        return Value.data("HostScsiDisk")
                .set("deviceName", "/vmfs/devices/disks/" + disk(f))
                .set("deviceType", "disk")
                .set("key", "key-vim.host.ScsiDisk-" + disk(f))
                .set("uuid", "0000000000" + "%08x".formatted(f.address().bus()))
                .set("canonicalName", disk(f))
                .set("displayName", "Local Disk (" + disk(f) + ")")
                .set("lunType", "disk")
                .set("vendor", f.role() == Role.BOOT_STORAGE ? "NVMe" : "HPE")
                .set("model", f.deviceName())
                .set("revision", "1.0")
                .set("operationalState", Value.texts(List.of("ok")))
                .set(
                        "capacity",
                        Value.data("HostDiskDimensionsLba")
                                .set("blockSize", 512)
                                .set("block", 937_703_088L)
                                .build())
                .set("devicePath", "/vmfs/devices/disks/" + disk(f))
                .set("ssd", true)
                .set("localDisk", true)
                .buildNamed();
    }

    private static Value.Data topology(PciFunction f) {
        var adapterKey =
                "key-vim.host.%s-%s"
                        .formatted(f.baseClass() == 0x0108 ? "PcieHba" : "BlockHba", adapter(f));
        var lun =
                Value.data("HostScsiTopologyLun")
                        .set("key", "key-vim.host.ScsiTopology.Lun-" + disk(f))
                        .set("lun", 0)
                        .set("scsiLun", "key-vim.host.ScsiDisk-" + disk(f))
                        .build();
        var target =
                Value.data("HostScsiTopologyTarget")
                        .set("key", "key-vim.host.ScsiTopology.Target-" + adapter(f) + ":0:0")
                        .set("target", 0)
                        .set("lun", Value.array("HostScsiTopologyLun", List.of(lun)))
                        .build();
        return Value.data("HostScsiTopologyInterface")
                .set("key", "key-vim.host.ScsiTopology.Interface-" + adapter(f))
                .set("adapter", adapterKey)
                .set("target", Value.array("HostScsiTopologyTarget", List.of(target)))
                .build();
    }

    static Value.Data fileSystemVolumes(EsxHost host) {
        var mounts = new ArrayList<Value.Data>();
        for (var f : HostParts.ofRole(host, Role.BOOT_STORAGE)) {
            mounts.add(mount("OSDATA", vmfs("OTHER", OSDATA, 128L << 30, disk(f))));
            mounts.add(mount("BOOTBANK1", vfat("BOOTBANK1")));
            mounts.add(mount("BOOTBANK2", vfat("BOOTBANK2")));
        }
        var local = onDisks(host);
        for (var f : HostParts.ofRole(host, Role.STORAGE)) {
            local.ifPresent(store ->
                    mounts.add(
                            mount(
                                    store.uuid(),
                                    vmfs("VMFS", store.name(), store.capacity(), disk(f)))));
        }
        host.datastores().stream()
                .filter(shared -> !local.equals(Optional.of(shared)))
                .forEach(shared ->
                        mounts.add(
                                mount(shared.uuid(), host.inVsan() ? vsan(shared) : nas(shared))));
        return Value.data("HostFileSystemVolumeInfo")
                .set("volumeTypeList", Value.texts(List.of("VMFS", "NFS", "NFS41", "vsan", "VVOL")))
                .set("mountInfo", Value.array("HostFileSystemMountInfo", mounts))
                .build();
    }

    /// The datastore on the disks of its own adapters: its own, else one that a storage network
    /// brings; on vSAN no disk is named.
    private static Optional<Datastore> onDisks(EsxHost host) {
        boolean onNetwork = host.inVsan() || HostParts.ofRole(host, Role.STORAGE).isEmpty();
        return host.ownDatastore()
                .or(() -> host.datastores().stream().findFirst().filter(_ -> !onNetwork));
    }

    private static Value.Data mount(String path, Value.Data volume) {
        return Value.data("HostFileSystemMountInfo")
                .set(
                        "mountInfo",
                        Value.data("HostMountInfo")
                                .set("path", "/vmfs/volumes/" + path)
                                .set("accessMode", "readWrite")
                                .set("mounted", true)
                                .set("accessible", true)
                                .build())
                .set("volume", volume)
                .build();
    }

    private static Value.Data vmfs(String type, String name, long capacity, String disk) {
        return Value.data("HostVmfsVolume")
                .set("type", type)
                .set("name", name)
                .set("capacity", capacity)
                .set("blockSizeMb", 1)
                .set("maxBlocks", 63_963_136)
                .set("majorVersion", 6)
                .set("version", "6.82")
                .set("uuid", name)
                .set(
                        "extent",
                        Value.array(
                                "HostScsiDiskPartition",
                                List.of(
                                        Value.data("HostScsiDiskPartition")
                                                .set("diskName", disk)
                                                .set("partition", 1)
                                                .build())))
                .set("vmfsUpgradable", false)
                .set("ssd", true)
                .set("local", true)
                .buildNamed();
    }

    /// Without an extent: which disks carry it is the vSAN system's affair.
    private static Value.Data vsan(Datastore shared) {
        return Value.data("HostFileSystemVolume")
                .set("type", "vsan")
                .set("name", shared.name())
                .set("capacity", shared.capacity())
                .buildNamed();
    }

    /// What hosts share here hangs on the network.
    private static Value.Data nas(Datastore shared) {
        return Value.data("HostNasVolume")
                .set("type", "NFS")
                .set("name", shared.name())
                .set("capacity", shared.capacity())
                .set("remoteHost", "192.0.2.20")
                .set("remotePath", "/export/" + shared.name())
                .buildNamed();
    }

    private static Value.Data vfat(String name) {
        return Value.data("HostVfatVolume")
                .set("type", "OTHER")
                .set("name", name)
                .set("capacity", 4_293_591_040L)
                .buildNamed();
    }

    /// The driver module that owns a function of the host, by its role.
    static Map<Role, String> modules() {
        return Map.of(
                Role.BOOT_STORAGE,
                "nvme_pcie",
                Role.STORAGE,
                "lsi_mr3",
                Role.NETWORK,
                "bnxtnet",
                Role.UPLINK,
                "bnxtnet");
    }
}
