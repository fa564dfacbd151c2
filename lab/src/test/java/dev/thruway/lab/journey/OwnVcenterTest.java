package dev.thruway.lab.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.domain.plan.Plan;
import dev.thruway.lab.scenario.Scenarios;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A vCenter that runs in a VM of the very host that has to reboot.
final class OwnVcenterTest {

    @TempDir Path folder;

    /// Its guest says what it is called as soon as its tools run.
    private static InProcess lab() throws InterruptedException {
        var lab =
                new InProcess(
                        Scenarios.parse(
                                "own.yaml",
                                """
                                lab: thruway-lab/v1
                                like: vcenter
                                vcenters:
                                  vc01: {appliance: web01}
                                servers:
                                  dl385-01: {vms: {web01: {guest: {hostname: vc01.example.com}}}}
                                """));
        for (int i = 0; i < 2_000 && !lab.vm("web01").guest().running(); i++) {
            Thread.sleep(Duration.ofMillis(5));
        }
        return lab;
    }

    private Plan plan(InProcess lab) {
        var spec = Laptop.specUnderVcenter("gpu02", lab.host().name());
        try (var engine = Laptop.engine(lab, spec, folder, "test@here")) {
            return Laptop.plan(engine);
        }
    }

    @Test
    void itIsMovedByDrsAndThePlanSaysSo() throws Exception {
        var plan = plan(lab());

        assertThat(plan.blockers()).isEmpty();
        assertThat(plan.steps()).extracting(s -> s.action().code()).contains("reboot-host");
        assertThat(plan.consequences())
                .extracting(c -> c.message().key() + " " + c.message().args().get("vms"))
                .contains("consequence.vcenter-is-moved web01");
    }

    @ParameterizedTest
    @CsvSource({
        "datastore,blocker.vcenter-runs-on-host",
        "configurationEx,blocker.host-unread",
        "runtime.inMaintenanceMode,blocker.host-unread",
    })
    void whatIsNotShownIsNotTakenForLeaveToMoveIt(String path, String blocker) throws Exception {
        var plan = plan(lab().tapped(Keeping.unset(path)));

        assertThat(plan.steps()).extracting(s -> s.action().code()).doesNotContain("reboot-host");
        assertThat(plan.consequences())
                .extracting(c -> c.message().key())
                .doesNotContain("consequence.vcenter-is-moved");
        assertThat(plan.blockers())
                .extracting(b -> b.cause().key())
                .as("%s", plan.blockers())
                .contains(blocker);
    }
}
