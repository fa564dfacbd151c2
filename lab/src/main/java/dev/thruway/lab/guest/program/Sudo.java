package dev.thruway.lab.guest.program;

import dev.thruway.lab.guest.fs.User;
import dev.thruway.lab.guest.os.Accounts;
import dev.thruway.lab.guest.os.Invocation;
import dev.thruway.lab.guest.os.Program;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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

    /// The command line.
    ///
    /// @param flags letters without a value
    /// @param prompt instead of sudo's own; empty prints none
    private record Request(
            String flags,
            Optional<String> prompt,
            String user,
            Map<String, String> environment,
            List<String> command) {

        boolean has(char flag) {
            return flags.indexOf(flag) >= 0;
        }
    }

    @Override
    public int run(Invocation call) throws InterruptedException {
        var request = parse(call.args());
        if (request.command().isEmpty()) {
            if (request.has('v')) {
                return authenticate(call, request).orElse(0);
            }
            if (request.has('k') || request.has('K')) {
                return 0;
            }
            call.complain("usage: sudo -h | -K | -k | -V");
            return 1;
        }
        var target = call.os().accounts().find(request.user());
        if (target.isEmpty()) {
            return call.fail(1, "unknown user " + request.user());
        }
        var refused = authenticate(call, request);
        return refused.isPresent() ? refused.get() : execute(call, request, target.get());
    }

    private static Request parse(List<String> args) {
        var flags = new StringBuilder();
        var environment = new TreeMap<String, String>();
        Optional<String> prompt = Optional.empty();
        var user = "root";
        int at = 0;
        while (at < args.size()) {
            var arg = args.get(at);
            if (arg.equals("--")) {
                at++;
                break;
            }
            int equals = arg.indexOf('=');
            if (!arg.startsWith("-") && equals <= 0) {
                break;
            }
            at++;
            if (!arg.startsWith("-")) {
                environment.put(arg.substring(0, equals), arg.substring(equals + 1));
                continue;
            }
            for (int i = 1; i < arg.length(); i++) {
                char letter = arg.charAt(i);
                flags.append(letter);
                if ("pugCT".indexOf(letter) >= 0) {
                    var rest = arg.substring(i + 1);
                    var value = rest.isEmpty() && at < args.size() ? args.get(at++) : rest;
                    prompt = letter == 'p' ? Optional.of(value) : prompt;
                    user = letter == 'u' ? value : user;
                    break;
                }
            }
        }
        return new Request(
                flags.toString(),
                prompt,
                user,
                environment,
                command(flags.toString(), args.subList(at, args.size())));
    }

    /// With -i or -s a shell, which runs the words as one line.
    private static List<String> command(String flags, List<String> words) {
        if (flags.indexOf('i') < 0 && flags.indexOf('s') < 0) {
            return List.copyOf(words);
        }
        return words.isEmpty() ? List.of("bash") : List.of("bash", "-c", String.join(" ", words));
    }

    /// Empty where the caller may; else the exit code.
    private static Optional<Integer> authenticate(Invocation call, Request request) {
        if (call.user().root() || withoutPassword(call)) {
            return Optional.empty();
        }
        boolean member =
                call.os()
                        .accounts()
                        .groupId("sudo")
                        .filter(call.user().groups()::contains)
                        .isPresent();
        if (request.has('n')) {
            return Optional.of(call.fail(1, "a password is required"));
        }
        if (!request.has('S') && !call.context().terminal()) {
            call.fail(
                    1,
                    "a terminal is required to read the password; either use the -S option to read"
                            + " from standard input or configure an askpass helper");
            return Optional.of(call.fail(1, "a password is required"));
        }
        var prompt = request.prompt().orElse("[sudo] password for " + call.user().name() + ": ");
        return ask(call, member, prompt.replace("%u", call.user().name()));
    }

    private static Optional<Integer> ask(Invocation call, boolean member, String prompt) {
        for (int i = 0; i < TRIES; i++) {
            prompt(call, prompt);
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

    private static int execute(Invocation call, Request request, Accounts.Entry target)
            throws InterruptedException {
        var environment = new TreeMap<String, String>();
        for (var kept : List.of("LANG", "LC_ALL", "TERM", "DISPLAY")) {
            var value = call.context().environment().get(kept);
            if (value != null) {
                environment.put(kept, value);
            }
        }
        if (request.has('E')) {
            environment.putAll(call.context().environment());
        }
        environment.putAll(request.environment());
        environment.put("PATH", SECURE_PATH);
        environment.put("HOME", target.home());
        environment.put("USER", target.user().name());
        environment.put("LOGNAME", target.user().name());
        environment.put("SUDO_USER", call.user().name());
        environment.put("SUDO_UID", Integer.toString(call.user().uid()));
        var context = call.context().as(target.user()).with(environment);
        if (request.has('i')) {
            context = context.in(target.home());
        }
        var argv = request.command();
        if (call.os().locate(argv.getFirst(), context).isEmpty()) {
            return call.fail(1, argv.getFirst() + ": command not found");
        }
        return call.os().launch(argv, context);
    }
}
