package dev.thruway.lab.esxi;

import dev.thruway.lab.esxi.wire.Value;
import dev.thruway.lab.world.Chassis;
import dev.thruway.lab.world.EsxHost;
import dev.thruway.lab.world.GpuCard;
import dev.thruway.lab.world.GraphicsMode;
import dev.thruway.lab.world.PciFunction;
import dev.thruway.lab.world.Vcenter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/// The data objects of a `HostSystem`.
final class HostValues {

    private final Realm realm;
    private final EsxHost host;
    private final Chassis chassis;

    HostValues(Realm realm, EsxHost host) {
        this.realm = realm;
        this.host = host;
        this.chassis = host.server().chassis();
    }

    Value summary() {
        return Value.data("HostListSummary")
                .set("host", realm.refs().of(host))
                .set("hardware", hardwareSummary())
                .set("runtime", runtime())
                .set(
                        "config",
                        Value.data("HostConfigSummary")
                                .set("name", host.name())
                                .set("port", 902)
                                .set("product", product())
                                .set("vmotionEnabled", false)
                                .set("faultToleranceEnabled", false)
                                .build())
                .set(
                        "quickStats",
                        Value.data("HostListSummaryQuickStats")
                                .set("overallCpuUsage", 1250)
                                .set("overallMemoryUsage", 9216)
                                .build())
                .set("overallStatus", Value.of("ManagedEntityStatus", "green"))
                .set("rebootRequired", rebootRequired())
                .build();
    }

    private boolean rebootRequired() {
        return host.server().functions().stream()
                .map(f -> host.passthrough(f.address()))
                .anyMatch(p -> p.enabled() != p.active());
    }

    private Value.Data hardwareSummary() {
        var p = chassis.processors();
        return Value.data("HostHardwareSummary")
                .set("vendor", chassis.manufacturer())
                .set("model", chassis.model())
                .set("uuid", chassis.uuid())
                .set("memorySize", chassis.memory().bytes())
                .set("cpuModel", p.model())
                .set("cpuMhz", p.mhz())
                .set("numCpuPkgs", Value.shorter(p.packages()))
                .set("numCpuCores", Value.shorter(p.cores()))
                .set("numCpuThreads", Value.shorter(p.threads()))
                .set("numNics", count(PciFunction.Role.NETWORK))
                .set("numHBAs", count(PciFunction.Role.STORAGE))
                .build();
    }

    private int count(PciFunction.Role role) {
        return (int) host.server().functions().stream().filter(f -> f.role() == role).count();
    }

    private Value.Data product() {
        return ServiceObjects.about(host);
    }

    Value hardware() {
        var p = chassis.processors();
        return Value.data("HostHardwareInfo")
                .set(
                        "systemInfo",
                        Value.data("HostSystemInfo")
                                .set("vendor", chassis.manufacturer())
                                .set("model", chassis.model())
                                .set("uuid", chassis.uuid())
                                .set("serialNumber", chassis.serial())
                                .build())
                .set(
                        "cpuInfo",
                        Value.data("HostCpuInfo")
                                .set("numCpuPackages", Value.shorter(p.packages()))
                                .set("numCpuCores", Value.shorter(p.cores()))
                                .set("numCpuThreads", Value.shorter(p.threads()))
                                .set("hz", p.mhz() * 1_000_000L)
                                .build())
                .set("cpuPkg", cpuPackages())
                .set("memorySize", chassis.memory().bytes())
                .set("numaInfo", numa())
                .set("smcPresent", false)
                .set("pciDevice", PciValues.devices(host))
                .set("cpuFeature", Value.array("HostCpuIdInfo", List.of(addressSizes())))
                .set(
                        "biosInfo",
                        Value.data("HostBIOSInfo")
                                .set("biosVersion", chassis.biosFamily())
                                .set("releaseDate", Instant.parse("2024-01-04T00:00:00Z"))
                                .set("vendor", chassis.manufacturer())
                                .set("firmwareType", "UEFI")
                                .build())
                .build();
    }

    /// Leaf 0x80000008 of CPUID, of which the lowest byte is the width of physical addresses: 52,
    /// as the processor of the reference server has.
    private static Value.Data addressSizes() {
        return Value.data("HostCpuIdInfo")
                .set("level", 0x80000008)
                .set("eax", "0000:0000:0000:0000:0011:1001:0011:0100")
                .build();
    }

    private Value.Many cpuPackages() {
        var p = chassis.processors();
        return Value.array(
                "HostCpuPackage",
                IntStream.range(0, p.packages())
                        .mapToObj(i ->
                                Value.data("HostCpuPackage")
                                        .set("index", Value.shorter(i))
                                        .set("vendor", "amd")
                                        .set("hz", p.mhz() * 1_000_000L)
                                        .set("busHz", 100_000_000L)
                                        .set("description", p.model())
                                        .build())
                        .toList());
    }

    /// One for each processor, or as many as devices are on.
    private int nodes() {
        int highest =
                host.server().functions().stream()
                        .flatMapToInt(f -> f.numaNode().stream())
                        .max()
                        .orElse(0);
        return Math.max(chassis.processors().packages(), highest + 1);
    }

    private Value.Data numa() {
        int nodes = nodes();
        long memory = chassis.memory().bytes() / nodes;
        int threads = chassis.processors().threads() / nodes;
        var list = new ArrayList<Value.Data>();
        for (int node = 0; node < nodes; node++) {
            int n = node;
            var cpus =
                    IntStream.range(n * threads, (n + 1) * threads)
                            .mapToObj(Value::shorter)
                            .map(Value.class::cast)
                            .toList();
            var pci =
                    host.server().functions().stream()
                            .filter(f -> f.numaNode().equals(OptionalInt.of(n)))
                            .map(f -> f.address().toString())
                            .toList();
            list.add(
                    Value.data("HostNumaNode")
                            .set("typeId", Value.octet(n))
                            .set("cpuID", new Value.Many("ArrayOfShort", "short", cpus))
                            .set("memorySize", memory)
                            .set("memoryRangeBegin", n * memory)
                            .set("memoryRangeLength", memory)
                            .set("pciId", Value.texts(pci))
                            .build());
        }
        return Value.data("HostNumaInfo")
                .set("type", "NUMA")
                .set("numNodes", nodes)
                .set("numaNode", Value.array("HostNumaNode", list))
                .build();
    }

    /// Of a host that does not answer nothing is known: its power state is `unknown`.
    Value runtime() {
        var connection = realm.connection(host);
        var power = connection == Vcenter.Connection.CONNECTED ? "poweredOn" : "unknown";
        return Value.data("HostRuntimeInfo")
                .set("connectionState", Value.of("HostSystemConnectionState", connection.wire()))
                .set("powerState", Value.of("HostSystemPowerState", power))
                .set("standbyMode", "none")
                .set("inMaintenanceMode", host.inMaintenance())
                .set("inQuarantineMode", false)
                .set("bootTime", host.bootTime())
                .set("cryptoState", "incapable")
                .build();
    }

    Value capability() {
        return HostParts.capability(host);
    }

    Value config() {
        var data =
                Value.data("HostConfigInfo")
                        .set("host", realm.refs().of(host))
                        .set("product", product());
        if (!host.hides(EsxHost.Hidden.USES)) {
            data.set("fileSystemVolume", HostDevices.fileSystemVolumes(host))
                    .set("network", NetworkValues.networkInfo(host))
                    .set("storageDevice", HostDevices.storageDevice(host));
        }
        return data.set("pciPassthruInfo", PciValues.passthrough(host))
                .set("lockdownMode", Value.of("HostLockdownMode", host.lockdown().wire()))
                .set(
                        "vsanHostConfig",
                        Value.data("VsanHostConfigInfo").set("enabled", host.inVsan()).build())
                .set("graphicsInfo", graphics())
                .set(
                        "graphicsConfig",
                        Value.data("HostGraphicsConfig")
                                .set("hostDefaultGraphicsType", "shared")
                                .set("sharedPassthruAssignmentPolicy", "performance")
                                .set("deviceType", graphicsOfDevices())
                                .build())
                .build();
    }

    private Value.Many graphicsOfDevices() {
        return Value.array(
                "HostGraphicsConfigDeviceType",
                host.server().cards().stream()
                        .filter(c -> host.graphics(c.address()) != GraphicsMode.BASIC)
                        .map(c ->
                                Value.data("HostGraphicsConfigDeviceType")
                                        .set("deviceId", c.address().toString())
                                        .set("graphicsType", host.graphics(c.address()).wire())
                                        .build())
                        .toList());
    }

    /// Cards that the host itself still owns: a device in passthrough is no graphics device of the
    /// host. That the memory shows up without a vGPU driver is not known, so it is left out.
    private Value.Many graphics() {
        return Value.array(
                "HostGraphicsInfo",
                host.server().cards().stream()
                        .filter(c -> !host.passthrough(c.address()).active())
                        .map(this::graphics)
                        .toList());
    }

    private Value.Data graphics(GpuCard card) {
        return Value.data("HostGraphicsInfo")
                .set("deviceName", card.marketingName())
                .set("vendorName", card.manufacturer())
                .set("pciId", card.address().toString())
                .set("graphicsType", host.graphics(card.address()).wire())
                .set("memorySizeInKB", 0L)
                .set(
                        "vm",
                        Value.refs(
                                host.vgpuVms(card.address()).stream()
                                        .map(realm.refs()::of)
                                        .toList()))
                .build();
    }

    Value configManager() {
        var manager =
                Value.data("HostConfigManager")
                        .set("datastoreSystem", part(HostPart.DATASTORE_SYSTEM))
                        .set("storageSystem", part(HostPart.STORAGE_SYSTEM))
                        .set("networkSystem", part(HostPart.NETWORK_SYSTEM))
                        .set("advancedOption", part(HostPart.OPTIONS))
                        .set("pciPassthruSystem", part(HostPart.PASSTHRU_SYSTEM));
        return realm.vcenter().isPresent()
                ? manager.build()
                : manager.set("licenseManager", realm.refs().the(Fixed.LICENSES)).build();
    }

    private Value.Ref part(HostPart part) {
        return realm.refs().part(part, host);
    }
}
