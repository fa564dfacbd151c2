package dev.thruway.lab.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.domain.observation.Observation;
import dev.thruway.domain.plan.Plan;
import dev.thruway.engine.Engine;
import dev.thruway.engine.run.StepFailed;
import dev.thruway.engine.run.StepResult;
import dev.thruway.lab.scenario.Scenarios;
import dev.thruway.lab.world.Passthrough;
import dev.thruway.lab.world.PowerState;
import dev.thruway.vsphere.client.VsphereException;
import dev.thruway.vsphere.client.VsphereFault;
import dev.thruway.vsphere.client.VsphereTransport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A VM of a cluster is on the first host, and the second has a card for it. A run is cut off after
/// each request that changes the world, and another computer takes over.
final class ClusterCrashTest {

    private static final String CARD = "0000:41:00.0";

    private static final Pattern CHANGE =
            Pattern.compile(
                    "<(?:\\w+:)?(ReconfigVM_Task|PowerOnVM_Task|PowerOnMultiVM_Task|PowerOffVM_Task"
                            + "|ApplyRecommendation|MakeDirectory|DeleteDatastoreFile_Task)[ >]");

    @TempDir Path folder;

    private static InProcess lab(String drs) {
        var lab =
                new InProcess(
                        Scenarios.parse(
                                "cluster.yaml",
                                """
                                lab: thruway-lab/v1
                                like: vcenter
                                vcenters:
                                  vc01: {clusters: {ai: {drs: %s}}}
                                servers:
                                  dl385-02: {esxi: {rebind: live}}
                                """
                                        .formatted(drs)));
        lab.world
                .server("dl385-02")
                .host()
                .toggle(
                        List.of(
                                new Passthrough.Toggle(
                                        CARD, true, Optional.of(true), Optional.empty())));
        return lab;
    }

    private Engine engine(InProcess lab, String who) {
        return Laptop.engine(lab, Laptop.specInCluster("gpu02", "ai"), folder, who);
    }

    private static boolean changes(VsphereTransport.Request request) {
        return request.method().equals("PUT") || CHANGE.matcher(request.body()).find();
    }

    /// The world got so many of its requests, and it got no more answers.
    private static final class Cutting implements InProcess.Tap {
        private final int last;
        private int changes;
        private volatile boolean dead;

        Cutting(int last) {
            this.last = last;
        }

        @Override
        public void before(VsphereTransport.Request request) {
            if (dead) {
                throw dead();
            }
        }

        @Override
        public void after(VsphereTransport.Request request) {
            if (changes(request) && ++changes == last) {
                dead = true;
                throw dead();
            }
        }

        private static VsphereException dead() {
            return new VsphereException("test", new VsphereFault.Unreachable("no power"));
        }
    }

    private void walk(InProcess lab, String who, Function<Engine, Plan> way) throws Exception {
        try (var engine = engine(lab, who)) {
            Laptop.walk(engine, way.apply(engine));
        } catch (VsphereException | StepFailed _) {
            // Whoever died says nothing.
        }
    }

    private void takeOver(InProcess lab, Function<Engine, Plan> way) throws Exception {
        try (var engine = engine(lab, "alive@laptop")) {
            for (int round = 0; round < 5 && !way.apply(engine).steps().isEmpty(); round++) {
                assertThat(Laptop.walk(engine, way.apply(engine)))
                        .allSatisfy(o ->
                                assertThat(o.result()).isNotInstanceOf(StepResult.Failed.class));
            }
            assertThat(way.apply(engine).steps()).isEmpty();
            assertThat(way.apply(engine).blockers()).isEmpty();
        }
    }

    private Observation look(InProcess lab) {
        try (var engine = engine(lab, "looking@here")) {
            return Laptop.look(engine);
        }
    }

    static Stream<Arguments> cuts() throws Exception {
        var cuts = new ArrayList<Arguments>();
        var test = new ClusterCrashTest();
        test.folder = Files.createTempDirectory("thruway-crash");
        for (var drs : List.of("fullyAutomated", "manual")) {
            var counting = new Cutting(-1);
            test.walk(lab(drs).tapped(counting), "counting@here", Laptop::plan);
            for (int last = 1; last <= counting.changes; last++) {
                cuts.add(Arguments.of(drs, last));
            }
        }
        assertThat(cuts).hasSizeGreaterThan(8);
        return cuts.stream();
    }

    @ParameterizedTest
    @MethodSource("cuts")
    void anotherComputerBringsItToItsEnd(String drs, int last) throws Exception {
        var lab = lab(drs);
        var config = lab.vm("gpu02").config();

        walk(lab.tapped(new Cutting(last)), "dead@laptop", Laptop::plan);
        takeOver(lab, Laptop::plan);

        assertThat(lab.vm("gpu02").power()).isEqualTo(PowerState.POWERED_ON);
        assertThat(lab.vm("gpu02").host().name()).isEqualTo("esxi02.example.com");
        try (var engine = engine(lab, "looking@here")) {
            assertThat(Laptop.plan(engine).allHold()).isTrue();
        }

        takeOver(lab, Laptop::undoPlan);

        assertThat(lab.vm("gpu02").config()).isEqualTo(config);
        assertThat(lab.vm("gpu02").power()).isEqualTo(PowerState.POWERED_OFF);
        assertThat(lab.vm("gpu02").datastore().filesUnder("gpu02/.thruway"))
                .allMatch(f -> f.name().contains("/lock/"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"fullyAutomated", "manual"})
    void aRunLeavesNoLock(String drs) throws Exception {
        var lab = lab(drs);
        walk(lab, "test@here", Laptop::plan);
        assertThat(lab.vm("gpu02").power()).isEqualTo(PowerState.POWERED_ON);
        assertThat(lab.vm("gpu02").datastore().filesUnder("gpu02"))
                .noneMatch(f -> f.name().contains(".thruway"));
    }

    /// The card is taken after the plan was made.
    @Test
    void whatVcenterSaysOfEachHostIsTheReasonWhyItDoesNotStart() throws Exception {
        var lab = lab("fullyAutomated");
        var taking =
                new InProcess.Tap() {
                    @Override
                    public void before(VsphereTransport.Request request) {
                        if (request.body().contains("PowerOnMultiVM_Task")) {
                            lab.world
                                    .server("dl385-02")
                                    .host()
                                    .toggle(
                                            List.of(
                                                    new Passthrough.Toggle(
                                                            CARD,
                                                            false,
                                                            Optional.of(true),
                                                            Optional.empty())));
                        }
                    }
                };
        try (var engine = engine(lab.tapped(taking), "test@here")) {
            var last = Laptop.walk(engine, Laptop.plan(engine)).getLast();
            assertThat(last.result()).isInstanceOf(StepResult.Failed.class);
            assertThat(last.result().toString())
                    .contains("No host is compatible with the virtual machine");
        }
        assertThat(look(lab).vms().get("gpu02").state().known()).isPresent();
    }
}
