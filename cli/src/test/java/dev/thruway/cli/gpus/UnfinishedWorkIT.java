package dev.thruway.cli.gpus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.cli.lab.TestLab;
import dev.thruway.lab.fault.FaultRule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// With `GOVC_URL` alone: that a run left a host in maintenance mode.
final class UnfinishedWorkIT {

    private static final String IN_MAINTENANCE =
            "servers: {dl385-01: {esxi: {maintenance: \"true\"}}}\n";

    private static final String NOTE =
            """
            {"bootTime":"2026-03-01T02:00:00Z","who":"me@laptop","since":"2026-03-01T02:00:00Z",
             "stage":"maintenance","ran":[]}
            """;

    private static final String SAID = "in maintenance mode because Thruway put it there";

    @TempDir Path folder;

    private TestLab lab(String lines) throws IOException {
        return TestLab.like(folder, lines);
    }

    private static void leaveUnfinished(TestLab lab) {
        var host = lab.lab().world().server("dl385-01").host();
        var store = host.datastores().getFirst();
        var notes = ".thruway/" + host.systemId();
        store.makeFolder(notes, true);
        store.write(notes + "/pending.json", NOTE.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void checkAndGpusSayIt() throws Exception {
        try (var lab = lab(IN_MAINTENANCE)) {
            leaveUnfinished(lab);

            assertThat(lab.govc("check").out()).contains(SAID, "me@laptop");
            assertThat(lab.govc("gpus").err()).contains(SAID, "me@laptop");
            assertThat(lab.govc("gpus", "-o", "json").out())
                    .containsPattern("\"maintenanceBy\" ?: ?\"thruway\"");
        }
    }

    @Test
    void aMaintenanceModeOfSomebodyElseIsNoneOfIt() throws Exception {
        try (var lab = lab(IN_MAINTENANCE)) {
            assertThat(lab.govc("check").out()).doesNotContain("Thruway put it there");
            assertThat(lab.govc("gpus").err()).doesNotContain("Thruway put it there");
        }
    }

    @Test
    void gpusAsksNothingMoreOfAHostInService() throws Exception {
        try (var lab = lab("")) {
            leaveUnfinished(lab);
            var listed = lab.lab().faults().add(FaultRule.on("SearchDatastore*"));
            var asked = lab.lab().faults().add(FaultRule.on("QueryConfigTarget"));

            lab.govc("gpus");

            assertThat(listed.calls() + asked.calls()).isZero();
        }
    }
}
