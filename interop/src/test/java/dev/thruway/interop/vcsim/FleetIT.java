package dev.thruway.interop.vcsim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.domain.observation.Observation;
import dev.thruway.domain.plan.Plan;
import dev.thruway.domain.spec.Bmc;
import dev.thruway.domain.spec.CardChoice;
import dev.thruway.domain.spec.Endpoint;
import dev.thruway.domain.spec.Esxi;
import dev.thruway.domain.spec.GpuWish;
import dev.thruway.domain.spec.GuestAccess;
import dev.thruway.domain.spec.Placement;
import dev.thruway.domain.spec.Policy;
import dev.thruway.domain.spec.PolicyOverride;
import dev.thruway.domain.spec.SecretRef;
import dev.thruway.domain.spec.Server;
import dev.thruway.domain.spec.Spec;
import dev.thruway.domain.spec.Trust;
import dev.thruway.domain.spec.Vcenter;
import dev.thruway.domain.spec.Vm;
import dev.thruway.engine.Clock;
import dev.thruway.engine.Engine;
import dev.thruway.engine.EngineSettings;
import dev.thruway.engine.apply.RunListener;
import dev.thruway.engine.apply.StepOutcome;
import dev.thruway.engine.connect.Connector;
import dev.thruway.engine.guest.GuestShell;
import dev.thruway.engine.journal.Journal;
import dev.thruway.engine.run.StepResult;
import dev.thruway.knowledge.ProductKnowledge;
import dev.thruway.redfish.RedfishClient;
import dev.thruway.vsphere.client.VsphereClient;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Many VMs of one vCenter at once: what it costs in calls.
final class FleetIT {

    private static final int VMS = 60;

    /// For one VM: two for the lock and one for its signature, the host's offer, three tasks; the
    /// rest are reads that many VMs share, of which a slow machine has more.
    private static final int CALLS = 9;

    @TempDir Path folder;

    private final Map<String, Integer> calls = new ConcurrentHashMap<>();

    private final class Connecting implements Connector {

        private final Vcsim server;

        Connecting(Vcsim server) {
            this.server = server;
        }

        @Override
        public VsphereClient vsphere(Endpoint endpoint) {
            return server.client(
                    "pass",
                    exchange ->
                            calls.merge(exchange.operation().split(" ", 2)[0], 1, Integer::sum));
        }

        @Override
        public RedfishClient bmc(Bmc bmc) {
            throw new IllegalStateException("no BMC in the file");
        }

        @Override
        public GuestShell guest(GuestAccess.Ssh ssh) {
            throw new IllegalStateException("no guest in the file");
        }
    }

    /// One VM on each host.
    private static Spec spec() {
        var endpoint =
                new Endpoint(
                        URI.create("https://vc"),
                        "user",
                        new SecretRef.Env("PASSWORD"),
                        new Trust.Insecure());
        return new Spec(
                List.of(new Vcenter("vc", endpoint)),
                IntStream.range(0, VMS).mapToObj(FleetIT::server).toList(),
                IntStream.range(0, VMS).mapToObj(FleetIT::vm).toList(),
                Policy.DEFAULT);
    }

    private static Server server(int n) {
        return new Server(
                "s" + n,
                Optional.of(new Esxi.UnderVcenter("vc", "DC0_C" + n + "_H0")),
                Optional.empty(),
                List.of(),
                new TreeMap<>(),
                PolicyOverride.NONE);
    }

    /// Its own VMs are BIOS VMs.
    private static Vm vm(int n) {
        return new Vm(
                "DC0_C" + n + "_RP0_VM0",
                new Placement.OnServer("s" + n),
                Optional.empty(),
                List.of(new GpuWish.Fixed(new CardChoice.OfModel("L40S", 1))),
                Vm.SecureBoot.LEFT_ALONE,
                Vm.FirmwareConversion.ALLOWED,
                Optional.empty());
    }

    private List<StepOutcome> walk(Vcsim server) throws InterruptedException {
        try (var engine =
                new Engine(
                        spec(),
                        ProductKnowledge.builtIn(),
                        new Connecting(server),
                        new Journal(folder),
                        new EngineSettings(
                                Clock.SYSTEM,
                                new SplittableRandom(7),
                                Duration.ZERO,
                                "tanaka@pc"))) {
            Observation seen = engine.observe(_ -> true);
            Plan plan = engine.plan(seen, _ -> true);
            assertThat(plan.blockers()).isEmpty();
            calls.clear();
            return engine.walk(plan, seen, going -> engine.observeAgain(going), RunListener.NONE);
        }
    }

    private static Vcsim start(int vmsEach) {
        return Vcsim.start(
                "-cluster",
                "" + VMS,
                "-host",
                "1",
                "-standalone-host",
                "0",
                "-vm",
                "" + vmsEach,
                "-gpus",
                "1");
    }

    private int all() {
        return calls.values().stream().mapToInt(n -> n).sum();
    }

    /// Lock, last look, reconfigure, confirm, power on, confirm, unlock.
    @Test
    void aVmIsConfiguredAndStartedWithFewCalls() throws Exception {
        try (var server = start(1)) {
            assertThat(walk(server)).allMatch(o -> o.result() instanceof StepResult.Done);
        }
        assertThat(all()).as("%s", calls).isLessThanOrEqualTo(CALLS * VMS);
    }

    /// Nothing lists the VMs that are not wanted.
    @Test
    void itCostsTheSameHoweverManyOtherVmsThereAre() throws Exception {
        try (var server = start(10)) {
            assertThat(walk(server)).allMatch(o -> o.result() instanceof StepResult.Done);
        }
        assertThat(calls).doesNotContainKey("CreateContainerView");
        assertThat(all()).as("%s", calls).isLessThanOrEqualTo(CALLS * VMS);
    }
}
