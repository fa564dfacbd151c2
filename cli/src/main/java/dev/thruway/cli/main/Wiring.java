package dev.thruway.cli.main;

import dev.thruway.cli.trace.Tracing;
import dev.thruway.cli.trust.FirstContacts;
import dev.thruway.cli.trust.KnownFingerprints;
import java.time.Duration;
import java.util.random.RandomGenerator;

/// What every connection of a run is made with.
///
/// @param known what a person accepted at first contacts
/// @param deadline how long a server may take for an answer
record Wiring(
        FetchedSecrets secrets,
        Tracing tracing,
        KnownFingerprints known,
        FirstContacts contacts,
        RandomGenerator random,
        Duration deadline) {}
