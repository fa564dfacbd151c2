package dev.thruway.guest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// One program to run: words as the program will see them, with nothing for a shell to interpret.
///
/// @param argv the program and its arguments
/// @param stdin what it reads, then end of file
/// @param environment added to the login's; `LC_ALL=C` unless something else is given, because what
///   programs print is read by us
/// @param deadline after it the caller gets [GuestFault.TimedOut]; the program may go on
/// @param outputLimit how many bytes of each stream are kept; more is read, dropped and flagged
public record Command(
        List<String> argv,
        Bytes stdin,
        Map<String, String> environment,
        Elevation elevation,
        Duration deadline,
        int outputLimit) {

    private static final Duration DEFAULT_DEADLINE = Duration.ofSeconds(60);
    private static final int DEFAULT_OUTPUT_LIMIT = 1 << 20;
    private static final int MAX_WORDS_LENGTH = 1 << 17;
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    public Command {
        argv = List.copyOf(argv);
        environment = Map.copyOf(environment);
        if (argv.isEmpty() || argv.getFirst().isEmpty()) {
            throw new IllegalArgumentException("no program to run");
        }
        if (argv.getFirst().startsWith("-") || argv.getFirst().contains("=")) {
            throw new IllegalArgumentException("not a program's name: " + argv.getFirst());
        }
        if (argv.stream().mapToInt(String::length).sum() > MAX_WORDS_LENGTH) {
            throw new IllegalArgumentException("arguments longer than " + MAX_WORDS_LENGTH);
        }
        if (argv.stream().anyMatch(word -> word.indexOf('\0') >= 0)) {
            throw new IllegalArgumentException("an argument holds a NUL");
        }
        environment.forEach((name, value) -> {
            if (!NAME.matcher(name).matches() || value.indexOf('\0') >= 0) {
                throw new IllegalArgumentException("not an environment entry: " + name);
            }
        });
        if (deadline.isNegative() || deadline.isZero()) {
            throw new IllegalArgumentException("deadline is not positive: " + deadline);
        }
        if (outputLimit < 0) {
            throw new IllegalArgumentException("negative output limit: " + outputLimit);
        }
    }

    public static Command of(String program, String... arguments) {
        var words = new ArrayList<String>();
        words.add(program);
        words.addAll(List.of(arguments));
        return of(words);
    }

    public static Command of(List<String> argv) {
        return new Command(
                argv,
                Bytes.NONE,
                Map.of("LC_ALL", "C"),
                Elevation.NONE,
                DEFAULT_DEADLINE,
                DEFAULT_OUTPUT_LIMIT);
    }

    public Command as(Elevation other) {
        return new Command(argv, stdin, environment, other, deadline, outputLimit);
    }

    public Command within(Duration other) {
        return new Command(argv, stdin, environment, elevation, other, outputLimit);
    }

    public Command reading(Bytes other) {
        return new Command(argv, other, environment, elevation, deadline, outputLimit);
    }

    public Command keeping(int bytes) {
        return new Command(argv, stdin, environment, elevation, deadline, bytes);
    }

    public Command with(String name, String value) {
        var more = new TreeMap<>(environment);
        more.put(name, value);
        return new Command(argv, stdin, more, elevation, deadline, outputLimit);
    }

    /// The words as a person would type them.
    @Override
    public String toString() {
        return PosixWords.join(argv);
    }
}
