package dev.thruway.lab.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.domain.pci.PciAddress;
import dev.thruway.domain.pci.PciIds;
import dev.thruway.lab.scenario.Scenarios;
import dev.thruway.lab.world.PciFunction;
import dev.thruway.lab.world.PowerState;
import dev.thruway.lab.world.Server;
import dev.thruway.lab.world.ServerPlan;
import dev.thruway.lab.world.WorldPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Worlds that are more than one VM and its card: other VMs that run, a card with an audio
/// function.
final class Neighbours {

    static final List<String> NAMES = List.of("build01", "db01");

    static final PciAddress AUDIO = PciAddress.parse("0000:41:00.1");

    private Neighbours() {}

    /// A scenario with two VMs more, which run.
    static InProcess running(String scenario) throws InterruptedException {
        var lab = new InProcess(with(scenario));
        powerOn(lab, NAMES);
        assertThat(running(lab)).isEqualTo(NAMES);
        return lab;
    }

    /// Starts them, and waits until their guests run.
    static void powerOn(InProcess lab, List<String> names) throws InterruptedException {
        names.forEach(name -> lab.vm(name).powerOn());
        for (int i = 0;
                i < 2_000 && !names.stream().allMatch(n -> lab.vm(n).guest().running());
                i++) {
            Thread.sleep(Duration.ofMillis(5));
        }
        assertThat(names).allMatch(n -> lab.vm(n).power() == PowerState.POWERED_ON);
    }

    private static WorldPlan with(String scenario) {
        var text =
                new StringBuilder("lab: thruway-lab/v1\nlike: %s\nservers:\n".formatted(scenario));
        text.append("  ").append(InProcess.SERVER).append(":\n    vms:\n");
        for (int i = 0; i < NAMES.size(); i++) {
            text.append(
                    """
                          %1$s:
                            id: "%2$d"
                            instanceUuid: 52f3a1d0-6f7c-4be2-9d31-0c5e7a9b000%2$d
                            biosUuid: 564d7b5e-2f0a-6c3d-8e91-4a5b6c7d000%2$d
                            created: "2024-04-01T02:10:00Z"
                            version: vmx-21
                            cpus: 2
                            coresPerSocket: 2
                            memory: 8 GiB
                            firmware: efi
                            guest: {id: ubuntu64Guest, name: Ubuntu Linux (64-bit), hostname: %1$s, address: 192.0.2.6%2$d}
                            disks:
                              - {size: 20 GiB}
                    """
                            .formatted(NAMES.get(i), i + 5));
        }
        return Scenarios.parse("neighbours.yaml", text.toString());
    }

    static List<String> running(InProcess lab) {
        return NAMES.stream()
                .filter(name -> lab.vm(name).power() == PowerState.POWERED_ON)
                .toList();
    }

    /// The reference world with a card in slot 3 that has sound, as workstation boards do.
    static InProcess withAudio(String scenario) {
        var plan = Scenarios.plan(scenario);
        return new InProcess(
                new WorldPlan(
                        plan.servers().stream().map(Neighbours::withAudio).toList(),
                        plan.datastores(),
                        plan.vcenters()));
    }

    private static ServerPlan withAudio(ServerPlan plan) {
        var hardware = plan.hardware();
        var functions = new ArrayList<>(hardware.functions());
        functions.add(
                new PciFunction(
                        AUDIO,
                        new PciIds(PciIds.NVIDIA, 0x22BA, PciIds.NVIDIA, 0x1851),
                        0x040300,
                        0xA1,
                        "NVIDIA Corporation",
                        "AD102 High Definition Audio Controller",
                        Optional.of(PciAddress.parse("0000:40:01.1")),
                        OptionalInt.of(0),
                        PciFunction.Slot.of(3),
                        Optional.empty(),
                        PciFunction.Role.FREE,
                        PciFunction.Offer.USUAL,
                        Optional.empty(),
                        List.of()));
        functions.sort(Comparator.comparing(PciFunction::address));
        return new ServerPlan(
                plan.name(),
                new Server.Hardware(hardware.chassis(), functions, hardware.cards()),
                plan.bios(),
                plan.host(),
                plan.state(),
                plan.bmc(),
                plan.rearranged(),
                plan.datastore(),
                plan.vms());
    }
}
