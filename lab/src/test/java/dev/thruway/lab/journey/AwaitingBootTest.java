package dev.thruway.lab.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.domain.observation.ServerObservation;
import dev.thruway.domain.spec.Bmc;
import dev.thruway.domain.spec.Endpoint;
import dev.thruway.domain.spec.Esxi;
import dev.thruway.domain.spec.GuestAccess;
import dev.thruway.domain.spec.Policy;
import dev.thruway.domain.spec.PolicyOverride;
import dev.thruway.domain.spec.SecretRef;
import dev.thruway.domain.spec.Server;
import dev.thruway.domain.spec.Spec;
import dev.thruway.domain.spec.Trust;
import dev.thruway.domain.text.Phrase;
import dev.thruway.engine.Clock;
import dev.thruway.engine.Engine;
import dev.thruway.engine.EngineSettings;
import dev.thruway.engine.WorkingProcess;
import dev.thruway.engine.connect.Connector;
import dev.thruway.engine.guest.GuestShell;
import dev.thruway.engine.journal.Journal;
import dev.thruway.engine.journal.JournalEntry;
import dev.thruway.knowledge.ProductKnowledge;
import dev.thruway.lab.scenario.Scenarios;
import dev.thruway.redfish.RedfishClient;
import dev.thruway.vsphere.client.VsphereClient;
import dev.thruway.vsphere.client.VsphereException;
import dev.thruway.vsphere.client.VsphereFault;
import dev.thruway.vsphere.client.VsphereTransport;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One of two hosts boots, as a run on this computer rebooted it.
final class AwaitingBootTest {

    private static final String BOOTING = "dl385-01";
    private static final String OTHER = "dl385-02";
    private static final int PAUSES = 3;

    private static final Instant BEGUN = Instant.parse("2026-03-01T02:00:00Z");

    @TempDir Path folder;

    private final Hosts hosts = new Hosts();

    /// The one host is up after some pauses; it is counted what the other one is asked.
    private static final class Hosts implements Connector, Clock {

        private final AtomicInteger asked = new AtomicInteger();
        private final List<Integer> askedAtPauses = new ArrayList<>();

        private final InProcess booting =
                new InProcess(Scenarios.SEED)
                        .tapped(
                                new InProcess.Tap() {
                                    @Override
                                    public void before(VsphereTransport.Request request) {
                                        refuseWhileBooting();
                                    }
                                });

        private final InProcess other =
                new InProcess(Scenarios.SEED)
                        .tapped(
                                new InProcess.Tap() {
                                    @Override
                                    public void before(VsphereTransport.Request request) {
                                        asked.incrementAndGet();
                                    }
                                });

        private synchronized void refuseWhileBooting() {
            if (askedAtPauses.size() < PAUSES) {
                throw new VsphereException("test", new VsphereFault.Unreachable("no route"));
            }
        }

        @Override
        public VsphereClient vsphere(Endpoint endpoint) {
            return (endpoint.url().equals(url(OTHER)) ? other : booting).vsphere(endpoint);
        }

        @Override
        public RedfishClient bmc(Bmc bmc) {
            throw new IllegalStateException("no BMC is reached here");
        }

        @Override
        public GuestShell guest(GuestAccess.Ssh ssh) {
            throw new IllegalStateException("no guest is reached here");
        }

        @Override
        public Instant now() {
            return BEGUN.plusSeconds(60);
        }

        @Override
        public synchronized void sleep(Duration duration) {
            askedAtPauses.add(asked.get());
        }
    }

    private static URI url(String server) {
        return URI.create("https://" + server);
    }

    private static Server server(String name) {
        var endpoint =
                new Endpoint(
                        url(name), "root", new SecretRef.Env("PASSWORD"), new Trust.Insecure());
        return new Server(
                name,
                Optional.of(new Esxi.Standalone(endpoint)),
                Optional.empty(),
                List.of(),
                new TreeMap<>(),
                PolicyOverride.NONE);
    }

    private Engine engine() {
        var journal = new Journal(folder);
        journal.append(
                new JournalEntry(
                        BEGUN,
                        "run",
                        "test@here",
                        WorkingProcess.UNKNOWN,
                        "reboot-host:server/" + BOOTING,
                        "reboot-host",
                        "server/" + BOOTING,
                        "running",
                        Phrase.of("run.host-booting")));
        return new Engine(
                new Spec(
                        List.of(),
                        List.of(server(BOOTING), server(OTHER)),
                        List.of(),
                        Policy.DEFAULT),
                ProductKnowledge.builtIn(),
                hosts,
                journal,
                new EngineSettings(hosts, new SplittableRandom(7), Duration.ZERO, "test@here"));
    }

    @Test
    void thatHostAloneIsLookedAtMeanwhileAndThenAll() throws Exception {
        try (var engine = engine()) {
            var told = new ArrayList<Phrase>();

            var seen = engine.observeBooted(_ -> true, told::add);

            assertThat(seen.servers()).containsOnlyKeys(BOOTING, OTHER);
            assertThat(seen.servers().values())
                    .extracting(ServerObservation::host)
                    .allSatisfy(host -> assertThat(host.orElseThrow().known()).isPresent());
            assertThat(told).hasSize(PAUSES);
            int first = hosts.askedAtPauses.getFirst();
            assertThat(first).isPositive();
            assertThat(hosts.askedAtPauses).hasSize(PAUSES).containsOnly(first);
            assertThat(hosts.asked.get()).isGreaterThan(first);
        }
    }
}
