package dev.thruway.lab.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.thruway.domain.observation.Observation;
import dev.thruway.domain.text.Phrase;
import dev.thruway.engine.connect.Connections;
import dev.thruway.engine.host.HostReader;
import dev.thruway.engine.run.StepFailed;
import dev.thruway.lab.scenario.Scenarios;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A server that does not show everything: what it keeps to itself is neither off, nor none, nor
/// zero.
final class UnreadTest {

    @TempDir Path folder;

    private Observation look(Keeping keeping) {
        var lab = new InProcess(Scenarios.SEED).tapped(keeping);
        try (var engine = Laptop.engine(lab, Laptop.spec("gpu02", 1), folder, "test@here")) {
            var seen = Laptop.look(engine);
            assertThat(engine.plan(seen, _ -> true).steps()).isEmpty();
            return seen;
        }
    }

    private static Phrase notSaid(String path) {
        return Phrase.of("unread.not-said", "what", path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "runtime.powerState",
                "config.hardware.device",
                "config.instanceUuid",
                "config.memoryAllocation",
            })
    void aVmThatDoesNotSayIsUnknown(String path) {
        for (var keeping : new Keeping[] {Keeping.unset(path), Keeping.refused(path)}) {
            assertThat(look(keeping).vms().get("gpu02").state().whyUnknown())
                    .as("%s", keeping)
                    .contains(notSaid(path));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "runtime.inMaintenanceMode",
                "runtime.powerState",
                "config.hardware.device",
                "hardware.pciDevice",
                "vm",
            })
    void aHostThatMayNotBeReadIsUnknown(String path) {
        var server = look(Keeping.refused(path)).servers().get(InProcess.SERVER);

        assertThat(server.host().orElseThrow().whyUnknown()).contains(notSaid(path));
    }

    /// A vCenter goes on telling what it knew of it.
    @Test
    void cardsOfAHostThatIsNotReachedAreNotTold() {
        var spec = Laptop.spec("gpu02", 1);
        var away =
                new InProcess(Scenarios.SEED)
                        .tapped(
                                new InProcess.Tap() {
                                    @Override
                                    public String arrives(String answer) {
                                        return answer.replace(">connected<", ">notResponding<");
                                    }
                                });
        try (var connections = new Connections(spec, away)) {
            var host = connections.host(spec.server(InProcess.SERVER).orElseThrow());

            var refused =
                    catchThrowableOfType(StepFailed.class, () -> new HostReader(host).readCards());

            assertThat(refused.phrase().key()).isEqualTo("unread.host-not-connected");
        }
    }
}
