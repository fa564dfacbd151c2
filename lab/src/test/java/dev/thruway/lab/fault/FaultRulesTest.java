package dev.thruway.lab.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FaultRulesTest {

    private static final Endpoint HERE = new Endpoint("esxi", "dl385-01");

    private final FaultRules rules = new FaultRules();

    private boolean meets(String operation, String... objects) {
        return rules.due(HERE, new Operation(operation, List.of(objects))).isPresent();
    }

    @Test
    void meetsOnlyTheCallsOfItsOperationObjectAndEndpoint() {
        rules.add(FaultRule.on("Retrieve*").of("gpu0?").at("esxi/dl385-*"));
        assertThat(meets("RetrievePropertiesEx", "12", "gpu02")).isTrue();
        assertThat(meets("ContinueRetrievePropertiesEx", "12", "gpu02")).isFalse();
        assertThat(meets("RetrievePropertiesEx", "12", "gpu12")).isFalse();
        assertThat(FaultRule.on("*").at("bmc").isAbout(HERE, new Operation("GET", List.of())))
                .isFalse();
        assertThat(FaultRule.on("*").at("dl385-01").isAbout(HERE, new Operation("GET", List.of())))
                .isTrue();
    }

    @Test
    void letsSomeThroughMeetsSomeAndThenNoMore() {
        var counted = rules.add(FaultRule.on("Login").after(2).times(3));
        assertThat(IntStream.range(0, 7).mapToObj(_ -> meets("Login")))
                .containsExactly(false, false, true, true, true, false, false);
        assertThat(counted.calls()).isEqualTo(7);
    }

    @Test
    void letsTheFirstRuleActThatIsDue() {
        rules.add(FaultRule.on("Login").times(1).instead(Instead.DROP));
        rules.add(FaultRule.on("Login").instead(Instead.HANG));
        var login = new Operation("Login", List.of());
        assertThat(rules.due(HERE, login).orElseThrow().effect())
                .isEqualTo(new Effect.Replaced(Instead.DROP));
        assertThat(rules.due(HERE, login).orElseThrow().effect())
                .isEqualTo(new Effect.Replaced(Instead.HANG));
    }

    @Test
    void refusesACountOfNone() {
        assertThatThrownBy(() -> FaultRule.on("Login").times(0))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
