package dev.thruway.engine.host;

import dev.thruway.domain.pci.PciAddress;
import dev.thruway.domain.pci.PciIds;
import dev.thruway.domain.text.Phrase;
import dev.thruway.engine.Causes;
import dev.thruway.engine.connect.HostAccess;
import dev.thruway.engine.run.Effect;
import dev.thruway.vsphere.client.HostOperations;
import dev.thruway.vsphere.client.ObjectProperties;
import dev.thruway.vsphere.client.VsphereException;
import dev.thruway.vsphere.vim.HostPciDevice;
import dev.thruway.vsphere.vim.HostPciPassthruConfig;
import dev.thruway.vsphere.vim.HostPciPassthruInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;

/// Switches passthrough of some functions of one host, in one call.
///
/// Running it twice is safe: it reads first, and switches only what is not as wanted. An address at
/// which another product sits than the plan named is refused.
public final class PassthroughEffect implements Effect {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Duration AGAIN = Duration.ofSeconds(1);

    /// How a function is to be switched.
    public enum Wanted {
        ON,
        OFF
    }

    /// Whether it has to be in effect for this step to be done, or is after a reboot that follows.
    public enum Until {
        IN_EFFECT,
        NOTED
    }

    private final HostAccess host;
    private final Map<PciAddress, PciIds> functions;
    private final Wanted wanted;
    private final Until until;

    public PassthroughEffect(
            HostAccess host, Map<PciAddress, PciIds> functions, Wanted wanted, Until until) {
        this.host = host;
        this.functions = Map.copyOf(functions);
        this.wanted = wanted;
        this.until = until;
    }

    @Override
    public Look look() {
        try {
            return look(read());
        } catch (VsphereException e) {
            return new Look.Unclear(Causes.of(e));
        }
    }

    private ObjectProperties read() {
        return host.client()
                .properties()
                .of(host.host(), "config.pciPassthruInfo", "hardware.pciDevice");
    }

    private Look look(ObjectProperties seen) {
        var devices = new HashMap<String, HostPciDevice>();
        seen.list("hardware.pciDevice", HostPciDevice.class).forEach(d -> devices.put(d.id(), d));
        for (var entry : functions.entrySet()) {
            var device = devices.get(entry.getKey().toString());
            if (device == null || !ids(device).equals(entry.getValue())) {
                return new Look.Wrong(
                        Phrase.of(
                                "run.another-card",
                                "address",
                                entry.getKey(),
                                "wanted",
                                entry.getValue(),
                                "found",
                                device == null ? "-" : ids(device)));
            }
        }
        return done(seen)
                ? new Look.Settled(Phrase.of("run.passthrough-set"))
                : new Look.NotYet(Phrase.of("run.passthrough-switching"), AGAIN);
    }

    private static PciIds ids(HostPciDevice d) {
        return PciIds.ofSigned(d.vendorId(), d.deviceId(), d.subVendorId(), d.subDeviceId());
    }

    private boolean done(ObjectProperties seen) {
        var infos = new HashMap<String, HostPciPassthruInfo>();
        seen.list("config.pciPassthruInfo", HostPciPassthruInfo.class)
                .forEach(i -> infos.put(i.id(), i));
        boolean on = wanted == Wanted.ON;
        return functions.keySet().stream()
                .map(address -> infos.get(address.toString()))
                .allMatch(i ->
                        i != null
                                && i.passthruEnabled() == on
                                && (until == Until.NOTED || i.passthruActive() == on));
    }

    @Override
    public void act() {
        var configs = new ArrayList<HostPciPassthruConfig>();
        for (var address : functions.keySet()) {
            configs.add(
                    new HostPciPassthruConfig(
                            address.toString(),
                            wanted == Wanted.ON,
                            until == Until.IN_EFFECT ? true : null,
                            null));
        }
        try {
            new HostOperations(host.client()).updatePassthruConfig(host.host(), configs);
        } catch (VsphereException e) {
            throw Causes.ofChange(e);
        }
    }

    @Override
    public Duration limit() {
        return LIMIT;
    }
}
