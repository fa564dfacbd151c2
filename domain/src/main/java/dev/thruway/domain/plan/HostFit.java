package dev.thruway.domain.plan;

import dev.thruway.domain.observation.ClusterHost;
import dev.thruway.domain.observation.HostObservation;
import dev.thruway.domain.text.Phrase;
import java.util.List;
import java.util.Optional;

/// What one host of a cluster can do for one VM.
///
/// @param listed how many of its cards fit by product and label, as the file prepares them
/// @param active of these, how many can be passed through now
/// @param free of these, how many nobody else has
/// @param cards those that the VM has there, or would get
public record HostFit(
        ClusterHost host, int listed, int active, int free, List<Card> cards, Verdict verdict) {

    /// Whether a VM can start on a host.
    public sealed interface Verdict {

        /// It can, or runs there.
        record Now() implements Verdict {}

        /// As soon as the file's own steps have prepared the host.
        ///
        /// @param server the server of the file that the host is
        record Prepared(String server) implements Verdict {}

        record Not(Phrase why) implements Verdict {}

        /// It has not the memory that would be reserved.
        record NoMemory(Phrase why) implements Verdict {}

        /// The host could not be read.
        record Unread(Phrase cause) implements Verdict {}
    }

    public HostFit {
        cards = List.copyOf(cards);
    }

    public String name() {
        return host.name();
    }

    Optional<HostObservation> seen() {
        return host.host().known();
    }

    boolean now() {
        return verdict instanceof Verdict.Now;
    }

    /// The server of the file that has to be prepared first.
    Optional<String> waitsFor() {
        return verdict instanceof Verdict.Prepared(var server)
                ? Optional.of(server)
                : Optional.empty();
    }

    boolean lacksMemory() {
        return verdict instanceof Verdict.NoMemory;
    }

    boolean able() {
        return now() || waitsFor().isPresent();
    }

    boolean unread() {
        return verdict instanceof Verdict.Unread;
    }

    /// Why it cannot; empty where it can.
    Optional<Phrase> why() {
        return switch (verdict) {
            case Verdict.Now() -> Optional.empty();
            case Verdict.Prepared _ -> Optional.empty();
            case Verdict.Not(Phrase why) -> Optional.of(why);
            case Verdict.NoMemory(Phrase why) -> Optional.of(why);
            case Verdict.Unread(Phrase cause) -> Optional.of(cause);
        };
    }

    /// What was found there, for evidence.
    public String facts() {
        var state = host.service().word();
        return unread()
                ? state + ", unread"
                : "%s, cards: %d, active: %d, free: %d".formatted(state, listed, active, free);
    }
}
