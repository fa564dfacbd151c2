package dev.thruway.engine.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thruway.domain.plan.Action;
import dev.thruway.engine.run.StepFailed;
import dev.thruway.knowledge.ProductKnowledge;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// A proof takes no lock: what a change notes at the same time must not be lost by it.
final class GuestNoteTest {

    private static final String NOTE = "/var/lib/thruway/before.json";

    private final ScriptedGuest guest =
            new ScriptedGuest().program("mkdir -p -m 700 /var/lib/thruway", 0, "");

    /// The check itself does not run here: there is no such program.
    private void prove() {
        var effect =
                new CudaEffect(
                        guest.shell(),
                        ProductKnowledge.builtIn(),
                        new Random(1),
                        1,
                        Action.ProveCuda.When.ANEW);
        assertThatThrownBy(effect::act).isInstanceOf(StepFailed.class);
    }

    @Test
    void aProofLeavesTheNoteAlone() {
        guest.file(NOTE, "{\"addedPackages\":[\"a\"],\"writtenFiles\":[\"/b\"]}");
        prove();
        assertThat(guest.written()).isNotEmpty().doesNotContain(NOTE);
    }

    @Test
    void aProofMakesANoteWhereThereIsNoneSoThatUndoTakesItsFilesAway() {
        prove();
        assertThat(guest.content(NOTE)).contains("\"addedPackages\":[]");
    }
}
