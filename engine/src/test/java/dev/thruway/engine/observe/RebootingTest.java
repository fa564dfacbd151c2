package dev.thruway.engine.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.domain.observation.HostObservation;
import dev.thruway.domain.observation.Observation;
import dev.thruway.domain.observation.Observed;
import dev.thruway.domain.observation.ServerObservation;
import dev.thruway.domain.text.Phrase;
import dev.thruway.engine.WorkingProcess;
import dev.thruway.engine.journal.JournalEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Which hosts are worth waiting for.
final class RebootingTest {

    private static final Instant BEGUN = Instant.parse("2026-03-01T02:00:00Z");

    private static Observation unread(String cause, String... servers) {
        Observed<HostObservation> host = Observed.unknown(Phrase.of(cause));
        var seen = new TreeMap<String, ServerObservation>();
        for (var server : servers) {
            seen.put(
                    server,
                    new ServerObservation(
                            server, Optional.empty(), Optional.of(host), Optional.empty()));
        }
        return new Observation(seen, new TreeMap<>(), new TreeMap<>());
    }

    private static JournalEntry reboot(String server, String state) {
        return new JournalEntry(
                BEGUN,
                "run",
                "me@here",
                WorkingProcess.UNKNOWN,
                "reboot-host:server/" + server,
                "reboot-host",
                "server/" + server,
                state,
                Phrase.of("run.host-booting"));
    }

    private static Optional<Rebooting> of(String cause, Duration later, JournalEntry... journal) {
        return Rebooting.of(unread(cause, "dl385-01"), () -> List.of(journal), BEGUN.plus(later));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "unread.unreachable",
                "unread.timed-out",
                "unread.host-starting",
                "unread.host-not-connected"
            })
    void aHostThatARunHereRebootedIsWaitedForAsLongAsItsStepWould(String cause) {
        var begun = reboot("dl385-01", "running");
        assertThat(of(cause, Duration.ofMinutes(44), begun)).isPresent();
        assertThat(of(cause, Duration.ofMinutes(45), begun)).isEmpty();
    }

    @Test
    void oneThatNobodyHereRebootedIsNot() {
        var soon = Duration.ofMinutes(1);
        assertThat(of("unread.unreachable", soon)).isEmpty();
        assertThat(of("unread.unreachable", soon, reboot("dl385-02", "running"))).isEmpty();
    }

    @Test
    void aRebootThatHasEndedIsNotWaitedFor() {
        var journal =
                new JournalEntry[] {reboot("dl385-01", "running"), reboot("dl385-01", "done")};
        assertThat(of("unread.unreachable", Duration.ofMinutes(1), journal)).isEmpty();
    }

    @Test
    void aRefusedLoginIsNoBoot() {
        var begun = reboot("dl385-01", "running");
        assertThat(of("unread.not-authenticated", Duration.ofMinutes(1), begun)).isEmpty();
    }

    @Test
    void theJournalIsReadOnceHoweverManyHostsCannotBe() {
        var seen = unread("unread.unreachable", "dl385-01", "dl385-02", "dl385-03");
        var read = new AtomicInteger();

        var rebooting =
                Rebooting.of(
                        seen,
                        () -> {
                            read.incrementAndGet();
                            return List.of(reboot("dl385-03", "running"));
                        },
                        BEGUN);

        assertThat(rebooting).map(Rebooting::server).contains("dl385-03");
        assertThat(read).hasValue(1);
    }
}
