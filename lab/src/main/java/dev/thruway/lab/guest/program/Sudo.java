package dev.thruway.lab.guest.program;

import dev.thruway.lab.guest.fs.User;
import dev.thruway.lab.guest.os.Invocation;
import dev.thruway.lab.guest.os.Program;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// sudo: by the group `sudo` with the caller's password, or by a NOPASSWD line of /etc/sudoers.d.
/// It remembers no password, as sudo does without a terminal.
final class Sudo implements Program {

    private static final int TRIES = 3;
    private static final String SECURE_PATH =
            "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/snap/bin";

    @Override
    public int run(Invocation call) throws InterruptedException {
        var args = new ArrayList<>(call.args());
        var flags = new ArrayList<String>();
        var environment = new TreeMap<String, String>();
        while (!args.isEmpty()
                && (args.getFirst().startsWith("-") || args.getFirst().contains("="))) {
            var arg = args.removeFirst();
            if (arg.equals("--")) {
                break;
            }
            int equals = arg.indexOf('=');
            if (!arg.startsWith("-")) {
                environment.put(arg.substring(0, equals), arg.substring(equals + 1));
            } else {
                flags.add(arg);
                if (List.of("-p", "-u", "-g").contains(arg) && !args.isEmpty()) {
                    args.removeFirst();
                }
            }
        }
        if (flags.contains("-i") || flags.contains("-s")) {
            args.addAll(0, args.isEmpty() ? List.of("bash") : List.of("bash", "-c"));
        }
        if (args.isEmpty() && flags.stream().anyMatch(f -> f.equals("-v") || f.equals("-k"))) {
            return flags.contains("-v") ? authenticate(call, flags).orElse(0) : 0;
        }
        if (args.isEmpty()) {
            call.complain("usage: sudo -h | -K | -k | -V");
            return 1;
        }
        return authenticate(call, flags).orElse(-1) < 0 ? execute(call, args, environment) : 1;
    }

    /// Empty where the caller may; else the exit code.
    private static Optional<Integer> authenticate(Invocation call, List<String> flags) {
        if (call.user().root() || withoutPassword(call)) {
            return Optional.empty();
        }
        boolean member =
                call.os()
                        .accounts()
                        .groupId("sudo")
                        .filter(call.user().groups()::contains)
                        .isPresent();
        boolean reads = flags.contains("-S") || call.context().terminal();
        if (flags.contains("-n")) {
            return Optional.of(call.fail(1, "a password is required"));
        }
        if (!reads) {
            call.fail(
                    1,
                    "a terminal is required to read the password; either use the -S option to read"
                            + " from standard input or configure an askpass helper");
            return Optional.of(call.fail(1, "a password is required"));
        }
        return ask(call, member, flags.contains("-p"));
    }

    private static Optional<Integer> ask(Invocation call, boolean member, boolean silent) {
        for (int i = 0; i < TRIES; i++) {
            if (!silent) {
                prompt(call, "[sudo] password for " + call.user().name() + ": ");
            }
            var typed = readLine(call);
            if (typed.isEmpty()) {
                if (i == 0) {
                    call.fail(1, "no password was provided");
                    return Optional.of(call.fail(1, "a password is required"));
                }
                return Optional.of(
                        call.fail(1, i + " incorrect password attempt" + (i > 1 ? "s" : "")));
            }
            if (call.os().passwordMatches(call.user().name(), typed.get())) {
                if (member) {
                    return Optional.empty();
                }
                call.complain(call.user().name() + " is not in the sudoers file.");
                return Optional.of(1);
            }
            call.complain("Sorry, try again.");
        }
        return Optional.of(call.fail(1, TRIES + " incorrect password attempts"));
    }

    private static void prompt(Invocation call, String text) {
        try {
            call.streams().err().write(text.getBytes(StandardCharsets.UTF_8));
            call.streams().err().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<String> readLine(Invocation call) {
        var line = new ByteArrayOutputStream();
        try {
            int b = call.streams().in().read();
            if (b < 0) {
                return Optional.empty();
            }
            while (b >= 0 && b != '\n' && line.size() < 1024) {
                line.write(b);
                b = call.streams().in().read();
            }
            return Optional.of(line.toString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean withoutPassword(Invocation call) {
        var files = call.files();
        return files.list(User.ROOT, "/etc/sudoers.d").stream()
                .map(name -> files.readText(User.ROOT, "/etc/sudoers.d/" + name))
                .flatMap(String::lines)
                .map(String::strip)
                .anyMatch(line ->
                        line.startsWith(call.user().name() + " ")
                                && line.matches(".*NOPASSWD:\\s*ALL"));
    }

    private static int execute(Invocation call, List<String> argv, Map<String, String> more)
            throws InterruptedException {
        var environment = new TreeMap<String, String>();
        for (var kept : List.of("LANG", "LC_ALL", "TERM", "DISPLAY")) {
            var value = call.context().environment().get(kept);
            if (value != null) {
                environment.put(kept, value);
            }
        }
        environment.putAll(more);
        environment.put("PATH", SECURE_PATH);
        environment.put("HOME", "/root");
        environment.put("USER", "root");
        environment.put("LOGNAME", "root");
        environment.put("SUDO_USER", call.user().name());
        var context = call.context().as(User.ROOT).with(environment);
        if (call.os().locate(argv.getFirst(), context).isEmpty()) {
            return call.fail(1, argv.getFirst() + ": command not found");
        }
        return call.os().launch(argv, context);
    }
}
