package dev.thruway.engine.host;

import dev.thruway.domain.pci.PciAddress;
import dev.thruway.domain.pci.PciIds;
import dev.thruway.domain.text.Phrase;
import dev.thruway.engine.Causes;
import dev.thruway.engine.connect.HostAccess;
import dev.thruway.engine.run.Effect;
import dev.thruway.vsphere.client.HostOperations;
import dev.thruway.vsphere.client.VsphereException;
import dev.thruway.vsphere.client.VsphereFault;
import dev.thruway.vsphere.vim.HostPciDevice;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reboots a host and waits until it is back, with the same cards at the same addresses.
///
/// Running it twice is safe: a host whose boot time is another one than the plan noted has
/// rebooted.
public final class RebootEffect implements Effect {

    private static final Duration LIMIT = Duration.ofMinutes(45);
    private static final Duration AGAIN = Duration.ofSeconds(2);

    private final HostAccess host;
    private final @Nullable Instant bootedAt;
    private final Map<PciAddress, PciIds> cards;
    private boolean asked;

    /// @param bootedAt the boot time that the plan was made with
    /// @param cards what must be at which address afterwards
    public RebootEffect(
            HostAccess host, Optional<Instant> bootedAt, Map<PciAddress, PciIds> cards) {
        this.host = host;
        this.bootedAt = bootedAt.orElse(null);
        this.cards = Map.copyOf(cards);
    }

    @Override
    public Look look() {
        try {
            var seen =
                    host.client()
                            .properties()
                            .of(host.host(), "runtime.bootTime", "hardware.pciDevice");
            var now = seen.find("runtime.bootTime", Instant.class).orElse(null);
            if (now == null || now.equals(bootedAt)) {
                return new Look.NotYet(Phrase.of("run.host-going-down"), AGAIN);
            }
            return cards(seen.list("hardware.pciDevice", HostPciDevice.class));
        } catch (VsphereException e) {
            return asked && passes(e.fault())
                    ? new Look.NotYet(Phrase.of("run.host-booting"), AGAIN)
                    : new Look.Unclear(Causes.of(e));
        }
    }

    /// A host that lists no device at all is not done booting.
    private Look cards(List<HostPciDevice> devices) {
        if (devices.isEmpty()) {
            return new Look.NotYet(Phrase.of("run.host-booting"), AGAIN);
        }
        var found = new HashMap<PciAddress, PciIds>();
        for (var device : devices) {
            PciAddress.tryParse(device.id()).ifPresent(a -> found.put(a, ids(device)));
        }
        for (var card : cards.entrySet()) {
            var there = Optional.ofNullable(found.get(card.getKey()));
            if (!there.equals(Optional.of(card.getValue()))) {
                return new Look.Wrong(
                        Phrase.of(
                                "run.another-card",
                                "address",
                                card.getKey(),
                                "wanted",
                                card.getValue(),
                                "found",
                                there.map(PciIds::toString).orElse("-")));
            }
        }
        return new Look.Settled(Phrase.of("run.host-back"));
    }

    private static boolean passes(VsphereFault fault) {
        return switch (fault) {
            case VsphereFault.Unreachable _, VsphereFault.TimedOut _, VsphereFault.Malformed _ ->
                    true;
            case VsphereFault.UntrustedCertificate _,
                    VsphereFault.NotAuthenticated _,
                    VsphereFault.Rejected _ ->
                    false;
        };
    }

    private static PciIds ids(HostPciDevice d) {
        return PciIds.ofSigned(d.vendorId(), d.deviceId(), d.subVendorId(), d.subDeviceId());
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
