package dev.thruway.lab.world;

import static dev.thruway.lab.world.SeedWorld.FIRST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.domain.pci.PciAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The states in which a VM or a card may be found, and what is refused in them.
class StatesTest {

    private static final PciAddress CARD = PciAddress.parse(FIRST);
    private static final PciAddress AUDIO = PciAddress.parse("0000:41:00.1");

    private static SeedWorld withVm(String keys) {
        return SeedWorld.like("servers: {dl385-01: {vms: {gpu02: {%s}}}}\n".formatted(keys));
    }

    /// The reference world with a card that has an audio function.
    private static SeedWorld withAudio() {
        var pci =
                new SeedWorld()
                        .server.functions().stream()
                                .filter(f -> f.role() == PciFunction.Role.FREE)
                                .map(StatesTest::line)
                                .toList();
        return SeedWorld.like(
                "servers: {dl385-01: {pci: [%s, %s]}}\n"
                        .formatted(
                                String.join(", ", pci),
                                "{address: \"0000:41:00.1\", ids: \"10de:22e8 10de:1851\", class:"
                                        + " \"040300\", vendor: NVIDIA Corporation, device: AD102"
                                        + " High Definition Audio Controller, numa: 0, slot: 3,"
                                        + " role: free, dependsOn: \"0000:41:00.0\"}"));
    }

    private static String line(PciFunction f) {
        return "{address: \"%s\", ids: \"10de:26b9 10de:1851\", class: \"030200\", vendor: NVIDIA"
                        .formatted(f.address())
                + " Corporation, device: L40S, numa: 0, role: free}";
    }

    @Test
    void aSuspendedVmIsNeitherReconfiguredNorUpgradedButGoesOn() {
        var seed = withVm("power: suspended, version: vmx-20");
        assertThat(seed.vm.power()).isEqualTo(PowerState.SUSPENDED);
        seed.attach(FIRST);
        assertThat(seed.vm.config().passthroughDevices()).isEmpty();
        assertThat(seed.done(seed.vm.upgrade(Optional.empty())).error())
                .contains(
                        new Refusal.Reason.InvalidPowerState(
                                PowerState.POWERED_OFF, PowerState.SUSPENDED));
        assertThat(seed.powerOn().error()).isEmpty();
        assertThat(seed.vm.power()).isEqualTo(PowerState.POWERED_ON);
        assertThat(seed.done(seed.vm.suspend()).error()).isEmpty();
        assertThat(seed.vm.guest().poweredOn()).isFalse();
        assertThat(seed.done(seed.vm.powerOff()).error()).isEmpty();
        assertThat(seed.vm.power()).isEqualTo(PowerState.POWERED_OFF);
    }

    @Test
    void aVmWithACardIsNeitherSuspendedNorKeptWhileItRuns() {
        var seed = new SeedWorld();
        seed.prepared("128", FIRST);
        assertThat(seed.done(seed.vm.takeSnapshot("off", "")).error()).isEmpty();
        seed.powerOn();
        assertThat(seed.done(seed.vm.suspend()).error())
                .contains(new Refusal.Reason.CannotMove("PCI device 0"));
        assertThat(seed.done(seed.vm.takeSnapshot("on", "")).error())
                .contains(new Refusal.Reason.CannotMove("PCI device 0"));
        assertThat(seed.vm.snapshots()).extracting(Snapshot::name).containsExactly("off");
    }

    @Test
    void aVmWithSnapshotsKeepsItsHardwareVersion() {
        var seed = withVm("version: vmx-19, snapshots: [a, b]");
        assertThat(seed.vm.snapshots()).extracting(Snapshot::number).containsExactly(1, 2);
        assertThat(seed.done(seed.vm.upgrade(Optional.empty())).error())
                .containsInstanceOf(Refusal.Reason.InvalidState.class);
        seed.done(seed.vm.removeSnapshots());
        assertThat(seed.done(seed.vm.upgrade(Optional.empty())).error()).isEmpty();
        assertThat(seed.vm.config().version()).isEqualTo("vmx-21");
        assertThat(seed.done(seed.vm.upgrade(Optional.empty())).error())
                .containsInstanceOf(Refusal.Reason.AlreadyUpgraded.class);
    }

    @Test
    void aVmWithVbsDoesNotStartWithACard() {
        var seed = withVm("vbs: \"true\"");
        seed.prepared("128", FIRST);
        assertThat(seed.powerOn().error()).containsInstanceOf(Refusal.Reason.PowerOnFailed.class);
    }

    @Test
    void aVmWithAVgpuNeedsACardThatIsSharedOut() {
        var without = withVm("devices: [{vgpu: grid_l40s-48q}]");
        assertThat(without.powerOn().error())
                .containsInstanceOf(Refusal.Reason.PowerOnFailed.class);
        var plain = new SeedWorld();
        var shared =
                SeedWorld.like(
                        """
                        servers:
                          dl385-01:
                            gpus:
                              - {address: "0000:41:00.0", graphics: sharedDirect, slot: 3,
                                 name: NVIDIA L40S, manufacturer: NVIDIA, serial: "1", uuid: GPU-1,
                                 partNumber: P, productPartNumber: P, vbios: v,
                                 framebuffer: 48 GiB, memoryMib: 46068}
                            vms: {gpu02: {devices: [{vgpu: grid_l40s-48q}]}}
                        """);
        assertThat(plain.host.vgpuCards()).isEmpty();
        assertThat(shared.host.vgpuCards()).extracting(GpuCard::address).containsExactly(CARD);
        assertThat(shared.powerOn().error()).isEmpty();
        assertThat(shared.host.vgpuVms(CARD)).containsExactly(shared.vm);
        shared.toggle(FIRST);
        assertThat(shared.host.passthrough(CARD))
                .as("a card that a VM has a slice of stays with the host")
                .isEqualTo(new Passthrough(true, false, Optional.empty()));
    }

    @Test
    void theAudioOfACardLeavesTheHostWithIt() {
        var seed = withAudio();
        seed.toggle(FIRST);
        assertThat(seed.host.passthrough(AUDIO).active()).isTrue();
        var other = withAudio();
        other.toggle(AUDIO.toString());
        assertThat(other.host.passthrough(CARD).active()).isTrue();
        assertThat(other.host.function(AUDIO).orElseThrow().leader()).isEqualTo(CARD);
    }

    @Test
    void aCardIsFoundElsewhereAfterSomebodyMovedIt() {
        var seed = new SeedWorld();
        seed.prepared("128", FIRST);
        var elsewhere = PciAddress.parse("0000:42:00.0");
        seed.server.rearrange(Map.of(CARD, elsewhere));
        assertThat(seed.host.function(CARD)).isPresent();
        seed.server.restart();
        seed.time.pass(Duration.ofMinutes(8));
        assertThat(seed.host.function(CARD)).isEmpty();
        assertThat(seed.server.cards())
                .filteredOn(c -> c.address().equals(elsewhere))
                .extracting(GpuCard::serial)
                .containsExactly("1320000000001");
        assertThat(seed.host.passthrough(elsewhere).active())
                .as("ESXi remembers the address, not the card")
                .isFalse();
        assertThat(seed.powerOn().error()).containsInstanceOf(Refusal.Reason.PowerOnFailed.class);
    }

    @Test
    void aScenarioMovesACardAtTheFirstPost() {
        var seed =
                SeedWorld.like(
                        "servers: {dl385-01: {rearranged: [{from: \"0000:41:00.0\", to:"
                                + " \"0000:02:00.0\"}, {from: \"0000:02:00.0\", to:"
                                + " \"0000:41:00.0\"}]}}\n");
        seed.toggle(FIRST);
        seed.server.restart();
        seed.time.pass(Duration.ofMinutes(8));
        assertThat(seed.host.function(CARD).orElseThrow().role())
                .as("the boot controller is where the card was")
                .isEqualTo(PciFunction.Role.BOOT_STORAGE);
        assertThat(seed.host.passthrough(CARD).active()).isTrue();
    }

    @Test
    void traitsOfAVmComeFromTheScenario() {
        var seed =
                withVm(
                        "cpuHotAdd: \"true\", memoryHotAdd: \"true\", vtpm: \"true\", managedBy:"
                                + " {extension: com.vmware.vim.eam, type: cluster-agent}");
        var config = seed.vm.config();
        assertThat(config.cpu().hotAdd()).isTrue();
        assertThat(config.memory().hotAdd()).isTrue();
        assertThat(config.traits().managedBy())
                .contains(new VmConfig.ManagedBy("com.vmware.vim.eam", "cluster-agent"));
        assertThat(config.devices())
                .extracting(VmDevice::label)
                .containsAll(List.of("Virtual TPM", "Hard disk 1"));
    }
}
