package dev.thruway.lab.guest.program;

import dev.thruway.lab.guest.fs.FileException;
import dev.thruway.lab.guest.fs.FileStatus;
import dev.thruway.lab.guest.os.Invocation;
import dev.thruway.lab.guest.os.Program;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// `echo`, `printf`, `test` and what else a script is made of.
final class TextPrograms {

    private TextPrograms() {}

    static void addTo(Map<String, Program> table) {
        table.put("true", call -> 0);
        table.put("false", call -> 1);
        table.put("echo", TextPrograms::echo);
        table.put("printf", TextPrograms::printf);
        table.put("test", call -> test(call, call.args()));
        table.put(
                "[",
                call -> test(call, call.args().subList(0, Math.max(0, call.args().size() - 1))));
        table.put("seq", TextPrograms::seq);
        table.put("env", TextPrograms::env);
        table.put("printenv", TextPrograms::printenv);
    }

    private static int echo(Invocation call) {
        var args = call.args();
        boolean bare = !args.isEmpty() && args.getFirst().equals("-n");
        boolean escapes = !args.isEmpty() && args.getFirst().equals("-e");
        var text = String.join(" ", bare || escapes ? args.subList(1, args.size()) : args);
        call.print((escapes ? unescape(text) : text) + (bare ? "" : "\n"));
        return 0;
    }

    private static String unescape(String text) {
        return text.replace("\\n", "\n").replace("\\t", "\t").replace("\\\\", "\\");
    }

    /// The format is used again while there are arguments left, as POSIX has it.
    private static int printf(Invocation call) {
        var args = call.args();
        if (args.isEmpty()) {
            return call.fail(2, "usage: printf [-v var] format [arguments]");
        }
        var format = unescape(args.getFirst());
        int next = 1;
        do {
            var out = new StringBuilder();
            for (int i = 0; i < format.length(); i++) {
                char c = format.charAt(i);
                if (c != '%' || i + 1 == format.length()) {
                    out.append(c);
                    continue;
                }
                char kind = format.charAt(++i);
                if (kind == '%') {
                    out.append('%');
                } else {
                    var value = next < args.size() ? args.get(next) : kind == 'd' ? "0" : "";
                    next++;
                    out.append(kind == 'b' ? unescape(value) : value);
                }
            }
            call.print(out.toString());
        } while (next < args.size() && next > 1);
        return 0;
    }

    private static int test(Invocation call, List<String> args) {
        if (!args.isEmpty() && args.getFirst().equals("!")) {
            return test(call, args.subList(1, args.size())) == 0 ? 1 : 0;
        }
        for (var link : List.of("-o", "-a")) {
            int at = args.indexOf(link);
            if (at > 0) {
                boolean left = test(call, args.subList(0, at)) == 0;
                boolean right = test(call, args.subList(at + 1, args.size())) == 0;
                return (link.equals("-o") ? left || right : left && right) ? 0 : 1;
            }
        }
        return switch (args.size()) {
            case 0 -> 1;
            case 1 -> args.getFirst().isEmpty() ? 1 : 0;
            case 2 -> unary(call, args.get(0), args.get(1)) ? 0 : 1;
            case 3 -> binary(args.get(0), args.get(1), args.get(2)) ? 0 : 1;
            default -> 2;
        };
    }

    private static boolean unary(Invocation call, String operator, String operand) {
        var files = call.files();
        var path = call.path(operand);
        try {
            return switch (operator) {
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
                default -> false;
            };
        } catch (FileException e) {
            return false;
        }
    }

    private static boolean binary(String left, String operator, String right) {
        return switch (operator) {
            case "=", "==" -> left.equals(right);
            case "!=" -> !left.equals(right);
            case "-eq" -> number(left) == number(right);
            case "-ne" -> number(left) != number(right);
            case "-lt" -> number(left) < number(right);
            case "-le" -> number(left) <= number(right);
            case "-gt" -> number(left) > number(right);
            case "-ge" -> number(left) >= number(right);
            default -> false;
        };
    }

    private static long number(String text) {
        return text.strip().matches("-?\\d{1,18}") ? Long.parseLong(text.strip()) : 0;
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
