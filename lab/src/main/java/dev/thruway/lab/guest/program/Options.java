package dev.thruway.lab.guest.program;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Arguments, taken apart as getopt_long(3) does.
final class Options {

    private final Set<String> flags = new HashSet<>();
    private final Map<String, List<String>> values = new HashMap<>();
    private final List<String> operands = new ArrayList<>();

    private Options() {}

    /// @param withValue options that take a value: `n`, `lines`
    static Options parse(List<String> args, String... withValue) {
        var options = new Options();
        var taking = Set.of(withValue);
        for (int i = 0; i < args.size(); i++) {
            var arg = args.get(i);
            if (arg.equals("--")) {
                options.operands.addAll(args.subList(i + 1, args.size()));
                break;
            }
            if (arg.startsWith("--")) {
                i += options.longOption(arg.substring(2), args, i, taking);
            } else if (arg.startsWith("-") && arg.length() > 1) {
                i += options.shortOptions(arg.substring(1), args, i, taking);
            } else {
                options.operands.add(arg);
            }
        }
        return options;
    }

    private int longOption(String text, List<String> args, int at, Set<String> taking) {
        int equals = text.indexOf('=');
        if (equals > 0) {
            value(text.substring(0, equals), text.substring(equals + 1));
            return 0;
        }
        if (taking.contains(text) && at + 1 < args.size()) {
            value(text, args.get(at + 1));
            return 1;
        }
        flags.add(text);
        return 0;
    }

    private int shortOptions(String letters, List<String> args, int at, Set<String> taking) {
        for (int i = 0; i < letters.length(); i++) {
            var letter = letters.substring(i, i + 1);
            if (taking.contains(letter)) {
                var rest = letters.substring(i + 1);
                if (!rest.isEmpty()) {
                    value(letter, rest);
                    return 0;
                }
                if (at + 1 < args.size()) {
                    value(letter, args.get(at + 1));
                    return 1;
                }
            }
            flags.add(letter);
        }
        return 0;
    }

    private void value(String name, String value) {
        flags.add(name);
        values.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
    }

    boolean has(String... names) {
        return List.of(names).stream().anyMatch(flags::contains);
    }

    Optional<String> value(String... names) {
        for (var name : names) {
            var found = values.get(name);
            if (found != null) {
                return Optional.of(found.getLast());
            }
        }
        return Optional.empty();
    }

    List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    List<String> operands() {
        return operands;
    }
}
