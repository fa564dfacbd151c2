package dev.thruway.lab.guest.program;

import dev.thruway.lab.guest.fs.FileException;
import dev.thruway.lab.guest.os.Invocation;
import dev.thruway.lab.guest.os.Program;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// Programs that read text and write what they make of it.
final class FilterPrograms {

    private static final Pattern COUNT = Pattern.compile("([-+]?)(\\d{1,9})");

    private FilterPrograms() {}

    static void addTo(Map<String, Program> table) {
        table.put("grep", new Grep());
        table.put("egrep", new Grep());
        table.put("sed", FilterPrograms::sed);
        table.put("head", call -> ends(call, true));
        table.put("tail", call -> ends(call, false));
        table.put("wc", FilterPrograms::wc);
        table.put("tr", FilterPrograms::tr);
        table.put("awk", FilterPrograms::awk);
        table.put("sha256sum", call -> sum(call, "SHA-256"));
        table.put("md5sum", call -> sum(call, "MD5"));
        table.put("diff", FilterPrograms::diff);
        table.put("xargs", FilterPrograms::xargs);
        ColumnPrograms.addTo(table);
    }

    private static int sed(Invocation call) {
        var options = Options.parse(call.args(), "e", "expression");
        var operands = new ArrayList<>(options.operands());
        var scripts = new ArrayList<>(options.all("e"));
        scripts.addAll(options.all("expression"));
        if (scripts.isEmpty() && !operands.isEmpty()) {
            scripts.add(operands.removeFirst());
        }
        if (scripts.isEmpty()) {
            call.complain(
                    "Usage: sed [OPTION]... {script-only-if-no-other-script} [input-file]...");
            return 1;
        }
        boolean extended = options.has("E", "r", "regexp-extended");
        SedScript script;
        try {
            script = SedScript.parse(scripts, extended, options.has("n", "quiet", "silent"));
        } catch (PatternSyntaxException e) {
            return call.fail(1, "-e expression #1, char 1: invalid regular expression");
        } catch (IllegalArgumentException e) {
            return call.fail(1, "-e expression #1, " + e.getMessage());
        }
        if (!options.has("i", "in-place")) {
            var inputs = Inputs.of(call, operands);
            call.print(script.apply(inputs.lines()));
            return inputs.status();
        }
        int status = 0;
        for (var operand : operands) {
            var inputs = Inputs.of(call, List.of(operand));
            status = Math.max(status, inputs.status());
            for (var source : inputs.sources()) {
                status = Math.max(status, replace(call, source, script.apply(source.lines())));
            }
        }
        return status;
    }

    /// sed writes a new file beside the old one, so what counts is the directory.
    private static int replace(Invocation call, Inputs.Source source, String text) {
        try {
            call.files().write(call.user(), call.path(source.name()), text, 0644);
            return 0;
        } catch (FileException e) {
            return call.fail(
                    4, "couldn't open temporary file for " + source.name() + ": " + reason(e));
        }
    }

    private static String reason(FileException e) {
        return e.errno().text();
    }

    private static int ends(Invocation call, boolean head) {
        var args = new ArrayList<String>();
        for (var arg : call.args()) {
            boolean value = !args.isEmpty() && List.of("-n", "-c").contains(args.getLast());
            args.add(!value && arg.matches("-\\d+") ? "-n" + arg.substring(1) : arg);
        }
        var options = Options.parse(args, "n", "c", "lines", "bytes");
        var bytes = options.value("c", "bytes");
        var text = bytes.or(() -> options.value("n", "lines")).orElse("10");
        var count = COUNT.matcher(text);
        if (!count.matches()) {
            var what = bytes.isPresent() ? "bytes" : "lines";
            return call.fail(1, "invalid number of " + what + ": '" + text + "'");
        }
        var inputs = Inputs.of(call, options.operands());
        boolean titles = options.operands().size() > 1 && !options.has("q");
        boolean first = true;
        for (var source : inputs.sources()) {
            if (titles) {
                call.print((first ? "" : "\n") + "==> " + source.name() + " <==\n");
            }
            first = false;
            var units = bytes.isPresent() ? source.content().length : starts(source).size();
            int n = Integer.parseInt(count.group(2));
            var range = range(head, count.group(1), n, units);
            call.print(part(source, range[0], range[1], bytes.isPresent()));
        }
        return inputs.status();
    }

    /// From which unit, to before which.
    private static int[] range(boolean head, String sign, int n, int size) {
        if (head) {
            int end = sign.equals("-") ? Math.max(0, size - n) : Math.min(size, n);
            return new int[] {0, end};
        }
        int start = sign.equals("+") ? Math.clamp(n - 1L, 0, size) : Math.max(0, size - n);
        return new int[] {start, size};
    }

    /// Where each line begins.
    private static List<Integer> starts(Inputs.Source source) {
        var found = new ArrayList<Integer>();
        var content = source.content();
        for (int i = 0; i < content.length; i++) {
            if (i == 0 || content[i - 1] == '\n') {
                found.add(i);
            }
        }
        return found;
    }

    private static byte[] part(Inputs.Source source, int from, int to, boolean bytes) {
        if (bytes) {
            return Arrays.copyOfRange(source.content(), from, to);
        }
        var starts = new ArrayList<>(starts(source));
        starts.add(source.content().length);
        return Arrays.copyOfRange(source.content(), starts.get(from), starts.get(to));
    }

    private static int wc(Invocation call) {
        var options = Options.parse(call.args());
        var inputs = Inputs.of(call, options.operands());
        long[] total = new long[3];
        var rows = new ArrayList<String>();
        for (var source : inputs.sources()) {
            long[] counts = counts(source);
            for (int i = 0; i < total.length; i++) {
                total[i] += counts[i];
            }
            rows.add(row(options, counts, source.name()));
        }
        if (options.operands().size() > 1) {
            rows.add(row(options, total, "total"));
        }
        rows.forEach(call::line);
        return inputs.status();
    }

    private static long[] counts(Inputs.Source source) {
        var text = source.text();
        return new long[] {
            text.chars().filter(c -> c == '\n').count(),
            text.isBlank() ? 0 : text.strip().split("\\s+").length,
            source.content().length
        };
    }

    private static String row(Options options, long[] counts, String name) {
        boolean all = !options.has("l", "w", "c", "lines", "words", "bytes");
        var fields = new ArrayList<String>();
        if (all || options.has("l", "lines")) {
            fields.add(Long.toString(counts[0]));
        }
        if (all || options.has("w", "words")) {
            fields.add(Long.toString(counts[1]));
        }
        if (all || options.has("c", "bytes")) {
            fields.add(Long.toString(counts[2]));
        }
        if (!name.equals("-")) {
            fields.add(name);
        }
        return String.join(" ", fields);
    }

    private static int tr(Invocation call) {
        var options = Options.parse(call.args());
        var operands = options.operands();
        boolean delete = options.has("d", "delete");
        boolean squeeze = options.has("s", "squeeze-repeats");
        if (operands.isEmpty() || (operands.size() == 1 && !delete && !squeeze)) {
            return call.fail(1, operands.isEmpty() ? "missing operand" : "two strings are needed");
        }
        var from = CharacterSet.of(operands.getFirst());
        var to = operands.size() > 1 ? CharacterSet.of(operands.get(1)) : from;
        if (to.isEmpty()) {
            return call.fail(1, "when not truncating set1, string2 must be non-empty");
        }
        boolean others = options.has("c", "C", "complement");
        var out = new StringBuilder();
        for (char c : new String(call.input(), StandardCharsets.UTF_8).toCharArray()) {
            boolean in = from.indexOf(c) >= 0 != others;
            if (in && delete) {
                continue;
            }
            int at = Math.max(0, others ? to.length() - 1 : from.indexOf(c));
            char made = in && operands.size() > 1 ? to.charAt(Math.min(at, to.length() - 1)) : c;
            boolean again = !out.isEmpty() && out.charAt(out.length() - 1) == made;
            if (!(squeeze && in && again)) {
                out.append(made);
            }
        }
        call.print(out.toString());
        return 0;
    }

    /// `{print $N}` and `/re/{print $N}`, with -F.
    private static int awk(Invocation call) {
        var options = Options.parse(call.args(), "F");
        var operands = options.operands();
        var m =
                Pattern.compile("\\s*(?:/(.*)/)?\\s*\\{\\s*print\\s*(.*?)\\s*;?\\s*\\}\\s*")
                        .matcher(operands.isEmpty() ? "" : operands.getFirst());
        if (!m.matches()) {
            return call.fail(2, "only {print} is part of the lab");
        }
        Pattern wanted;
        try {
            wanted = Pattern.compile(m.group(1) == null ? "" : PosixRegex.extended(m.group(1)));
        } catch (IllegalArgumentException e) {
            return call.fail(2, "invalid regular expression");
        }
        var separator = options.value("F").map(Pattern::quote).orElse("\\s+");
        var inputs = Inputs.of(call, operands.subList(1, operands.size()));
        for (var line : inputs.lines()) {
            if (wanted.matcher(line).find()) {
                var fields = (options.has("F") ? line : line.strip()).split(separator);
                var out = new ArrayList<String>();
                for (var item : m.group(2).split("\\s*,\\s*")) {
                    out.add(field(item, line, fields));
                }
                call.line(String.join(" ", out));
            }
        }
        return inputs.status();
    }

    private static String field(String item, String line, String[] fields) {
        if (item.isEmpty() || item.equals("$0")) {
            return line;
        }
        if (item.equals("$NF")) {
            return fields.length == 0 ? "" : fields[fields.length - 1];
        }
        if (item.matches("\\$\\d{1,3}")) {
            int n = Integer.parseInt(item.substring(1));
            return n <= fields.length ? fields[n - 1] : "";
        }
        return item.replace("\"", "");
    }

    private static int sum(Invocation call, String algorithm) {
        var options = Options.parse(call.args());
        var inputs = Inputs.of(call, options.operands());
        int status = inputs.status();
        for (var source : inputs.sources()) {
            if (options.has("c", "check")) {
                for (var line : source.lines()) {
                    status = Math.max(status, check(call, algorithm, line));
                }
            } else {
                call.line(digest(algorithm, source.content()) + "  " + source.name());
            }
        }
        return status;
    }

    private static int check(Invocation call, String algorithm, String line) {
        int gap = line.indexOf("  ");
        if (gap < 0) {
            return call.fail(1, "no properly formatted checksum lines found");
        }
        var name = line.substring(gap + 2);
        var inputs = Inputs.of(call, List.of(name));
        boolean same =
                inputs.sources().stream()
                        .anyMatch(
                                s -> digest(algorithm, s.content()).equals(line.substring(0, gap)));
        call.line(
                name
                        + ": "
                        + (inputs.status() != 0 ? "FAILED open or read" : same ? "OK" : "FAILED"));
        return same ? 0 : 1;
    }

    private static String digest(String algorithm, byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(algorithm, e);
        }
    }

    private static int diff(Invocation call) {
        var operands = Options.parse(call.args()).operands();
        if (operands.size() != 2) {
            return call.fail(2, "missing operand");
        }
        var left = Inputs.of(call, List.of(operands.getFirst()));
        var right = Inputs.of(call, List.of(operands.getLast()));
        if (left.status() + right.status() != 0) {
            return 2;
        }
        var before = left.lines();
        var after = right.lines();
        before.stream().filter(l -> !after.contains(l)).forEach(l -> call.line("< " + l));
        after.stream().filter(l -> !before.contains(l)).forEach(l -> call.line("> " + l));
        return before.equals(after) ? 0 : 1;
    }

    /// -0, -r, -n N, -I TEXT.
    private static int xargs(Invocation call) throws InterruptedException {
        var args = call.args();
        int split = 0;
        while (split < args.size() && args.get(split).startsWith("-")) {
            split += List.of("-n", "-I").contains(args.get(split)) ? 2 : 1;
        }
        var command = args.subList(Math.min(split, args.size()), args.size());
        var options = Options.parse(args.subList(0, Math.min(split, args.size())), "n", "I");
        var text = new String(call.input(), StandardCharsets.UTF_8);
        var words = new ArrayList<>(List.of(text.split(options.has("0") ? "\0" : "\\s+")));
        words.removeIf(String::isEmpty);
        if (words.isEmpty() && options.has("r", "I", "no-run-if-empty")) {
            return 0;
        }
        var argv = command.isEmpty() ? List.of("echo") : command;
        var size = options.value("n").filter(n -> n.matches("[1-9]\\d{0,5}"));
        int step =
                options.has("I")
                        ? 1
                        : size.map(Integer::parseInt).orElse(Math.max(1, words.size()));
        int status = 0;
        for (int i = 0; i < Math.max(1, words.size()); i += step) {
            var some = words.subList(i, Math.min(words.size(), i + step));
            int code = call.os().launch(filled(argv, some, options), call.context());
            status = code == 0 ? status : code == 127 ? 127 : 123;
        }
        return status;
    }

    private static List<String> filled(List<String> argv, List<String> words, Options options) {
        var place = options.value("I");
        if (place.isPresent()) {
            return argv.stream().map(a -> a.replace(place.get(), words.getFirst())).toList();
        }
        var all = new ArrayList<>(argv);
        all.addAll(words);
        return all;
    }
}
