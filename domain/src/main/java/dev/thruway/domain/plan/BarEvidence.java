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
        return lines(function, true)
                .findFirst()
                .or(() -> lines(function, false).findFirst())
                .map(line -> line.device(name));
    }

    private record Line(PowerOnLog log, PowerOnLog.Device logged, Certainty certainty) {
        MmioDevice device(String name) {
            return known(
                    name,
                    logged.bars(),
                    new MmioEvidence(
                            Source.HOST_LOG, certainty, log.source() + ":" + logged.line()));
        }
    }

    private Stream<Line> lines(HostFunction function, boolean atItsAddress) {
        return logs.stream()
                .flatMap(log ->
                        log.devices().stream()
                                .filter(d -> !d.bars().isEmpty())
                                .filter(d -> d.address().equals(function.address()) == atItsAddress)
                                .filter(d -> isOf(d, function))
                                .map(d -> new Line(log, d, certainty(d, atItsAddress))));
    }

    private static Certainty certainty(PowerOnLog.Device logged, boolean atItsAddress) {
        return atItsAddress && logged.product().isPresent() ? Certainty.CERTAIN : Certainty.LIKELY;
    }

    /// A log that does not name the product is about the one that the VM still asks for there.
    private boolean isOf(PowerOnLog.Device logged, HostFunction function) {
        var product = function.ids().vendorDevice();
        return logged.product().or(() -> askedFor(logged)).filter(product::equals).isPresent();
    }

    private Optional<String> askedFor(PowerOnLog.Device logged) {
        return vm.devices().stream()
                .filter(d -> d.address().filter(logged.address()::equals).isPresent())
                .filter(d -> d.vendorId() != 0)
                .map(AttachedDevice::product)
                .findFirst();
    }

    /// Of several cards of a product the one with the largest BARs. One of which a BAR has no
    /// address, or may have none without that being seen, says too little.
    private Optional<MmioDevice> seenInGuest(String product, String name) {
        return guest.stream()
                .flatMap(g -> g.gpus().stream())
                .filter(f -> f.ids().vendorDevice().equals(product))
                .filter(f -> f.unassigned().isEmpty() && !f.bars().isEmpty())
                .filter(f -> knowledge.gpu(f.ids()).isPresent() || works(f))
                .map(f -> known(name, f.bars(), seen(f)))
                .max(Comparator.comparing(MmioDevice::sum));
    }

    private static MmioEvidence seen(GuestObservation.Function function) {
        return new MmioEvidence(Source.GUEST, Certainty.CERTAIN, function.address().toString());
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
