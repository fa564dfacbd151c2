package dev.thruway.engine.host;

import dev.thruway.domain.pci.PciAddress;
import dev.thruway.domain.pci.PciIds;
import dev.thruway.domain.text.Phrase;
import dev.thruway.engine.Causes;
import dev.thruway.engine.connect.HostAccess;
import dev.thruway.engine.run.Effect;
import dev.thruway.engine.run.StepFailed;
import dev.thruway.vsphere.client.HostOperations;
import dev.thruway.vsphere.client.ObjectProperties;
import dev.thruway.vsphere.client.VsphereException;
import dev.thruway.vsphere.vim.HostPciDevice;
import dev.thruway.vsphere.vim.HostPciPassthruConfig;
import dev.thruway.vsphere.vim.HostPciPassthruInfo;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Sets the hardware label of one function, and leaves its passthrough as it is.
///
/// Running it twice is safe: a label that is as wanted is not set. An address at which another
/// product sits than the plan named is refused.
public final class LabelEffect implements Effect {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Duration AGAIN = Duration.ofSeconds(1);

    private final HostAccess host;
    private final PciAddress address;
    private final PciIds ids;
    private final String label;

    /// @param label empty to remove it
    public LabelEffect(HostAccess host, PciAddress address, PciIds ids, String label) {
        this.host = host;
        this.address = address;
        this.ids = ids;
        this.label = label;
    }

    @Override
    public Look look() {
        try {
            var seen = read();
            var there = device(seen).map(LabelEffect::ids);
            if (there.filter(ids::equals).isEmpty()) {
                return new Look.Wrong(
                        Phrase.of(
                                "run.another-card",
                                "address",
                                address,
                                "wanted",
                                ids,
                                "found",
                                there.map(Object::toString).orElse("-")));
            }
            return info(seen).map(LabelEffect::label).filter(label::equals).isPresent()
                    ? new Look.Settled(Phrase.of("run.label-set"))
                    : new Look.NotYet(Phrase.of("run.passthrough-switching"), AGAIN);
        } catch (VsphereException e) {
            return new Look.Unclear(Causes.of(e));
        }
    }

    private ObjectProperties read() {
        return host.client()
                .properties()
                .of(host.host(), "config.pciPassthruInfo", "hardware.pciDevice");
    }

    private Optional<HostPciDevice> device(ObjectProperties seen) {
        return seen.list("hardware.pciDevice", HostPciDevice.class).stream()
                .filter(d -> d.id().equals(address.toString()))
                .findFirst();
    }

    private static PciIds ids(HostPciDevice d) {
        return PciIds.ofSigned(d.vendorId(), d.deviceId(), d.subVendorId(), d.subDeviceId());
    }

    private Optional<HostPciPassthruInfo> info(ObjectProperties seen) {
        return seen.list("config.pciPassthruInfo", HostPciPassthruInfo.class).stream()
                .filter(i -> i.id().equals(address.toString()))
                .findFirst();
    }

    private static String label(HostPciPassthruInfo info) {
        return Optional.ofNullable(info.hardwareLabel()).orElse("");
    }

    @Override
    public void act() {
        try {
            var enabled =
                    info(read())
                            .map(HostPciPassthruInfo::passthruEnabled)
                            .orElseThrow(() ->
                                    new StepFailed(
                                            Phrase.of(
                                                    "unread.not-said",
                                                    "what",
                                                    "config.pciPassthruInfo")));
            new HostOperations(host.client())
                    .updatePassthruConfig(
                            host.host(),
                            List.of(
                                    new HostPciPassthruConfig(
                                            address.toString(), enabled, null, label)));
        } catch (VsphereException e) {
            throw Causes.ofChange(e);
        }
    }

    @Override
    public Duration limit() {
        return LIMIT;
    }
}
