package dev.thruway.domain.plan;

import dev.thruway.domain.gpu.GpuModel;
import dev.thruway.domain.observation.AgreedCard;
import dev.thruway.domain.observation.BmcGpu;
import dev.thruway.domain.observation.HostFunction;
import dev.thruway.domain.observation.Observed;
import dev.thruway.domain.observation.PassthroughState;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// One GPU of a host: what ESXi says, what the BMC says of the same card where it could be matched,
/// and what is known of the product.
///
/// @param companions the card's further functions, such as its audio, which go with it to the same
///   VM (Broadcom KB 312208)
public record Card(
        String server,
        HostFunction function,
        List<HostFunction> companions,
        Optional<BmcGpu> bmc,
        Optional<GpuModel> model) {

    public Card {
        companions = List.copyOf(companions);
    }

    private static final Pattern NUMBER = Pattern.compile("\\d+");

    /// By slot number, then by address: the order in which cards are taken.
    public static final Comparator<Card> SLOT_ORDER =
            Comparator.comparingInt(Card::slotNumber)
                    .thenComparing(card -> card.function().address());

    /// Every function of the card, itself first, each as a device of its own.
    List<Card> functions() {
        return Stream.concat(
                        Stream.of(this),
                        companions.stream()
                                .map(f -> new Card(server, f, List.of(), bmc, Optional.empty())))
                .toList();
    }

    /// What a VM gets of it: the card itself, and each companion that can be passed through.
    List<Card> parts() {
        return functions().stream().filter(c -> c.equals(this) || c.switchable()).toList();
    }

    /// The slot as the BMC prints it, else as the host does.
    public Optional<String> slot() {
        return bmc.flatMap(BmcGpu::slot).or(() -> function.slot().known().flatMap(s -> s));
    }

    public Optional<String> serial() {
        return bmc.flatMap(BmcGpu::serial);
    }

    private int slotNumber() {
        return slot().map(NUMBER::matcher)
                .filter(Matcher::find)
                .map(m -> Integer.parseInt(m.group().substring(0, Math.min(6, m.group().length()))))
                .orElse(Integer.MAX_VALUE);
    }

    /// The product's name where it is known, else what the host calls it.
    public String name() {
        return model.map(GpuModel::name).orElse(function.name());
    }

    PassthroughState state() {
        return function.passthrough().known().orElse(PassthroughState.OTHER);
    }

    /// Whether the host says a state that passthrough can be switched in.
    boolean switchable() {
        return switch (function.passthrough()) {
            case Observed.Unknown<?> _ -> false;
            case Observed.Known<PassthroughState>(var state) ->
                    switch (state) {
                        case OFF, ENABLED_NOT_ACTIVE, DISABLED_STILL_ACTIVE, ACTIVE -> true;
                        case INCAPABLE, VGPU, OTHER -> false;
                    };
        };
    }

    /// Whether passthrough is switched on, in effect or not yet.
    boolean enabled() {
        return switch (state()) {
            case ACTIVE, ENABLED_NOT_ACTIVE -> true;
            case OFF, DISABLED_STILL_ACTIVE, INCAPABLE, VGPU, OTHER -> false;
        };
    }

    public AgreedCard identity() {
        return new AgreedCard(function.address(), function.ids(), slot(), serial());
    }
}
