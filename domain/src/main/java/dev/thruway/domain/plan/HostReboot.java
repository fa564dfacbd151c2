package dev.thruway.domain.plan;

import dev.thruway.domain.condition.Target;
import dev.thruway.domain.observation.HostObservation;
import dev.thruway.domain.plan.Steps.Change;
import dev.thruway.domain.text.Phrase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The three steps of a host's reboot: into maintenance mode, reboot, and out again.
final class HostReboot {

    private HostReboot() {}

    static List<Step> steps(HostObservation host, Steps make) {
        var steps = new ArrayList<Step>();
        if (!host.inMaintenanceMode()) {
            steps.add(
                    make.change(
                            new Action.EnterMaintenanceMode(),
                            "",
                            Change.of("runtime.inMaintenanceMode", "false", "true")));
        }
        steps.add(
                make.interrupting(
                        new Action.RebootHost(),
                        new Change(
                                "runtime.bootTime",
                                host.bootTime().known().map(Object::toString),
                                Optional.empty()),
                        List.of(
                                Interrupt.of(
                                        make.target(),
                                        Phrase.of(
                                                "interrupt.host-reboot",
                                                "server",
                                                make.target().name()),
                                        Estimates.HOST_REBOOT)),
                        Approval.HOST_REBOOT));
        if (!host.inMaintenanceMode() || maintenanceIsOurs(host)) {
            steps.add(exit(make));
        }
        return steps;
    }

    /// What a run that ended early left behind: a maintenance mode that Thruway entered, or only
    /// the note of it, with which the next one, of somebody else, would pass for ours.
    static List<Step> leftBehind(HostObservation host, Target target) {
        if (host.pending().known().flatMap(p -> p).isEmpty()) {
            return List.of();
        }
        if (host.inMaintenanceMode()) {
            return List.of(exit(new Steps(target, Phrase.of("condition.maintenance-is-ours"))));
        }
        return List.of(
                new Steps(target, Phrase.of("condition.maintenance-note-is-old"))
                        .change(
                                new Action.ExitMaintenanceMode(),
                                "",
                                Change.remove(
                                        ".thruway/" + host.uuid() + "/pending.json", "noted")));
    }

    /// Whether the host is in a maintenance mode that a run of Thruway entered.
    private static boolean maintenanceIsOurs(HostObservation host) {
        return host.inMaintenanceMode() && host.pending().known().flatMap(p -> p).isPresent();
    }

    private static Step exit(Steps make) {
        return make.change(
                new Action.ExitMaintenanceMode(),
                "",
                Change.of("runtime.inMaintenanceMode", "true", "false"));
    }
}
