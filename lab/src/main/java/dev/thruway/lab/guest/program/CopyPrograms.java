package dev.thruway.lab.guest.program;

import dev.thruway.lab.guest.fs.Errno;
import dev.thruway.lab.guest.fs.FileException;
import dev.thruway.lab.guest.fs.FileSystem;
import dev.thruway.lab.guest.fs.Paths;
import dev.thruway.lab.guest.fs.User;
import dev.thruway.lab.guest.os.Invocation;
import dev.thruway.lab.guest.os.Program;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// `mv`, `cp` and `install`.
final class CopyPrograms {

    private CopyPrograms() {}

    static void addTo(Map<String, Program> table) {
        table.put("mv", CopyPrograms::mv);
        table.put("cp", CopyPrograms::cp);
        table.put("install", CopyPrograms::install);
    }

    /// The path that results from moving or copying `from` to `to`, which may be a directory.
    static String target(Invocation call, String from, String to, boolean exact) {
        var path = call.path(to);
        boolean into =
                !exact
                        && call.files().exists(call.user(), path)
                        && call.files().stat(call.user(), path).directory();
        return into ? Paths.child(path, Paths.name(from)) : path;
    }

    /// The complaint about operands that are too few, or several that have no directory to go to.
    private static String complaint(Invocation call, List<String> operands, boolean exact) {
        if (operands.isEmpty()) {
            return "missing file operand";
        }
        if (operands.size() == 1) {
            return "missing destination file operand after '" + operands.getFirst() + "'";
        }
        var last = operands.getLast();
        boolean directory =
                call.files().exists(call.user(), call.path(last))
                        && call.files().stat(call.user(), call.path(last)).directory();
        boolean wrong = operands.size() > 2 && (exact || !directory);
        return wrong ? "target '" + last + "': No such file or directory" : "";
    }

    private static int mv(Invocation call) {
        var options = Options.parse(call.args());
        var operands = options.operands();
        boolean exact = options.has("T", "no-target-directory");
        var wrong = complaint(call, operands, exact);
        if (!wrong.isEmpty()) {
            return call.fail(1, wrong);
        }
        int status = 0;
        for (var from : operands.subList(0, operands.size() - 1)) {
            var to = target(call, from, operands.getLast(), exact);
            if (options.has("n") && call.files().exists(call.user(), to)) {
                continue;
            }
            try {
                call.files().lstat(call.user(), call.path(from));
                call.files().rename(call.user(), call.path(from), to);
            } catch (FileException e) {
                var text = e.errno().text();
                status =
                        e.errno() == Errno.ENOENT && e.path().equals(call.path(from))
                                ? call.fail(1, "cannot stat '" + from + "': " + text)
                                : call.fail(
                                        1,
                                        "cannot move '%s' to '%s': %s"
                                                .formatted(from, operands.getLast(), text));
            }
        }
        return status;
    }

    private static int cp(Invocation call) {
        var options = Options.parse(call.args());
        var operands = options.operands();
        boolean exact = options.has("T", "no-target-directory");
        var wrong = complaint(call, operands, exact);
        if (!wrong.isEmpty()) {
            return call.fail(1, wrong);
        }
        boolean deep = options.has("r", "R", "a", "recursive", "archive");
        int status = 0;
        for (var from : operands.subList(0, operands.size() - 1)) {
            var to = target(call, from, operands.getLast(), exact);
            try {
                if (call.files().stat(call.user(), call.path(from)).directory() && !deep) {
                    status = call.fail(1, "-r not specified; omitting directory '" + from + "'");
                } else {
                    copy(call.files(), call.user(), call.path(from), to);
                }
            } catch (FileException e) {
                status = call.fail(1, copying(call, from, to, e));
            }
        }
        return status;
    }

    private static String copying(Invocation call, String from, String to, FileException e) {
        var text = e.errno().text();
        if (!call.files().exists(call.user(), call.path(from))) {
            return "cannot stat '" + from + "': " + text;
        }
        return e.path().equals(to)
                ? "cannot create regular file '" + to + "': " + text
                : "cannot open '" + from + "' for reading: " + text;
    }

    private static void copy(FileSystem files, User user, String from, String to) {
        var status = files.stat(user, from);
        if (!status.directory()) {
            files.write(user, to, files.read(user, from), status.mode());
            return;
        }
        files.makeDirectories(user, to);
        for (var name : files.list(user, from)) {
            copy(files, user, Paths.child(from, name), Paths.child(to, name));
        }
    }

    private static int install(Invocation call) {
        var options = Options.parse(call.args(), "m", "o", "g", "mode", "owner", "group");
        var operands = options.operands();
        var mode = options.value("m", "mode").orElse("755");
        if (!mode.matches("[0-7]{1,4}")) {
            return call.fail(1, "invalid mode '" + mode + "'");
        }
        if (options.has("d", "directory")) {
            return directories(call, operands, Integer.parseInt(mode, 8));
        }
        boolean exact = options.has("T", "no-target-directory");
        var wrong = complaint(call, operands, exact);
        if (!wrong.isEmpty()) {
            return call.fail(1, wrong);
        }
        var owner = options.value("o", "owner");
        var group = options.value("g", "group");
        var uid = owner.isEmpty() ? own(call.user().uid()) : OwnerPrograms.user(call, owner.get());
        var gid = group.isEmpty() ? own(call.user().gid()) : OwnerPrograms.group(call, group.get());
        if (uid.isEmpty() || gid.isEmpty()) {
            return uid.isEmpty()
                    ? call.fail(1, "invalid user: '" + owner.orElse("") + "'")
                    : call.fail(1, "invalid group: '" + group.orElse("") + "'");
        }
        int status = 0;
        for (var from : operands.subList(0, operands.size() - 1)) {
            var to = target(call, from, operands.getLast(), exact);
            if (options.has("D")) {
                call.files().makeDirectories(call.user(), Paths.parent(to));
            }
            var made = new Made(Integer.parseInt(mode, 8), uid.getAsInt(), gid.getAsInt());
            status = Math.max(status, install(call, from, to, made));
        }
        return status;
    }

    private static OptionalInt own(int id) {
        return OptionalInt.of(id);
    }

    private static int directories(Invocation call, List<String> operands, int mode) {
        for (var operand : operands) {
            try {
                call.files().makeDirectories(call.user(), call.path(operand));
                call.files().changeMode(call.user(), call.path(operand), mode);
            } catch (FileException e) {
                return call.fail(
                        1, "cannot create directory '" + operand + "': " + e.errno().text());
            }
        }
        return 0;
    }

    /// What the new file is to be.
    private record Made(int mode, int uid, int gid) {}

    private static int install(Invocation call, String from, String to, Made made) {
        var files = call.files();
        byte[] content;
        try {
            content =
                    from.equals("/dev/stdin")
                            ? call.input()
                            : files.read(call.user(), call.path(from));
        } catch (FileException e) {
            return call.fail(1, "cannot stat '" + from + "': " + e.errno().text());
        }
        try {
            if (files.exists(call.user(), to)) {
                files.remove(call.user(), to);
            }
            files.write(call.user(), to, content, made.mode());
            files.changeMode(call.user(), to, made.mode());
        } catch (FileException e) {
            return call.fail(1, "cannot create regular file '" + to + "': " + e.errno().text());
        }
        boolean own = made.uid() == call.user().uid() && made.gid() == call.user().gid();
        try {
            if (!own || call.user().root()) {
                files.changeOwner(call.user(), to, made.uid(), made.gid());
            }
            return 0;
        } catch (FileException e) {
            return call.fail(1, "cannot change ownership of '" + to + "': " + e.errno().text());
        }
    }
}
