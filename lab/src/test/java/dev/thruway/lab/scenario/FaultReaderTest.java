package dev.thruway.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thruway.lab.fault.Effect;
import dev.thruway.lab.fault.FaultRule;
import dev.thruway.lab.fault.Instead;
import dev.thruway.lab.fault.SaidFault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultReaderTest {

    private static List<FaultRule> faults(String rules) {
        return Scenarios.scenario("my.yaml", "lab: thruway-lab/v1\nlike: seed\nfaults:\n" + rules)
                .faults();
    }

    @Test
    void readsEverythingThatARuleCanSay() {
        assertThat(
                        faults(
                                """
                                  - endpoint: esxi
                                    operation: ReconfigVM_Task
                                    object: gpu02
                                    after: "1"
                                    count: "2"
                                    delay: 5s
                                    fault:
                                      type: NoPermission
                                      message: 権限がありません
                                      fields: {privilegeId: VirtualMachine.Config.Settings}
                                    asTask: "true"
                                """))
                .containsExactly(
                        new FaultRule(
                                "esxi",
                                "ReconfigVM_Task",
                                "gpu02",
                                1,
                                2,
                                Duration.ofSeconds(5),
                                new Effect.TaskFails(
                                        new SaidFault(
                                                "NoPermission",
                                                "権限がありません",
                                                Map.of(
                                                        "privilegeId",
                                                        "VirtualMachine.Config.Settings")))));
    }

    @Test
    void readsARuleThatSaysLittle() {
        assertThat(faults("  - {operation: GET, instead: reset-halfway}\n"))
                .containsExactly(FaultRule.on("GET").instead(Instead.RESET_HALFWAY));
        assertThat(faults("  - {operation: Login, delay: 200ms}\n"))
                .containsExactly(FaultRule.on("Login").late(Duration.ofMillis(200)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {operation: Login, often: "3"}                 | my.yaml:4:24: no key 'often' here
                    {count: "3"}                                   | my.yaml:4:5: the key 'operation'
                    {operation: Login, count: "0"}                 | my.yaml:4:31: a number from 1 on, not 0
                    {operation: Login, delay: soon}                | my.yaml:4:31: a duration such as 5s or 200ms, not soon
                    {operation: Login, instead: explode}           | my.yaml:4:33: drop, reset-halfway, http-503, hang, truncated, garbage, huge, wrong-content-type, expire-session, not explode
                    {operation: Login, asTask: "true"}             | my.yaml:4:5: the key 'fault' beside 'asTask'
                    {operation: x, fault: {type: A}, instead: drop} | my.yaml:4:5: either 'fault' or 'instead'
                    {operation: x, fault: {type: "<x>"}}           | my.yaml:4:34: a type such as TaskInProgress, not <x>
                    {operation: x, fault: {type: TaskInProgress, fields: {job: y}}} | my.yaml:4:59: no key 'job' here
                    """)
    void namesLineAndColumnOfWhatIsWrong(String rule, String message) {
        assertThatThrownBy(() -> faults("  - " + rule + "\n")).hasMessage(message);
    }
}
