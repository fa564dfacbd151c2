package dev.thruway.domain.plan;

import dev.thruway.domain.Knowledge;
import dev.thruway.domain.finding.Finding.Certainty;
import dev.thruway.domain.mmio.MmioDevice;
import dev.thruway.domain.mmio.MmioEvidence;
import dev.thruway.domain.mmio.MmioEvidence.Source;
import dev.thruway.domain.observation.AttachedDevice;
import dev.thruway.domain.observation.GuestObservation;
import dev.thruway.domain.observation.HostFunction;
import dev.thruway.domain.observation.Observed;
import dev.thruway.domain.observation.PowerOnLog;
import dev.thruway.domain.observation.VmObservation;
import dev.thruway.domain.observation.VmState;
import dev.thruway.domain.pci.Bar;
import dev.thruway.domain.pci.ByteSize;
import dev.thruway.domain.pci.PciIds;
import dev.thruway.domain.plan.DynamicWishes.Candidate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What is known of the BARs of the devices that one VM is to hold: from its own logs, else from
/// its running guest, else from the catalog, else only how much memory there is.
///
/// An address alone never says which card a log is about: another may be there today. So a log's
/// line counts for the product that it was written for.
final class BarEvidence {

    private final Knowledge knowledge;
    private final List<PowerOnLog> logs;
    private final Optional<GuestObservation> guest;
    private final VmState vm;

    private BarEvidence(
            Knowledge knowledge,
            List<PowerOnLog> logs,
            Optional<GuestObservation> guest,
            VmState vm) {
        this.knowledge = knowledge;
        this.logs = logs;
        this.guest = guest;
        this.vm = vm;
    }

    static BarEvidence of(Context context, String name, VmState vm) {
        var seen = context.vm(name);
        return new BarEvidence(
                context.knowledge(),
                seen.map(VmObservation::logs).flatMap(Observed::known).orElse(List.of()),
                seen.flatMap(VmObservation::guest).flatMap(Observed::known),
                vm);
    }

    List<PowerOnLog> logs() {
        return logs;
    }

    /// A function of the host as it is there now.
    MmioDevice of(HostFunction function, String name) {
        var product = function.ids().vendorDevice();
        return Stream.of(
                        logged(function, name),
                        seenInGuest(product, name),
                        catalogued(function, name))
                .flatMap(Optional::stream)
                .reduce(MmioDevice::over)
                .orElseGet(() -> ofGraphics(name, function));
    }

    /// Of the products that a device of Dynamic DirectPath may get the one with the largest BARs.
    /// One whose BARs are not known counts as the largest: with it the window is not known either.
    MmioDevice largest(String name, List<Candidate> candidates) {
        var devices = candidates.stream().map(this::of).toList();
        return devices.stream()
                .filter(d -> d.bars().isEmpty())
                .findFirst()
                .or(() -> devices.stream().max(Comparator.comparing(MmioDevice::sum)))
                .orElse(MmioDevice.unknown(name));
    }

    private MmioDevice of(Candidate candidate) {
        var product =
                PciIds.tryParse(candidate.product())
                        .map(PciIds::vendorDevice)
                        .orElse(candidate.product());
        return Stream.of(
                        logged(product, candidate.name()),
                        seenInGuest(product, candidate.name()),
                        candidate
                                .model()
                                .map(model -> MmioDevice.of(model).called(candidate.name())))
                .flatMap(Optional::stream)
                .reduce(MmioDevice::over)
                .orElseGet(() -> MmioDevice.unknown(candidate.name()));
    }

    /// Whether the VM's own logs or guest tell its BARs: enough for a function that no catalog
    /// lists, such as a card's audio.
    boolean knows(HostFunction function) {
        return !of(function, "").bars().isEmpty();
    }

    private Optional<MmioDevice> catalogued(HostFunction function, String name) {
        return knowledge.gpu(function.ids()).map(model -> MmioDevice.of(model).called(name));
    }

    private static MmioDevice ofGraphics(String name, HostFunction function) {
        var evidence =
                new MmioEvidence(
                        Source.HOST_GRAPHICS, Certainty.POSSIBLE, function.address().toString());
        return new MmioDevice(
                name,
                List.of(),
                function.graphicsMemory(),
                function.graphicsMemory().map(_ -> evidence),
                Optional.empty());
    }

    /// By address in the newest log that lists this product there; else of another card of the same
    /// product.
    private Optional<MmioDevice> logged(HostFunction function, String name) {
        var product = function.ids().vendorDevice();
        return lines(product)
                .filter(line -> line.logged().address().equals(function.address()))
                .findFirst()
                .map(line -> line.device(name, certainty(line.logged())))
                .or(() -> logged(product, name));
    }

    private static Certainty certainty(PowerOnLog.Device atItsAddress) {
        return atItsAddress.product().isPresent() ? Certainty.CERTAIN : Certainty.LIKELY;
    }

    /// Of any card of the product.
    private Optional<MmioDevice> logged(String product, String name) {
        return lines(product).findFirst().map(line -> line.device(name, Certainty.LIKELY));
    }

    private record Line(PowerOnLog log, PowerOnLog.Device logged) {
        MmioDevice device(String name, Certainty certainty) {
            return known(
                    name,
                    logged.bars(),
                    new MmioEvidence(
                            Source.HOST_LOG, certainty, log.source() + ":" + logged.line()));
        }
    }

    private Stream<Line> lines(String product) {
        return logs.stream()
                .flatMap(log ->
                        log.devices().stream()
                                .filter(d -> !d.bars().isEmpty() && isOf(d, product))
                                .map(d -> new Line(log, d)));
    }

    /// A log that does not name the product is about the one that the VM still asks for there.
    private boolean isOf(PowerOnLog.Device logged, String product) {
        return logged.product().or(() -> askedFor(logged)).filter(product::equals).isPresent();
    }

    private Optional<String> askedFor(PowerOnLog.Device logged) {
        return vm.devices().stream()
                .filter(d -> d.address().filter(logged.address()::equals).isPresent())
                .filter(d -> d.vendorId() != 0)
                .map(AttachedDevice::product)
                .findFirst();
    }

    /// Of several cards of a product the one with the largest BARs.
    private Optional<MmioDevice> seenInGuest(String product, String name) {
        return Stream.concat(gpusOf(product, name), othersOf(product, name))
                .max(Comparator.comparing(MmioDevice::sum));
    }

    /// One of which a BAR has no address, or may have none without that being seen, says too
    /// little.
    private Stream<MmioDevice> gpusOf(String product, String name) {
        return guest.stream()
                .flatMap(g -> g.gpus().stream())
                .filter(f -> isOf(f, product) && f.unassigned().isEmpty())
                .filter(f -> knowledge.gpu(f.ids()).isPresent() || works(f))
                .map(f -> known(name, f.bars(), seen(f, Certainty.CERTAIN)));
    }

    /// Under BIOS firmware a large BAR stays without an address, and nothing shows it.
    private Stream<MmioDevice> othersOf(String product, String name) {
        return guest.stream()
                .filter(_ -> vm.firmware() == VmState.Firmware.EFI)
                .flatMap(g -> g.others().stream())
                .filter(f -> isOf(f, product))
                .map(f -> known(name, f.bars(), seen(f, Certainty.LIKELY)));
    }

    private static boolean isOf(GuestObservation.Function function, String product) {
        return function.ids().vendorDevice().equals(product) && !function.bars().isEmpty();
    }

    private static MmioEvidence seen(GuestObservation.Function function, Certainty certainty) {
        return new MmioEvidence(Source.GUEST, certainty, function.address().toString());
    }

    private boolean works(GuestObservation.Function function) {
        return guest.stream()
                .flatMap(g -> g.smi().gpus().stream())
                .anyMatch(g -> g.address().equals(function.address()));
    }

    private static MmioDevice known(String name, List<Bar> bars, MmioEvidence evidence) {
        return new MmioDevice(
                name, bars, Optional.<ByteSize>empty(), Optional.of(evidence), Optional.empty());
    }
}
