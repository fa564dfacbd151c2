package dev.thruway.lab.world;

import dev.thruway.domain.pci.PciAddress;
import dev.thruway.lab.guest.GpuChip;
import dev.thruway.lab.guest.GuestBar;
import dev.thruway.lab.guest.GuestPciFunction;
import dev.thruway.lab.world.Refusal.Reason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The truth table of switching on a VM that holds devices of its host.
///
/// | devices | settings | what happens |
/// |---|---|---|
/// | memory not fully reserved | any | the task fails: sched.mem.min |
/// | named by a stale systemId or ids | any | the task fails: systemId does not match |
/// | passthrough not active | any | the task fails: not a passthrough device |
/// | held by a running VM | any | the task fails |
/// | any | nested virtualization or VBS on | the task fails |
/// | a vGPU | no card of the host is in vGPU mode | the task fails |
/// | dynamic, none is free | any | the task fails |
/// | more pages than the limit | 64-bit MMIO off | the task fails: total number of pages |
/// | | 64-bit MMIO on, BIOS | runs, large BARs unassigned in the guest |
/// | | on, EFI, window too small | the task succeeds, the VM is off again seconds later |
/// | | on, EFI, window large enough | runs |
///
/// Which of several reasons a real host names first is not known; here it is the order above.
final class PowerOn {

    private final EsxHost host;
    private final VmConfig config;
    private final VirtualMachine vm;

    PowerOn(EsxHost host, VmConfig config, VirtualMachine vm) {
        this.host = host;
        this.config = config;
        this.vm = vm;
    }

    /// What comes of it.
    sealed interface Outcome {

        /// The devices that the VM would start with, as far as they were found.
        List<PciFunction> functions();

        record Refused(List<PciFunction> functions, Reason reason) implements Outcome {}

        record FallsOver(List<PciFunction> functions, long kilobytes) implements Outcome {}

        record Runs(List<PciFunction> functions, List<GuestPciFunction> guestFunctions)
                implements Outcome {}
    }

    Outcome evaluate() {
        var functions = new ArrayList<PciFunction>();
        try {
            for (var device : config.hostDevices()) {
                functions.add(function(device, functions));
            }
            requireFullReservation();
            functions.forEach(this::requireActive);
            requireFree(functions);
            requireNoNestedVirtualization();
            requireVgpuHost();
            return layOut(functions);
        } catch (Refusal refusal) {
            return new Outcome.Refused(functions, refusal.reason());
        }
    }

    /// Which of its devices the host cannot give the VM now; empty where it can give all.
    Optional<Reason> deviceMissing() {
        var functions = new ArrayList<PciFunction>();
        try {
            for (var device : config.hostDevices()) {
                functions.add(function(device, functions));
            }
            functions.forEach(this::requireActive);
            requireFree(functions);
            return Optional.empty();
        } catch (Refusal refusal) {
            return Optional.of(refusal.reason());
        }
    }

    private PciFunction function(VmDevice device, List<PciFunction> taken) {
        return switch (device) {
            case VmDevice.Passthrough fixed -> present(fixed.backing());
            case VmDevice.DynamicPassthrough dynamic -> pick(dynamic.wish(), taken);
            case VmDevice.Part _, VmDevice.Disk _, VmDevice.Nic _, VmDevice.Vgpu _ ->
                    throw new IllegalStateException("no device of the host: " + device);
        };
    }

    /// The first by address that is free. No recording of this failure exists: the sentence is our
    /// own, unverified.
    private PciFunction pick(VmDevice.Wish wish, List<PciFunction> taken) {
        return host.available().stream()
                .filter(f -> !taken.contains(f))
                .filter(f -> wish.accepts(f.ids(), host.passthrough(f.address()).label()))
                .min(Comparator.comparing(PciFunction::address))
                .orElseThrow(() ->
                        failed(
                                "No device of the host is free that the dynamic device '%s' accepts."
                                        .formatted(wish.deviceName())));
    }

    private void requireFullReservation() {
        if (!config.hostDevices().isEmpty() && !config.memory().fullyReserved()) {
            throw failed(
                    "Invalid memory setting: memory reservation (sched.mem.min) should be equal"
                            + " to memsize(%d).".formatted(config.memory().mib()));
        }
    }

    /// The device that the VM remembers, if the host still has exactly that one there (govmomi
    /// issues 2248 and 2249; VMware KB 2001216).
    private PciFunction present(VmDevice.Backing backing) {
        return PciAddress.tryParse(backing.id())
                .flatMap(host::function)
                .filter(f -> host.systemId().equals(backing.systemId()))
                .filter(f -> backing.vendorId() == f.ids().vendor())
                .filter(f -> deviceIdIs(backing.deviceId(), f.ids().device()))
                .orElseThrow(() ->
                        failed(
                                "The systemId does not match the current system or the"
                                        + " deviceId and vendorId do not match the device"
                                        + " currently at "
                                        + backing.id()));
    }

    private static boolean deviceIdIs(String text, int device) {
        return text.matches("[0-9a-fA-F]{1,4}") && Integer.parseInt(text, 16) == device;
    }

    /// The text of HPE a00121002en_us: `Device 6:0.0 is not a passthrough device`. Whether its bus
    /// number is decimal is not known; the VMX form of an address is, so it is here.
    private void requireActive(PciFunction function) {
        if (!host.passthrough(function.address()).active()) {
            var a = function.address();
            throw failed(
                    "Device %d:%d.%d is not a passthrough device"
                            .formatted(a.bus(), a.device(), a.function()));
        }
    }

    /// No recording of this failure exists: the sentence is our own, unverified.
    private void requireFree(List<PciFunction> functions) {
        for (int i = 0; i < functions.size(); i++) {
            var address = functions.get(i).address();
            boolean twice = functions.subList(0, i).contains(functions.get(i));
            var holder = host.holder(address).filter(other -> other != vm);
            if (twice || holder.isPresent()) {
                throw failed(
                        "Device %s is already in use by virtual machine '%s'."
                                .formatted(
                                        address,
                                        holder.map(other -> other.config().name())
                                                .orElse(config.name())));
            }
        }
    }

    /// The sentence of Broadcom KB 437651.
    private void requireNoNestedVirtualization() {
        boolean nested = config.nestedVirtualization() || config.traits().vbs();
        if (!config.hostDevices().isEmpty() && nested) {
            throw failed(
                    "Virtualization is not supported on a virtual machine with a PCI passthrough"
                            + " device.");
        }
    }

    /// No recording of this failure exists: the sentence is our own, unverified.
    private void requireVgpuHost() {
        if (!config.vgpus().isEmpty() && host.vgpuCards().isEmpty()) {
            throw failed("No graphics device is available for vGPU 'pciPassthru0'.");
        }
    }

    private Outcome layOut(List<PciFunction> functions) {
        if (functions.isEmpty()) {
            return new Outcome.Runs(functions, List.of());
        }
        var space = MmioSpace.of(config.extraConfig());
        if (!space.use64bit() && MmioSpace.exceedsLimit(functions)) {
            throw new Refusal(
                    new Reason.PowerOnFailed(
                            Reason.PowerOnFailed.DEVICE_POWER_ON,
                            "PCIPassthru: total number of pages needed (%d) exceeds limit (%d),"
                                            .formatted(
                                                    MmioSpace.pages(functions),
                                                    MmioSpace.PAGE_LIMIT)
                                    + " failing"));
        }
        return switch (space.assign(config.boot().firmware(), functions)) {
            case MmioSpace.Assignment.TooSmall(long kilobytes) ->
                    new Outcome.FallsOver(functions, kilobytes);
            case MmioSpace.Assignment.Assigned(var bars) ->
                    new Outcome.Runs(functions, onGuestBus(functions, bars));
        };
    }

    private List<GuestPciFunction> onGuestBus(
            List<PciFunction> functions, Map<PciFunction, List<GuestBar>> bars) {
        var result = new ArrayList<GuestPciFunction>();
        for (int i = 0; i < functions.size(); i++) {
            var function = functions.get(i);
            result.add(
                    new GuestPciFunction(
                            guestAddress(i),
                            function.ids(),
                            function.classCode(),
                            function.revision(),
                            bars.getOrDefault(function, List.of()),
                            host.card(function.address()).map(PowerOn::chip)));
        }
        return List.copyOf(result);
    }

    /// Each passthrough device sits behind a virtual root port of its own, eight buses apart: the
    /// first at 03:00.0, as `nvidia-smi` of the seed's VM shows it; the following buses are derived
    /// from the ports' numbering.
    private static PciAddress guestAddress(int index) {
        return new PciAddress(0, 3 + 8 * (index % 31), index / 31, 0);
    }

    private static GpuChip chip(GpuCard card) {
        return new GpuChip(
                card.marketingName(),
                card.framebuffer(),
                card.memoryMib(),
                card.serial(),
                card.uuid(),
                card.vbios());
    }

    private static Refusal failed(String line) {
        return new Refusal(new Reason.PowerOnFailed(line, line));
    }

    /// The reason's specific line, without the generic ones.
    static Optional<String> specificLine(Reason reason) {
        return reason instanceof Reason.PowerOnFailed(var headline, var cause)
                ? Optional.of(cause)
                : Optional.empty();
    }
}
