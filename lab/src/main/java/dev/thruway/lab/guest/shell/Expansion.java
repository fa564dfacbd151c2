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
        if (nothing(word)) {
            return;
        }
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
                case Part.Arithmetic(Word w, boolean quoted) -> builder.value(result(w), quoted);
            }
            first = false;
        }
        for (var field : builder.fields()) {
            into.addAll(field.matched(files, state.context(state.streams())));
        }
    }

    /// `"$@"` without arguments is no field, where any other quoted word is one.
    private boolean nothing(Word word) {
        boolean all = false;
        for (var part : word.parts()) {
            switch (part) {
                case Part.Text(String text, boolean _) when text.isEmpty() -> {}
                case Part.Variable v when isAll(v) -> all = true;
                default -> {
                    return false;
                }
            }
        }
        return all && state.positional().isEmpty();
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
                case Part.Arithmetic(Word w, boolean quoted) -> text.append(result(w));
            }
            first = false;
        }
        return text.toString();
    }

    private String result(Word expression) throws InterruptedException {
        return Long.toString(Arithmetic.evaluate(text(expression), state::value));
    }

    /// As a pattern of `case`: what is quoted stands for itself.
    String pattern(Word word) throws InterruptedException {
        var pattern = new StringBuilder();
        for (var part : word.parts()) {
            var text = text(new Word(List.of(part)));
            pattern.append(part.quoted() ? text.replaceAll("([*?\\[\\]\\\\])", "\\\\$1") : text);
        }
        return pattern.toString();
    }

    private String tilde(String text) {
        return text.equals("~") || text.startsWith("~/")
                ? state.value("HOME") + text.substring(1)
                : text;
    }

    private String value(Part.Variable v) throws InterruptedException {
        if (v.operator().isEmpty() && state.option('u') && !state.isSet(v.name())) {
            throw new Shell.Failed(v.name() + ": unbound variable", 127);
        }
        var value = state.value(v.name());
        var operand = operand(v.operand());
        boolean empty = value.isEmpty();
        return switch (v.operator()) {
            case ":-" -> empty ? operand : value;
            case "-" -> state.isSet(v.name()) || !empty ? value : operand;
            case ":+" -> empty ? "" : operand;
            case "+" -> state.isSet(v.name()) ? operand : "";
            case ":?" -> {
                if (empty) {
                    var why = operand.isEmpty() ? "parameter null or not set" : operand;
                    throw new Shell.Failed(v.name() + ": " + why, 127);
                }
                yield value;
            }
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
