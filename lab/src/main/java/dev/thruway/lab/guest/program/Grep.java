package dev.thruway.lab.guest.program;

import dev.thruway.lab.guest.os.Invocation;
import dev.thruway.lab.guest.os.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// grep: 0 where a line was selected, 1 where none was, 2 where something could not be read.
final class Grep implements Program {

    private static final int ERROR = 2;

    /// The options of one run.
    private record Form(
            Pattern pattern, boolean invert, boolean only, boolean number, int before, int after) {

        boolean context() {
            return before > 0 || after > 0;
        }
    }

    @Override
    public int run(Invocation call) {
        var options =
                Options.parse(
                        call.args(),
                        "e",
                        "f",
                        "A",
                        "B",
                        "C",
                        "m",
                        "regexp",
                        "file",
                        "max-count",
                        "after-context",
                        "before-context",
                        "context",
                        "include",
                        "color");
        var operands = new ArrayList<>(options.operands());
        var patterns = new ArrayList<>(options.all("e"));
        patterns.addAll(options.all("regexp"));
        if (options.has("f", "file", "include")) {
            return call.fail(ERROR, "this option is not part of the lab");
        }
        if (patterns.isEmpty() && !operands.isEmpty()) {
            patterns.add(operands.removeFirst());
        }
        if (patterns.isEmpty()) {
            call.complain("Usage: grep [OPTION]... PATTERNS [FILE]...");
            return ERROR;
        }
        try {
            return search(call, options, form(call, options, patterns), operands);
        } catch (NumberFormatException e) {
            return call.fail(ERROR, "context length argument is invalid");
        } catch (PatternSyntaxException e) {
            return call.fail(ERROR, "Invalid regular expression");
        } catch (IllegalArgumentException e) {
            return call.fail(ERROR, String.valueOf(e.getMessage()));
        }
    }

    private static Form form(Invocation call, Options options, List<String> patterns) {
        var around = options.value("C", "context").orElse("0");
        return new Form(
                pattern(call, options, patterns),
                options.has("v", "invert-match"),
                options.has("o", "only-matching") && !options.has("v", "invert-match"),
                options.has("n", "line-number"),
                Integer.parseInt(options.value("B", "before-context").orElse(around)),
                Integer.parseInt(options.value("A", "after-context").orElse(around)));
    }

    private static Pattern pattern(Invocation call, Options options, List<String> patterns) {
        boolean extended = options.has("E", "extended-regexp") || call.name().equals("egrep");
        var all = new ArrayList<String>();
        for (var text : patterns.stream().flatMap(String::lines).toList()) {
            var one =
                    options.has("F", "fixed-strings")
                            ? Pattern.quote(text)
                            : options.has("P", "perl-regexp")
                                    ? text
                                    : extended ? PosixRegex.extended(text) : PosixRegex.basic(text);
            one = options.has("w", "word-regexp") ? "\\b(?:" + one + ")\\b" : one;
            all.add(options.has("x", "line-regexp") ? "^(?:" + one + ")$" : one);
        }
        boolean anyCase = options.has("i", "y", "ignore-case");
        return Pattern.compile(String.join("|", all), anyCase ? Pattern.CASE_INSENSITIVE : 0);
    }

    private static int search(Invocation call, Options options, Form form, List<String> operands) {
        var files = new ArrayList<String>();
        boolean wrong = false;
        for (var operand : operands) {
            wrong |= !expand(call, options, operand, files);
        }
        boolean many = files.size() > 1 || options.has("r", "R", "H", "recursive");
        boolean named = many && !options.has("h", "no-filename");
        boolean found = false;
        for (var file : operands.isEmpty() ? List.of("-") : files) {
            var inputs = Inputs.of(call, List.of(file));
            wrong |= inputs.status() != 0;
            for (var source : inputs.sources()) {
                found |= report(call, options, form, source, named);
            }
        }
        boolean quiet = options.has("q", "quiet", "silent");
        return found && (quiet || !wrong) ? 0 : wrong ? ERROR : 1;
    }

    private static boolean report(
            Invocation call, Options options, Form form, Inputs.Source source, boolean named) {
        var lines = source.lines();
        int limit = options.value("m", "max-count").map(Integer::parseInt).orElse(lines.size());
        var selected = new ArrayList<Integer>();
        for (int i = 0; i < lines.size() && selected.size() < limit; i++) {
            if (form.pattern().matcher(lines.get(i)).find() != form.invert()) {
                selected.add(i);
            }
        }
        var name = source.name().equals("-") ? "(standard input)" : source.name();
        var prefix = named ? name : "";
        if (options.has("q", "quiet", "silent")) {
            return !selected.isEmpty();
        }
        if (options.has("l", "files-with-matches")) {
            if (!selected.isEmpty()) {
                call.line(name);
            }
        } else if (options.has("c", "count")) {
            call.line((named ? name + ":" : "") + selected.size());
        } else {
            print(call, form, prefix, lines, selected);
        }
        return !selected.isEmpty();
    }

    private static void print(
            Invocation call, Form form, String name, List<String> lines, List<Integer> selected) {
        int printed = -1;
        for (int hit : selected) {
            int first = Math.max(printed + 1, hit - form.before());
            if (form.context() && printed >= 0 && first > printed + 1) {
                call.line("--");
            }
            for (int i = first; i <= Math.min(lines.size() - 1, hit + form.after()); i++) {
                boolean match = selected.contains(i);
                if (match && i > hit) {
                    break;
                }
                line(call, form, name, lines.get(i), i, match);
                printed = i;
            }
        }
    }

    private static void line(
            Invocation call, Form form, String name, String text, int index, boolean match) {
        var mark = match ? ":" : "-";
        var prefix =
                (name.isEmpty() ? "" : name + mark) + (form.number() ? (index + 1) + mark : "");
        if (!form.only()) {
            call.line(prefix + text);
        } else if (match) {
            var m = form.pattern().matcher(text);
            while (m.find()) {
                if (!m.group().isEmpty()) {
                    call.line(prefix + m.group());
                }
            }
        }
    }

    /// False where the operand is wrong, which has been said then.
    private static boolean expand(
            Invocation call, Options options, String operand, List<String> into) {
        boolean silent = options.has("s", "no-messages");
        var path = call.path(operand);
        if (operand.equals("-")) {
            into.add(operand);
        } else if (!call.files().exists(call.user(), path)) {
            if (!silent) {
                call.fail(ERROR, operand + ": No such file or directory");
            }
            return false;
        } else if (call.files().stat(call.user(), path).directory()) {
            return directory(call, options, operand, into);
        } else {
            into.add(operand);
        }
        return true;
    }

    private static boolean directory(
            Invocation call, Options options, String operand, List<String> into) {
        if (!options.has("r", "R", "recursive")) {
            call.fail(ERROR, operand + ": Is a directory");
            return false;
        }
        var path = call.path(operand);
        if (!call.files().mayAccess(call.user(), path, 5)) {
            call.fail(ERROR, operand + ": Permission denied");
            return false;
        }
        boolean good = true;
        for (var child : call.files().list(call.user(), path)) {
            good &= expand(call, options, operand.replaceFirst("/$", "") + "/" + child, into);
        }
        return good;
    }
}
