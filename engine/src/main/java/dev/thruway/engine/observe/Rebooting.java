package dev.thruway.engine.observe;

import dev.thruway.domain.condition.Target;
import dev.thruway.domain.observation.HostObservation;
import dev.thruway.domain.observation.Observation;
import dev.thruway.domain.observation.Observed;
import dev.thruway.domain.text.Phrase;
import dev.thruway.engine.host.RebootEffect;
import dev.thruway.engine.journal.JournalEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Hosts that cannot be read while they boot, because a run on this computer rebooted them: its
/// note is on the host's own datastore then, out of reach. That a reboot was begun here is all that
/// is taken from the journal, and only for waiting.
///
/// @param until when it is no use to wait any longer
public record Rebooting(String server, Instant since, Instant until) {

    /// How an unfinished step stands in the journal: it was begun, or nobody knows how it ended.
    private static final List<String> OPEN = List.of("running", "unknown");

    /// What a host that boots looks like from outside.
    private static final List<String> PASSING =
            List.of(
                    "unread.unreachable",
                    "unread.timed-out",
                    "unread.malformed",
                    "unread.host-starting",
                    "unread.host-not-connected");

    /// The first of those that are looked at; empty where there is none. The journal is read only
    /// where a host could not be, and then once.
    public static Optional<Rebooting> of(
            Observation seen, Supplier<List<JournalEntry>> journal, Instant now) {
        var unread =
                seen.servers().values().stream()
                        .filter(s -> s.host().filter(Rebooting::maybeBooting).isPresent())
                        .toList();
        if (unread.isEmpty()) {
            return Optional.empty();
        }
        var entries = journal.get();
        return unread.stream()
                .flatMap(s -> begun(s.name(), entries).stream())
                .filter(r -> now.isBefore(r.until))
                .findFirst();
    }

    private static boolean maybeBooting(Observed<HostObservation> host) {
        return host.whyUnknown().filter(cause -> PASSING.contains(cause.key())).isPresent();
    }

    private static Optional<Rebooting> begun(String server, List<JournalEntry> journal) {
        return journal.stream()
                .filter(e -> e.action().equals("reboot-host"))
                .filter(e -> e.target().equals(Target.server(server).toString()))
                .reduce((_, last) -> last)
                .filter(e -> OPEN.contains(e.state()))
                .map(e -> new Rebooting(server, e.at(), e.at().plus(RebootEffect.LIMIT)));
    }

    /// What is waited for, and how long at most.
    public Phrase progress(Instant now) {
        return Phrase.of(
                "run.waiting-for-boot",
                "server",
                server,
                "minutes",
                Math.max(1, Duration.between(now, until).toMinutes()));
    }
}
