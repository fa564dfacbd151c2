package dev.thruway.lab.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.domain.observation.ClusterHost;
import dev.thruway.domain.observation.Observation;
import dev.thruway.domain.observation.VmObservation;
import dev.thruway.domain.spec.Placement;
import dev.thruway.domain.text.Phrase;
import dev.thruway.engine.Engine;
import dev.thruway.engine.connect.Connections;
import dev.thruway.engine.guest.GuestShell;
import dev.thruway.engine.run.Effect.Look;
import dev.thruway.engine.run.Explanation;
import dev.thruway.engine.vm.ClusterPowerOn;
import dev.thruway.engine.vm.PowerOnEffect;
import dev.thruway.guest.Bytes;
import dev.thruway.guest.Command;
import dev.thruway.guest.Elevation;
import dev.thruway.guest.ExecResult;
import dev.thruway.guest.GuestClient;
import dev.thruway.lab.scenario.Scenarios;
import dev.thruway.lab.world.Passthrough;
import dev.thruway.lab.world.VmChange;
import dev.thruway.lab.world.VmDevice;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is seen of a VM that the file puts into a cluster, and of the cluster's hosts.
final class ClusterLookTest {

    private static final String CARD = "0000:41:00.0";

    @TempDir Path folder;

    private static InProcess lab(String lines) {
        return new InProcess(
                Scenarios.parse("cluster.yaml", "lab: thruway-lab/v1\nlike: vcenter\n" + lines));
    }

    private static InProcess lab() {
        return lab("servers: {dl385-02: {esxi: {rebind: live}}}\n");
    }

    private Engine engine(InProcess lab, String cluster) {
        return Laptop.engine(lab, Laptop.specInCluster("gpu02", cluster), folder, "test@here");
    }

    private VmObservation look(InProcess lab, String cluster) {
        try (var engine = engine(lab, cluster)) {
            return Laptop.look(engine).vms().get("gpu02");
        }
    }

    /// gpu02 holds a card of its own, and its log tells of a power-on.
    private static void withLog(InProcess lab) throws InterruptedException {
        var vm = lab.vm("gpu02");
        var backing = new VmDevice.Backing("", CARD, "26b9", vm.host().systemId(), 0x10de);
        var version = vm.changeVersion();
        vm.reconfigure(
                VmChange.NONE.withDevices(
                        List.of(new VmChange.DeviceChange.AddPassthrough(backing))));
        for (int i = 0; i < 2_000 && vm.changeVersion().equals(version); i++) {
            Thread.sleep(Duration.ofMillis(5));
        }
        vm.datastore()
                .write(vm.logPath(), "nothing of a device\n".getBytes(StandardCharsets.UTF_8));
    }

    private static boolean hasLogs(VmObservation vm) {
        return vm.logs().known().filter(logs -> !logs.isEmpty()).isPresent();
    }

    @Test
    void whatOneLookReadOfAVmsLogsTheNextOneKnows() throws Exception {
        var lab = lab();
        withLog(lab);
        var asked = new CopyOnWriteArrayList<String>();
        var tapped = lab.tapped(InProcess.Tap.ofPaths("vmware", asked));
        try (var engine = engine(tapped, "ai")) {
            var first = Laptop.look(engine).vms().get("gpu02");
            assertThat(hasLogs(first)).isTrue();
            assertThat(asked).hasSize(1);

            var again = engine.observeAgain(_ -> true).vms().get("gpu02");

            assertThat(again.logs()).isEqualTo(first.logs());
            assertThat(asked).hasSize(1);
        }
    }

    /// As where DRS has put it on another host since.
    @Test
    void logsOfWhichNothingIsKnownAreReadWhateverLookItIs() throws Exception {
        var lab = lab();
        withLog(lab);
        try (var engine = engine(lab, "ai")) {
            assertThat(hasLogs(engine.observeAgain(_ -> true).vms().get("gpu02"))).isTrue();
        }
    }

    @Test
    void aVmInAnotherClusterIsNotTakenForAbsent() {
        var lab =
                lab(
                        """
                        vcenters:
                          vc01:
                            clusters:
                              ai: {servers: [dl385-01, dl385-02]}
                              other: {servers: [dl385-03]}
                        """);

        assertThat(look(lab, "other").state().whyUnknown())
                .contains(
                        Phrase.of(
                                "unread.vm-in-no-host-of-cluster",
                                "vm",
                                "gpu02",
                                "cluster",
                                "other",
                                "host",
                                "esxi01.example.com"));
    }

    /// As of one that is in a folder of the same name.
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aVmThatIsThereTwiceIsUnknown(boolean byPath) {
        var twice =
                lab().tapped(
                                new InProcess.Tap() {
                                    @Override
                                    public String arrives(String answer) {
                                        return answer.replace(">web01<", ">gpu02<");
                                    }
                                });
        var path = Optional.of("/tokyo/vm/gpu02").filter(_ -> byPath);
        var spec = Laptop.specInCluster("gpu02", "ai", path);

        try (var engine = Laptop.engine(twice, spec, folder, "test@here")) {
            assertThat(Laptop.look(engine).vms().get("gpu02").state().whyUnknown())
                    .contains(Phrase.of("unread.vm-name-twice", "vm", "gpu02"));
        }
    }

    @Test
    void aVmWhoseHostIsNotShownIsUnknownAndNotAbsent() {
        var path = "runtime.host";
        for (var keeping : List.of(Keeping.unset(path), Keeping.refused(path))) {
            assertThat(look(lab().tapped(keeping), "ai").state().whyUnknown())
                    .as("%s", keeping)
                    .contains(Phrase.of("unread.not-said", "what", path));
        }
    }

    @Test
    void aHostOfWhichItIsNotSaidWhetherItAnswersIsUnknown() {
        var path = "runtime.connectionState";
        for (var keeping : List.of(Keeping.unset(path), Keeping.refused(path))) {
            try (var engine = engine(lab().tapped(keeping), "ai")) {
                assertThat(hosts(Laptop.look(engine)))
                        .as("%s", keeping)
                        .hasSize(3)
                        .allSatisfy(host -> {
                            assertThat(host.service()).isEqualTo(ClusterHost.Service.IN_SERVICE);
                            assertThat(host.host().whyUnknown())
                                    .contains(Phrase.of("unread.not-said", "what", path));
                        });
            }
        }
    }

    private static List<ClusterHost> hosts(Observation seen) {
        return seen.clusters().values().stream()
                .flatMap(cluster -> cluster.known().stream())
                .flatMap(cluster -> cluster.hosts().stream())
                .toList();
    }

    /// A guest that is up.
    private record Up() implements GuestClient {
        private static final String BOOT_ID = "5b0f2c1e-3a6d-4f0b-9c55-0a1b2c3d4e01";

        @Override
        public ExecResult run(Command command) {
            return new ExecResult(
                    new ExecResult.Exit.Code(0),
                    new ExecResult.Output(Bytes.utf8(BOOT_ID), false),
                    new ExecResult.Output(Bytes.NONE, false));
        }

        @Override
        public void put(String path, Bytes content, int mode, Elevation elevation) {}

        @Override
        public Optional<Bytes> get(String path, int limit, Elevation elevation) {
            return Optional.empty();
        }

        @Override
        public void close() {}
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aVmThatIsOnIsSaidToBeOnTheHostThatDrsPutItOn(boolean withGuest) throws Exception {
        var lab = lab();
        lab.world
                .server("dl385-02")
                .host()
                .toggle(
                        List.of(
                                new Passthrough.Toggle(
                                        CARD, true, Optional.of(true), Optional.empty())));
        try (var engine = engine(lab, "ai")) {
            Laptop.walk(engine, Laptop.plan(engine));
        }
        var spec = Laptop.specInCluster("gpu02", "ai");
        var vm = spec.vms().getFirst();
        try (var connections = new Connections(spec, lab)) {
            var placed = connections.placed(vm).orElseThrow();
            var cluster = connections.cluster((Placement.InCluster) vm.placement());
            var effect =
                    new PowerOnEffect(
                            placed,
                            new ClusterPowerOn(cluster, placed.vm()),
                            Optional.of(new GuestShell(new Up(), Elevation.NONE))
                                    .filter(_ -> withGuest),
                            Duration.ZERO,
                            new StoppedClock(Instant.EPOCH),
                            (first, _) -> Explanation.of(first));

            assertThat(effect.look())
                    .isInstanceOfSatisfying(
                            Look.Settled.class,
                            settled ->
                                    assertThat(settled.toString())
                                            .contains("esxi02.example.com")
                                            .contains(CARD));
        }
    }
}
