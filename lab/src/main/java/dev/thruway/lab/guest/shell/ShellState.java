package dev.thruway.lab.guest.shell;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// A shell's variables, working directory and last status.
final class ShellState {

    private ProcessContext context;
    private final Map<String, String> variables;
    private final Set<String> exported;
    private List<String> arguments;
    private int status;
    private int assigned;

    ShellState(ProcessContext context, List<String> arguments) {
        this.context = context;
        this.arguments = List.copyOf(arguments);
        this.variables = new TreeMap<>(context.environment());
        this.exported = new HashSet<>(context.environment().keySet());
    }

    ShellState copy(Streams streams) {
        var copy = new ShellState(context.with(streams), arguments);
        copy.variables.putAll(variables);
        copy.exported.addAll(exported);
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

    boolean isSet(String name) {
        return variables.containsKey(name);
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
