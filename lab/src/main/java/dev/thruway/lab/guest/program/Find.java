package dev.thruway.lab.guest.program;

import dev.thruway.lab.guest.fs.FileException;
import dev.thruway.lab.guest.fs.FileStatus;
import dev.thruway.lab.guest.fs.Paths;
import dev.thruway.lab.guest.os.Invocation;
import dev.thruway.lab.guest.os.Program;
import dev.thruway.lab.guest.shell.Glob;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// find: `PATH… [-maxdepth N] [-mindepth N] [-name P] [-iname P] [-path P] [-type T] [-empty]` and
/// what is to be done: `-print`, `-print0`, `-delete`, `-exec COMMAND {} ;`. All tests must hold;
/// what is not listed here it refuses.
final class Find implements Program {

    private static final List<String> WITH_VALUE =
            List.of("-maxdepth", "-mindepth", "-name", "-iname", "-path", "-type");

    /// What the command line asks for.
    private static final class Wanted {

        private int maxDepth = 100;
        private int minDepth;
        private String name = "*";
        private String anyCaseName = "*";
        private String path = "*";
        private String type = "";
        private boolean empty;
        private boolean zero;
        private boolean delete;
        private List<String> command = List.of();
    }

    @Override
    public int run(Invocation call) throws InterruptedException {
        var args = call.args();
        int split = 0;
        while (split < args.size() && !args.get(split).startsWith("-")) {
            split++;
        }
        var wanted = new Wanted();
        var wrong = read(args.subList(split, args.size()), wanted);
        if (!wrong.isEmpty()) {
            return call.fail(1, wrong);
        }
        int status = 0;
        for (var root : split == 0 ? List.of(".") : args.subList(0, split)) {
            status |= visit(call, root, wanted, 0);
        }
        return status;
    }

    private static String read(List<String> tests, Wanted wanted) {
        for (int i = 0; i < tests.size(); i++) {
            var test = tests.get(i);
            if (WITH_VALUE.contains(test)) {
                if (i + 1 == tests.size()) {
                    return "missing argument to `" + test + "'";
                }
                var wrong = value(test, tests.get(++i), wanted);
                if (!wrong.isEmpty()) {
                    return wrong;
                }
                continue;
            }
            switch (test) {
                case "-print", "-a" -> {}
                case "-print0" -> wanted.zero = true;
                case "-empty" -> wanted.empty = true;
                case "-delete" -> wanted.delete = true;
                case "-exec" -> {
                    int end = i + 1;
                    while (end < tests.size() && !List.of(";", "+").contains(tests.get(end))) {
                        end++;
                    }
                    if (end >= tests.size() || end == i + 1) {
                        return "missing argument to `-exec'";
                    }
                    wanted.command = tests.subList(i + 1, end);
                    i = end;
                }
                default -> {
                    return "unknown predicate `" + test + "'";
                }
            }
        }
        return "";
    }

    private static String value(String test, String value, Wanted wanted) {
        boolean number = value.matches("\\d{1,3}");
        switch (test) {
            case "-name" -> wanted.name = value;
            case "-iname" -> wanted.anyCaseName = value;
            case "-path" -> wanted.path = value;
            case "-type" -> wanted.type = value;
            case "-maxdepth" -> wanted.maxDepth = number ? Integer.parseInt(value) : 0;
            default -> wanted.minDepth = number ? Integer.parseInt(value) : 0;
        }
        if (test.endsWith("depth") && !number) {
            return "Expected a positive decimal integer argument to " + test;
        }
        return test.equals("-type") && !value.matches("[fdlc]")
                ? "Unknown argument to -type: " + value
                : "";
    }

    private static int visit(Invocation call, String path, Wanted wanted, int depth)
            throws InterruptedException {
        int status = 0;
        try {
            var found = call.files().lstat(call.user(), call.path(path));
            boolean chosen = depth >= wanted.minDepth && matches(call, path, found, wanted);
            if (chosen && !wanted.delete) {
                status |= act(call, path, wanted);
            }
            if (found.directory() && depth < wanted.maxDepth) {
                for (var child : new ArrayList<>(call.files().list(call.user(), call.path(path)))) {
                    status |= visit(call, Paths.child(path, child), wanted, depth + 1);
                }
            }
            if (chosen && wanted.delete) {
                call.files().remove(call.user(), call.path(path));
            }
        } catch (FileException e) {
            status = call.fail(1, "'" + path + "': " + e.errno().text());
        }
        return status;
    }

    private static boolean matches(Invocation call, String path, FileStatus found, Wanted wanted) {
        var name = Paths.name(path);
        boolean type =
                switch (wanted.type) {
                    case "" -> true;
                    case "f" -> found.regular();
                    case "d" -> found.directory();
                    case "l" -> found.link();
                    default -> found.kind() == FileStatus.Kind.DEVICE;
                };
        return type
                && Glob.regex(wanted.name).matcher(name).matches()
                && Glob.regex(wanted.anyCaseName.toLowerCase(Locale.ROOT))
                        .matcher(name.toLowerCase(Locale.ROOT))
                        .matches()
                && Glob.regex(wanted.path).matcher(path).matches()
                && (!wanted.empty || empty(call, path, found));
    }

    private static boolean empty(Invocation call, String path, FileStatus found) {
        return found.directory()
                ? call.files().list(call.user(), call.path(path)).isEmpty()
                : found.regular() && found.size() == 0;
    }

    private static int act(Invocation call, String path, Wanted wanted)
            throws InterruptedException {
        if (!wanted.command.isEmpty()) {
            var argv = wanted.command.stream().map(word -> word.replace("{}", path)).toList();
            call.os().launch(argv, call.context());
            return 0;
        }
        call.print(path + (wanted.zero ? "\0" : "\n"));
        return 0;
    }
}
