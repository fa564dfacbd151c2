package dev.thruway.domain.plan;

import dev.thruway.domain.gpu.GpuModel;
import dev.thruway.domain.observation.AgreedCard;
import dev.thruway.domain.observation.BmcGpu;
import dev.thruway.domain.observation.HostFunction;
import dev.thruway.domain.observation.Observed;
import dev.thruway.domain.observation.PassthroughState;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One GPU of a host: what ESXi says, what the BMC says of the same card where it could be matched,
/// and what is known of the product.
public record Card(
        String server, HostFunction function, Optional<BmcGpu> bmc, Optional<GpuModel> model) {

    private static final Pattern NUMBER = Pattern.compile("\\d+");

    /// By slot number, then by address: the order in which cards are taken.
    public static final Comparator<Card> SLOT_ORDER =
            Comparator.comparingInt(Card::slotNumber)
                    .thenComparing(card -> card.function().address());

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

    public AgreedCard identity() {
        return new AgreedCard(function.address(), function.ids(), slot(), serial());
    }
}
