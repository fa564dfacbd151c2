package dev.thruway.engine.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.thruway.engine.run.AnswerLost;
import dev.thruway.engine.run.StepFailed;
import dev.thruway.guest.GuestFault;
import dev.thruway.knowledge.ProductKnowledge;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A change inside a guest whose answer does not come may have been made all the same.
final class LostAnswerTest {

    private static Throwable blacklistingFailsWith(GuestFault fault) {
        var guest = new ScriptedGuest().failing(fault);
        var effect = new BlacklistEffect(guest.shell(), ProductKnowledge.builtIn());
        return catchThrowable(effect::act);
    }

    static Stream<GuestFault> lost() {
        return Stream.of(
                new GuestFault.Unreachable("connection reset"),
                new GuestFault.TimedOut(Duration.ofMinutes(15)));
    }

    @ParameterizedTest
    @MethodSource("lost")
    void aLostAnswerIsNoRefusal(GuestFault fault) {
        assertThat(blacklistingFailsWith(fault)).isInstanceOf(AnswerLost.class);
    }

    static Stream<GuestFault> refused() {
        return Stream.of(
                new GuestFault.NotAuthenticated("sudo", "a password is required"),
                new GuestFault.UntrustedHostKey("SHA256:x", "ssh-ed25519", Optional.of("SHA256:y")),
                new GuestFault.Rejected("SSH_FX_PERMISSION_DENIED", "no"),
                new GuestFault.Malformed("half an answer"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void aRefusalFails(GuestFault fault) {
        assertThat(blacklistingFailsWith(fault)).isInstanceOf(StepFailed.class);
    }
}
