package dev.thruway.lab.esxi;

import dev.thruway.lab.esxi.wire.Value;
import dev.thruway.lab.world.DatastoreFolder;
import dev.thruway.lab.world.Vcenter;
import dev.thruway.lab.world.VirtualMachine;
import dev.thruway.lab.world.VmConfig;
import dev.thruway.lab.world.VmDevice;
import dev.thruway.lab.world.VmQuestion;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Optional;

/// The data objects of a `VirtualMachine`.
final class VmValues {

    private final Realm realm;
    private final VirtualMachine vm;
    private final VmConfig config;

    VmValues(Realm realm, VirtualMachine vm) {
        this.realm = realm;
        this.vm = vm;
        this.config = vm.config();
    }

    static String vmxPath(VirtualMachine vm) {
        var folder = vm.identity().folder();
        return DatastorePath.of(vm.datastore(), "%s/%s.vmx".formatted(folder, folder));
    }

    Value config() {
        var memory = config.memory();
        return Value.data("VirtualMachineConfigInfo")
                .set("changeVersion", vm.changeVersion())
                .set("modified", vm.modified())
                .set("name", config.name())
                .set("guestFullName", config.guest().fullName())
                .set("version", config.version())
                .set("uuid", vm.identity().biosUuid())
                .set("createDate", vm.identity().created())
                .set("instanceUuid", vm.identity().instanceUuid())
                .set("template", false)
                .set("guestId", config.guest().id())
                .set("alternateGuestName", "")
                .set("annotation", config.annotation())
                .set("files", files())
                .set(
                        "flags",
                        Value.data("VirtualMachineFlagInfo")
                                .set("enableLogging", true)
                                .set("vvtdEnabled", false)
                                .set("vbsEnabled", config.traits().vbs())
                                .build())
                .set(
                        "defaultPowerOps",
                        Value.data("VirtualMachineDefaultPowerOpInfo")
                                .set("powerOffType", "soft")
                                .set("suspendType", "hard")
                                .set("resetType", "soft")
                                .build())
                .set("rebootPowerOff", false)
                .set("hardware", hardware())
                .set("cpuAllocation", allocation(0, 1000L * config.cpu().count()))
                .set("memoryAllocation", allocation(memory.reservationMib(), 10L * memory.mib()))
                .set("memoryHotAddEnabled", memory.hotAdd())
                .set("cpuHotAddEnabled", config.cpu().hotAdd())
                .set("extraConfig", extraConfig())
                .set("bootOptions", bootOptions())
                .set("changeTrackingEnabled", false)
                .set("firmware", config.boot().firmware().wire())
                .setIfPresent("managedBy", managedBy())
                .set("memoryReservationLockedToMax", memory.lockedToMax())
                .set("nestedHVEnabled", config.nestedVirtualization())
                .set("fixedPassthruHotPlugEnabled", false)
                .build();
    }

    private Optional<Value.Data> managedBy() {
        return config.traits()
                .managedBy()
                .map(owner ->
                        Value.data("ManagedByInfo")
                                .set("extensionKey", owner.extension())
                                .set("type", owner.type())
                                .build());
    }

    private boolean hasTpm() {
        return config.devices().stream()
                .anyMatch(d ->
                        d instanceof VmDevice.Part(_, var type, _, _) && type.equals("VirtualTPM"));
    }

    private Value.Data files() {
        var folder = DatastorePath.of(vm.datastore(), vm.identity().folder() + "/");
        return Value.data("VirtualMachineFileInfo")
                .set("vmPathName", vmxPath(vm))
                .set("snapshotDirectory", folder)
                .set("suspendDirectory", folder)
                .set("logDirectory", folder)
                .build();
    }

    private Value.Data hardware() {
        return Value.data("VirtualHardware")
                .set("numCPU", config.cpu().count())
                .set("numCoresPerSocket", config.cpu().coresPerSocket())
                .set("memoryMB", config.memory().mib())
                .set(
                        "device",
                        Value.array(
                                "VirtualDevice",
                                config.devices().stream()
                                        .map(d -> new DeviceValues(realm, vm, config).device(d))
                                        .toList()))
                .set("motherboardLayout", "acpiHostBridges")
                .build();
    }

    private static Value.Data allocation(long reservation, long shares) {
        return Value.data("ResourceAllocationInfo")
                .set("reservation", reservation)
                .set("expandableReservation", false)
                .set("limit", -1L)
                .set(
                        "shares",
                        Value.data("SharesInfo")
                                .set("shares", (int) shares)
                                .set("level", Value.of("SharesLevel", "normal"))
                                .build())
                .build();
    }

    private Value.Many extraConfig() {
        var options = new ArrayList<Value.Data>();
        config.extraConfig()
                .forEach((key, value) ->
                        options.add(
                                Value.data("OptionValue")
                                        .set("key", key)
                                        .set("value", value)
                                        .build()));
        return Value.array("OptionValue", options);
    }

    private Value.Data bootOptions() {
        var boot = config.boot();
        return Value.data("VirtualMachineBootOptions")
                .set("bootDelay", boot.delayMillis())
                .set("enterBIOSSetup", boot.enterSetup())
                .set("efiSecureBootEnabled", boot.secureBoot())
                .set("bootRetryEnabled", boot.retry())
                .set("bootRetryDelay", boot.retryDelayMillis())
                .set(
                        "bootOrder",
                        Value.array(
                                "VirtualMachineBootOptionsBootableDevice",
                                boot.order().stream().map(VmValues::bootDevice).toList()))
                .set("networkBootProtocol", boot.networkProtocol())
                .build();
    }

    private static Value.Data bootDevice(VmConfig.BootDevice device) {
        return Value.data(device.type())
                .setIfPresent("deviceKey", device.key().map(Value::integer))
                .buildNamed();
    }

    Value runtime() {
        var data =
                Value.data("VirtualMachineRuntimeInfo")
                        .set("host", realm.refs().of(vm.host()))
                        .set(
                                "connectionState",
                                Value.of("VirtualMachineConnectionState", connection()))
                        .set("powerState", Value.of("VirtualMachinePowerState", vm.power().wire()))
                        .set(
                                "faultToleranceState",
                                Value.of("VirtualMachineFaultToleranceState", "notConfigured"))
                        .set("toolsInstallerMounted", false)
                        .set("maxCpuUsage", config.cpu().count() * 3250)
                        .set("maxMemoryUsage", config.memory().mib())
                        .set("numMksConnections", 0)
                        .set(
                                "recordReplayState",
                                Value.of("VirtualMachineRecordReplayState", "inactive"))
                        .set("onlineStandby", false)
                        .set("consolidationNeeded", false);
        vm.bootTime().ifPresent(at -> data.set("bootTime", at));
        vm.question().ifPresent(asked -> data.set("question", question(asked)));
        return data.build();
    }

    /// A host that is lost takes its VMs along.
    private String connection() {
        return realm.connection(vm.host()) == Vcenter.Connection.CONNECTED
                ? "connected"
                : "disconnected";
    }

    private static Value.Data question(VmQuestion asked) {
        var choices = new ArrayList<Value.Data>();
        for (var choice : asked.choices()) {
            choices.add(
                    Value.data("ElementDescription")
                            .set("label", choice)
                            .set("summary", choice)
                            .set("key", String.valueOf(choices.size()))
                            .buildNamed());
        }
        return Value.data("VirtualMachineQuestionInfo")
                .set("id", asked.id())
                .set("text", asked.text())
                .set(
                        "choice",
                        Value.data("ChoiceOption")
                                .set("choiceInfo", Value.array("ElementDescription", choices))
                                .set("defaultIndex", 0)
                                .build())
                .build();
    }

    Value summary() {
        return Value.data("VirtualMachineSummary")
                .set("vm", realm.refs().of(vm))
                .set("runtime", runtime())
                .set("guest", new VmGuestValues(vm).summary())
                .set("config", configSummary())
                .set(
                        "storage",
                        Value.data("VirtualMachineStorageSummary")
                                .set("committed", 0L)
                                .set("uncommitted", disksSize())
                                .set("unshared", 0L)
                                .set("timestamp", vm.modified())
                                .build())
                .set(
                        "quickStats",
                        Value.data("VirtualMachineQuickStats")
                                .set("guestHeartbeatStatus", new VmGuestValues(vm).heartbeat())
                                .build())
                .set("overallStatus", Value.of("ManagedEntityStatus", "green"))
                .build();
    }

    private long disksSize() {
        return config.devices().stream()
                .filter(VmDevice.Disk.class::isInstance)
                .mapToLong(d -> ((VmDevice.Disk) d).size().bytes())
                .sum();
    }

    private int count(Class<? extends VmDevice> kind) {
        return (int) config.devices().stream().filter(kind::isInstance).count();
    }

    private Value.Data configSummary() {
        return Value.data("VirtualMachineConfigSummary")
                .set("name", config.name())
                .set("template", false)
                .set("vmPathName", vmxPath(vm))
                .set("memorySizeMB", config.memory().mib())
                .set("cpuReservation", 0)
                .set("memoryReservation", (int) config.memory().reservationMib())
                .set("numCpu", config.cpu().count())
                .set("numEthernetCards", count(VmDevice.Nic.class))
                .set("numVirtualDisks", count(VmDevice.Disk.class))
                .set("uuid", vm.identity().biosUuid())
                .set("instanceUuid", vm.identity().instanceUuid())
                .set("guestId", config.guest().id())
                .set("guestFullName", config.guest().fullName())
                .set("annotation", config.annotation())
                .set("installBootRequired", false)
                .set("tpmPresent", hasTpm())
                .setIfPresent("managedBy", managedBy())
                .set("numVmiopBackings", config.vgpus().size())
                .set("hwVersion", config.version())
                .build();
    }

    Value layout() {
        var files = new ArrayList<Value.Data>();
        int key = 0;
        for (var file : vm.datastore().filesUnder(vm.identity().folder())) {
            files.add(layoutFile(key++, file));
        }
        return Value.data("VirtualMachineFileLayoutEx")
                .set("file", Value.array("VirtualMachineFileLayoutExFileInfo", files))
                .set("timestamp", vm.modified())
                .build();
    }

    private Value.Data layoutFile(int key, DatastoreFolder.Entry file) {
        return Value.data("VirtualMachineFileLayoutExFileInfo")
                .set("key", key)
                .set("name", DatastorePath.of(vm.datastore(), file.name()))
                .set("type", fileType(file.name()))
                .set("size", file.size())
                .set("uniqueSize", file.size())
                .set("accessible", true)
                .build();
    }

    private static String fileType(String name) {
        var extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return switch (extension) {
            case "vmx" -> "config";
            case "log" -> "log";
            case "vmdk" -> "diskDescriptor";
            default -> "uwswap";
        };
    }
}
