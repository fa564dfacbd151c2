package dev.thruway.engine.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.domain.observation.BmcObservation;
import dev.thruway.domain.observation.HostObservation;
import dev.thruway.domain.observation.Observation;
import dev.thruway.domain.observation.Observed;
import dev.thruway.domain.observation.ServerObservation;
import dev.thruway.domain.text.Phrase;
import dev.thruway.engine.ManualClock;
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
        return unread(Phrase.of(cause), Optional.empty(), servers);
    }

    private static Observation unread(
            Phrase cause, Optional<Observed<BmcObservation>> bmc, String... servers) {
        Observed<HostObservation> host = Observed.unknown(cause);
        var seen = new TreeMap<String, ServerObservation>();
        for (var server : servers) {
            seen.put(
                    server,
                    new ServerObservation(server, bmc, Optional.of(host), Optional.empty()));
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

    private static Optional<Observed<BmcObservation>> bmc(BmcObservation.Boot boot) {
        return Optional.of(
                Observed.of(
                        new BmcObservation(
                                "HPE",
                                "DL385",
                                "1",
                                "iLO 6",
                                boot,
                                Observed.of(List.of()),
                                Observed.of(List.of()))));
    }

    private static final Phrase NO_ANSWER = Phrase.of("unread.unreachable");
    private static final Phrase STARTING = Phrase.of("unread.host-starting");
    private static final Phrase ASKED = Phrase.of("unread.host-rebooting", "since", BEGUN);

    private final ManualClock clock = new ManualClock();
    private final BootWatch watch = new BootWatch(List::of, clock);

    private Optional<Rebooting> watched(Phrase cause, BmcObservation.Boot boot) {
        return watch.first(unread(cause, bmc(boot), "dl385-01"));
    }

    private void pass(Duration duration) throws InterruptedException {
        clock.sleep(duration);
    }

    @Test
    void aHostWhoseBmcSaysThatItIsInPostIsWaitedForAlsoAfterPost() throws Exception {
        assertThat(watched(NO_ANSWER, BmcObservation.Boot.NOT_IN_POST)).isEmpty();
        assertThat(watched(NO_ANSWER, BmcObservation.Boot.IN_POST))
                .map(Rebooting::why)
                .contains(Phrase.of("boot.post"));
        pass(Duration.ofMinutes(44));
        assertThat(watched(NO_ANSWER, BmcObservation.Boot.NOT_IN_POST)).isPresent();
        pass(Duration.ofMinutes(1));
        assertThat(watched(NO_ANSWER, BmcObservation.Boot.IN_POST)).isEmpty();
    }

    @Test
    void aHostThatSaysThatItIsStartingIsWaitedForNotForEver() throws Exception {
        assertThat(watched(STARTING, BmcObservation.Boot.NOT_IN_POST)).isPresent();
        pass(Duration.ofMinutes(14));
        assertThat(watched(STARTING, BmcObservation.Boot.NOT_IN_POST)).isPresent();
        pass(Duration.ofMinutes(1));
        assertThat(watched(STARTING, BmcObservation.Boot.NOT_IN_POST)).isEmpty();
    }

    @Test
    void aRebootThatTheVcenterWasAskedForCountsFromThen() throws Exception {
        pass(Duration.between(clock.now(), BEGUN.plus(Duration.ofMinutes(44))));
        assertThat(watched(ASKED, BmcObservation.Boot.NOT_IN_POST))
                .map(Rebooting::why)
                .contains(Phrase.of("boot.asked", "since", BEGUN));
        pass(Duration.ofMinutes(1));
        assertThat(watched(ASKED, BmcObservation.Boot.NOT_IN_POST)).isEmpty();
    }

    @Test
    void aRefusedLoginIsNoBootInPostEither() {
        var refused = Phrase.of("unread.not-authenticated");
        assertThat(watched(refused, BmcObservation.Boot.IN_POST)).isEmpty();
    }
}
