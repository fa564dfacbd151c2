package dev.thruway.cli.journey;

import dev.thruway.cli.CommandContext;
import dev.thruway.domain.plan.Action;
import dev.thruway.domain.plan.Interrupt;
import dev.thruway.domain.plan.Plan;
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
                                            ? asked(step)
                                            : phrase("vmPowerOff", policy.vmPowerOff())));
            case HOST_REBOOT -> Optional.of(context.say(phrase("hostReboot", policy.hostReboot())));
        };
    }

    /// `--yes` answers for the VMs that the file names.
    private static Phrase asked(Step step) {
        return step.action() instanceof Action.ShutDownOtherVm(_, var vm)
                ? Phrase.of("cli.plan.policy-ask-other", "vm", vm)
                : Phrase.of("cli.plan.policy-ask-off", "key", "vmPowerOff");
    }

    /// Which policy says `never` to a step of the plan, so that it cannot be carried out; empty
    /// where none does.
    static Optional<Phrase> forbidden(Spec spec, Plan plan) {
        return plan.steps().stream().flatMap(step -> forbidden(spec, step).stream()).findFirst();
    }

    private static Optional<Phrase> forbidden(Spec spec, Step step) {
        var policy = policy(spec, step);
        return switch (step.approval()) {
            case PLAN -> Optional.empty();
            case VM_POWER_OFF ->
                    policy.vmPowerOff() == Permission.Answer.NEVER
                            ? Optional.of(
                                    Phrase.of("cli.approve.vm-never", "vm", interruptedVm(step)))
                            : Optional.empty();
            case HOST_REBOOT ->
                    policy.hostReboot().equals(Permission.Answer.NEVER)
                            ? Optional.of(
                                    Phrase.of(
                                            "cli.approve.host-never",
                                            "server",
                                            step.target().name()))
                            : Optional.empty();
        };
    }

    /// A VM that the file does not name is shut down on behalf of its server.
    static String interruptedVm(Step step) {
        return step.interrupts().stream()
                .filter(i -> i.kind() == Interrupt.Kind.VM)
                .map(Interrupt::name)
                .findFirst()
                .orElse(step.target().name());
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
