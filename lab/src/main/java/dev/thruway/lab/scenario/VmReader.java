package dev.thruway.lab.scenario;

import dev.thruway.lab.world.Firmware;
import dev.thruway.lab.world.PowerState;
import dev.thruway.lab.world.ServerPlan;
import dev.thruway.lab.world.VirtualMachine;
import dev.thruway.lab.world.VmConfig;
import dev.thruway.lab.world.VmDevice;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// Turns the YAML of a host's VMs into plans of them, on the virtual board that a new VM of ESXi
/// has: its controllers carry the same keys.
final class VmReader {

    /// Of a VM that does not say.
    private static final Instant CREATED = Instant.parse("2024-01-01T00:00:00Z");

    private VmReader() {}

    /// A VM without a number gets one that is free.
    static List<ServerPlan.VmPlan> read(String server, Section vms) {
        var plans = new ArrayList<ServerPlan.VmPlan>();
        var all = vms.named();
        var taken = new HashSet<Integer>();
        all.values().forEach(s -> s.optional("id", VmReader::id).ifPresent(taken::add));
        all.forEach((name, section) -> {
            int free =
                    IntStream.rangeClosed(1, taken.size() + 1)
                            .filter(n -> !taken.contains(n))
                            .findFirst()
                            .orElseThrow();
            int id = section.optional("id", VmReader::id).orElse(free);
            taken.add(id);
            plans.add(vm(server, name, id, section));
        });
        return plans;
    }

    private static int id(String text) {
        if (!text.matches("[0-9]{1,9}")) {
            throw new IllegalArgumentException("a number, not " + text);
        }
        return Integer.parseInt(text);
    }

    private static ServerPlan.VmPlan vm(String server, String key, int id, Section s) {
        var name = s.optionalText("name").orElse(key);
        var identity =
                new VirtualMachine.Identity(
                        String.valueOf(id),
                        s.optionalText("instanceUuid")
                                .orElseGet(() -> Derived.uuid(server + " " + key)),
                        s.optionalText("biosUuid")
                                .orElseGet(() -> Derived.uuid(server + " " + key + " bios")),
                        s.optionalText("folder").orElse(name),
                        s.optional("created", Instant::parse).orElse(CREATED));
        var guest = s.section("guest");
        var config =
                new VmConfig(
                        name,
                        s.optionalText("annotation").orElse(""),
                        new VmConfig.Guest(guest.text("id"), guest.text("name")),
                        s.text("version"),
                        new VmConfig.Cpu(
                                s.integer("cpus"), s.integer("coresPerSocket"), s.yes("cpuHotAdd")),
                        memory(s),
                        new VmConfig.Boot(
                                s.value("firmware", Firmware::of),
                                s.optional("secureBoot", Boolean::parseBoolean).orElse(false),
                                0,
                                false,
                                false,
                                10_000,
                                List.of(),
                                "ipv4"),
                        s.optionalSection("extraConfig").map(Section::texts).orElse(Map.of()),
                        devices(name, s),
                        new VmConfig.Traits(
                                s.yes("vbs"), s.optionalSection("managedBy").map(VmReader::owner)));
        var plan =
                new ServerPlan.VmPlan(
                        identity,
                        config,
                        s.list("inFolder", folder -> folder),
                        new ServerPlan.GuestPlan(
                                guest.optionalText("hostname"),
                                guest.optionalText("address"),
                                guest.optional("ssh", VmReader::reach).orElse(ServerPlan.Reach.SSH),
                                guest.says("tools", "no")
                                        ? ServerPlan.Tools.ABSENT
                                        : ServerPlan.Tools.RUNNING),
                        s.optionalText("datastore"),
                        s.optional("power", VmReader::power).orElse(PowerState.POWERED_OFF),
                        s.list("snapshots", snapshot -> snapshot));
        s.unread();
        guest.end();
        s.end();
        return plan;
    }

    private static VmConfig.Memory memory(Section s) {
        int mib = s.value("memory", VmReader::mib);
        boolean locked = s.yes("memoryLocked");
        int reserved = s.optional("reservation", VmReader::mib).orElse(locked ? mib : 0);
        return new VmConfig.Memory(mib, reserved, locked, s.yes("memoryHotAdd"));
    }

    private static int mib(String size) {
        return Math.toIntExact(Section.parseSize(size).bytes() >> 20);
    }

    private static VmConfig.ManagedBy owner(Section s) {
        var owner = new VmConfig.ManagedBy(s.text("extension"), s.text("type"));
        s.end();
        return owner;
    }

    private static ServerPlan.Reach reach(String text) {
        return switch (text) {
            case "yes" -> ServerPlan.Reach.SSH;
            case "no" -> ServerPlan.Reach.NOT_AT_ALL;
            default -> throw new IllegalArgumentException("yes or no, not " + text);
        };
    }

    private static PowerState power(String text) {
        return switch (text) {
            case "on" -> PowerState.POWERED_ON;
            case "off" -> PowerState.POWERED_OFF;
            case "suspended" -> PowerState.SUSPENDED;
            default -> throw new IllegalArgumentException("on, off or suspended, not " + text);
        };
    }

    private static List<VmDevice> devices(String name, Section s) {
        var devices = new ArrayList<VmDevice>(BOARD);
        int unit = 0;
        for (var disk : s.sections("disks")) {
            devices.add(
                    new VmDevice.Disk(
                            2000 + unit,
                            "Hard disk " + (unit + 1),
                            1000,
                            unit,
                            disk.size("size"),
                            disk.optionalText("file").orElse(diskFile(name, unit))));
            disk.end();
            unit++;
        }
        if (s.yes("vtpm")) {
            devices.add(new VmDevice.Part(11000, "VirtualTPM", "Virtual TPM", Optional.empty()));
        }
        devices.addAll(HostDeviceReader.read(s));
        int nic = 0;
        for (var card : s.sections("nics")) {
            devices.add(
                    new VmDevice.Nic(
                            4000 + nic,
                            "Network adapter " + (nic + 1),
                            7 + nic,
                            "VirtualVmxnet3",
                            card.text("network"),
                            card.text("mac")));
            card.end();
            nic++;
        }
        requireOwnKeys(devices, s);
        return devices;
    }

    private static void requireOwnKeys(List<VmDevice> devices, Section s) {
        var keys = new HashSet<Integer>();
        for (var device : devices) {
            if (!keys.add(device.key())) {
                throw s.wrong(
                        "a key of its own for each device, and %d is here twice"
                                .formatted(device.key()));
            }
        }
    }

    private static String diskFile(String name, int number) {
        return number == 0 ? name + ".vmdk" : "%s_%d.vmdk".formatted(name, number);
    }

    private static final List<VmDevice> BOARD =
            List.of(
                    new VmDevice.Part(200, "VirtualIDEController", "IDE 0", Optional.empty()),
                    new VmDevice.Part(201, "VirtualIDEController", "IDE 1", Optional.empty()),
                    new VmDevice.Part(
                            300, "VirtualPS2Controller", "PS2 controller 0", Optional.empty()),
                    new VmDevice.Part(
                            100, "VirtualPCIController", "PCI controller 0", Optional.empty()),
                    new VmDevice.Part(
                            400, "VirtualSIOController", "SIO controller 0", Optional.empty()),
                    new VmDevice.Part(
                            600,
                            "VirtualKeyboard",
                            "Keyboard",
                            Optional.of(new VmDevice.At(300, 0))),
                    new VmDevice.Part(
                            700,
                            "VirtualPointingDevice",
                            "Pointing device",
                            Optional.of(new VmDevice.At(300, 1))),
                    new VmDevice.Part(
                            500,
                            "VirtualMachineVideoCard",
                            "Video card",
                            Optional.of(new VmDevice.At(100, 0))),
                    new VmDevice.Part(
                            12000,
                            "VirtualMachineVMCIDevice",
                            "VMCI device",
                            Optional.of(new VmDevice.At(100, 17))),
                    new VmDevice.Part(
                            1000,
                            "ParaVirtualSCSIController",
                            "SCSI controller 0",
                            Optional.of(new VmDevice.At(100, 3))));
}
