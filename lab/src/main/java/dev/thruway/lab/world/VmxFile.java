package dev.thruway.lab.world;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// The `.vmx` file of a VM: the part of its configuration that a person looks for there.
final class VmxFile {

    private VmxFile() {}

    static void write(Datastore datastore, VirtualMachine.Identity identity, VmConfig config) {
        var lines = new StringBuilder(".encoding = \"UTF-8\"\n");
        entries(identity, config)
                .forEach((k, v) -> lines.append(k).append(" = \"").append(v).append("\"\n"));
        datastore.write(
                "%s/%s.vmx".formatted(identity.folder(), identity.folder()),
                lines.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, String> entries(VirtualMachine.Identity identity, VmConfig config) {
        var entries = new LinkedHashMap<String, String>();
        entries.put("virtualHW.version", String.valueOf(HardwareVersion.of(config.version())));
        entries.put("displayName", config.name());
        entries.put("guestOS", config.guest().id());
        entries.put("vc.uuid", identity.instanceUuid());
        entries.put("firmware", config.boot().firmware().wire());
        entries.put("uefi.secureBoot.enabled", config.boot().secureBoot() ? "TRUE" : "FALSE");
        entries.put("numvcpus", String.valueOf(config.cpu().count()));
        entries.put("memSize", String.valueOf(config.memory().mib()));
        entries.put("sched.mem.min", String.valueOf(config.memory().reservationMib()));
        entries.put("sched.mem.pin", config.memory().lockedToMax() ? "TRUE" : "FALSE");
        entries.putAll(devices(config));
        entries.putAll(config.extraConfig());
        return entries;
    }

    /// What the file has of devices of the host.
    static Map<String, String> devices(VmConfig config) {
        var entries = new LinkedHashMap<String, String>();
        int i = 0;
        for (var device : config.passthroughDevices()) {
            var prefix = "pciPassthru" + i++;
            var backing = device.backing();
            entries.put(prefix + ".present", "TRUE");
            entries.put(prefix + ".id", backing.id());
            entries.put(prefix + ".deviceId", "0x" + backing.deviceId());
            entries.put(prefix + ".vendorId", "0x%x".formatted(backing.vendorId()));
            entries.put(prefix + ".systemId", backing.systemId());
        }
        return entries;
    }
}
