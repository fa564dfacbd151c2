package dev.thruway.cli.journey;

import dev.thruway.cli.CommandContext;
import dev.thruway.domain.plan.Action;
import dev.thruway.domain.plan.Plan;
import dev.thruway.domain.plan.Step;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// VMs beside those of the file that an earlier run shut down for a host's reboot and did not start
/// again: the plan starts them without having shut them down itself.
final class LeftOff {

    private LeftOff() {}

    /// As a sentence; empty where there are none.
    static Optional<String> text(CommandContext context, Plan plan) {
        var names = names(plan.steps());
        return names.isEmpty()
                ? Optional.empty()
                : Optional.of(context.say("cli.left-off", "vms", names));
    }

    private static String names(List<Step> steps) {
        var down =
                steps.stream()
                        .flatMap(s ->
                                s.action() instanceof Action.ShutDownOtherVm(var uuid, _)
                                        ? Optional.of(uuid).stream()
                                        : Optional.<String>empty().stream())
                        .toList();
        return steps.stream()
                .flatMap(s ->
                        s.action() instanceof Action.StartOtherVm(var uuid, var name)
                                        && !down.contains(uuid)
                                ? Optional.of(name).stream()
                                : Optional.<String>empty().stream())
                .collect(Collectors.joining(", "));
    }
}
