package dev.thruway.cli.journey;

import dev.thruway.cli.CommandContext;
import dev.thruway.domain.plan.Step;
import dev.thruway.domain.spec.Permission;
import dev.thruway.domain.spec.Policy;
import dev.thruway.domain.spec.Spec;
import dev.thruway.domain.text.Phrase;
import java.util.Locale;
import java.util.Optional;

/// What the file's policy says of a step that interrupts somebody, so that `apply` is no surprise.
final class PolicyText {

    private PolicyText() {}

    /// Empty for a step that no policy is about.
    static Optional<String> of(CommandContext context, Spec spec, Step step) {
        var policy = policy(spec, step);
        return switch (step.approval()) {
            case PLAN -> Optional.empty();
            case VM_POWER_OFF ->
                    Optional.of(
                            context.say(
                                    policy.vmPowerOff() == Permission.Answer.ASK
                                            ? Phrase.of(
                                                    "cli.plan.policy-ask-off", "key", "vmPowerOff")
                                            : phrase("vmPowerOff", policy.vmPowerOff())));
            case HOST_REBOOT -> Optional.of(context.say(phrase("hostReboot", policy.hostReboot())));
        };
    }

    static Policy policy(Spec spec, Step step) {
        var name = step.target().name();
        return switch (step.target().kind()) {
            case SERVER -> spec.policyFor(spec.server(name).orElseThrow());
            case VM -> spec.policyFor(spec.vm(name).orElseThrow());
        };
    }

    private static Phrase phrase(String key, Permission permission) {
        return switch (permission) {
            case Permission.Answer answer ->
                    Phrase.of(
                            "cli.plan.policy-" + answer.name().toLowerCase(Locale.ROOT),
                            "key",
                            key);
            case Permission.During(var window) ->
                    Phrase.of("cli.plan.policy-window", "key", key, "window", window);
        };
    }
}
