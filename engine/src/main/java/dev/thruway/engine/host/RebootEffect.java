package dev.thruway.engine.host;

import dev.thruway.domain.observation.AgreedCard;
import dev.thruway.domain.observation.HostFunction;
import dev.thruway.domain.observation.PassthroughState;
import dev.thruway.domain.plan.Card;
import dev.thruway.domain.text.Phrase;
import dev.thruway.engine.Causes;
import dev.thruway.engine.connect.HostAccess;
import dev.thruway.engine.run.Effect;
import dev.thruway.vsphere.client.HostOperations;
import dev.thruway.vsphere.client.ObjectProperties;
import dev.thruway.vsphere.client.VsphereException;
import dev.thruway.vsphere.client.VsphereFault;
import dev.thruway.vsphere.vim.HostPciDevice;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Reboots a host and waits until it is back, with the same cards at the same addresses, and in
/// effect what was switched on.
///
/// Running it twice is safe: a host whose boot time is another one than the plan noted has
/// rebooted.
public final class RebootEffect implements Effect {

    /// How long a host may take until it is back.
    public static final Duration LIMIT = Duration.ofMinutes(45);

    private static final Duration AGAIN = Duration.ofSeconds(2);

    private final HostAccess host;
    private final @Nullable Instant bootedAt;
    private final List<AgreedCard> cards;
    private final Supplier<List<Card>> now;
    private boolean asked;

    /// @param bootedAt the boot time that the plan was made with
    /// @param cards what must be at which address afterwards
    /// @param now reads the host's cards again
    public RebootEffect(
            HostAccess host,
            Optional<Instant> bootedAt,
            List<AgreedCard> cards,
            Supplier<List<Card>> now) {
        this.host = host;
        this.bootedAt = bootedAt.orElse(null);
        this.cards = List.copyOf(cards);
        this.now = now;
    }

    @Override
    public Look look() {
        try {
            var seen =
                    host.client()
                            .properties()
                            .of(
                                    host.host(),
                                    "runtime.bootTime",
                                    HostConnection.PATH,
                                    "hardware.pciDevice");
            return look(seen);
        } catch (VsphereException e) {
            return asked && passes(e.fault())
                    ? new Look.NotYet(Phrase.of("run.host-booting"), AGAIN)
                    : new Look.Unclear(Causes.of(e));
        }
    }

    /// A vCenter goes on telling what it knew of a host that it does not reach, and a host that
    /// lists no device at all is not done booting.
    private Look look(ObjectProperties seen) {
        var lost = HostConnection.lost(seen);
        if (lost.isPresent()) {
            return new Look.NotYet(Phrase.of("run.host-not-connected", "state", lost.get()), AGAIN);
        }
        var bootTime = seen.find("runtime.bootTime", Instant.class).orElse(null);
        if (bootTime == null || bootTime.equals(bootedAt)) {
            return new Look.NotYet(Phrase.of("run.host-going-down"), AGAIN);
        }
        if (seen.list("hardware.pciDevice", HostPciDevice.class).isEmpty()) {
            return new Look.NotYet(Phrase.of("run.host-booting"), AGAIN);
        }
        return back(now.get());
    }

    private Look back(List<Card> found) {
        for (var card : cards) {
            var there =
                    found.stream()
                            .filter(c -> c.function().address().equals(card.address()))
                            .findFirst();
            if (there.filter(c -> card.isStill(c.identity())).isEmpty()) {
                return new Look.Wrong(
                        Phrase.of(
                                "run.another-card",
                                "address",
                                card.address(),
                                "wanted",
                                card.described(),
                                "found",
                                there.map(c -> c.identity().described()).orElse("-")));
            }
            if (there.filter(c -> isIdle(c.function())).isPresent()) {
                return new Look.Wrong(Phrase.of("run.card-not-active", "address", card.address()));
            }
        }
        return new Look.Settled(Phrase.of("run.host-back"));
    }

    private static boolean isIdle(HostFunction function) {
        return function.passthrough()
                .known()
                .filter(PassthroughState.ENABLED_NOT_ACTIVE::equals)
                .isPresent();
    }

    private static boolean passes(VsphereFault fault) {
        return switch (fault) {
            case VsphereFault.Unreachable _, VsphereFault.TimedOut _, VsphereFault.Malformed _ ->
                    true;
            case VsphereFault.UntrustedCertificate _,
                    VsphereFault.NotAuthenticated _,
                    VsphereFault.LoginForbidden _,
                    VsphereFault.Rejected _ ->
                    false;
        };
    }

    @Override
    public void act() {
        try {
            asked = true;
            new HostOperations(host.client()).reboot(host.host());
        } catch (VsphereException e) {
            throw Causes.ofChange(e);
        }
    }

    @Override
    public Duration limit() {
        return LIMIT;
    }
}
