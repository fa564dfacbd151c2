package dev.thruway.interop.lab;

import static dev.thruway.interop.lab.LabServer.VM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.lab.LabEndpoint;
import dev.thruway.lab.world.LabTask;
import dev.thruway.lab.world.PowerState;
import dev.thruway.lab.world.VirtualMachine;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/// Others' clients have the lab's DRS start a VM.
class DrsIT {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir Path folder;

    /// The second host runs fewer VMs than the one that the VM is on.
    private LabServer lab(String drs) throws Exception {
        var file = folder.resolve("world.yaml");
        Files.writeString(
                file,
                """
                lab: thruway-lab/v1
                like: vcenter
                vcenters: {vc01: {clusters: {ai: {drs: %s}}}}
                servers: {dl385-02: {vms: {db01: {power: "off"}}}}
                """
                        .formatted(drs));
        return LabServer.of(file);
    }

    private static VirtualMachine vm(LabServer lab) {
        return lab.lab().world().vcenter("vc01").hosts().stream()
                .flatMap(host -> host.vms().stream())
                .filter(vm -> vm.config().name().equals(VM))
                .findFirst()
                .orElseThrow();
    }

    private static void awaitOn(LabServer lab) throws InterruptedException {
        long end = System.nanoTime() + 20_000_000_000L;
        while (vm(lab).power() != PowerState.POWERED_ON) {
            assertThat(System.nanoTime()).as("the VM does not start").isLessThan(end);
            Thread.sleep(20);
        }
    }

    private Pyvmomi pyvmomi(LabEndpoint vcenter) {
        return new Pyvmomi(vcenter, folder);
    }

    @Test
    void govcHasDrsStartIt() throws Exception {
        try (var lab = lab("fullyAutomated")) {
            Govc.with(lab.vcenter(), folder).ok("vm.power", "-on", "-M", VM);

            awaitOn(lab);
            assertThat(lab.lab().world().vcenter("vc01").tasks().all())
                    .extracting(LabTask::descriptionId)
                    .contains("Datacenter.powerOnVm");
        }
    }

    @Test
    void pyvmomiHasDrsStartIt() throws Exception {
        try (var lab = lab("fullyAutomated")) {
            var said = JSON.readTree(pyvmomi(lab.vcenter()).ok("place", VM));

            assertThat(said.path("attempted").asInt()).isEqualTo(1);
            assertThat(said.path("recommended").isEmpty()).isTrue();
            assertThat(vm(lab).power()).isEqualTo(PowerState.POWERED_ON);
        }
    }

    @Test
    void pyvmomiAppliesWhatDrsRecommends() throws Exception {
        try (var lab = lab("manual")) {
            var said = JSON.readTree(pyvmomi(lab.vcenter()).ok("place", VM));

            assertThat(said.path("attempted").asInt()).isZero();
            assertThat(said.path("recommended").size()).isEqualTo(3);
            awaitOn(lab);
            assertThat(vm(lab).host().name())
                    .isEqualTo("esxi02.example.com")
                    .isEqualTo(said.path("recommended").path(0).asString());
        }
    }
}
