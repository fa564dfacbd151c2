package dev.thruway.lab.guest.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.lab.guest.GuestAccount.Sudo;
import dev.thruway.lab.guest.GuestBench;
import org.junit.jupiter.api.Test;

/// sudo with a password, without one, and refused.
class SudoTest {

    private static final String RIGHT = GuestBench.PASSWORD + "\n";

    private final GuestBench asking = GuestBench.with(Sudo.WITH_PASSWORD);

    @Test
    void takesTheRightPasswordFromStandardInputAndLeavesTheRest() {
        var ran = asking.user("sudo -S -p '' cat", RIGHT + "rest\n");
        assertThat(ran.status()).isZero();
        assertThat(ran.out()).isEqualTo("rest\n");
        assertThat(ran.err()).isEmpty();
        assertThat(asking.user("sudo -kSp '' id -un", RIGHT).out()).isEqualTo("root\n");
    }

    @Test
    void promptsOnStandardError() {
        assertThat(asking.user("sudo -S true", RIGHT).err()).isEqualTo("[sudo] password for hpe: ");
        assertThat(asking.user("sudo -S -p 'PW for %u:' true", RIGHT).err())
                .isEqualTo("PW for hpe:");
    }

    @Test
    void refusesAWrongPasswordThreeTimes() {
        var ran = asking.user("sudo -S -p '' id", "a\nb\nc\nd\n");
        assertThat(ran.status()).isEqualTo(1);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err())
                .isEqualTo(
                        """
                        Sorry, try again.
                        Sorry, try again.
                        Sorry, try again.
                        sudo: 3 incorrect password attempts
                        """);
        assertThat(asking.user("sudo -S -p '' id -un", "a\n" + RIGHT).out()).isEqualTo("root\n");
        assertThat(asking.user("sudo -S -p '' id", "a\n").err())
                .endsWith("sudo: 1 incorrect password attempt\n");
        assertThat(asking.user("sudo -S -p '' id", "").err())
                .endsWith("sudo: no password was provided\nsudo: a password is required\n");
    }

    @Test
    void needsATerminalOrAnOptionToAsk() {
        var silent = asking.user("sudo -n true");
        assertThat(silent.status()).isEqualTo(1);
        assertThat(silent.err()).isEqualTo("sudo: a password is required\n");
        assertThat(asking.user("sudo true").err()).contains("a terminal is required to read");
        assertThat(asking.user("sudo -n -k true").status()).isEqualTo(1);
        assertThat(asking.user("sudo -k").status()).isZero();
        assertThat(asking.user("sudo -nv").status()).isEqualTo(1);
    }

    @Test
    void asksNothingWhereTheRulesSaySo() {
        var guest = GuestBench.with(Sudo.WITHOUT_PASSWORD);
        assertThat(guest.user("sudo -n id -un").out()).isEqualTo("root\n");
        assertThat(guest.user("sudo id -u").out()).isEqualTo("0\n");
        assertThat(guest.user("sudo -n -k true").status()).isZero();
        assertThat(guest.user("sudo -n cat", "input").out()).isEqualTo("input");
        guest.root("rm /etc/sudoers.d/90-cloud-init-users").ok();
        assertThat(guest.user("sudo -n true").status()).isEqualTo(1);
    }

    @Test
    void refusesWhoIsNotInTheFile() {
        var guest = GuestBench.with(Sudo.REFUSED);
        var ran = guest.user("sudo -S -p '' id", RIGHT);
        assertThat(ran.status()).isEqualTo(1);
        assertThat(ran.err()).isEqualTo("hpe is not in the sudoers file.\n");
        assertThat(guest.user("id -Gn").out()).doesNotContain("sudo");
    }

    @Test
    void runsAsWhoIsAskedForWithAFreshEnvironment() {
        var guest = GuestBench.with(Sudo.WITHOUT_PASSWORD);
        assertThat(guest.user("sudo -u nobody id -un").out()).isEqualTo("nobody\n");
        assertThat(guest.user("sudo -u nobody cat /etc/shadow").status()).isEqualTo(1);
        assertThat(guest.user("sudo -u nonsense id").err())
                .isEqualTo("sudo: unknown user nonsense\n");
        assertThat(guest.user("X=1 sudo sh -c 'echo \"$X $HOME $SUDO_USER\"'").out())
                .isEqualTo(" /root hpe\n");
        assertThat(guest.user("sudo X=1 sh -c 'echo $X'").out()).isEqualTo("1\n");
        assertThat(guest.user("sudo -i pwd").out()).isEqualTo("/root\n");
        assertThat(guest.user("sudo -i 'echo $HOME' done").out()).isEqualTo("/root done\n");
        var missing = guest.user("sudo nonsense");
        assertThat(missing.status()).isEqualTo(1);
        assertThat(missing.err()).isEqualTo("sudo: nonsense: command not found\n");
        assertThat(guest.user("sudo sh -c 'exit 7'").status()).isEqualTo(7);
    }
}
