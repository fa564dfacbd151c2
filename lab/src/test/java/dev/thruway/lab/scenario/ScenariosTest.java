package dev.thruway.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thruway.lab.world.EsxHost;
import org.junit.jupiter.api.Test;

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
                .hasMessage("my.yaml:3:9: no key 'server' here");
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
}
