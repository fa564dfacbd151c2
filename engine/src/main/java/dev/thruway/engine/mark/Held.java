package dev.thruway.engine.mark;

import java.time.Duration;
import java.util.Optional;

/// A lock that somebody else holds, as it was seen.
///
/// @param since when it was taken; `?` where it does not say
/// @param folder what is removed to free it, as `[datastore] path`
/// @param signs what changes while its run is at work
/// @param silence how long nothing of it changes at most while its run is at work; empty where its
///   run promised nothing
public record Held(
        Claim claim, String since, String folder, Signs signs, Optional<Duration> silence) {

    /// What a lock's folder holds, letter for letter.
    ///
    /// @param signed empty where it is not signed
    /// @param beat empty where its run has given no sign of life yet
    public record Signs(Optional<String> signed, Optional<String> beat) {}

    /// User and computer; `?` where it does not say.
    public String who() {
        return claim.who();
    }

    /// Whether its run works on this computer, where its process can be looked for.
    public boolean isHere(String who) {
        return claim.isHere(who);
    }
}
