package dev.thruway.cli.journey;

import dev.thruway.cli.CommandContext;
import dev.thruway.cli.terminal.Answer;
import dev.thruway.domain.plan.Action;
import dev.thruway.domain.plan.Plan;
import dev.thruway.domain.plan.Step;
import dev.thruway.domain.spec.Permission;
import dev.thruway.domain.spec.Server;
import dev.thruway.domain.spec.Spec;
import dev.thruway.domain.text.Phrase;
import dev.thruway.engine.observe.Observer;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// Asks for what policy does not allow by itself: once for the plan, by name for a VM's shutdown,
/// and for a host's reboot by typing the server's name. `--yes` answers for the plan and for VMs
/// that the file names; one that it does not name is shut down by an approval of its own, or by
/// that of its host's reboot.
///
/// What is approved beforehand answers what `ask` would ask; it opens neither `never` nor a window.
public final class Approvals {

    private final CommandContext context;
    private final Spec spec;
    private final boolean yes;
    private final List<String> approved;
    private final InstantSource clock;

    public Approvals(CommandContext context, Spec spec, boolean yes, List<String> approved) {
        this(context, spec, yes, approved, InstantSource.system());
    }

    /// @param clock tells whether a reboot window is open
    Approvals(
            CommandContext context,
            Spec spec,
            boolean yes,
            List<String> approved,
            InstantSource clock) {
        this.clock = clock;
        this.context = context;
        this.spec = spec;
        this.yes = yes;
        this.approved = List.copyOf(approved);
    }

    /// Why the plan may not be walked; empty where it may.
    Optional<Phrase> missing(Plan plan) {
        if (!yes && !says("cli.approve.plan")) {
            return Optional.of(Phrase.of("cli.approve.plan-not"));
        }
        for (var step : plan.steps()) {
            var missing =
                    switch (step.approval()) {
                        case PLAN -> Optional.<Phrase>empty();
                        case VM_POWER_OFF -> vmPowerOff(step);
                        case HOST_REBOOT -> hostReboot(step, plan);
                    };
            if (missing.isPresent()) {
                return missing;
            }
        }
        return Optional.empty();
    }

    private Optional<Phrase> vmPowerOff(Step step) {
        var name = PolicyText.interruptedVm(step);
        return switch (PolicyText.policy(spec, step).vmPowerOff()) {
            case ALLOW -> Optional.empty();
            case NEVER -> Optional.of(Phrase.of("cli.approve.vm-never", "vm", name));
            case ASK ->
                    step.action() instanceof Action.ShutDownOtherVm
                            ? otherVm(step.target().name(), name)
                            : ownVm(name);
        };
    }

    private Optional<Phrase> ownVm(String name) {
        return yes || says("cli.approve.vm", "vm", name)
                ? Optional.empty()
                : Optional.of(Phrase.of("cli.approve.vm-not", "vm", name));
    }

    /// A VM that the file does not name is somebody else's: `--yes` was not said of it.
    private Optional<Phrase> otherVm(String server, String name) {
        return approved.contains("vm-power-off=" + name)
                        || approved.contains("host-reboot=" + server)
                        || says("cli.approve.other-vm", "vm", name, "server", server)
                ? Optional.empty()
                : Optional.of(Phrase.of("cli.approve.other-vm-not", "vm", name, "server", server));
    }

    private Optional<Phrase> hostReboot(Step step, Plan plan) {
        var name = step.target().name();
        return switch (PolicyText.policy(spec, step).hostReboot()) {
            case Permission.Answer.ALLOW -> Optional.empty();
            case Permission.Answer.NEVER ->
                    Optional.of(Phrase.of("cli.approve.host-never", "server", name));
            case Permission.Answer.ASK ->
                    approved.contains("host-reboot=" + name) || typesName(name, plan)
                            ? Optional.empty()
                            : Optional.of(Phrase.of("cli.approve.host-not", "server", name));
            case Permission.During(var window) ->
                    window.isOpenAt(clock.instant())
                            ? Optional.empty()
                            : Optional.of(Phrase.of("cli.approve.host-window", "server", name));
        };
    }

    /// The question names whom the reboot takes down with it.
    private boolean typesName(String server, Plan plan) {
        var vms =
                plan.steps().stream()
                        .filter(s -> isShutDown(s.action()))
                        .filter(s -> serverOf(s).equals(Optional.of(server)))
                        .map(PolicyText::interruptedVm)
                        .distinct()
                        .collect(Collectors.joining(", "));
        var key = vms.isEmpty() ? "cli.approve.host" : "cli.approve.host-with-vms";
        return typed(key, "server", server, "vms", vms).equals(Optional.of(server));
    }

    private static boolean isShutDown(Action action) {
        return action instanceof Action.ShutDownVm || action instanceof Action.ShutDownOtherVm;
    }

    private Optional<String> serverOf(Step step) {
        return switch (step.target().kind()) {
            case SERVER -> Optional.of(step.target().name());
            case VM ->
                    spec.vm(step.target().name())
                            .flatMap(vm -> Observer.serverOf(spec, vm))
                            .map(Server::name);
        };
    }

    private boolean says(String key, Object... args) {
        return typed(key, args)
                .map(answer -> answer.toLowerCase(Locale.ROOT))
                .filter(answer -> answer.equals("yes") || answer.equals("y") || answer.equals("はい"))
                .isPresent();
    }

    private Optional<String> typed(String key, Object... args) {
        return switch (context.console().ask(context.say(key, args))) {
            case Answer.Typed(var text) -> Optional.of(text);
            case Answer.NobodyThere _ -> Optional.empty();
        };
    }
}
