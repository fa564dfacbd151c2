package dev.thruway.lab.guest.program;

import dev.thruway.lab.guest.fs.FileException;
import dev.thruway.lab.guest.fs.FileStatus;
import dev.thruway.lab.guest.fs.Paths;
import dev.thruway.lab.guest.os.Invocation;
import dev.thruway.lab.guest.os.Program;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

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
        table.put("find", new Find());
        table.put("basename", LookPrograms::basename);
        table.put("dirname", LookPrograms::dirname);
        table.put("df", LookPrograms::df);
        table.put("which", LookPrograms::which);
    }

    private static int print(Invocation call, String text) {
        call.line(text);
        return 0;
    }

    private static int basename(Invocation call) {
        var operands = Options.parse(call.args()).operands();
        if (operands.isEmpty()) {
            return call.fail(1, "missing operand");
        }
        var name = Paths.name(operands.getFirst());
        var suffix = operands.size() > 1 ? operands.get(1) : "";
        boolean cut = name.endsWith(suffix) && !name.equals(suffix);
        return print(call, cut ? name.substring(0, name.length() - suffix.length()) : name);
    }

    private static int dirname(Invocation call) {
        var operands = Options.parse(call.args()).operands();
        if (operands.isEmpty()) {
            return call.fail(1, "missing operand");
        }
        for (var path : operands) {
            call.line(path.contains("/") ? Paths.parent(path) : ".");
        }
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
                boolean exists = call.files().exists(call.user(), path);
                var found =
                        exists || !options.has("l")
                                ? call.files().stat(call.user(), path)
                                : call.files().lstat(call.user(), path);
                boolean list = found.directory() && !options.has("d", "directory");
                if (list && !call.files().mayAccess(call.user(), path, 4)) {
                    status =
                            call.fail(
                                    2,
                                    "cannot open directory '" + operand + "': Permission denied");
                    continue;
                }
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
        if (options.has("a", "all")) {
            entry(call, options, path, ".");
            entry(call, options, Paths.parent(path), "..");
        }
        for (var name : call.files().list(call.user(), path)) {
            if (!name.startsWith(".") || options.has("a", "A", "all", "almost-all")) {
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
        if (options.operands().isEmpty()) {
            return call.fail(1, "missing operand");
        }
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
                var text = formatted(call, format, operand, found);
                call.print(options.has("printf") ? text.replace("\\n", "\n") : text + "\n");
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
        if (options.operands().isEmpty()) {
            return call.fail(1, "missing operand");
        }
        int status = 0;
        for (var operand : options.operands()) {
            var path = call.path(operand);
            try {
                if (options.has("e")) {
                    call.files().stat(call.user(), path);
                }
                if (call.name().equals("realpath") || options.has("f", "e", "m")) {
                    call.line(call.files().realPath(call.user(), path));
                } else {
                    var found = call.files().lstat(call.user(), path);
                    status = found.link() ? print(call, found.linkTarget()) : 1;
                }
            } catch (FileException e) {
                status = 1;
                if (call.name().equals("realpath")) {
                    call.fail(1, operand + ": " + e.errno().text());
                }
            }
        }
        return status;
    }

    private static int df(Invocation call) {
        call.line("Filesystem                        1K-blocks    Used Available Use% Mounted on");
        call.line("/dev/mapper/ubuntu--vg-ubuntu--lv  50770432 7340032  40820736  16% /");
        return 0;
    }

    private static int which(Invocation call) {
        int status = 0;
        for (var name : Options.parse(call.args()).operands()) {
            var found =
                    call.os()
                            .locate(name, call.context())
                            .filter(path -> call.files().mayExecute(call.user(), path));
            found.ifPresent(call::line);
            status = found.isPresent() ? status : 1;
        }
        return status;
    }
}
