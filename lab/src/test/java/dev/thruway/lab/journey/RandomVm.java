package dev.thruway.lab.journey;

import dev.thruway.domain.spec.CardChoice;
import dev.thruway.domain.spec.GpuWish;
import dev.thruway.domain.spec.Spec;
import dev.thruway.domain.spec.Vm;
import dev.thruway.lab.scenario.Scenarios;
import dev.thruway.lab.world.EsxHost;
import dev.thruway.lab.world.Firmware;
import dev.thruway.lab.world.ServerPlan;
import dev.thruway.lab.world.VmConfig;
import dev.thruway.lab.world.VmConfig.BootDevice;
import dev.thruway.lab.world.VmDevice;
import dev.thruway.lab.world.WorldPlan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/// A VM as nobody would set one up on purpose and many are, in the reference world.
record RandomVm(WorldPlan world, Spec spec) {

    /// The other card of the server, which the VM may hold already.
    static final String OTHER_CARD = "0000:c1:00.0";

    private static final List<String> NAMES =
            List.of(
                    "gpu02",
                    "gpu 02",
                    " gpu02",
                    "ジーピーユー 二号",
                    "a&b <c> \"d\" 'e'",
                    "-gpu02",
                    "gpu/02",
                    "gpu\\02",
                    "100%",
                    "%2f");

    private static final List<String> NOTES =
            List.of("", "two\nlines\tand a tab", "<xml>&amp;</xml>", "検証用 🚀", "  blanks  ");

    private static final Map<String, List<String>> KEYS =
            Map.of(
                    "pciPassthru.use64bitMMIO", List.of("TRUE", "true", "FALSE", "maybe"),
                    "pciPassthru.64bitMMIOSizeGB", List.of("8", "64", "1024", " 128 ", "many"),
                    "svga.present", List.of("TRUE", "FALSE"),
                    "guestinfo.ひらがな", List.of("値", "🚀"),
                    "key with blanks", List.of("\"quoted\"", "a=b;c", "two\nlines"),
                    "tools.guest.desktop.autolock", List.of("TRUE", " "),
                    "sched.cpu.latencySensitivity", List.of("normal"),
                    "thruway.comment", List.of("not ours to touch"),
                    "disk.EnableUUID", List.of("TRUE"));

    private static final List<VmDevice> ODD =
            List.of(
                    new VmDevice.Part(11_000, "VirtualTPM", "Virtual TPM", Optional.empty()),
                    new VmDevice.Part(14_000, "VirtualUSBXHCIController", "USB xHCI", at(100, 23)),
                    new VmDevice.Part(16_000, "VirtualCdrom", "CD/DVD drive 1", at(200, 0)),
                    new VmDevice.Part(9_000, "VirtualSerialPort", "Serial port 1", at(400, 0)));

    private static Optional<VmDevice.At> at(int controller, int unit) {
        return Optional.of(new VmDevice.At(controller, unit));
    }

    static RandomVm of(Random random) {
        var server = Scenarios.plan(Scenarios.SEED).servers().getFirst();
        var vm = server.vms().getFirst();
        var name = pick(random, NAMES);
        var config = config(random, vm.config(), escaped(name), server.host());
        var world =
                new ServerPlan(
                        server.name(),
                        server.hardware(),
                        server.bios(),
                        server.host(),
                        server.state(),
                        server.bmc(),
                        server.rearranged(),
                        server.datastore(),
                        List.of(
                                new ServerPlan.VmPlan(
                                        vm.identity(),
                                        config,
                                        vm.folder(),
                                        vm.guest(),
                                        vm.datastore(),
                                        vm.power(),
                                        vm.snapshots())));
        return new RandomVm(
                new WorldPlan(List.of(world), List.of(), List.of()), spec(random, name));
    }

    /// As the inventory holds names.
    private static String escaped(String name) {
        return name.replace("%", "%25").replace("/", "%2f").replace("\\", "%5c");
    }

    private static Spec spec(Random random, String name) {
        var base = Laptop.spec("gpu02", 1);
        int count = 1 + random.nextInt(2);
        var wish =
                random.nextInt(4) == 0
                        ? new GpuWish.Dynamic(Optional.of("L40S"), Optional.empty(), 1)
                        : new GpuWish.Fixed(new CardChoice.OfModel("L40S", count));
        var vm =
                new Vm(
                        name,
                        base.vms().getFirst().placement(),
                        Optional.empty(),
                        List.of(wish),
                        pick(random, List.of(Vm.SecureBoot.values())),
                        Vm.FirmwareConversion.ALLOWED,
                        Optional.empty());
        return new Spec(base.vcenters(), base.servers(), List.of(vm), base.policy());
    }

    private static VmConfig config(
            Random random, VmConfig before, String name, EsxHost.Identity host) {
        int mib = pick(random, List.of(1024, 3000, 65_536));
        boolean locked = random.nextInt(4) == 0;
        int hardware = pick(random, List.of(11, 13, 17, 19, 21));
        boolean efi = random.nextInt(3) > 0;
        return new VmConfig(
                name,
                pick(random, NOTES),
                before.guest(),
                "vmx-" + hardware,
                new VmConfig.Cpu(8, pick(random, List.of(1, 2, 4)), random.nextBoolean()),
                new VmConfig.Memory(
                        mib,
                        locked ? mib : pick(random, List.of(0, 512, mib)),
                        locked,
                        random.nextInt(3) == 0),
                new VmConfig.Boot(
                        efi ? Firmware.EFI : Firmware.BIOS,
                        efi && hardware >= 13 && random.nextBoolean(),
                        pick(random, List.of(0, 5_000)),
                        random.nextInt(4) == 0,
                        random.nextBoolean(),
                        pick(random, List.of(10_000, 1)),
                        order(random),
                        pick(random, List.of("ipv4", "ipv6"))),
                settings(random),
                devices(random, before.devices(), host),
                before.traits());
    }

    private static List<BootDevice> order(Random random) {
        var order = new ArrayList<BootDevice>();
        var kind = "VirtualMachineBootOptionsBootable%sDevice";
        for (var device :
                List.of(
                        new BootDevice(kind.formatted("Ethernet"), Optional.of(4000)),
                        new BootDevice(kind.formatted("Cdrom"), Optional.empty()),
                        new BootDevice(kind.formatted("Disk"), Optional.of(2000)),
                        new BootDevice(kind.formatted("Floppy"), Optional.empty()))) {
            if (random.nextInt(3) == 0) {
                order.add(device);
            }
        }
        return order;
    }

    private static Map<String, String> settings(Random random) {
        var settings = new LinkedHashMap<String, String>();
        KEYS.keySet().stream()
                .sorted()
                .filter(_ -> random.nextInt(3) == 0)
                .forEach(key -> settings.put(key, pick(random, KEYS.getOrDefault(key, List.of()))));
        return settings;
    }

    private static List<VmDevice> devices(
            Random random, List<VmDevice> board, EsxHost.Identity host) {
        var devices = new ArrayList<>(board);
        ODD.stream().filter(_ -> random.nextInt(3) == 0).forEach(devices::add);
        if (random.nextInt(3) == 0) {
            devices.add(
                    new VmDevice.Passthrough(
                            13_000 + random.nextInt(3),
                            "PCI device 7",
                            25,
                            new VmDevice.Backing("", OTHER_CARD, "26b9", host.systemId(), 0x10de)));
        }
        return devices;
    }

    private static <T> T pick(Random random, List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
