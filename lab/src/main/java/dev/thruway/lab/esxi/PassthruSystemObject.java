package dev.thruway.lab.esxi;

import dev.thruway.lab.esxi.wire.Element;
import dev.thruway.lab.esxi.wire.Value;
import dev.thruway.lab.world.EsxHost;
import dev.thruway.lab.world.Passthrough;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// `HostPciPassthruSystem`: which devices leave the host.
record PassthruSystemObject(Realm realm, EsxHost host) implements ManagedObject {

    @Override
    public Value.Ref ref() {
        return realm.refs().part(HostPart.PASSTHRU_SYSTEM, host);
    }

    @Override
    public Map<String, Supplier<Value>> properties() {
        return new Properties()
                .set("pciPassthruInfo", () -> PciValues.passthrough(host))
                .unset("sriovDevicePoolInfo")
                .map();
    }

    @Override
    public Optional<EsxHost> needs() {
        return Optional.of(host);
    }

    @Override
    public Map<String, Method> methods() {
        return Map.of("UpdatePassthruConfig", this::update, "Refresh", call -> Value.nothing());
    }

    private Value update(Call call) {
        host.toggle(
                call.arguments().children("config").stream()
                        .map(PassthruSystemObject::toggle)
                        .toList());
        return Value.nothing();
    }

    private static Passthrough.Toggle toggle(Element config) {
        return new Passthrough.Toggle(
                config.value("id").orElseThrow(() -> VimFault.invalidArgument("config.id")),
                config.truth("passthruEnabled")
                        .orElseThrow(() -> VimFault.invalidArgument("config.passthruEnabled")),
                config.truth("applyNow"),
                config.value("hardwareLabel"));
    }
}
