package dev.thruway.domain.plan;

import dev.thruway.domain.mmio.MmioKeys;
import dev.thruway.domain.observation.AgreedCard;
import dev.thruway.domain.observation.AttachedDevice;
import dev.thruway.domain.observation.DynamicDevice;
import dev.thruway.domain.observation.GuestObservation;
import dev.thruway.domain.observation.Observed;
import dev.thruway.domain.observation.PowerOnLog;
import dev.thruway.domain.observation.RunningVm;
import dev.thruway.domain.observation.VirtualHardware;
import dev.thruway.domain.observation.VmBefore;
import dev.thruway.domain.observation.VmObservation;
import dev.thruway.domain.observation.VmState;
import dev.thruway.domain.pci.PciAddress;
import dev.thruway.domain.pci.PciIds;
import dev.thruway.domain.spec.CardChoice;
import dev.thruway.domain.spec.Driver;
import dev.thruway.domain.spec.GpuWish;
import dev.thruway.domain.spec.Guest;
import dev.thruway.domain.spec.GuestAccess;
import dev.thruway.domain.spec.Placement;
import dev.thruway.domain.spec.SecretRef;
import dev.thruway.domain.spec.Vm;
import dev.thruway.domain.text.Phrase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// A VM as a test changes it: what the file says of it, and what is seen of it.
final class VmDraft {

    private static final int FIRST_KEY = 13_000;

    final String name;
    Placement placement;
    final List<GpuWish> gpus = new ArrayList<>();
    Vm.SecureBoot secureBootWish = Vm.SecureBoot.LEFT_ALONE;
    Vm.FirmwareConversion conversion = Vm.FirmwareConversion.NEVER;
    Optional<Driver> driver = Optional.of(new Driver.Auto());

    /// The host that it is on.
    String host = "esxi01.example.com";

    Optional<Phrase> unread = Optional.empty();
    boolean exists = true;
    Optional<String> inventoryName = Optional.empty();
    VmState.Power power = VmState.Power.OFF;
    VmState.Firmware firmware = VmState.Firmware.EFI;
    Optional<Boolean> secureBoot = Optional.of(false);
    int hardware = 21;
    VirtualHardware.Snapshots snapshots = VirtualHardware.Snapshots.NONE;
    Optional<String> managedBy = Optional.empty();
    Observed<List<Integer>> offered = Observed.of(List.of(10, 11, 13, 14, 17, 18, 19, 20, 21));
    long memory = 65_536;
    long reservation;
    boolean locked;
    final SortedMap<String, String> extra = new TreeMap<>();
    final List<AttachedDevice> devices = new ArrayList<>();
    boolean virtualTpm;
    Optional<VmBefore> before = Optional.empty();
    List<AgreedCard> agreed = List.of();
    List<DynamicDevice> agreedDynamic = List.of();
    boolean toolsRunning;
    boolean uuidUnread;

    /// What the guest calls itself.
    String guestName = "localhost";

    Optional<String> question = Optional.empty();
    final GuestDraft guest = new GuestDraft();
    Observed<List<PowerOnLog>> logs = Observed.of(List.of());

    VmDraft(String name, String server) {
        this.name = name;
        this.placement = new Placement.OnServer(server);
    }

    void wants(String model, int count) {
        gpus.add(new GpuWish.Fixed(new CardChoice.OfModel(model, count)));
    }

    void wantsAt(String address) {
        gpus.add(new GpuWish.Fixed(new CardChoice.AtAddress(PciAddress.parse(address))));
    }

    void wantsDynamic(String model, int count) {
        gpus.add(new GpuWish.Dynamic(Optional.of(model), Optional.empty(), count));
    }

    void wantsLabel(String label) {
        gpus.add(new GpuWish.Dynamic(Optional.empty(), Optional.of(label), 1));
    }

    private int nextKey() {
        return devices.stream().mapToInt(d -> d.key() + 1).max().orElse(FIRST_KEY);
    }

    void holdDynamic(DynamicDevice device, Optional<PciAddress> assigned) {
        devices.add(
                new AttachedDevice(
                        nextKey(),
                        AttachedDevice.Kind.DYNAMIC,
                        Optional.empty(),
                        0,
                        0,
                        "",
                        "PCI device",
                        Optional.of(device),
                        assigned));
    }

    /// Attaches a card as the host has it now.
    void hold(PciAddress address, PciIds ids, String systemId) {
        devices.add(
                new AttachedDevice(
                        nextKey(),
                        AttachedDevice.Kind.FIXED,
                        Optional.of(address),
                        ids.vendor(),
                        ids.device(),
                        systemId,
                        "NVIDIA GPU"));
    }

    void lockMemory() {
        reservation = memory;
        locked = true;
    }

    void window(long gib) {
        extra.put(MmioKeys.USE_64BIT_MMIO, "TRUE");
        extra.put(MmioKeys.SIZE_GB, Long.toString(gib));
    }

    boolean on() {
        return power == VmState.Power.ON;
    }

    Vm spec() {
        return new Vm(
                name,
                placement,
                Optional.empty(),
                gpus,
                secureBootWish,
                conversion,
                driver.map(d ->
                        new Guest(
                                new GuestAccess.Tools("ubuntu", new SecretRef.Env("PASSWORD")),
                                d)));
    }

    VmObservation seen(List<PciIds> cards) {
        Observed<Optional<VmState>> state =
                unread.<Observed<Optional<VmState>>>map(Observed::unknown)
                        .orElseGet(() ->
                                Observed.of(exists ? Optional.of(state()) : Optional.empty()));
        return new VmObservation(name, state, driver.map(_ -> guest(cards)), logs);
    }

    private Observed<GuestObservation> guest(List<PciIds> cards) {
        return unread.isEmpty() && exists && on()
                ? guest.seen(cards)
                : Observed.unknown(unread.orElse(Phrase.of("condition.vm-off")));
    }

    private VirtualHardware hardware() {
        return new VirtualHardware("vmx-" + hardware, snapshots, managedBy, offered);
    }

    RunningVm running() {
        return new RunningVm(
                uuidUnread ? "" : uuid(),
                name,
                List.of(guestName),
                devices.isEmpty() ? RunningVm.Mobility.FREE : RunningVm.Mobility.BOUND,
                toolsRunning ? RunningVm.Tools.RUNNING : RunningVm.Tools.ABSENT);
    }

    String uuid() {
        return "52f3a1d0-" + name;
    }

    VmState state() {
        return new VmState(
                uuid(),
                inventoryName.orElse(name),
                host,
                power,
                hardware(),
                firmware,
                secureBoot,
                memory,
                reservation,
                locked,
                extra,
                devices,
                virtualTpm,
                "1",
                before,
                agreed,
                agreedDynamic,
                toolsRunning,
                question);
    }
}
