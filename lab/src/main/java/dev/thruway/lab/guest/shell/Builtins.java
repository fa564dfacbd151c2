package dev.thruway.lab.guest.shell;

import dev.thruway.lab.guest.fs.FileException;
import dev.thruway.lab.guest.fs.FileSystem;
import dev.thruway.lab.guest.fs.Paths;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/// What a shell must do itself, because it changes the shell.
final class Builtins {

    private static final Set<String> NAMES =
            Set.of(
                    ":", ".", "cd", "pwd", "set", "exit", "read", "exec", "eval", "trap", "type",
                    "export", "unset", "shift", "local", "return", "command", "source");

    private final FileSystem files;
    private final Launcher launcher;
    private final ShellState state;

    Builtins(FileSystem files, Launcher launcher, ShellState state) {
        this.files = files;
        this.launcher = launcher;
        this.state = state;
    }

    /// Empty where it is none.
    OptionalInt run(List<String> words, ProcessContext context) throws InterruptedException {
        var rest = words.subList(1, words.size());
        return switch (words.getFirst()) {
            case ":", "umask", "wait", "hash", "shopt" -> OptionalInt.of(0);
            case "set" -> OptionalInt.of(set(rest));
            case "trap" -> OptionalInt.of(trap(rest));
            case "shift" -> OptionalInt.of(shift(rest));
            case "local", "readonly", "declare" -> OptionalInt.of(local(rest));
            case "cd" -> OptionalInt.of(changeDirectory(rest, context));
            case "pwd" -> OptionalInt.of(print(context, state.directory() + "\n"));
            case "export" -> OptionalInt.of(export(rest));
            case "unset" -> {
                rest.forEach(state::unset);
                yield OptionalInt.of(0);
            }
            case "exit", "logout" ->
                    throw new Shell.Exit(rest.isEmpty() ? state.status() : number(rest.getFirst()));
            case "read" -> OptionalInt.of(read(rest, context));
            case "exec" -> {
                int status = rest.isEmpty() ? 0 : launcher.launch(rest, context);
                throw new Shell.Exit(status);
            }
            case "command", "type" -> OptionalInt.of(command(words, context));
            default -> OptionalInt.empty();
        };
    }

    private int set(List<String> words) {
        for (int i = 0; i < words.size(); i++) {
            var word = words.get(i);
            if (word.equals("--") || !word.matches("[-+].+")) {
                var positional = new ArrayList<>(List.of(state.value("0")));
                positional.addAll(words.subList(word.equals("--") ? i + 1 : i, words.size()));
                state.arguments(positional);
                return 0;
            }
            boolean on = word.startsWith("-");
            for (char letter : word.substring(1).toCharArray()) {
                boolean named = letter == 'o' && i + 1 < words.size();
                state.option(named ? letter(words.get(++i)) : letter, on);
            }
        }
        return 0;
    }

    private static char letter(String option) {
        return switch (option) {
            case "errexit" -> 'e';
            case "nounset" -> 'u';
            case "pipefail" -> 'p';
            default -> ' ';
        };
    }

    private int trap(List<String> rest) {
        if (rest.size() > 1 && (rest.contains("EXIT") || rest.contains("0"))) {
            state.exitTrap(rest.getFirst().equals("-") ? "" : rest.getFirst());
        }
        return 0;
    }

    private int shift(List<String> rest) {
        int n = rest.isEmpty() ? 1 : number(rest.getFirst());
        if (n > state.positional().size()) {
            return 1;
        }
        var positional = new ArrayList<>(List.of(state.value("0")));
        positional.addAll(state.positional().subList(n, state.positional().size()));
        state.arguments(positional);
        return 0;
    }

    private int local(List<String> rest) {
        for (var word : rest) {
            if (word.startsWith("-")) {
                continue;
            }
            int equals = word.indexOf('=');
            var name = equals < 0 ? word : word.substring(0, equals);
            state.local(name);
            if (equals >= 0) {
                state.set(name, word.substring(equals + 1));
            }
        }
        return 0;
    }

    private static int number(String text) {
        return text.matches("\\d{1,3}") ? Integer.parseInt(text) & 0xFF : 2;
    }

    private int changeDirectory(List<String> rest, ProcessContext context) {
        var to =
                rest.isEmpty()
                        ? state.value("HOME")
                        : rest.getFirst().equals("-") ? state.value("OLDPWD") : rest.getFirst();
        try {
            var path = files.realPath(context.user(), Paths.resolve(state.directory(), to));
            files.list(context.user(), path);
            state.directory(path);
            return 0;
        } catch (FileException e) {
            Shell.complain(context.streams(), "bash: line 1: cd: " + to + ": " + e.errno().text());
            return 1;
        }
    }

    private int export(List<String> rest) {
        for (var word : rest) {
            int equals = word.indexOf('=');
            if (equals > 0) {
                state.set(word.substring(0, equals), word.substring(equals + 1));
            }
            state.export(equals > 0 ? word.substring(0, equals) : word);
        }
        return 0;
    }

    private int read(List<String> rest, ProcessContext context) {
        var line = new ByteArrayOutputStream();
        try {
            int b = context.streams().in().read();
            boolean end = b < 0;
            while (b >= 0 && b != '\n') {
                line.write(b);
                b = context.streams().in().read();
            }
            var names = rest.stream().filter(w -> !w.startsWith("-")).toList();
            var values = line.toString(StandardCharsets.UTF_8).strip().split("\\s+", names.size());
            for (int i = 0; i < names.size(); i++) {
                state.set(names.get(i), i < values.length ? values[i] : "");
            }
            return end ? 1 : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int command(List<String> words, ProcessContext context) throws InterruptedException {
        boolean asks = words.getFirst().equals("type") || words.contains("-v");
        var rest = words.stream().skip(1).filter(w -> !w.startsWith("-")).toList();
        if (!asks) {
            return rest.isEmpty() ? 0 : launcher.launch(words.subList(1, words.size()), context);
        }
        int status = rest.isEmpty() ? 1 : 0;
        for (var name : rest) {
            var found = found(name, context);
            if (found.isEmpty()) {
                status = 1;
            } else {
                print(context, found + "\n");
            }
        }
        return status;
    }

    private String found(String name, ProcessContext context) {
        if (NAMES.contains(name) || state.function(name).isPresent()) {
            return name;
        }
        for (var folder : name.contains("/") ? new String[] {""} : state.value("PATH").split(":")) {
            var path = folder.isEmpty() ? name : Paths.child(folder, name);
            if (files.mayExecute(context.user(), Paths.resolve(state.directory(), path))) {
                return path;
            }
        }
        return "";
    }

    private static int print(ProcessContext context, String text) {
        try {
            context.streams().out().write(text.getBytes(StandardCharsets.UTF_8));
            return 0;
        } catch (IOException e) {
            return 1;
        }
    }
}
