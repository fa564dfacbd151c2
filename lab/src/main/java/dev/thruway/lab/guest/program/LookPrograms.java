package dev.thruway.lab.guest.program;

import dev.thruway.lab.guest.fs.FileException;
import dev.thruway.lab.guest.fs.FileStatus;
import dev.thruway.lab.guest.fs.Paths;
import dev.thruway.lab.guest.os.Invocation;
import dev.thruway.lab.guest.os.Program;
import dev.thruway.lab.guest.shell.Glob;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Programs that look at files.
final class LookPrograms {

    private static final DateTimeFormatter LS_TIME =
            DateTimeFormatter.ofPattern("MMM ppd HH:mm", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private LookPrograms() {}

    static void addTo(Map<String, Program> table) {
        table.put("cat", LookPrograms::cat);
        table.put("ls", LookPrograms::ls);
        table.put("stat", LookPrograms::stat);
        table.put("readlink", LookPrograms::readlink);
        table.put("realpath", LookPrograms::readlink);
        table.put("find", LookPrograms::find);
        table.put("basename", call -> print(call, Paths.name(call.args().getFirst())));
        table.put("dirname", call -> print(call, Paths.parent(call.args().getFirst())));
        table.put("df", LookPrograms::df);
        table.put("which", LookPrograms::which);
    }

    private static int print(Invocation call, String text) {
        call.line(text);
        return 0;
    }

    private static int cat(Invocation call) {
        var operands = Options.parse(call.args()).operands();
        if (operands.isEmpty()) {
            call.print(call.input());
        }
        int status = 0;
        for (var operand : operands) {
            try {
                call.print(
                        operand.equals("-")
                                ? call.input()
                                : call.files().read(call.user(), call.path(operand)));
            } catch (FileException e) {
                status = call.fail(1, operand + ": " + e.errno().text());
            }
        }
        return status;
    }

    private static int ls(Invocation call) {
        var options = Options.parse(call.args());
        var operands = options.operands().isEmpty() ? List.of(".") : options.operands();
        int status = 0;
        for (var operand : operands) {
            try {
                var path = call.path(operand);
                boolean list =
                        call.files().stat(call.user(), path).directory() && !options.has("d");
                if (list && operands.size() > 1) {
                    call.line(operand + ":");
                }
                if (list) {
                    directory(call, options, path);
                } else {
                    entry(call, options, path, operand);
                }
            } catch (FileException e) {
                status = call.fail(2, "cannot access '" + operand + "': " + e.errno().text());
            }
        }
        return status;
    }

    private static void directory(Invocation call, Options options, String path) {
        if (options.has("l")) {
            call.line("total 0");
        }
        for (var name : call.files().list(call.user(), path)) {
            if (!name.startsWith(".") || options.has("a", "A")) {
                entry(call, options, Paths.child(path, name), name);
            }
        }
    }

    private static void entry(Invocation call, Options options, String path, String name) {
        if (!options.has("l")) {
            call.line(name);
            return;
        }
        var s = call.files().lstat(call.user(), path);
        var accounts = call.os().accounts();
        call.line(
                "%s 1 %s %s %7d %s %s"
                        .formatted(
                                s.permissions(),
                                accounts.userName(s.uid()),
                                accounts.groupName(s.gid()),
                                s.size(),
                                LS_TIME.format(s.modified()),
                                s.link() ? name + " -> " + s.linkTarget() : name));
    }

    private static int stat(Invocation call) {
        var options = Options.parse(call.args(), "c", "format", "printf");
        int status = 0;
        for (var operand : options.operands()) {
            try {
                var path = call.path(operand);
                var found =
                        options.has("L")
                                ? call.files().stat(call.user(), path)
                                : call.files().lstat(call.user(), path);
                var format =
                        options.value("c", "format", "printf").orElse("  File: %n\n  Size: %s");
                call.line(formatted(call, format, operand, found));
            } catch (FileException e) {
                status = call.fail(1, "cannot statx '" + operand + "': " + e.errno().text());
            }
        }
        return status;
    }

    private static String formatted(
            Invocation call, String format, String name, FileStatus status) {
        var kind =
                switch (status.kind()) {
                    case DIRECTORY -> "directory";
                    case REGULAR -> status.size() == 0 ? "regular empty file" : "regular file";
                    case SYMBOLIC_LINK -> "symbolic link";
                    case DEVICE -> "character special file";
                };
        return format.replace("%n", name)
                .replace("%s", Long.toString(status.size()))
                .replace("%a", Integer.toOctalString(status.mode()))
                .replace("%A", status.permissions())
                .replace("%u", Integer.toString(status.uid()))
                .replace("%g", Integer.toString(status.gid()))
                .replace("%U", call.os().accounts().userName(status.uid()))
                .replace("%G", call.os().accounts().groupName(status.gid()))
                .replace("%F", kind)
                .replace("%Y", Long.toString(status.modified().getEpochSecond()));
    }

    private static int readlink(Invocation call) {
        var options = Options.parse(call.args());
        int status = 0;
        for (var operand : options.operands()) {
            var path = call.path(operand);
            try {
                if (call.name().equals("realpath") || options.has("f", "e", "m")) {
                    call.line(call.files().realPath(call.user(), path));
                } else {
                    var found = call.files().lstat(call.user(), path);
                    status = found.link() ? print(call, found.linkTarget()) : 1;
                }
            } catch (FileException e) {
                // readlink says nothing without -v.
                status = 1;
            }
        }
        return status;
    }

    /// `find PATH… [-maxdepth N] [-name PATTERN] [-type f|d|l] [-print]`.
    private static int find(Invocation call) {
        var args = call.args();
        int split = 0;
        while (split < args.size() && !args.get(split).startsWith("-")) {
            split++;
        }
        var roots = split == 0 ? List.of(".") : args.subList(0, split);
        var tests = args.subList(split, args.size());
        int status = 0;
        for (var root : roots) {
            try {
                find(call, root, tests, 0);
            } catch (FileException e) {
                status = call.fail(1, "'" + root + "': " + e.errno().text());
            }
        }
        return status;
    }

    private static void find(Invocation call, String path, List<String> tests, int depth) {
        var status = call.files().lstat(call.user(), call.path(path));
        boolean type =
                operand(tests, "-type")
                        .map(t ->
                                switch (t) {
                                    case "f" -> status.regular();
                                    case "d" -> status.directory();
                                    default -> status.link();
                                })
                        .orElse(true);
        boolean name =
                operand(tests, "-name")
                        .map(p -> Glob.regex(p).matcher(Paths.name(path)).matches())
                        .orElse(true);
        if (type && name) {
            if (tests.contains("-print0")) {
                call.print(path + "\0");
            } else {
                call.line(path);
            }
        }
        int limit = operand(tests, "-maxdepth").map(Integer::parseInt).orElse(100);
        if (status.directory() && depth < limit) {
            for (var child : new ArrayList<>(call.files().list(call.user(), call.path(path)))) {
                find(call, Paths.child(path, child), tests, depth + 1);
            }
        }
    }

    private static Optional<String> operand(List<String> tests, String name) {
        int at = tests.indexOf(name);
        return at >= 0 && at + 1 < tests.size() ? Optional.of(tests.get(at + 1)) : Optional.empty();
    }

    private static int df(Invocation call) {
        call.line("Filesystem                        1K-blocks    Used Available Use% Mounted on");
        call.line("/dev/mapper/ubuntu--vg-ubuntu--lv  50770432 7340032  40820736  16% /");
        return 0;
    }

    private static int which(Invocation call) {
        int status = 0;
        for (var name : Options.parse(call.args()).operands()) {
            var found = call.os().locate(name, call.context());
            found.ifPresent(call::line);
            status = found.isPresent() ? status : 1;
        }
        return status;
    }
}
