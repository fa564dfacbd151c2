package dev.thruway.domain.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.domain.condition.Target;
import dev.thruway.domain.observation.HostPending;
import dev.thruway.domain.observation.HostPending.Ran;
import dev.thruway.domain.observation.HostPending.Stage;
import dev.thruway.domain.observation.Observed;
import dev.thruway.domain.observation.VmState.Power;
import dev.thruway.domain.plan.Unfinished.Maintenance;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class UnfinishedTest {

    private static final Instant SINCE = Instant.parse("2024-05-01T01:00:00Z");

    private static World left(Stage stage, boolean inMaintenance, Power other) {
        var world =
                World.seed()
                        .stranger("other")
                        .server(s -> {
                            s.inMaintenanceMode = inMaintenance;
                            s.pending =
                                    Observed.of(
                                            Optional.of(
                                                    new HostPending(
                                                            SINCE,
                                                            "me@here",
                                                            SINCE.plusMillis(17),
                                                            stage,
                                                            List.of(
                                                                    new Ran(
                                                                            "52f3a1d0-other",
                                                                            "other")))));
                        });
        world.strangers.getFirst().power = other;
        return world;
    }

    private static List<Unfinished> of(World world) {
        return Unfinished.of(world.seen());
    }

    @Test
    void namesWhoPutTheHostIntoMaintenanceModeSinceWhenAndWhichVmsAreOff() {
        assertThat(of(left(Stage.MAINTENANCE, true, Power.OFF)))
                .singleElement()
                .isEqualTo(
                        new Unfinished(
                                Target.server(World.SERVER),
                                Maintenance.OURS,
                                List.of("other"),
                                SINCE,
                                "me@here"));
    }

    @Test
    void aVmThatRunsAgainIsNotMissed() {
        assertThat(of(left(Stage.MAINTENANCE, true, Power.ON)))
                .singleElement()
                .satisfies(u -> assertThat(u.vms()).isEmpty())
                .satisfies(u -> assertThat(u.what().key()).isEqualTo("unfinished.maintenance"));
    }

    @Test
    void aMaintenanceModeThatCameBeforeOursIsSomebodyElses() {
        assertThat(of(left(Stage.SHUTTING_DOWN, true, Power.OFF)))
                .singleElement()
                .satisfies(u -> assertThat(u.maintenance()).isEqualTo(Maintenance.OTHERS))
                .satisfies(u -> assertThat(u.next().key()).isEqualTo("unfinished.next-others"));
    }

    @Test
    void aNoteAloneIsNothingThatAnybodyMisses() {
        assertThat(of(left(Stage.MAINTENANCE, false, Power.ON))).isEmpty();
        assertThat(of(World.seed())).isEmpty();
    }
}
