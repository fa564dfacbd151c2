package dev.thruway.domain.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.domain.observation.VmState.Firmware;
import dev.thruway.domain.spec.Vm.FirmwareConversion;
import dev.thruway.domain.spec.Vm.SecureBoot;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LossesTest {

    private static List<String> losses(World world) {
        return world.plan().consequences().stream().map(c -> c.message().key()).toList();
    }

    @Test
    void whatSealsADiskToAVirtualTpmIsToldBeforeTheBootChanges() {
        var world = World.seed().vm(vm -> vm.virtualTpm = true);
        assertThat(losses(world)).doesNotContain("consequence.virtual-tpm");
        world.vm(vm -> {
            vm.secureBoot = Optional.of(false);
            vm.secureBootWish = SecureBoot.ON;
        });
        assertThat(losses(world)).contains("consequence.virtual-tpm");
        world.vm(vm -> vm.virtualTpm = false);
        assertThat(losses(world)).doesNotContain("consequence.virtual-tpm");
    }

    @Test
    void alsoByAnotherFirmware() {
        var world =
                World.seed()
                        .vm(vm -> {
                            vm.virtualTpm = true;
                            vm.firmware = Firmware.BIOS;
                            vm.conversion = FirmwareConversion.ALLOWED;
                        });
        assertThat(losses(world)).contains("consequence.virtual-tpm", "consequence.firmware-efi");
    }
}
