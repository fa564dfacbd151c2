package dev.thruway.lab.guest.shell;

import dev.thruway.lab.guest.fs.FileSystem;
import dev.thruway.lab.guest.shell.Word.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// From words as written to words as a program sees them: POSIX 2.6, without arithmetic.
final class Expansion {

    /// Runs a command substitution.
    @FunctionalInterface
    interface Capture {
        String run(Statement statement) throws InterruptedException;
    }

    private final FileSystem files;
    private final ShellState state;
    private final Capture capture;

    Expansion(FileSystem files, ShellState state, Capture capture) {
        this.files = files;
        this.state = state;
        this.capture = capture;
    }

    /// Expanded, split into fields and matched with file names.
    List<String> fields(List<Word> words) throws InterruptedException {
        state.beforeCommand();
        var fields = new ArrayList<String>();
        for (var word : words) {
            fields(word, fields);
        }
        return fields;
    }

    private void fields(Word word, List<String> into) throws InterruptedException {
        var builder = new FieldBuilder();
        boolean first = true;
        for (var part : word.parts()) {
            switch (part) {
                case Part.Text(String text, boolean quoted) ->
                        builder.literal(first && !quoted ? tilde(text) : text, quoted);
                case Part.Variable v when isAll(v) -> builder.separate(state.positional());
                case Part.Variable v -> builder.value(value(v), v.quoted());
                case Part.Substitution(Statement s, boolean quoted) ->
                        builder.value(capture.run(s), quoted);
            }
            first = false;
        }
        for (var field : builder.fields()) {
            into.addAll(field.matched(files, state.context(state.streams())));
        }
    }

    private static boolean isAll(Part.Variable v) {
        return v.name().equals("@") && v.quoted() && v.operator().isEmpty();
    }

    /// Expanded into one text: assignments, redirections, here-documents.
    String text(Word word) throws InterruptedException {
        var text = new StringBuilder();
        boolean first = true;
        for (var part : word.parts()) {
            switch (part) {
                case Part.Text(String t, boolean quoted) ->
                        text.append(first && !quoted ? tilde(t) : t);
                case Part.Variable v -> text.append(value(v));
                case Part.Substitution(Statement s, boolean quoted) -> text.append(capture.run(s));
            }
            first = false;
        }
        return text.toString();
    }

    private String tilde(String text) {
        return text.equals("~") || text.startsWith("~/")
                ? state.value("HOME") + text.substring(1)
                : text;
    }

    private String value(Part.Variable v) throws InterruptedException {
        var value = state.value(v.name());
        var operand = operand(v.operand());
        boolean empty = value.isEmpty();
        return switch (v.operator()) {
            case ":-" -> empty ? operand : value;
            case "-" -> state.isSet(v.name()) || !empty ? value : operand;
            case ":+" -> empty ? "" : operand;
            case "+" -> state.isSet(v.name()) ? operand : "";
            case ":?" -> value;
            case "#" -> v.operand().isPresent() ? Glob.trimStart(value, operand) : length(value);
            case "##" -> Glob.trimStartMost(value, operand);
            case "%" -> Glob.trimEnd(value, operand);
            case "%%" -> Glob.trimEndMost(value, operand);
            default -> value;
        };
    }

    private static String length(String value) {
        return Integer.toString(value.length());
    }

    private String operand(Optional<Word> word) throws InterruptedException {
        return word.isPresent() ? text(word.get()) : "";
    }
}
