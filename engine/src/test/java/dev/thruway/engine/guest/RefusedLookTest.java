package dev.thruway.engine.guest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.domain.plan.Action;
import dev.thruway.engine.run.Effect;
import dev.thruway.engine.run.Effect.Look;
import dev.thruway.guest.GuestFault;
import dev.thruway.knowledge.ProductKnowledge;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// A guest that does not answer is asked again, one that refuses is not.
final class RefusedLookTest {

    private static Stream<Arguments> looks() {
        return Stream.of(
                        new GuestFault.NotAuthenticated("ssh", "no"),
                        new GuestFault.UntrustedHostKey(
                                "SHA256:x", "ssh-ed25519", Optional.empty()),
                        new GuestFault.Unreachable("no route"),
                        new GuestFault.Malformed("what"))
                .flatMap(fault -> effects(fault).map(effect -> Arguments.of(fault, effect)));
    }

    private static Stream<Effect> effects(GuestFault fault) {
        var guest = new ScriptedGuest().failing(fault).shell();
        var knowledge = ProductKnowledge.builtIn();
        return Stream.of(
                new BlacklistEffect(guest, knowledge),
                new GuestRebootEffect(guest, knowledge),
                new InstallDriverEffect(guest, knowledge, List.of(), "auto"),
                new RestoreGuestEffect(guest, knowledge),
                new CudaEffect(guest, knowledge, new Random(1), 1, Action.ProveCuda.When.ANEW));
    }

    @ParameterizedTest
    @MethodSource("looks")
    void aRefusalIsNotTriedAgain(GuestFault fault, Effect effect) {
        assertThat(effect.look())
                .isInstanceOf(fault.lasting() ? Look.Wrong.class : Look.Unclear.class);
    }
}
