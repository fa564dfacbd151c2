package dev.thruway.guest.ssh;

import dev.thruway.guest.Command;
import dev.thruway.guest.Elevation;
import dev.thruway.guest.ExecResult;
import dev.thruway.guest.GuestException;
import dev.thruway.guest.GuestFault;
import dev.thruway.guest.PosixWords;
import dev.thruway.guest.Secret;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// The text of an exec request, and what goes to its standard input.
final class SudoWords {

    private final String line;
    private final byte[] stdin;

    private SudoWords(String line, byte[] stdin) {
        this.line = line;
        this.stdin = stdin;
    }

    String line() {
        return line;
    }

    /// Not a copy: it may begin with a password, and who runs it clears it.
    byte[] stdin() {
        return stdin;
    }

    static SudoWords plain(Command command) {
        return new SudoWords(PosixWords.join(withEnvironment(command)), command.stdin().toArray());
    }

    /// `-n`: where a password is needed after all, fail and do not ask.
    static SudoWords notAsking(Command command) {
        return new SudoWords(sudo(command, List.of("-n")), command.stdin().toArray());
    }

    /// `-S` reads the password from standard input, up to the end of the line, and leaves the rest
    /// to the program; `-k` makes sure that it is read, also where sudo would still remember one.
    static SudoWords asking(Command command, Secret password) {
        var secret = password.utf8();
        var rest = command.stdin().toArray();
        var stdin = Arrays.copyOf(secret, secret.length + 1 + rest.length);
        stdin[secret.length] = '\n';
        System.arraycopy(rest, 0, stdin, secret.length + 1, rest.length);
        Arrays.fill(secret, (byte) 0);
        return new SudoWords(sudo(command, List.of("-k", "-S", "-p", "")), stdin);
    }

    private static String sudo(Command command, List<String> options) {
        var words = new ArrayList<>(List.of("env", "LC_ALL=C", "sudo"));
        words.addAll(options);
        words.add("--");
        words.addAll(withEnvironment(command));
        return PosixWords.join(words);
    }

    /// A server accepts few variables from a client (`AcceptEnv`), so `env` sets them.
    private static List<String> withEnvironment(Command command) {
        if (command.environment().isEmpty()) {
            return command.argv();
        }
        var words = new ArrayList<>(List.of("env"));
        new TreeMap<>(command.environment())
                .forEach((name, value) -> words.add(name + "=" + value));
        words.addAll(command.argv());
        return words;
    }

    /// The result, unless it is sudo itself that refused: then it says so under its own name and
    /// ends with 1 (sudo(8), "Exit value"). It also ends with 1 where there is no such program,
    /// which is no refusal: that becomes the 127 that a shell and `env` give it.
    static ExecResult authenticated(Command command, ExecResult result) {
        if (command.elevation() instanceof Elevation.Sudo && result.code() == 1) {
            if (result.stderrText().strip().matches("(?s)(.*\n)?sudo: [^\n]+: command not found")) {
                return new ExecResult(
                        new ExecResult.Exit.Code(127), result.stdout(), result.stderr());
            }
            refusal(result.stderrText().strip())
                    .ifPresent(why -> {
                        throw new GuestException(
                                "sudo " + command, new GuestFault.NotAuthenticated("sudo", why));
                    });
        }
        return result;
    }

    /// Newer sudo adds a line to it: "This incident has been reported to the administrator."
    private static Optional<String> refusal(String said) {
        var last = said.substring(said.lastIndexOf('\n') + 1);
        return said.lines()
                .filter(line -> line.contains("is not in the sudoers file"))
                .findFirst()
                .or(() -> Optional.of(last).filter(line -> line.startsWith("sudo: ")));
    }
}
