package dev.thruway.lab.guest.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.thruway.lab.guest.Cards;
import dev.thruway.lab.guest.GuestBench;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// No program falls over, whatever it is called with: it does its work or complains.
class AnyArgumentsTest {

    private static final List<String> ARGUMENTS =
            List.of(
                    "",
                    "''",
                    "--",
                    "-",
                    "-x",
                    "--nonsense",
                    "--nonsense=1",
                    "nonsense",
                    "/nonsense/file",
                    "/etc",
                    "/etc/shadow",
                    "-n",
                    "-n x",
                    "-c",
                    "-c x",
                    "-d x -f y",
                    "-k 0",
                    "-e [",
                    "-r -f",
                    "a b c d",
                    "= = =",
                    "-1 x",
                    "'s/a' /etc/hosts",
                    "%d %s",
                    "install",
                    "remove",
                    "show",
                    "status",
                    "-W -f",
                    "--query-gpu= --format=csv");

    static Set<String> programs() {
        return Programs.table().keySet();
    }

    @ParameterizedTest
    @MethodSource("programs")
    void complainsAndDoesNotFallOver(String program) {
        var guest = GuestBench.with(Cards.l40s("03:00.0")).installPrebuilt("580-server-open");
        guest.install("dkms");
        for (var arguments : ARGUMENTS) {
            var line = program + " " + arguments;
            for (int turn = 0; turn < 2; turn++) {
                boolean root = turn == 0;
                assertThatCode(
                                () -> {
                                    var ran = root ? guest.root(line, "1\n") : guest.user(line);
                                    assertThat(ran.status()).isBetween(0, 255);
                                })
                        .as(line)
                        .doesNotThrowAnyException();
            }
        }
    }
}
