package dev.thruway.lab.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thruway.domain.observation.HostBefore;
import dev.thruway.domain.pci.PciAddress;
import dev.thruway.domain.pci.PciIds;
import dev.thruway.engine.Clock;
import dev.thruway.engine.connect.Connections;
import dev.thruway.engine.connect.HostAccess;
import dev.thruway.engine.host.NoteEffect;
import dev.thruway.engine.mark.Held;
import dev.thruway.engine.mark.HostMarks;
import dev.thruway.engine.run.Effect;
import dev.thruway.engine.run.EffectRunner;
import dev.thruway.engine.run.StepResult;
import dev.thruway.lab.scenario.Scenarios;
import dev.thruway.vsphere.client.VsphereException;
import dev.thruway.vsphere.client.VsphereFault;
import dev.thruway.vsphere.client.VsphereTransport;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The lock on a host's datastore, which is all that keeps two runs apart.
final class HostLockTest {

    private static final PciAddress FIRST = PciAddress.parse("0000:41:00.0");
    private static final PciIds L40S = new PciIds(PciIds.NVIDIA, 0x26B9, PciIds.NVIDIA, 0x1851);
    private static final Instant NOW = Instant.parse("2026-03-01T02:00:00Z");
    private static final Clock AT_NOW = new StoppedClock(NOW);

    private final InProcess lab = new InProcess(Scenarios.SEED);
    private final List<Connections> opened = new ArrayList<>();

    @AfterEach
    void close() {
        opened.forEach(Connections::close);
    }

    private HostAccess access(InProcess from) {
        var spec = Laptop.spec("gpu02", 1);
        var connections = new Connections(spec, from);
        opened.add(connections);
        return connections.host(spec.server(InProcess.SERVER).orElseThrow());
    }

    private HostMarks marks(InProcess from) {
        return HostMarks.of(access(from), lab.host().systemId()).orElseThrow();
    }

    private List<String> left() {
        return lab.host().datastore().list("").entries().stream()
                .filter(e -> e.name().equals(".thruway"))
                .flatMap(_ -> lab.host().datastore().list(".thruway").entries().stream())
                .map(e -> e.name())
                .toList();
    }

    @Test
    void oneOfManyGetsItAndTheOthersHearItsName() throws Exception {
        var marks = marks(lab);
        Callable<Optional<Held>> lock = () -> marks.lock("one@pc", AT_NOW);
        var answers = new ArrayList<Optional<Held>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var answer : threads.invokeAll(Collections.nCopies(8, lock))) {
                answers.add(answer.get());
            }
        }

        assertThat(answers).filteredOn(Optional::isEmpty).hasSize(1);
        assertThat(marks.lock("two@pc", AT_NOW))
                .hasValueSatisfying(held ->
                        assertThat(List.of(held.who(), held.since(), held.folder()))
                                .containsExactly(
                                        "one@pc",
                                        "2026-03-01T02:00:00Z",
                                        "[datastore1] .thruway/"
                                                + lab.host().systemId()
                                                + "/lock"));
        assertThat(marks.lock("one@pc", AT_NOW)).as("its process runs").isPresent();
    }

    /// Signs as another process did.
    private void leftBehind(String who, String pid, String started) {
        marks(lab).lock("one@pc", AT_NOW);
        var text =
                "{\"who\":\"%s\",\"pid\":%s,\"started\":\"%s\",\"since\":\"%s\"}"
                        .formatted(who, pid, started, NOW);
        lab.host()
                .datastore()
                .write(
                        ".thruway/" + lab.host().systemId() + "/lock/who.json",
                        text.getBytes(StandardCharsets.UTF_8));
    }

    private static String ended() throws Exception {
        var process = new ProcessBuilder("true").start();
        process.waitFor();
        return Long.toString(process.pid());
    }

    private static String own() {
        return Long.toString(ProcessHandle.current().pid());
    }

    @Test
    void whatAProcessOfTheSamePersonLeftBehindIsTakenOver() throws Exception {
        leftBehind("one@pc", ended(), "2026-03-01T01:00:00Z");

        assertThat(marks(lab).lock("one@pc", new StoppedClock(NOW.plusSeconds(60)))).isEmpty();

        assertThat(marks(lab).lock("two@pc", AT_NOW))
                .hasValueSatisfying(h -> assertThat(h.since()).isEqualTo("2026-03-01T02:01:00Z"));
        marks(lab).unlock();
        assertThat(left()).isEmpty();
    }

    /// After a restart of the computer a process may have the number of one that is gone.
    @Test
    void aProcessThatWasStartedAtAnotherTimeIsAnotherOne() {
        leftBehind("one@pc", own(), "2026-03-01T01:00:00Z");

        assertThat(marks(lab).lock("one@pc", AT_NOW)).isEmpty();
    }

    @Test
    void whatMayStillRunIsNotTakenOver() throws Exception {
        var started = ProcessHandle.current().info().startInstant().orElseThrow().toString();
        for (var left :
                List.of(
                        List.of("two@pc", ended(), "2026-03-01T01:00:00Z"),
                        List.of("one@pc", own(), started),
                        List.of("one@pc", own(), "?"),
                        List.of("one@pc", "0", "2026-03-01T01:00:00Z"))) {
            leftBehind(left.get(0), left.get(1), left.get(2));

            assertThat(marks(lab).lock("one@pc", AT_NOW)).as("%s", left).isPresent();

            marks(lab).unlock();
        }
    }

    @Test
    void oneOfManyTakesOver() throws Exception {
        leftBehind("one@pc", ended(), "2026-03-01T01:00:00Z");
        var marks = marks(lab);
        Callable<Optional<Held>> lock = () -> marks.lock("one@pc", AT_NOW);
        var answers = new ArrayList<Optional<Held>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var answer : threads.invokeAll(Collections.nCopies(8, lock))) {
                answers.add(answer.get());
            }
        }

        assertThat(answers).filteredOn(Optional::isEmpty).hasSize(1);
    }

    @Test
    void whereNothingIsNotedTheFolderGoesWithTheLock() {
        var marks = marks(lab);
        marks.lock("one@pc", AT_NOW);

        marks.unlock();

        assertThat(left()).isEmpty();
        assertThat(marks.lock("two@pc", AT_NOW)).isEmpty();
    }

    @Test
    void whatIsNotedOutlivesTheLock() {
        var marks = marks(lab);
        var before = HostBefore.NOTHING.with(FIRST, false, L40S);
        marks.lock("one@pc", AT_NOW);
        marks.write(before);

        marks.unlock();

        assertThat(marks.before()).contains(before);
        assertThat(marks.lock("two@pc", AT_NOW)).isEmpty();
    }

    /// A look asks for the list of the folders once, and for the notes that are in it.
    @Test
    void aLookFindsTheNoteThatALookBeforeDidNotFind() {
        var access = access(lab);
        var marks = HostMarks.of(access, lab.host().systemId()).orElseThrow();
        var before = HostBefore.NOTHING.with(FIRST, false, L40S);
        assertThat(marks.listedBefore()).isEmpty();
        marks(lab).write(before);
        assertThat(marks.listedBefore()).as("the same look").isEmpty();

        access.listings().forget();

        assertThat(marks.listedBefore()).contains(before);
        assertThat(marks.listedPending()).isEmpty();
    }

    /// A list that does not show how the own lock is signed leaves out other files too.
    @Test
    void underTheLockAnOldListIsNotBelieved() {
        var marks = marks(lab);
        var before = HostBefore.NOTHING.with(FIRST, false, L40S);
        assertThat(marks.listedBefore()).isEmpty();
        marks(lab).write(before);

        assertThat(marks.lock("one@pc", AT_NOW)).isEmpty();

        assertThat(marks.listedBefore()).contains(before);
        marks.unlock();
        assertThat(marks.before()).as("the note stays").contains(before);
    }

    @Test
    void whatThisRunWroteIsFoundWhateverTheListSays() {
        var marks = marks(lab);
        assertThat(marks.listedBefore()).isEmpty();
        var before = HostBefore.NOTHING.with(FIRST, false, L40S);

        marks.write(before);

        assertThat(marks.listedBefore()).contains(before);
    }

    @Test
    void whereTheDatastoreCannotBeListedEachNoteIsAskedFor() {
        marks(lab).write(HostBefore.NOTHING.with(FIRST, false, L40S));
        var mute =
                marks(
                        lab.tapped(
                                new InProcess.Tap() {
                                    @Override
                                    public void before(VsphereTransport.Request request) {
                                        if (request.body().contains("SearchDatastoreSub")) {
                                            throw new VsphereException(
                                                    "search",
                                                    new VsphereFault.Unreachable("reset"));
                                        }
                                    }
                                }));

        assertThat(mute.listedBefore()).isPresent();
        assertThat(mute.listedPending()).isEmpty();
    }

    @Test
    void whatAnotherRunNotedMeanwhileStays() throws Exception {
        var marks = marks(lab);
        var second = PciAddress.parse("0000:c1:00.0");
        var planned = HostBefore.NOTHING;
        marks.write(planned.with(second, true, L40S));
        carryOut(new NoteEffect(marks, planned, planned.with(FIRST, false, L40S)));

        var both = planned.with(second, true, L40S).with(FIRST, false, L40S);
        assertThat(marks.before()).contains(both);

        carryOut(new NoteEffect(marks, planned.with(FIRST, false, L40S), planned));
        assertThat(marks.before()).contains(planned.with(second, true, L40S));

        carryOut(new NoteEffect(marks, planned.with(second, true, L40S), planned));
        assertThat(marks.before()).isEmpty();
    }

    private static void carryOut(NoteEffect effect) throws InterruptedException {
        assertThat(new EffectRunner(Clock.SYSTEM, _ -> {}, () -> {}).run(effect))
                .isInstanceOf(StepResult.Done.class);
        assertThat(effect.look()).isInstanceOf(Effect.Look.Settled.class);
    }

    /// Without its folder being made anew in between, nobody can slip in.
    @Test
    void theLockIsTheLastThatGoes() {
        var deleted = new ArrayList<String>();
        var marks =
                marks(
                        lab.tapped(
                                new InProcess.Tap() {
                                    @Override
                                    public void before(VsphereTransport.Request request) {
                                        if (request.body().contains("DeleteDatastoreFile_Task")) {
                                            deleted.add(request.body());
                                        }
                                    }
                                }));
        marks.lock("one@pc", AT_NOW);

        marks.unlock();

        assertThat(deleted).singleElement().asString().doesNotContain("/lock");
    }

    @Test
    void aLockThatCouldNotBeSignedIsGivenBack() {
        var broken =
                marks(
                        lab.tapped(
                                new InProcess.Tap() {
                                    @Override
                                    public void before(VsphereTransport.Request request) {
                                        if (request.method().equals("PUT")) {
                                            throw new VsphereException(
                                                    "PUT", new VsphereFault.Unreachable("reset"));
                                        }
                                    }
                                }));

        assertThatThrownBy(() -> broken.lock("one@pc", AT_NOW))
                .isInstanceOf(VsphereException.class);

        assertThat(marks(lab).lock("two@pc", AT_NOW)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ".", "..", "../x", "a/b", "a]b"})
    void aHostWhoseUuidIsNotKnownHasNoFolder(String uuid) {
        assertThat(HostMarks.of(access(lab), uuid)).isEmpty();
    }
}
