package dev.thruway.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thruway.lab.world.EsxHost;
import dev.thruway.lab.world.Passthrough;
import dev.thruway.lab.world.VmDevice;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScenariosTest {

    @Test
    void readsTheReferenceWorld() {
        assertThat(Scenarios.plan(Scenarios.SEED).servers())
                .singleElement()
                .satisfies(plan -> {
                    assertThat(plan.hardware().cards()).hasSize(2);
                    assertThat(plan.host().rebind()).isEqualTo(EsxHost.Rebind.LIVE);
                    assertThat(plan.vms()).hasSize(1);
                });
    }

    @Test
    void readsAScenarioThatIsLikeAnotherOne() {
        var plan = Scenarios.plan(Scenarios.REBOOT).servers().getFirst();
        assertThat(plan.host().rebind()).isEqualTo(EsxHost.Rebind.AFTER_REBOOT);
        assertThat(plan.hardware())
                .isEqualTo(Scenarios.plan("seed").servers().getFirst().hardware());
    }

    @Test
    void namesLineAndColumnOfAnUnknownKey() {
        assertThatThrownBy(() -> Scenarios.parse("my.yaml", "lab: x\nlike: seed\nserver: {}\n"))
                .isInstanceOf(ScenarioException.class)
                .hasMessage("my.yaml:3:1: no key 'server' here");
    }

    @Test
    void namesLineAndColumnOfAWrongValue() {
        var text =
                """
                lab: x
                like: seed
                servers:
                  dl385-01:
                    esxi: {rebind: sometimes}
                """;
        assertThatThrownBy(() -> Scenarios.parse("my.yaml", text))
                .hasMessage("my.yaml:5:20: live or afterReboot, not sometimes");
    }

    @Test
    void namesLineAndColumnOfWhatIsNoYaml() {
        assertThatThrownBy(() -> Scenarios.parse("my.yaml", "lab: [x\n"))
                .isInstanceOf(ScenarioException.class)
                .hasMessageStartingWith("my.yaml:2:1: YAML: ");
    }

    @Test
    void namesAKeyThatIsMissing() {
        assertThatThrownBy(() -> Scenarios.parse("my.yaml", "servers: {}\n"))
                .hasMessage("my.yaml:1:1: the key 'lab'");
    }

    @Test
    void readsAWorldOfWhichLittleIsKnown() {
        var plan =
                Scenarios.parse(
                                "my.yaml",
                                """
                                lab: x
                                servers:
                                  s1:
                                    bmc: "no"
                                    chassis: {memory: 64 GiB}
                                    pci:
                                      - {address: "0000:41:00.0", ids: "10de:26b9 10de:1851",
                                         class: "030200", passthrough: on-after-reboot,
                                         label: ai-gpu, slotName: Riser 2}
                                    esxi: {name: esxi01, version: 8.0.3, maintenance: "true"}
                                    unread: [config.lockdownMode]
                                    vms:
                                      a: {version: vmx-19, cpus: 1, coresPerSocket: 1,
                                          memory: 1 GiB, firmware: bios, datastore: shared,
                                          guest: {id: other, name: Other, ssh: "no"}}
                                datastores:
                                  shared: {capacity: 1 TiB, servers: [s1]}
                                unread: ["s2: not there"]
                                """)
                        .servers()
                        .getFirst();
        var card = plan.hardware().functions().getFirst();
        assertThat(card.slot().description()).isEqualTo("Riser 2");
        assertThat(card.numaNode()).isEmpty();
        assertThat(plan.state().passthrough().get(card.address()))
                .isEqualTo(new Passthrough(true, false, Optional.of("ai-gpu")));
        assertThat(plan.state().maintenance()).isEqualTo(EsxHost.Maintenance.IN);
        assertThat(plan.host().product().newestHardwareNumber()).isEqualTo(21);
        assertThat(plan.datastore()).isEmpty();
        assertThat(plan.vms().getFirst().identity().id()).isEqualTo("1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "passthrough: maybe | 0000:41:00.0 | 7:48: off, on, on-after-reboot or",
                "offered: yes | 0000:41:00.0 | 7:44: no or unsaid, not yes",
            })
    void namesThePlaceOfAWrongWordInACapturedDevice(String entry, String address, String says) {
        var text =
                """
                lab: x
                like: seed
                servers:
                  dl385-01:
                    pci:
                      # a device
                      - {address: "%s", %s, ids: "10de:26b9 10de:1851", class: "030200"}
                """
                        .formatted(address, entry);
        assertThatThrownBy(() -> Scenarios.parse("my.yaml", text))
                .isInstanceOf(ScenarioException.class)
                .hasMessageContaining("my.yaml:" + says);
    }

    private static List<VmDevice> devices(String devices) {
        var vms = "{gpu02: {devices: [" + devices + "]}}";
        var text = "lab: x\nlike: seed\nservers: {dl385-01: {vms: " + vms + "}}\n";
        return Scenarios.parse("my.yaml", text)
                .servers()
                .getFirst()
                .vms()
                .getFirst()
                .config()
                .devices()
                .stream()
                .filter(d -> d.key() >= 13_000)
                .toList();
    }

    @Test
    void aVmMayHoldSeveralVgpus() {
        assertThat(devices("{vgpu: grid_l40s-8q}, {vgpu: grid_l40s-16q, unit: 30}"))
                .containsExactly(
                        new VmDevice.Vgpu(13_000, "PCI device 0", 18, "grid_l40s-8q"),
                        new VmDevice.Vgpu(13_001, "PCI device 1", 30, "grid_l40s-16q"));
    }

    @Test
    void aDeviceWithoutAKeyGetsOneThatNoOtherHas() {
        assertThat(devices("{vgpu: a}, {vgpu: b, key: 13000, unit: 18}, {vgpu: c}"))
                .containsExactly(
                        new VmDevice.Vgpu(13_001, "PCI device 0", 19, "a"),
                        new VmDevice.Vgpu(13_000, "PCI device 1", 18, "b"),
                        new VmDevice.Vgpu(13_002, "PCI device 2", 20, "c"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{vgpu: a, key: 13000}, {vgpu: b, key: 13000} | a key of its own for each device, "
                        + "and 13000 is here twice",
                "{vgpu: a, key: 2000} | a key of its own for each device, and 2000 is here twice",
                "{vgpu: a, address: '0000:41:00.0'} | no key 'address' here"
            })
    void refusesDevicesThatCannotBe(String devices, String says) {
        assertThatThrownBy(() -> devices(devices))
                .isInstanceOf(ScenarioException.class)
                .hasMessageContaining(says);
    }

    @Test
    void namesThePlaceOfADeviceThatAsksForNothing() {
        var text =
                """
                lab: x
                like: seed
                servers:
                  dl385-01:
                    vms:
                      gpu02:
                        devices:
                          - {key: "13000"}
                """;
        assertThatThrownBy(() -> Scenarios.parse("my.yaml", text))
                .hasMessage(
                        "my.yaml:8:13: the key 'address', 'products', 'hardwareLabel' or 'vgpu'");
    }
}
