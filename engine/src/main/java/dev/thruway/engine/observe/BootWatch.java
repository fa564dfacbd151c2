package dev.thruway.engine.observe;

import dev.thruway.domain.observation.Observation;
import dev.thruway.domain.observation.ServerObservation;
import dev.thruway.engine.Clock;
import dev.thruway.engine.journal.JournalEntry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// The hosts that one command waits for. What once said that a host is on its way back need not say
/// it at each look: POST ends before the host answers. Its time is counted from then.
public final class BootWatch {

    private final Supplier<List<JournalEntry>> journal;
    private final Clock clock;
    private final Map<String, Rebooting> known = new HashMap<>();

    public BootWatch(Supplier<List<JournalEntry>> journal, Clock clock) {
        this.journal = journal;
        this.clock = clock;
    }

    /// The first host that is worth waiting for; empty where there is none.
    public Optional<Rebooting> first(Observation seen) {
        return Rebooting.of(seen, journal, clock.now()).or(() -> bySomebody(seen));
    }

    private Optional<Rebooting> bySomebody(Observation seen) {
        return seen.servers().values().stream()
                .filter(s -> s.host().filter(Rebooting::maybeBooting).isPresent())
                .flatMap(s -> begun(s).stream())
                .filter(r -> clock.now().isBefore(r.until()))
                .findFirst();
    }

    private Optional<Rebooting> begun(ServerObservation server) {
        if (!known.containsKey(server.name())) {
            Rebooting.bySomebody(server, clock.now()).ifPresent(r -> known.put(server.name(), r));
        }
        return Optional.ofNullable(known.get(server.name()));
    }
}
