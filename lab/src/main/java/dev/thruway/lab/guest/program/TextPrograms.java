package dev.thruway.lab.guest.program;

import dev.thruway.lab.guest.fs.FileException;
import dev.thruway.lab.guest.fs.FileStatus;
import dev.thruway.lab.guest.os.Invocation;
import dev.thruway.lab.guest.os.Program;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `echo`, `printf`, `test` and what else a script is made of.
final class TextPrograms {

    private static final Pattern CONVERSION =
            Pattern.compile("%([-0+ #]*)(\\d{0,4})(?:\\.(\\d{1,4}))?([sdiuxXobcq%])");
    private static final Pattern INTEGER = Pattern.compile("\\s*[-+]?\\d{1,18}\\s*");

    private TextPrograms() {}

    static void addTo(Map<String, Program> table) {
        table.put("true", call -> 0);
        table.put("false", call -> 1);
        table.put("echo", TextPrograms::echo);
        table.put("printf", TextPrograms::printf);
        table.put("test", call -> test(call, call.args()));
        table.put("[", TextPrograms::bracket);
        table.put("seq", TextPrograms::seq);
        table.put("env", TextPrograms::env);
        table.put("printenv", TextPrograms::printenv);
    }

    private static int echo(Invocation call) {
        var args = call.args();
        boolean bare = false;
        boolean escapes = false;
        int at = 0;
        while (at < args.size() && args.get(at).matches("-[neE]+")) {
            bare |= args.get(at).contains("n");
            escapes |= args.get(at).contains("e");
            at++;
        }
        var text = String.join(" ", args.subList(at, args.size()));
        call.print((escapes ? unescape(text) : text) + (bare ? "" : "\n"));
        return 0;
    }

    private static String unescape(String text) {
        var out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\\' || i + 1 == text.length()) {
                out.append(c);
                continue;
            }
            char next = text.charAt(++i);
            switch (next) {
                case 'n' -> out.append('\n');
                case 't' -> out.append('\t');
                case 'r' -> out.append('\r');
                case '\\' -> out.append('\\');
                case '0' -> out.append('\0');
                default -> out.append('\\').append(next);
            }
        }
        return out.toString();
    }

    /// The format is used again while there are arguments left, as POSIX has it.
    private static int printf(Invocation call) {
        var args = call.args().stream().dropWhile(a -> a.equals("--")).toList();
        if (args.isEmpty()) {
            return call.fail(2, "usage: printf [-v var] format [arguments]");
        }
        var format = unescape(args.getFirst());
        var conversions = CONVERSION.matcher(format);
        var rest = args.subList(1, args.size());
        boolean takes = conversions.results().anyMatch(m -> !m.group(4).equals("%"));
        int next = 0;
        do {
            var m = CONVERSION.matcher(format);
            var out = new StringBuilder();
            while (m.find()) {
                boolean percent = m.group(4).equals("%");
                var value = percent ? "%" : next < rest.size() ? rest.get(next) : "";
                next += percent ? 0 : 1;
                m.appendReplacement(out, Matcher.quoteReplacement(converted(m, value)));
            }
            call.print(m.appendTail(out).toString());
        } while (takes && next < rest.size());
        return 0;
    }

    private static String converted(Matcher m, String value) {
        var text =
                switch (m.group(4)) {
                    case "b" -> unescape(value);
                    case "d", "i", "u" -> Long.toString(number(value));
                    case "x" -> Long.toHexString(number(value));
                    case "X" -> Long.toHexString(number(value)).toUpperCase(Locale.ROOT);
                    case "o" -> Long.toOctalString(number(value));
                    case "c" -> value.isEmpty() ? "" : value.substring(0, 1);
                    default -> value;
                };
        if (m.group(3) != null && m.group(4).equals("s")) {
            text = text.substring(0, Math.min(text.length(), Integer.parseInt(m.group(3))));
        }
        int width = m.group(2).isEmpty() ? 0 : Integer.parseInt(m.group(2));
        var fill =
                (m.group(1).contains("0") ? "0" : " ").repeat(Math.max(0, width - text.length()));
        return m.group(1).contains("-") ? text + " ".repeat(fill.length()) : fill + text;
    }

    private static int bracket(Invocation call) {
        var args = call.args();
        return args.isEmpty() || !args.getLast().equals("]")
                ? call.fail(2, "missing `]'")
                : test(call, args.subList(0, args.size() - 1));
    }

    private static int test(Invocation call, List<String> args) {
        for (var link : List.of("-o", "-a")) {
            int at = args.indexOf(link);
            if (at > 0 && args.size() > 3) {
                int left = test(call, args.subList(0, at));
                int right = test(call, args.subList(at + 1, args.size()));
                if (left > 1 || right > 1) {
                    return 2;
                }
                boolean both = left + right == 0;
                return (link.equals("-o") ? left == 0 || right == 0 : both) ? 0 : 1;
            }
        }
        if (args.size() > 1 && args.getFirst().equals("!") && args.size() != 3) {
            int other = test(call, args.subList(1, args.size()));
            return other > 1 ? other : 1 - other;
        }
        return switch (args.size()) {
            case 0 -> 1;
            case 1 -> args.getFirst().isEmpty() ? 1 : 0;
            case 2 -> unary(call, args.get(0), args.get(1));
            case 3 -> ternary(call, args);
            default -> call.fail(2, "too many arguments");
        };
    }

    private static int ternary(Invocation call, List<String> args) {
        int binary = binary(call, args.get(0), args.get(1), args.get(2));
        if (binary >= 0) {
            return binary;
        }
        if (args.getFirst().equals("!")) {
            int other = unary(call, args.get(1), args.get(2));
            return other > 1 ? other : 1 - other;
        }
        return call.fail(2, args.get(1) + ": binary operator expected");
    }

    private static int unary(Invocation call, String operator, String operand) {
        if (operator.equals("!")) {
            return operand.isEmpty() ? 0 : 1;
        }
        var files = call.files();
        var path = operand.isEmpty() ? "/nothing/at/all" : call.path(operand);
        try {
            boolean holds =
                    switch (operator) {
                        case "-z" -> operand.isEmpty();
                        case "-n" -> !operand.isEmpty();
                        case "-e" -> files.exists(call.user(), path);
                        case "-f" -> files.stat(call.user(), path).regular();
                        case "-d" -> files.stat(call.user(), path).directory();
                        case "-L", "-h" -> files.lstat(call.user(), path).link();
                        case "-s" -> files.stat(call.user(), path).size() > 0;
                        case "-r" -> files.mayAccess(call.user(), path, 4);
                        case "-w" -> files.mayAccess(call.user(), path, 2);
                        case "-x" -> files.mayAccess(call.user(), path, 1);
                        case "-c" -> files.stat(call.user(), path).kind() == FileStatus.Kind.DEVICE;
                        case "-t" -> call.context().terminal();
                        case "-b", "-p", "-S" -> false;
                        default -> throw new IllegalArgumentException(operator);
                    };
            return holds ? 0 : 1;
        } catch (FileException e) {
            return 1;
        } catch (IllegalArgumentException e) {
            return call.fail(2, operator + ": unary operator expected");
        }
    }

    /// -1 where the operator is none.
    private static int binary(Invocation call, String left, String operator, String right) {
        if (operator.equals("=") || operator.equals("==")) {
            return left.equals(right) ? 0 : 1;
        }
        if (operator.equals("!=")) {
            return left.equals(right) ? 1 : 0;
        }
        if (operator.equals("-a") || operator.equals("-o")) {
            boolean both = !left.isEmpty() && !right.isEmpty();
            boolean any = !left.isEmpty() || !right.isEmpty();
            return (operator.equals("-a") ? both : any) ? 0 : 1;
        }
        if (!List.of("-eq", "-ne", "-lt", "-le", "-gt", "-ge").contains(operator)) {
            return -1;
        }
        for (var operand : List.of(left, right)) {
            if (!INTEGER.matcher(operand).matches()) {
                return call.fail(2, operand + ": integer expression expected");
            }
        }
        int order = Long.compare(number(left), number(right));
        boolean holds =
                switch (operator) {
                    case "-eq" -> order == 0;
                    case "-ne" -> order != 0;
                    case "-lt" -> order < 0;
                    case "-le" -> order <= 0;
                    case "-gt" -> order > 0;
                    default -> order >= 0;
                };
        return holds ? 0 : 1;
    }

    private static long number(String text) {
        return INTEGER.matcher(text).matches() ? Long.parseLong(text.strip()) : 0;
    }

    private static int seq(Invocation call) {
        var args = call.args();
        long from = args.size() > 1 ? number(args.get(0)) : 1;
        long to = args.isEmpty() ? 0 : number(args.getLast());
        var text = new StringBuilder();
        for (long i = from; i <= to && text.length() < 1 << 24; i++) {
            text.append(i).append('\n');
        }
        call.print(text.toString());
        return 0;
    }

    private static int env(Invocation call) throws InterruptedException {
        var environment = new TreeMap<>(call.context().environment());
        var args = call.args();
        int at = 0;
        while (at < args.size() && (args.get(at).contains("=") || args.get(at).startsWith("-"))) {
            var arg = args.get(at++);
            int equals = arg.indexOf('=');
            if (arg.equals("-i")) {
                environment.clear();
            } else if (equals > 0) {
                environment.put(arg.substring(0, equals), arg.substring(equals + 1));
            }
        }
        if (at == args.size()) {
            environment.forEach((name, value) -> call.line(name + "=" + value));
            return 0;
        }
        var context = call.context().with(environment);
        if (call.os().locate(args.get(at), context).isEmpty()) {
            return call.fail(127, "'" + args.get(at) + "': No such file or directory");
        }
        return call.os().launch(args.subList(at, args.size()), context);
    }

    private static int printenv(Invocation call) {
        var environment = call.context().environment();
        int status = 0;
        for (var name : call.args()) {
            if (environment.containsKey(name)) {
                call.line(String.valueOf(environment.get(name)));
            } else {
                status = 1;
            }
        }
        return status;
    }
}
