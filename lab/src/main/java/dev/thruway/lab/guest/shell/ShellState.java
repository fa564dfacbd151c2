package dev.thruway.lab.guest.shell;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// A shell's variables, working directory and last status.
final class ShellState {

    private ProcessContext context;
    private final Map<String, String> variables;
    private final Set<String> exported;
    private List<String> arguments;
    private final Map<String, Statement> functions;
    private final Set<Character> options;
    private final Deque<Map<String, Optional<String>>> locals = new ArrayDeque<>();
    private String exitTrap = "";
    private int status;
    private int assigned;

    ShellState(ProcessContext context, List<String> arguments) {
        this.context = context;
        this.arguments = List.copyOf(arguments);
        this.variables = new TreeMap<>(context.environment());
        this.exported = new HashSet<>(context.environment().keySet());
        this.functions = new HashMap<>();
        this.options = new HashSet<>();
    }

    ShellState copy(Streams streams) {
        var copy = new ShellState(context.with(streams), arguments);
        copy.variables.putAll(variables);
        copy.exported.addAll(exported);
        copy.functions.putAll(functions);
        copy.options.addAll(options);
        copy.status = status;
        return copy;
    }

    Streams streams() {
        return context.streams();
    }

    String directory() {
        return context.directory();
    }

    void directory(String path) {
        variables.put("OLDPWD", context.directory());
        context = context.in(path);
        variables.put("PWD", path);
    }

    ProcessContext context(Streams streams) {
        return context.with(streams);
    }

    void status(int value) {
        status = value;
        assigned = value;
    }

    /// Of a command that is only an assignment: that of its last command substitution.
    int statusAfterAssignment() {
        int value = assigned;
        assigned = 0;
        return value;
    }

    void beforeCommand() {
        assigned = 0;
    }

    int status() {
        return status;
    }

    List<String> arguments() {
        return arguments;
    }

    void arguments(List<String> values) {
        arguments = List.copyOf(values);
    }

    void set(String name, String value) {
        variables.put(name, value);
    }

    void export(String name) {
        exported.add(name);
    }

    void unset(String name) {
        variables.remove(name);
        exported.remove(name);
    }

    /// True also of a special parameter.
    boolean isSet(String name) {
        return Character.isDigit(name.charAt(0))
                ? Integer.parseInt(name) < arguments.size()
                : !name.matches("[A-Za-z_].*") || variables.containsKey(name);
    }

    Optional<Statement> function(String name) {
        return Optional.ofNullable(functions.get(name));
    }

    void define(String name, Statement body) {
        functions.put(name, body);
    }

    /// `e` (errexit), `u` (nounset), `p` (pipefail).
    boolean option(char letter) {
        return options.contains(letter);
    }

    void option(char letter, boolean on) {
        if (on) {
            options.add(letter);
        } else {
            options.remove(letter);
        }
    }

    /// Run when the shell ends; empty for none.
    String exitTrap() {
        return exitTrap;
    }

    void exitTrap(String command) {
        exitTrap = command;
    }

    int depth() {
        return locals.size();
    }

    void enter() {
        locals.push(new HashMap<>());
    }

    /// Remembers what the caller's variable was, until the function ends.
    void local(String name) {
        var frame = locals.peek();
        if (frame != null) {
            frame.putIfAbsent(name, Optional.ofNullable(variables.get(name)));
        }
    }

    void leave() {
        locals.pop()
                .forEach((name, before) ->
                        before.ifPresentOrElse(
                                value -> variables.put(name, value), () -> variables.remove(name)));
    }

    /// A variable or special parameter; what is not set is empty.
    String value(String name) {
        return switch (name) {
            case "?" -> Integer.toString(status);
            case "$" -> "4711";
            case "#" -> Integer.toString(Math.max(0, arguments.size() - 1));
            case "!" -> "";
            case "@", "*" -> String.join(" ", positional());
            default ->
                    Character.isDigit(name.charAt(0))
                            ? positional(Integer.parseInt(name))
                            : variables.getOrDefault(name, "");
        };
    }

    List<String> positional() {
        return arguments.isEmpty() ? List.of() : arguments.subList(1, arguments.size());
    }

    private String positional(int n) {
        return n < arguments.size() ? arguments.get(n) : "";
    }

    Map<String, String> exported() {
        var found = new TreeMap<String, String>();
        variables.forEach((name, value) -> {
            if (exported.contains(name)) {
                found.put(name, value);
            }
        });
        return found;
    }
}
