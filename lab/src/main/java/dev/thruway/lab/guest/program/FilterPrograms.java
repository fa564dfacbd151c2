package dev.thruway.lab.guest.program;

import dev.thruway.lab.guest.fs.FileException;
import dev.thruway.lab.guest.os.Invocation;
import dev.thruway.lab.guest.os.Program;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// Programs that read text and print some of it.
final class FilterPrograms {

    private FilterPrograms() {}

    static void addTo(Map<String, Program> table) {
        table.put("grep", FilterPrograms::grep);
        table.put("egrep", FilterPrograms::grep);
        table.put("sed", FilterPrograms::sed);
        table.put("head", call -> ends(call, true));
        table.put("tail", call -> ends(call, false));
        table.put("wc", FilterPrograms::wc);
        table.put("sort", FilterPrograms::sort);
        table.put("uniq", FilterPrograms::uniq);
        table.put("cut", FilterPrograms::cut);
        table.put("tr", FilterPrograms::tr);
        table.put("awk", FilterPrograms::awk);
        table.put("sha256sum", call -> sum(call, "SHA-256"));
        table.put("md5sum", call -> sum(call, "MD5"));
        table.put("diff", FilterPrograms::diff);
        table.put("xargs", FilterPrograms::xargs);
    }

    /// The texts of the operands, or standard input; a file that cannot be read is complained
    /// about.
    private static List<String> inputs(Invocation call, List<String> operands) {
        if (operands.isEmpty()) {
            return List.of(new String(call.input(), StandardCharsets.UTF_8));
        }
        var texts = new ArrayList<String>();
        for (var operand : operands) {
            try {
                texts.add(
                        operand.equals("-")
                                ? new String(call.input(), StandardCharsets.UTF_8)
                                : call.files().readText(call.user(), call.path(operand)));
            } catch (FileException e) {
                call.fail(2, operand + ": " + e.errno().text());
            }
        }
        return texts;
    }

    private static List<String> lines(Invocation call, List<String> operands) {
        return inputs(call, operands).stream().flatMap(String::lines).toList();
    }

    private static int grep(Invocation call) {
        var options = Options.parse(call.args(), "e", "f", "A", "B", "C", "m", "regexp");
        var operands = new ArrayList<>(options.operands());
        var patterns = new ArrayList<>(options.all("e"));
        if (patterns.isEmpty()) {
            if (operands.isEmpty()) {
                return call.fail(2, "usage: grep [OPTION]... PATTERNS [FILE]...");
            }
            patterns.add(operands.removeFirst());
        }
        Pattern pattern;
        try {
            pattern = pattern(call, options, patterns);
        } catch (PatternSyntaxException e) {
            return call.fail(2, "Invalid regular expression");
        }
        var files = new ArrayList<String>();
        int errors = 0;
        for (var operand : operands) {
            errors |= expand(call, options, operand, files) ? 0 : 2;
        }
        boolean named = (files.size() > 1 || options.has("r", "R", "H")) && !options.has("h");
        int count = 0;
        var sources = operands.isEmpty() ? List.of("-") : files;
        for (var file : sources) {
            var text = lines(call, List.of(file));
            int found = matches(call, options, pattern, text, named ? file + ":" : "");
            if (found > 0 && options.has("l")) {
                call.line(file);
            }
            count += found;
        }
        return errors != 0 ? errors : count > 0 ? 0 : 1;
    }

    private static boolean expand(
            Invocation call, Options options, String operand, List<String> into) {
        var path = call.path(operand);
        if (operand.equals("-")) {
            into.add(operand);
        } else if (!call.files().exists(call.user(), path)) {
            if (!options.has("s")) {
                call.fail(2, operand + ": No such file or directory");
            }
            return options.has("s");
        } else if (call.files().stat(call.user(), path).directory()) {
            if (options.has("r", "R")) {
                for (var child : call.files().list(call.user(), path)) {
                    expand(call, options, operand.replaceFirst("/$", "") + "/" + child, into);
                }
            }
        } else {
            into.add(operand);
        }
        return true;
    }

    private static Pattern pattern(Invocation call, Options options, List<String> patterns) {
        boolean extended = options.has("E", "P") || call.name().equals("egrep");
        var all = new ArrayList<String>();
        for (var text : patterns) {
            var one = options.has("F") ? Pattern.quote(text) : extended ? text : basic(text);
            one = options.has("w") ? "\\b(?:" + one + ")\\b" : one;
            all.add(options.has("x") ? "^(?:" + one + ")$" : one);
        }
        var regex = String.join("|", all).replace("[[:space:]]", "\\s").replace("[:space:]", "\\s");
        return Pattern.compile(regex, options.has("i") ? Pattern.CASE_INSENSITIVE : 0);
    }

    /// A basic regular expression in Java's syntax: what basic escapes is special, and the reverse.
    static String basic(String text) {
        var out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                char next = text.charAt(++i);
                out.append("|(){}+?".indexOf(next) >= 0 ? "" : "\\").append(next);
            } else {
                out.append("|(){}+?".indexOf(c) >= 0 ? "\\" : "").append(c);
            }
        }
        return out.toString();
    }

    private static int matches(
            Invocation call, Options options, Pattern pattern, List<String> lines, String prefix) {
        int found = 0;
        for (int i = 0; i < lines.size(); i++) {
            var m = pattern.matcher(lines.get(i));
            if (m.find() == options.has("v")) {
                continue;
            }
            found++;
            if (options.has("q", "l", "c")) {
                continue;
            }
            var number = options.has("n") ? (i + 1) + ":" : "";
            if (options.has("o") && !options.has("v")) {
                do {
                    call.line(prefix + number + m.group());
                } while (m.find());
            } else {
                call.line(prefix + number + lines.get(i));
            }
        }
        if (options.has("c")) {
            call.line(prefix + found);
        }
        return found;
    }

    /// `s/a/b/[gI]`, `/re/d`, `Np`, with -n, -i, -E and several -e.
    private static int sed(Invocation call) {
        var options = Options.parse(call.args(), "e", "expression");
        var operands = new ArrayList<>(options.operands());
        var scripts = new ArrayList<>(options.all("e"));
        if (scripts.isEmpty()) {
            scripts.add(operands.removeFirst());
        }
        var edit = new SedScript(scripts, options.has("E", "r"), options.has("n"));
        if (!edit.understood()) {
            return call.fail(1, "-e expression #1, char 1: unknown command");
        }
        if (!options.has("i")) {
            call.print(edit.apply(lines(call, operands)));
            return 0;
        }
        for (var operand : operands) {
            var text = edit.apply(lines(call, List.of(operand)));
            call.files().write(call.user(), call.path(operand), text, 0644);
        }
        return 0;
    }

    private static int ends(Invocation call, boolean head) {
        var args = new ArrayList<>(call.args());
        args.replaceAll(a -> a.matches("-\\d+") ? "-n" + a.substring(1) : a);
        var options = Options.parse(args, "n", "c", "lines");
        var lines = lines(call, options.operands());
        var text = options.value("n", "lines").orElse("10");
        boolean from = text.startsWith("+");
        int n = Integer.parseInt(text.replaceAll("[^0-9]", ""));
        int size = lines.size();
        var part =
                head
                        ? lines.subList(
                                0, Math.min(size, text.startsWith("-") ? Math.max(0, size - n) : n))
                        : lines.subList(from ? Math.min(size, n - 1) : Math.max(0, size - n), size);
        part.forEach(call::line);
        return 0;
    }

    private static int wc(Invocation call) {
        var options = Options.parse(call.args());
        for (var text : inputs(call, options.operands())) {
            long lines = text.chars().filter(c -> c == '\n').count();
            long words = text.isBlank() ? 0 : text.strip().split("\\s+").length;
            long bytes = text.getBytes(StandardCharsets.UTF_8).length;
            boolean all = !options.has("l", "w", "c");
            var fields = new ArrayList<String>();
            if (all || options.has("l")) {
                fields.add(Long.toString(lines));
            }
            if (all || options.has("w")) {
                fields.add(Long.toString(words));
            }
            if (all || options.has("c")) {
                fields.add(Long.toString(bytes));
            }
            fields.addAll(options.operands());
            call.line(String.join(" ", fields));
        }
        return 0;
    }

    private static int sort(Invocation call) {
        var options = Options.parse(call.args(), "k", "t");
        var lines = new ArrayList<>(lines(call, options.operands()));
        Collections.sort(lines);
        if (options.has("r")) {
            Collections.reverse(lines);
        }
        (options.has("u") ? lines.stream().distinct() : lines.stream()).forEach(call::line);
        return 0;
    }

    private static int uniq(Invocation call) {
        String before = null;
        for (var line : lines(call, Options.parse(call.args()).operands())) {
            if (!line.equals(before)) {
                call.line(line);
            }
            before = line;
        }
        return 0;
    }

    private static int cut(Invocation call) {
        var options = Options.parse(call.args(), "d", "f", "c");
        var delimiter = Pattern.quote(options.value("d").orElse("\t"));
        var fields = options.value("f").orElse("1").split(",");
        for (var line : lines(call, options.operands())) {
            var parts = line.split(delimiter, -1);
            var kept = new ArrayList<String>();
            for (var field : fields) {
                int dash = field.indexOf('-');
                int from =
                        Integer.parseInt(
                                dash > 0 ? field.substring(0, dash) : field.replace("-", ""));
                int to =
                        dash < 0
                                ? from
                                : dash == field.length() - 1
                                        ? parts.length
                                        : Integer.parseInt(field.substring(dash + 1));
                for (int i = from; i <= Math.min(to, parts.length); i++) {
                    kept.add(parts[i - 1]);
                }
            }
            call.line(String.join(options.value("d").orElse("\t"), kept));
        }
        return 0;
    }

    private static int tr(Invocation call) {
        var options = Options.parse(call.args());
        var text = new String(call.input(), StandardCharsets.UTF_8);
        var from = options.operands().getFirst().replace("\\n", "\n").replace("\\0", "\0");
        if (options.has("d")) {
            for (int i = 0; i < from.length(); i++) {
                text = text.replace(from.substring(i, i + 1), "");
            }
        } else {
            var to = options.operands().getLast().replace("\\n", "\n");
            from = from.replace("A-Z", "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
            to = to.replace("a-z", "abcdefghijklmnopqrstuvwxyz");
            for (int i = 0; i < from.length(); i++) {
                text = text.replace(from.charAt(i), to.charAt(Math.min(i, to.length() - 1)));
            }
        }
        call.print(text);
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
            return call.fail(2, "only {print} is supported");
        }
        var wanted = m.group(1) == null ? Pattern.compile("") : Pattern.compile(m.group(1));
        var separator = options.value("F").map(Pattern::quote).orElse("\\s+");
        for (var line : lines(call, operands.subList(1, operands.size()))) {
            if (wanted.matcher(line).find()) {
                var fields = (options.has("F") ? line : line.strip()).split(separator);
                var out = new ArrayList<String>();
                for (var item : m.group(2).split("\\s*,\\s*")) {
                    out.add(field(item, line, fields));
                }
                call.line(String.join(" ", out));
            }
        }
        return 0;
    }

    private static String field(String item, String line, String[] fields) {
        if (item.isEmpty() || item.equals("$0")) {
            return line;
        }
        if (item.equals("$NF")) {
            return fields[fields.length - 1];
        }
        if (item.matches("\\$\\d{1,3}")) {
            int n = Integer.parseInt(item.substring(1));
            return n <= fields.length ? fields[n - 1] : "";
        }
        return item.replace("\"", "");
    }

    private static int sum(Invocation call, String algorithm) {
        var operands = Options.parse(call.args()).operands();
        try {
            for (var operand : operands.isEmpty() ? List.of("-") : operands) {
                byte[] content =
                        operand.equals("-")
                                ? call.input()
                                : call.files().read(call.user(), call.path(operand));
                var digest = MessageDigest.getInstance(algorithm).digest(content);
                call.line(HexFormat.of().formatHex(digest) + "  " + operand);
            }
            return 0;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(algorithm, e);
        }
    }

    private static int diff(Invocation call) {
        var operands = Options.parse(call.args()).operands();
        var left = lines(call, List.of(operands.getFirst()));
        var right = lines(call, List.of(operands.getLast()));
        left.stream().filter(l -> !right.contains(l)).forEach(l -> call.line("< " + l));
        right.stream().filter(l -> !left.contains(l)).forEach(l -> call.line("> " + l));
        return left.equals(right) ? 0 : 1;
    }

    private static int xargs(Invocation call) throws InterruptedException {
        var options = Options.parse(call.args().stream().limit(1).toList());
        var argv = new ArrayList<>(call.args());
        argv.removeIf(a -> a.startsWith("-") && argv.indexOf(a) == 0);
        var text = new String(call.input(), StandardCharsets.UTF_8);
        for (var word : text.split(options.has("0") ? "\0" : "\\s+")) {
            if (!word.isEmpty()) {
                argv.add(word);
            }
        }
        return call.os().launch(argv, call.context());
    }
}
