package dev.thruway.interop.lab;

import static dev.thruway.interop.lab.LabServer.FIRST_CARD;
import static dev.thruway.interop.lab.LabServer.VM;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The host's and the VM's part of the journey with pyvmomi, and with Thruway, each going on from
/// what the other did.
class PyvmomiJourneyIT {

    @TempDir Path folder;
    private LabServer lab;
    private Pyvmomi pyvmomi;
    private ThruwayProgram thruway;

    @BeforeEach
    void start() throws Exception {
        lab = LabServer.start("seed");
        pyvmomi = new Pyvmomi(lab.esxi(), folder);
        thruway = ThruwayProgram.with(lab.esxi(), folder);
    }

    @AfterEach
    void stop() {
        if (lab != null) {
            lab.close();
        }
    }

    @Test
    void thruwayFindsNothingToDoAfterTheScript() throws Exception {
        pyvmomi.ok("attach", VM, FIRST_CARD, "128");
        pyvmomi.ok("on", VM);

        var seen = pyvmomi.show();
        assertThat(seen.path("active").asBoolean()).as("%s", seen).isTrue();
        assertThat(seen.path("power").asString()).isEqualTo("poweredOn");
        assertThat(seen.path("events").valueStream().map(e -> e.asString()))
                .contains("VmReconfiguredEvent", "VmPoweredOnEvent");
        thruway.exits(0, "status");
        assertThat(thruway.exits(0, "apply", "--yes")).contains("Nothing to do");
    }

    @Test
    void thruwayGoesOnFromTheScriptAndTheScriptFromThruway() throws Exception {
        pyvmomi.ok("attach", VM, FIRST_CARD, "64");
        assertThat(thruway.exits(1, "status")).contains("vm.mmio-window");
        thruway.exits(0, "apply", "--yes");
        seesWhatThruwayDid();

        pyvmomi.ok("off", VM);
        pyvmomi.ok("detach", VM);
        pyvmomi.ok("toggle", FIRST_CARD, "false");
        var before = pyvmomi.show();
        assertThat(before.path("cards").isEmpty()).as("%s", before).isTrue();
        assertThat(before.path("active").asBoolean()).isFalse();
        thruway.exits(0, "apply", "--yes");
        seesWhatThruwayDid();
    }

    private void seesWhatThruwayDid() throws Exception {
        var seen = pyvmomi.show();
        assertThat(seen.path("enabled").asBoolean()).as("%s", seen).isTrue();
        assertThat(seen.path("active").asBoolean()).isTrue();
        assertThat(seen.path("cards").toString()).isEqualTo("[\"" + FIRST_CARD + "\"]");
        assertThat(seen.at("/options/pciPassthru.use64bitMMIO").asString()).isEqualTo("TRUE");
        assertThat(seen.at("/options/pciPassthru.64bitMMIOSizeGB").asString()).isEqualTo("128");
        assertThat(seen.path("reservation").asLong()).isEqualTo(65536);
        assertThat(seen.path("firmware").asString()).isEqualTo("efi");
        assertThat(seen.path("secureBoot").asBoolean()).isTrue();
        assertThat(seen.path("power").asString()).isEqualTo("poweredOn");
        assertThat(seen.path("events").valueStream().map(e -> e.asString()))
                .contains("VmReconfiguredEvent", "VmPoweredOnEvent");
    }

    @Test
    void theScriptReadsWhyItWasRefused() throws Exception {
        pyvmomi.ok("attach", VM, FIRST_CARD, "128");
        pyvmomi.ok("on", VM);
        assertThat(pyvmomi.fails("on", VM)).contains("vim.fault.InvalidPowerState");
        assertThat(pyvmomi.fails("toggle", "0000:99:00.0", "true"))
                .contains("vmodl.fault.InvalidArgument");
        assertThat(pyvmomi.fails("detach", VM)).contains("vim.fault.InvalidPowerState");
    }
}
