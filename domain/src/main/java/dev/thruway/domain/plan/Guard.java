package dev.thruway.domain.plan;

import dev.thruway.domain.observation.HostFunction;
import dev.thruway.domain.observation.HostObservation;
import dev.thruway.domain.observation.HostUse;
import dev.thruway.domain.observation.HostUses;
import dev.thruway.domain.observation.Observed;
import dev.thruway.domain.text.Phrase;
import java.util.Optional;

/// Refuses to take from a host what it lives on, whatever the file says, and what of this cannot be
/// excluded.
final class Guard {

    private Guard() {}

    /// Why a function is not passed through; empty where nothing speaks against it.
    static Optional<Phrase> refusal(HostObservation host, HostFunction function) {
        if (function.isBridge()) {
            return Optional.of(phrase("guard-bridge", function, ""));
        }
        return switch (host.uses()) {
            case Observed.Unknown<HostUses>(Phrase cause) ->
                    Optional.of(
                            Phrase.of(
                                    "blocker.guard-unread",
                                    "address",
                                    function.address(),
                                    "name",
                                    function.name(),
                                    "cause",
                                    cause));
            case Observed.Known<HostUses>(HostUses uses) ->
                    used(uses, function).or(() -> dependent(host, uses, function));
        };
    }

    private static Optional<Phrase> used(HostUses uses, HostFunction function) {
        var use = uses.of(function.address());
        if (use.isPresent()) {
            return Optional.of(phrase(code(use.get().kind()), function, use.get().by()));
        }
        return uses.boot() == HostUses.Boot.NOT_FOUND && function.mayBeBootDevice()
                ? Optional.of(phrase("guard-boot-unknown", function, ""))
                : Optional.empty();
    }

    /// What must leave the host together with a function.
    private static Optional<Phrase> dependent(
            HostObservation host, HostUses uses, HostFunction function) {
        var other =
                function.dependent()
                        .filter(address -> !address.equals(function.address()))
                        .flatMap(host::function);
        if (other.isEmpty()) {
            return Optional.empty();
        }
        return other.get().isBridge()
                ? Optional.of(
                        phrase(
                                "guard-dependent-bridge",
                                function,
                                other.get().address() + " " + other.get().name()))
                : used(uses, other.get());
    }

    private static String code(HostUse.Kind kind) {
        return switch (kind) {
            case BOOT -> "guard-boot-device";
            case MANAGEMENT -> "guard-management";
            case STORAGE -> "guard-storage";
            case UPLINK -> "guard-uplink";
        };
    }

    private static Phrase phrase(String code, HostFunction function, String by) {
        return Phrase.of(
                "blocker." + code,
                "address",
                function.address(),
                "name",
                function.name(),
                "use",
                by);
    }
}
