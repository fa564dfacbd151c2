package dev.thruway.guest.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thruway.guest.Bytes;
import dev.thruway.guest.Command;
import dev.thruway.guest.Elevation;
import dev.thruway.guest.ExecResult;
import dev.thruway.guest.GuestException;
import dev.thruway.guest.GuestFault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SudoWordsTest {

    private static final Command COMMAND = Command.of("id").as(Elevation.sudo());

    private static ExecResult failed(String stderr) {
        return new ExecResult(
                new ExecResult.Exit.Code(1),
                new ExecResult.Output(Bytes.NONE, false),
                new ExecResult.Output(Bytes.utf8(stderr), false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sudo: a password is required\n",
                "Sorry, try again.\nsudo: 3 incorrect password attempts\n",
                "hpe is not in the sudoers file.  This incident will be reported.\n",
                """
                hpe is not in the sudoers file.
                This incident has been reported to the administrator.
                """
            })
    void aRefusalOfSudoIsNotTheProgramsFailure(String said) {
        assertThatThrownBy(() -> SudoWords.authenticated(COMMAND, failed(said)))
                .isInstanceOfSatisfying(
                        GuestException.class,
                        e -> assertThat(e.fault()).isInstanceOf(GuestFault.NotAuthenticated.class));
    }

    @Test
    void aProgramThatIsNotThereIsNoRefusal() {
        var result = SudoWords.authenticated(COMMAND, failed("sudo: dracut: command not found\n"));
        assertThat(result.code()).isEqualTo(127);
        assertThat(result.stderrText()).contains("command not found");
    }

    @Test
    void aProgramThatFailsIsLeftToSayWhy() {
        var result = failed("sudo: is the first word of a line in the middle\nno such thing\n");
        assertThat(SudoWords.authenticated(COMMAND, result)).isSameAs(result);
    }
}
