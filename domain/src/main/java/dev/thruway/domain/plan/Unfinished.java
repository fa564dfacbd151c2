package dev.thruway.domain.plan;

import dev.thruway.domain.condition.Target;
import dev.thruway.domain.observation.HostObservation;
import dev.thruway.domain.observation.HostPending;
import dev.thruway.domain.observation.HostPending.Ran;
import dev.thruway.domain.observation.HostPending.Stage;
import dev.thruway.domain.observation.Observation;
import dev.thruway.domain.observation.Observed;
import dev.thruway.domain.observation.ServerObservation;
import dev.thruway.domain.text.Phrase;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;

/// Work on a host that a run has begun and not brought to its end, as somebody else finds it: the
/// run may be at work still, or it was cut off.
///
/// @param vms that ran before, were shut down for it, and are off
/// @param since when it was begun
/// @param who who began it
public record Unfinished(
        Target target, Maintenance maintenance, List<String> vms, Instant since, String who) {

    public Unfinished {
        vms = List.copyOf(vms);
    }

    /// The host's maintenance mode.
    public enum Maintenance {
        NONE("none"),
        OURS("thruway"),
        OTHERS("other");

        private final String word;

        Maintenance(String word) {
            this.word = word;
        }

        /// Who put it there: `none`, `thruway` or `other`.
        public String word() {
            return word;
        }
    }

    /// Of all hosts that could be read, as far as somebody misses something: a note alone is none.
    public static List<Unfinished> of(Observation seen) {
        return of(List.copyOf(seen.servers().values()));
    }

    public static List<Unfinished> of(List<ServerObservation> servers) {
        return servers.stream().flatMap(Unfinished::of).toList();
    }

    private static Stream<Unfinished> of(ServerObservation server) {
        return server.host().flatMap(Observed::known).stream()
                .flatMap(host -> host.unfinished().stream().map(p -> of(server.name(), host, p)))
                .filter(u -> u.maintenance == Maintenance.OURS || !u.vms.isEmpty());
    }

    private static Unfinished of(String server, HostObservation host, HostPending pending) {
        return new Unfinished(
                Target.server(server),
                maintenance(host, pending),
                pending.ran().stream().filter(r -> isOff(r, host)).map(Ran::name).toList(),
                pending.since().truncatedTo(ChronoUnit.SECONDS),
                pending.who());
    }

    private static Maintenance maintenance(HostObservation host, HostPending pending) {
        if (!host.inMaintenanceMode()) {
            return Maintenance.NONE;
        }
        return pending.stage() == Stage.MAINTENANCE ? Maintenance.OURS : Maintenance.OTHERS;
    }

    private static boolean isOff(Ran ran, HostObservation host) {
        return host.runningVms().stream().noneMatch(vm -> vm.uuid().equals(ran.uuid()));
    }

    /// What is so, since when, and by whom.
    public Phrase what() {
        var key =
                switch (maintenance) {
                    case OURS -> vms.isEmpty() ? "maintenance" : "maintenance-with-vms";
                    case OTHERS -> "vms-others-maintenance";
                    case NONE -> "vms";
                };
        return Phrase.of(
                "unfinished." + key,
                "server",
                target.name(),
                "vms",
                String.join(", ", vms),
                "since",
                since,
                "who",
                who);
    }

    /// What somebody does about it.
    public Phrase next() {
        return Phrase.of(
                maintenance == Maintenance.OTHERS ? "unfinished.next-others" : "unfinished.next",
                "server",
                target.name());
    }
}
