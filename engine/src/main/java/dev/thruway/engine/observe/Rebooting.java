package dev.thruway.engine.observe;

import dev.thruway.domain.condition.Target;
import dev.thruway.domain.observation.BmcObservation;
import dev.thruway.domain.observation.HostObservation;
import dev.thruway.domain.observation.Observation;
import dev.thruway.domain.observation.Observed;
import dev.thruway.domain.observation.ServerObservation;
import dev.thruway.domain.text.Phrase;
import dev.thruway.engine.host.RebootEffect;
import dev.thruway.engine.journal.JournalEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// A host that cannot be read while it boots, and is worth waiting for.
///
/// Where a run on this computer rebooted it, the journal knows: its note is on the host's own
/// datastore then, out of reach. That a reboot was begun here is all that is taken from the
/// journal, and only for waiting. A reboot that somebody else began is known by what the world says
/// of it.
///
/// @param until when it is no use to wait any longer
/// @param why how it is known that it is on its way back
public record Rebooting(String server, Instant since, Instant until, Phrase why) {

    /// How long the services of a host may take that answers that they are starting. A host whose
    /// services never start says the same.
    static final Duration START_LIMIT = Duration.ofMinutes(15);

    private static final String ASKED = "unread.host-rebooting";
    private static final String STARTING = "unread.host-starting";

    /// How an unfinished step stands in the journal: it was begun, or nobody knows how it ended.
    private static final List<String> OPEN = List.of("running", "unknown");

    /// What a host that boots looks like from outside.
    private static final List<String> PASSING =
            List.of(
                    "unread.unreachable",
                    "unread.timed-out",
                    "unread.malformed",
                    STARTING,
                    ASKED,
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

    /// By what the host's vCenter, the host itself or its BMC says.
    static Optional<Rebooting> bySomebody(ServerObservation server, Instant now) {
        var cause = server.host().filter(Rebooting::maybeBooting).flatMap(Observed::whyUnknown);
        return cause.flatMap(c -> bySomebody(server, c, now)).filter(r -> now.isBefore(r.until));
    }

    private static Optional<Rebooting> bySomebody(
            ServerObservation server, Phrase cause, Instant now) {
        var name = server.name();
        if (cause.key().equals(ASKED)) {
            var since = cause.args().getOrDefault("since", "");
            var asked = Instant.parse(since);
            return Optional.of(
                    new Rebooting(
                            name,
                            asked,
                            asked.plus(RebootEffect.LIMIT),
                            Phrase.of("boot.asked", "since", since)));
        }
        if (cause.key().equals(STARTING)) {
            return Optional.of(
                    new Rebooting(name, now, now.plus(START_LIMIT), Phrase.of("boot.starting")));
        }
        return isInPost(server)
                ? Optional.of(
                        new Rebooting(
                                name, now, now.plus(RebootEffect.LIMIT), Phrase.of("boot.post")))
                : Optional.empty();
    }

    private static boolean isInPost(ServerObservation server) {
        return server.bmc()
                .flatMap(Observed::known)
                .filter(bmc -> bmc.boot() == BmcObservation.Boot.IN_POST)
                .isPresent();
    }

    static boolean maybeBooting(Observed<HostObservation> host) {
        return host.whyUnknown().filter(cause -> PASSING.contains(cause.key())).isPresent();
    }

    private static Optional<Rebooting> begun(String server, List<JournalEntry> journal) {
        return journal.stream()
                .filter(e -> e.action().equals("reboot-host"))
                .filter(e -> e.target().equals(Target.server(server).toString()))
                .reduce((_, last) -> last)
                .filter(e -> OPEN.contains(e.state()))
                .map(e ->
                        new Rebooting(
                                server,
                                e.at(),
                                e.at().plus(RebootEffect.LIMIT),
                                Phrase.of("boot.here")));
    }

    /// What is waited for, and how long at most.
    public Phrase progress(Instant now) {
        return Phrase.of(
                "run.waiting-for-boot",
                "server",
                server,
                "minutes",
                Math.max(1, Duration.between(now, until).toMinutes()),
                "why",
                why);
    }
}
