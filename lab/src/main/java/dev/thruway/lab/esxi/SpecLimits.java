package dev.thruway.lab.esxi;

import dev.thruway.lab.esxi.wire.Element;
import java.util.Optional;
import java.util.Set;

/// What a real host would set and the lab does not have: refused by its name, for a setting that is
/// taken and forgotten would be worse. A value that changes nothing passes.
final class SpecLimits {

    private static final Set<String> FLAGS =
            Set.of(
                    "nestedHVEnabled",
                    "vPMCEnabled",
                    "sevEnabled",
                    "fixedPassthruHotPlugEnabled",
                    "cpuHotRemoveEnabled");

    private SpecLimits() {}

    static void check(Element spec) {
        for (var flag : FLAGS) {
            if (spec.isTrue(flag)) {
                throw missing(flag);
            }
        }
        checkAllocation(spec, "cpuAllocation");
        spec.child("cpuAllocation")
                .flatMap(a -> a.number("reservation"))
                .filter(mhz -> mhz > 0)
                .ifPresent(mhz -> refuse("cpuAllocation.reservation"));
        checkAllocation(spec, "memoryAllocation");
        refuseUnless("normal", level(spec, "latencySensitivity", "level"), "latencySensitivity");
    }

    private static void checkAllocation(Element spec, String name) {
        var allocation = spec.child(name);
        allocation
                .flatMap(a -> a.number("limit"))
                .filter(limit -> limit >= 0)
                .ifPresent(limit -> refuse(name + ".limit"));
        var level = allocation.flatMap(a -> level(a, "shares", "level"));
        refuseUnless("normal", level, name + ".shares");
    }

    private static Optional<String> level(Element parent, String child, String field) {
        return parent.child(child).flatMap(c -> c.value(field)).filter(text -> !text.isEmpty());
    }

    private static void refuseUnless(String harmless, Optional<String> value, String name) {
        value.filter(text -> !text.equals(harmless)).ifPresent(text -> refuse(name));
    }

    private static void refuse(String name) {
        throw missing(name);
    }

    private static VimFault missing(String name) {
        return VimFault.of(
                "NotSupported", "The lab does not simulate configSpec.%s.".formatted(name));
    }
}
