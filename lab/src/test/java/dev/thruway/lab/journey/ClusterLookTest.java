package dev.thruway.lab.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.domain.observation.VmObservation;
import dev.thruway.domain.text.Phrase;
import dev.thruway.engine.Engine;
import dev.thruway.lab.scenario.Scenarios;
import dev.thruway.lab.world.VmChange;
import dev.thruway.lab.world.VmDevice;
import dev.thruway.vsphere.client.VsphereTransport;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is seen of a VM that the file puts into a cluster.
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
        vm.reconfigure(
                VmChange.NONE.withDevices(
                        List.of(new VmChange.DeviceChange.AddPassthrough(backing))));
        for (int i = 0; i < 2_000 && vm.config().devices().isEmpty(); i++) {
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
        var tapped =
                lab.tapped(
                        new InProcess.Tap() {
                            @Override
                            public void before(VsphereTransport.Request request) {
                                if (request.path().contains("vmware")) {
                                    asked.add(request.path());
                                }
                            }
                        });
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

    @Test
    void aVmWhoseHostIsNotShownIsUnknownAndNotAbsent() {
        var path = "runtime.host";
        for (var keeping : List.of(Keeping.unset(path), Keeping.refused(path))) {
            assertThat(look(lab().tapped(keeping), "ai").state().whyUnknown())
                    .as("%s", keeping)
                    .contains(Phrase.of("unread.not-said", "what", path));
        }
    }
}
