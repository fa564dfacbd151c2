package dev.thruway.lab.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thruway.domain.observation.HostBefore;
import dev.thruway.domain.pci.PciAddress;
import dev.thruway.engine.connect.Connections;
import dev.thruway.engine.connect.HostAccess;
import dev.thruway.engine.mark.HostMarks;
import dev.thruway.lab.scenario.Scenarios;
import dev.thruway.vsphere.client.VsphereException;
import dev.thruway.vsphere.client.VsphereFault;
import dev.thruway.vsphere.client.VsphereTransport;
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

    private static final Instant NOW = Instant.parse("2026-03-01T02:00:00Z");

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
        Callable<Optional<String>> lock = () -> marks.lock("one@pc", NOW);
        var answers = new ArrayList<Optional<String>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var answer : threads.invokeAll(Collections.nCopies(8, lock))) {
                answers.add(answer.get());
            }
        }

        assertThat(answers).filteredOn(Optional::isEmpty).hasSize(1);
        assertThat(marks.lock("two@pc", NOW)).contains("one@pc, 2026-03-01T02:00:00Z");
    }

    @Test
    void whereNothingIsNotedTheFolderGoesWithTheLock() {
        var marks = marks(lab);
        marks.lock("one@pc", NOW);

        marks.unlock();

        assertThat(left()).isEmpty();
        assertThat(marks.lock("two@pc", NOW)).isEmpty();
    }

    @Test
    void whatIsNotedOutlivesTheLock() {
        var marks = marks(lab);
        var before = HostBefore.NOTHING.with(PciAddress.parse("0000:41:00.0"), false);
        marks.lock("one@pc", NOW);
        marks.write(before);

        marks.unlock();

        assertThat(marks.before()).contains(before);
        assertThat(marks.lock("two@pc", NOW)).isEmpty();
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
        marks.lock("one@pc", NOW);

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

        assertThatThrownBy(() -> broken.lock("one@pc", NOW)).isInstanceOf(VsphereException.class);

        assertThat(marks(lab).lock("two@pc", NOW)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ".", "..", "../x", "a/b", "a]b"})
    void aHostWhoseUuidIsNotKnownHasNoFolder(String uuid) {
        assertThat(HostMarks.of(access(lab), uuid)).isEmpty();
    }
}
