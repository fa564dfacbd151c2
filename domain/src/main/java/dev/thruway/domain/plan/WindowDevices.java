package dev.thruway.domain.plan;

import dev.thruway.domain.mmio.MmioDevice;
import dev.thruway.domain.mmio.StatedNeed;
import dev.thruway.domain.observation.AttachedDevice;
import dev.thruway.domain.observation.DynamicDevice;
import dev.thruway.domain.observation.HostFunction;
import dev.thruway.domain.observation.PowerOnLog;
import dev.thruway.domain.observation.VmState;
import dev.thruway.domain.pci.ByteSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The devices that share a VM's MMIO window, each with what is known of its BARs.
record WindowDevices(List<Entry> entries, List<PowerOnLog> logs) {

    /// One device.
    ///
    /// @param function as the host lists it; empty for a device that is bound to none
    /// @param dynamic what one asks for that is bound to none
    /// @param held the VM has it now
    record Entry(
            MmioDevice device,
            Optional<HostFunction> function,
            Optional<DynamicDevice> dynamic,
            Place held) {

        boolean isLogged(PowerOnLog.Device logged) {
            return function.filter(f -> f.address().equals(logged.address()))
                    .filter(f ->
                            logged.product().isEmpty()
                                    || logged.product().get().equals(f.ids().vendorDevice()))
                    .isPresent();
        }

        /// Whether it may have been this one, and no card that it gets another time is larger.
        boolean mayBeLogged(PowerOnLog.Device logged) {
            return dynamic.filter(d -> logged.product().filter(d::mayAccept).isPresent())
                    .filter(d -> d.products().size() == 1 || isCoveredBy(logged))
                    .isPresent();
        }

        private boolean isCoveredBy(PowerOnLog.Device logged) {
            return !device.bars().isEmpty()
                    && device.sum().compareTo(MmioDevice.sum(logged.bars())) <= 0;
        }

        private boolean isCompanion(PowerOnLog.Device logged) {
            return function.filter(f -> f.address().sameSlotAs(logged.address())).isPresent();
        }
    }

    enum Place {
        HELD,
        WANTED
    }

    WindowDevices {
        entries = List.copyOf(entries);
        logs = List.copyOf(logs);
    }

    /// A card's further functions, such as its audio, have registers of a few KiB, which no catalog
    /// lists: they count where the VM's own log or guest tells them, and never stop anything.
    static WindowDevices of(Context context, String name, VmState vm) {
        var known = BarEvidence.of(context, name, vm);
        var entries = new ArrayList<Entry>();
        for (var card : context.cards().fixed(name)) {
            entries.add(entry(known, card.function(), card.name(), vm));
            card.parts().stream()
                    .filter(part -> !part.equals(card) && known.knows(part.function()))
                    .forEach(part -> entries.add(entry(known, part.function(), part.name(), vm)));
        }
        DynamicWishes.of(context, name)
                .forEach(wanted ->
                        entries.add(
                                new Entry(
                                        known.largest(wanted.name(), wanted.candidates()),
                                        Optional.empty(),
                                        Optional.of(wanted.device()),
                                        Place.WANTED)));
        var host = context.hostWith(context.vmSpec(name), vm);
        for (var extra : DeviceDifference.of(context, name, vm).extra()) {
            var function = extra.address().flatMap(a -> host.flatMap(h -> h.function(a)));
            entries.add(
                    function.map(f -> entry(known, f, named(extra, f), vm))
                            .orElseGet(() -> unbound(context, known, extra)));
        }
        return new WindowDevices(entries, known.logs());
    }

    private static Entry entry(BarEvidence known, HostFunction function, String name, VmState vm) {
        return new Entry(
                known.of(function, name),
                Optional.of(function),
                Optional.empty(),
                vm.holds(function.address()) ? Place.HELD : Place.WANTED);
    }

    private static Entry unbound(Context context, BarEvidence known, AttachedDevice device) {
        var candidates =
                device.dynamic()
                        .map(d -> DynamicWishes.candidates(d, context.knowledge()))
                        .orElse(List.of());
        var largest = known.largest(device.name(), candidates);
        return new Entry(largest, Optional.empty(), device.dynamic(), Place.HELD);
    }

    /// With what a person needs to find its BARs out: where it is, and which product.
    private static String named(AttachedDevice device, HostFunction function) {
        var name = function.name().isBlank() ? device.name() : function.name();
        return "%s (%s, %s)".formatted(name, function.address(), function.ids().vendorDevice());
    }

    List<MmioDevice> all() {
        return entries.stream().map(Entry::device).toList();
    }

    /// Those of which something is known.
    List<MmioDevice> known() {
        return all().stream().filter(d -> !isUnknown(d)).toList();
    }

    boolean unknownAreHeld() {
        return entries.stream()
                .filter(e -> isUnknown(e.device()))
                .allMatch(e -> e.held() == Place.HELD);
    }

    private static boolean isUnknown(MmioDevice device) {
        return device.bars().isEmpty() && device.framebuffer().isEmpty();
    }

    /// What ESXi said at earlier power-ons, as far as it is about these devices: said of some of
    /// them, the others are added. What was said of a device that is not among them counts for
    /// nothing.
    List<StatedNeed> stated() {
        return logs.stream().flatMap(log -> stated(log).stream()).toList();
    }

    private Optional<StatedNeed> stated(PowerOnLog log) {
        var others = new ArrayList<>(entries);
        for (var logged : log.devices()) {
            var entry = entry(others, logged);
            if (entry.isEmpty() && entries.stream().noneMatch(e -> e.isCompanion(logged))) {
                return Optional.empty();
            }
            entry.ifPresent(others::remove);
        }
        boolean addable = others.stream().noneMatch(e -> e.device().bars().isEmpty());
        return log.stated()
                .filter(_ -> !log.devices().isEmpty() && addable)
                .map(s -> s.plus(sum(others)));
    }

    private static Optional<Entry> entry(List<Entry> entries, PowerOnLog.Device logged) {
        return entries.stream()
                .filter(e -> e.isLogged(logged))
                .findFirst()
                .or(() -> entries.stream().filter(e -> e.mayBeLogged(logged)).findFirst());
    }

    private static ByteSize sum(List<Entry> entries) {
        return entries.stream().map(e -> e.device().sum()).reduce(ByteSize.ZERO, ByteSize::plus);
    }
}
