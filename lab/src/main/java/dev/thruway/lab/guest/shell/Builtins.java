package dev.thruway.lab.guest.shell;

import dev.thruway.lab.guest.fs.FileException;
import dev.thruway.lab.guest.fs.FileSystem;
import dev.thruway.lab.guest.fs.Paths;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;

/// What a shell must do itself, because it changes the shell.
final class Builtins {

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
            case ":", "umask", "set", "wait", "hash", "trap", "shopt" -> OptionalInt.of(set(words));
            case "cd" -> OptionalInt.of(changeDirectory(rest, context));
            case "pwd" -> OptionalInt.of(print(context, state.directory() + "\n"));
            case "export" -> OptionalInt.of(export(rest));
            case "unset" -> {
                rest.forEach(state::unset);
                yield OptionalInt.of(0);
            }
            case "exit", "logout", "return" ->
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
        if (words.getFirst().equals("set") && words.size() > 1 && words.get(1).equals("--")) {
            state.arguments(words.subList(1, words.size()));
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
            Shell.complain(context.streams(), "sh: 1: cd: can't cd to " + to);
            return 2;
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
        for (var name : rest) {
            for (var folder : state.value("PATH").split(":")) {
                var path = Paths.child(folder, name);
                if (files.mayExecute(context.user(), path)) {
                    return print(context, path + "\n");
                }
            }
        }
        return 127;
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
