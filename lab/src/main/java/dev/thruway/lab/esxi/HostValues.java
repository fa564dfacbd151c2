package dev.thruway.lab.esxi;

import dev.thruway.lab.esxi.wire.Value;
import dev.thruway.lab.world.Chassis;
import dev.thruway.lab.world.EsxHost;
import dev.thruway.lab.world.GpuCard;
import dev.thruway.lab.world.PciFunction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.stream.IntStream;

/// The data objects of a `HostSystem`.
final class HostValues {

    private final EsxHost host;
    private final Chassis chassis;

    HostValues(EsxHost host) {
        this.host = host;
        this.chassis = host.server().chassis();
    }

    Value summary() {
        return Value.data("HostListSummary")
                .set("host", Refs.HOST)
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

    private Value.Data numa() {
        int nodes = chassis.processors().packages();
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
                            .filter(f -> f.numaNode() == n)
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

    Value runtime() {
        return Value.data("HostRuntimeInfo")
                .set("connectionState", Value.of("HostSystemConnectionState", "connected"))
                .set("powerState", Value.of("HostSystemPowerState", "poweredOn"))
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
        return Value.data("HostConfigInfo")
                .set("host", Refs.HOST)
                .set("product", product())
                .set("fileSystemVolume", HostDevices.fileSystemVolumes(host))
                .set("network", HostDevices.networkInfo(host))
                .set("storageDevice", HostDevices.storageDevice(host))
                .set("pciPassthruInfo", PciValues.passthrough(host))
                .set("lockdownMode", Value.of("HostLockdownMode", "lockdownDisabled"))
                .set("graphicsInfo", graphics())
                .set(
                        "graphicsConfig",
                        Value.data("HostGraphicsConfig")
                                .set("hostDefaultGraphicsType", "shared")
                                .set("sharedPassthruAssignmentPolicy", "performance")
                                .build())
                .build();
    }

    /// Cards that the host itself still owns: a device in passthrough is no graphics device of the
    /// host. That the memory shows up without a vGPU driver is not known, so it is left out.
    private Value.Many graphics() {
        return Value.array(
                "HostGraphicsInfo",
                host.server().cards().stream()
                        .filter(c -> !host.passthrough(c.address()).active())
                        .map(HostValues::graphics)
                        .toList());
    }

    private static Value.Data graphics(GpuCard card) {
        return Value.data("HostGraphicsInfo")
                .set("deviceName", card.marketingName())
                .set("vendorName", card.manufacturer())
                .set("pciId", card.address().toString())
                .set("graphicsType", "basic")
                .set("memorySizeInKB", 0L)
                .build();
    }

    Value configManager() {
        return Value.data("HostConfigManager")
                .set("datastoreSystem", Refs.DATASTORE_SYSTEM)
                .set("storageSystem", Refs.STORAGE_SYSTEM)
                .set("networkSystem", Refs.NETWORK_SYSTEM)
                .set("advancedOption", Refs.SETTINGS)
                .set("pciPassthruSystem", Refs.PASSTHRU_SYSTEM)
                .build();
    }
}
