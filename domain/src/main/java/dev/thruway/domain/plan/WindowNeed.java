package dev.thruway.domain.plan;

import dev.thruway.domain.condition.Condition;
import dev.thruway.domain.condition.ConditionId;
import dev.thruway.domain.condition.Target;
import dev.thruway.domain.mmio.MmioDevice;
import dev.thruway.domain.mmio.MmioKeys;
import dev.thruway.domain.mmio.MmioWindow;
import dev.thruway.domain.observation.HostFunction;
import dev.thruway.domain.observation.VmState;
import dev.thruway.domain.text.Phrase;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;

/// The MMIO window that one VM needs for everything it is to hold: the cards it gets, and devices
/// that it holds already and the file does not name.
record WindowNeed(MmioWindow window) {

    static WindowNeed of(Context context, String name, VmState vm) {
        var devices = new ArrayList<MmioDevice>();
        for (var card : context.cards().fixed(name)) {
            devices.add(DynamicWishes.device(card.name(), card.model()));
        }
        DynamicWishes.of(context, name).forEach(wanted -> devices.add(wanted.largest()));
        var host = context.hostOf(context.vmSpec(name));
        for (var extra : DeviceDifference.of(context, name, vm).extra()) {
            if (extra.dynamic().isPresent()) {
                devices.add(
                        DynamicWishes.largest(
                                extra.dynamic().get(), extra.name(), context.knowledge()));
                continue;
            }
            var model =
                    extra.address()
                            .flatMap(a -> host.flatMap(h -> h.function(a)))
                            .map(HostFunction::ids)
                            .flatMap(context.knowledge()::gpu);
            devices.add(DynamicWishes.device(extra.name(), model));
        }
        return new WindowNeed(MmioWindow.of(devices));
    }

    /// The keys to set; empty where none are needed, or the size is unknown.
    Map<String, String> settings() {
        return switch (window) {
            case MmioWindow.Needed needed -> needed.settings();
            case MmioWindow.NotNeeded _, MmioWindow.Unknown _ -> Map.of();
        };
    }

    Condition judge(ConditionId id, Target target, VmState vm, Map<String, String> evidence) {
        return switch (window) {
            case MmioWindow.NotNeeded _ ->
                    Condition.yes(id, target, Phrase.of("condition.window-not-needed"), evidence);
            case MmioWindow.Unknown(var devices) ->
                    Condition.no(
                            id,
                            target,
                            Phrase.of(
                                    "condition.window-unknown",
                                    "cause",
                                    String.join(", ", devices)),
                            evidence);
            case MmioWindow.Needed needed -> judge(id, target, vm, evidence, needed.gib());
        };
    }

    private static Condition judge(
            ConditionId id, Target target, VmState vm, Map<String, String> evidence, long gib) {
        boolean open =
                vm.extra(MmioKeys.USE_64BIT_MMIO).filter("TRUE"::equalsIgnoreCase).isPresent();
        var size = vm.extra(MmioKeys.SIZE_GB).flatMap(WindowNeed::number);
        if (!open || size.isEmpty()) {
            return Condition.no(
                    id, target, Phrase.of("condition.window-absent", "wanted", gib), evidence);
        }
        var key = size.get() >= gib ? "condition.window-fits" : "condition.window-small";
        var message = Phrase.of(key, "is", size.get(), "wanted", gib);
        return size.get() >= gib
                ? Condition.yes(id, target, message, evidence)
                : Condition.no(id, target, message, evidence);
    }

    private static Optional<Long> number(String text) {
        return text.strip().matches("\\d{1,9}")
                ? Optional.of(Long.parseLong(text.strip()))
                : Optional.empty();
    }
}
