package dev.thruway.cli.capture;

import dev.thruway.cli.capture.Names.Kind;
import dev.thruway.domain.check.VmFacts.Trait;
import dev.thruway.domain.observation.AttachedDevice;
import dev.thruway.domain.observation.VmState;
import dev.thruway.engine.capture.CapturedVm;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// One VM of a scenario.
final class VmTree {

    /// Keys that Thruway looks at. All others are left out: some hold secrets, such as `guestinfo`.
    private static final Pattern LOOKED_AT =
            Pattern.compile(
                    "pciPassthru.*|vhv\\.enable|svga\\.present"
                            + "|hypervisor\\.cpuid\\.v0|pciHole\\..*",
                    Pattern.CASE_INSENSITIVE);

    private static final Pattern NOTE =
            Pattern.compile("thruway\\.(?:before|agreed)", Pattern.CASE_INSENSITIVE);

    private static final Pattern FILES = Pattern.compile("\\[(.*?)] (?:(.*)/)?[^/]*");

    private final CapturedVm vm;
    private final VmState state;
    private final Names names;

    VmTree(CapturedVm vm, Names names) {
        this.vm = vm;
        this.state = vm.state();
        this.names = names;
    }

    /// The datastore of its files, as the inventory calls it.
    static Optional<String> datastore(CapturedVm vm) {
        return file(vm, 1);
    }

    private static Optional<String> file(CapturedVm vm, int group) {
        return vm.files()
                .map(FILES::matcher)
                .filter(m -> m.matches())
                .map(m -> m.group(group))
                .filter(text -> !text.isEmpty());
    }

    /// @param key under which it stands
    /// @param datastore where its files are, if that is not the server's own
    Tree of(String key, Optional<String> datastore) {
        var name = names.of(Kind.VM, state.name());
        var tree = new Tree();
        if (!key.equals(name)) {
            tree.with("name", name);
        }
        tree.with("inFolder", vm.folder().stream().map(f -> of(Kind.FOLDER, f)).toList())
                .with("instanceUuid", of(Kind.UUID, state.instanceUuid()))
                .with("biosUuid", vm.biosUuid().map(u -> of(Kind.UUID, u)))
                .with("folder", folder())
                .with("datastore", datastore.map(d -> of(Kind.DATASTORE, d)))
                .with("version", state.hardware().version())
                .with("cpus", vm.processors().count())
                .with("coresPerSocket", vm.processors().coresPerSocket())
                .with("cpuHotAdd", has(Trait.CPU_HOT_ADD))
                .with("memory", Sizes.ofMib(state.memoryMib()));
        memory(tree);
        tree.with("memoryHotAdd", has(Trait.MEMORY_HOT_ADD))
                .with("firmware", state.firmware().word())
                .with(
                        "secureBoot",
                        state.firmware() == VmState.Firmware.EFI
                                && state.secureBoot().orElse(false))
                .with("power", power())
                .with("vbs", has(Trait.VIRTUALIZATION_BASED_SECURITY))
                .with("vtpm", state.virtualTpm())
                .with("managedBy", managedBy())
                .with("snapshots", vm.snapshots().stream().map(s -> of(Kind.SNAPSHOT, s)).toList())
                .with("extraConfig", new Tree().withTexts(extraConfig()))
                .withAll("guest", guest())
                .with("disks", vm.disks().stream().map(VmTree::disk).toList())
                .with("nics", vm.nics().stream().flatMap(n -> nic(n).stream()).toList())
                .with("devices", devices())
                .with("unread", vm.facts().unread());
        return tree;
    }

    private String of(Kind kind, String name) {
        return names.of(kind, name);
    }

    private boolean has(Trait trait) {
        return vm.facts().traits().contains(trait);
    }

    /// Where it is not called as the VM is.
    private Optional<String> folder() {
        return file(vm, 2).filter(f -> !f.equals(state.name())).map(f -> of(Kind.FILES, f));
    }

    private void memory(Tree tree) {
        if (state.lockedToMax()) {
            tree.with("memoryLocked", true);
        } else if (state.memoryReservationMib() > 0) {
            long reserved = Math.min(state.memoryReservationMib(), state.memoryMib());
            tree.with("reservation", Sizes.ofMib(reserved));
        }
    }

    private Optional<String> power() {
        return switch (state.power()) {
            case ON -> Optional.of("on");
            case SUSPENDED -> Optional.of("suspended");
            case OFF -> Optional.empty();
        };
    }

    private Tree managedBy() {
        var tree = new Tree();
        vm.facts()
                .managedBy()
                .ifPresent(extension ->
                        tree.with("extension", extension)
                                .with("type", vm.managedByType().orElse("")));
        return tree;
    }

    private Map<String, String> extraConfig() {
        var kept = new TreeMap<String, String>();
        state.extraConfig()
                .forEach((key, value) -> {
                    if (NOTE.matcher(key).matches()) {
                        names.of(new Names.Note(key, value, state.instanceUuid()))
                                .ifPresent(text -> kept.put(key, text));
                    } else if (LOOKED_AT.matcher(key).matches()) {
                        kept.put(key, value);
                    }
                });
        return kept;
    }

    private Tree guest() {
        boolean silent = state.power() == VmState.Power.ON && !state.toolsRunning();
        var tree =
                new Tree()
                        .with("id", vm.guest().id())
                        .with("name", vm.guest().name())
                        .with("hostname", vm.guest().hostname().map(h -> of(Kind.GUEST, h)))
                        .with("address", vm.guest().address().map(a -> of(Kind.ADDRESS, a)));
        if (silent) {
            tree.with("tools", "no");
        }
        if (!vm.guestInFile()) {
            tree.with("ssh", "no");
        }
        return tree;
    }

    private static Tree disk(CapturedVm.Disk disk) {
        return new Tree().with("size", Sizes.ofKib(disk.kib()));
    }

    private Optional<Tree> nic(CapturedVm.Nic nic) {
        return nic.mac()
                .map(mac ->
                        new Tree()
                                .with("network", of(Kind.NETWORK, nic.network()))
                                .with("mac", of(Kind.MAC, mac)));
    }

    private List<Tree> devices() {
        var trees = new ArrayList<Tree>();
        for (var device : state.devices()) {
            switch (device.kind()) {
                case FIXED -> trees.add(fixed(device));
                case DYNAMIC -> trees.add(dynamic(device));
                case VGPU -> trees.add(vgpu(device));
                case OTHER -> {}
            }
        }
        return trees;
    }

    private Optional<CapturedVm.HostDevice> more(AttachedDevice device) {
        return vm.devices().stream().filter(d -> d.key() == device.key()).findFirst();
    }

    private Tree begun(AttachedDevice device) {
        var more = more(device);
        return new Tree()
                .with("key", device.key())
                .with("unit", more.flatMap(CapturedVm.HostDevice::unit))
                .with("label", device.name())
                .with(
                        "name",
                        more.map(CapturedVm.HostDevice::name).filter(text -> !text.isEmpty()));
    }

    private Tree fixed(AttachedDevice device) {
        return begun(device)
                .with("address", device.address().map(Object::toString).orElse(""))
                .with("vendor", "%04x".formatted(device.vendorId()))
                .with("device", "%04x".formatted(device.deviceId()))
                .with("systemId", of(Kind.UUID, device.systemId()));
    }

    private Tree dynamic(AttachedDevice device) {
        var tree = begun(device);
        device.dynamic()
                .ifPresent(wish ->
                        tree.with("products", List.copyOf(wish.products()))
                                .with("hardwareLabel", wish.label().map(l -> of(Kind.LABEL, l))));
        return tree;
    }

    private Tree vgpu(AttachedDevice device) {
        return begun(device)
                .with("vgpu", more(device).flatMap(CapturedVm.HostDevice::profile).orElse(""));
    }
}
