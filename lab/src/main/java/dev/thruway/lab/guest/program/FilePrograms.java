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
import java.util.Optional;
import java.util.regex.Pattern;

/// Programs that change files.
final class FilePrograms {

    private FilePrograms() {}

    static void addTo(Map<String, Program> table) {
        table.put("mkdir", each(FilePrograms::mkdir));
        table.put("rmdir", each((call, options, path) -> call.files().remove(call.user(), path)));
        table.put("rm", FilePrograms::rm);
        table.put("mv", FilePrograms::mv);
        table.put("cp", FilePrograms::cp);
        table.put("install", FilePrograms::install);
        table.put("ln", FilePrograms::ln);
        table.put("touch", each((call, options, path) -> call.files().touch(call.user(), path)));
        table.put("chmod", FilePrograms::chmod);
        table.put("chown", FilePrograms::chown);
        table.put("tee", FilePrograms::tee);
        table.put("mktemp", FilePrograms::mktemp);
        table.put("sync", call -> 0);
    }

    /// What a program does to one path.
    @FunctionalInterface
    private interface Change {
        void apply(Invocation call, Options options, String path);
    }

    private static Program each(Change change) {
        return call -> {
            var options = Options.parse(call.args(), "m", "mode");
            int status = 0;
            for (var operand : options.operands()) {
                try {
                    change.apply(call, options, call.path(operand));
                } catch (FileException e) {
                    status = call.fail(1, complaint(call.name(), operand) + e.errno().text());
                }
            }
            return status;
        };
    }

    private static String complaint(String program, String operand) {
        var what =
                switch (program) {
                    case "mkdir" -> "cannot create directory '";
                    case "rm" -> "cannot remove '";
                    case "rmdir" -> "failed to remove '";
                    case "touch" -> "cannot touch '";
                    default -> "'";
                };
        return what + operand + "': ";
    }

    private static void mkdir(Invocation call, Options options, String path) {
        int mode = options.value("m", "mode").map(FilePrograms::octal).orElse(0755);
        if (options.has("p", "parents")) {
            call.files().makeDirectories(call.user(), path);
        } else {
            call.files().makeDirectory(call.user(), path, mode);
        }
        options.value("m", "mode").ifPresent(m -> call.files().changeMode(call.user(), path, mode));
    }

    private static int octal(String text) {
        return text.matches("[0-7]{1,4}") ? Integer.parseInt(text, 8) : 0755;
    }

    private static int rm(Invocation call) {
        var options = Options.parse(call.args());
        int status = 0;
        for (var operand : options.operands()) {
            var path = call.path(operand);
            try {
                boolean directory = call.files().lstat(call.user(), path).directory();
                if (directory && !options.has("r", "R", "recursive")) {
                    status = call.fail(1, "cannot remove '" + operand + "': Is a directory");
                } else {
                    call.files().removeTree(call.user(), path);
                }
            } catch (FileException e) {
                boolean absent = e.errno() == Errno.ENOENT;
                if (!absent || !options.has("f", "force")) {
                    status = call.fail(1, "cannot remove '" + operand + "': " + e.errno().text());
                }
            }
        }
        return status;
    }

    /// The path that results from moving or copying `from` to `to`, which may be a directory.
    private static String target(Invocation call, String from, String to, boolean exact) {
        var path = call.path(to);
        boolean into =
                !exact
                        && call.files().exists(call.user(), path)
                        && call.files().stat(call.user(), path).directory();
        return into ? Paths.child(path, Paths.name(from)) : path;
    }

    private static int mv(Invocation call) {
        var options = Options.parse(call.args());
        var operands = options.operands();
        if (operands.size() < 2) {
            return call.fail(1, "missing file operand");
        }
        int status = 0;
        for (var from : operands.subList(0, operands.size() - 1)) {
            var to = target(call, from, operands.getLast(), options.has("T"));
            try {
                call.files().rename(call.user(), call.path(from), to);
            } catch (FileException e) {
                status =
                        call.fail(
                                1,
                                "cannot move '"
                                        + from
                                        + "' to '"
                                        + operands.getLast()
                                        + "': "
                                        + e.errno().text());
            }
        }
        return status;
    }

    private static int cp(Invocation call) {
        var options = Options.parse(call.args());
        var operands = options.operands();
        if (operands.size() < 2) {
            return call.fail(1, "missing file operand");
        }
        boolean deep = options.has("r", "R", "a", "recursive", "archive");
        int status = 0;
        for (var from : operands.subList(0, operands.size() - 1)) {
            var to = target(call, from, operands.getLast(), options.has("T"));
            try {
                copy(call.files(), call.user(), call.path(from), to, deep);
            } catch (FileException e) {
                status = call.fail(1, "cannot copy '" + from + "': " + e.errno().text());
            }
        }
        return status;
    }

    private static void copy(FileSystem files, User user, String from, String to, boolean deep) {
        var status = files.stat(user, from);
        if (!status.directory()) {
            files.write(user, to, files.read(user, from), status.mode());
            return;
        }
        if (!deep) {
            throw new FileException(Errno.EISDIR, from);
        }
        files.makeDirectories(user, to);
        for (var name : files.list(user, from)) {
            copy(files, user, Paths.child(from, name), Paths.child(to, name), true);
        }
    }

    private static int install(Invocation call) {
        var options = Options.parse(call.args(), "m", "o", "g", "mode", "owner", "group");
        int mode = options.value("m", "mode").map(FilePrograms::octal).orElse(0755);
        var operands = options.operands();
        if (options.has("d", "directory")) {
            for (var operand : operands) {
                call.files().makeDirectories(call.user(), call.path(operand));
                call.files().changeMode(call.user(), call.path(operand), mode);
            }
            return 0;
        }
        if (operands.size() < 2) {
            return call.fail(1, "missing file operand");
        }
        var to = target(call, operands.get(0), operands.get(1), options.has("T"));
        byte[] content =
                operands.get(0).equals("/dev/stdin")
                        ? call.input()
                        : call.files().read(call.user(), call.path(operands.get(0)));
        if (call.files().exists(call.user(), to)) {
            call.files().remove(call.user(), to);
        }
        call.files().write(call.user(), to, content, mode);
        call.files().changeMode(call.user(), to, mode);
        if (call.user().root()) {
            call.files()
                    .changeOwner(
                            call.user(),
                            to,
                            id(call, options.value("o", "owner"), true),
                            id(call, options.value("g", "group"), false));
        }
        return 0;
    }

    private static int id(Invocation call, Optional<String> name, boolean user) {
        var accounts = call.os().accounts();
        return name.map(n ->
                        n.matches("\\d+")
                                ? Integer.parseInt(n)
                                : user
                                        ? accounts.find(n).map(e -> e.user().uid()).orElse(0)
                                        : accounts.groupId(n).orElse(0))
                .orElse(0);
    }

    private static int ln(Invocation call) {
        var options = Options.parse(call.args());
        var operands = options.operands();
        if (operands.size() != 2 || !options.has("s", "symbolic")) {
            return call.fail(1, "only symbolic links with a target and a name are supported");
        }
        var path = target(call, operands.get(0), operands.get(1), options.has("n", "T"));
        if (options.has("f", "force")) {
            call.files().removeTree(call.user(), path);
        }
        call.files().link(call.user(), path, operands.get(0));
        return 0;
    }

    private static int chmod(Invocation call) {
        var operands = call.args().stream().filter(a -> !a.equals("-R")).toList();
        for (var operand : operands.subList(1, operands.size())) {
            var path = call.path(operand);
            int before = call.files().stat(call.user(), path).mode();
            call.files().changeMode(call.user(), path, mode(operands.getFirst(), before));
        }
        return 0;
    }

    private static int mode(String text, int before) {
        if (text.matches("[0-7]{1,4}")) {
            return Integer.parseInt(text, 8);
        }
        int mode = before;
        for (var clause : text.split(",")) {
            var m = Pattern.compile("([ugoa]*)([-+=])([rwxXst]*)").matcher(clause);
            if (m.matches()) {
                int bits = 0;
                int permission =
                        (m.group(3).contains("r") ? 4 : 0)
                                | (m.group(3).contains("w") ? 2 : 0)
                                | (m.group(3).contains("x") ? 1 : 0);
                var who = m.group(1).isEmpty() || m.group(1).contains("a") ? "ugo" : m.group(1);
                for (int i = 0; i < 3; i++) {
                    bits |= who.indexOf("ugo".charAt(i)) >= 0 ? permission << (6 - 3 * i) : 0;
                }
                mode =
                        switch (m.group(2)) {
                            case "+" -> mode | bits;
                            case "-" -> mode & ~bits;
                            default -> bits;
                        };
            }
        }
        return mode;
    }

    private static int chown(Invocation call) {
        var operands = Options.parse(call.args()).operands();
        var owner = operands.getFirst().split("[:.]", 2);
        for (var operand : operands.subList(1, operands.size())) {
            var path = call.path(operand);
            var before = call.files().stat(call.user(), path);
            int uid = owner[0].isEmpty() ? before.uid() : id(call, Optional.of(owner[0]), true);
            int gid =
                    owner.length > 1 && !owner[1].isEmpty()
                            ? id(call, Optional.of(owner[1]), false)
                            : before.gid();
            call.files().changeOwner(call.user(), path, uid, gid);
        }
        return 0;
    }

    private static int tee(Invocation call) {
        var options = Options.parse(call.args());
        var content = call.input();
        call.print(content);
        int status = 0;
        for (var operand : options.operands()) {
            try {
                if (options.has("a", "append")) {
                    call.files().append(call.user(), call.path(operand), content);
                } else {
                    call.files().write(call.user(), call.path(operand), content, 0644);
                }
            } catch (FileException e) {
                status = call.fail(1, operand + ": " + e.errno().text());
            }
        }
        return status;
    }

    private static int mktemp(Invocation call) {
        var options = Options.parse(call.args());
        var path = "/tmp/tmp." + Long.toString(System.nanoTime(), 36);
        if (options.has("d")) {
            call.files().makeDirectory(call.user(), path, 0700);
        } else {
            call.files().write(call.user(), path, new byte[0], 0600);
        }
        call.line(path);
        return 0;
    }

    static List<String> operands(Invocation call) {
        return Options.parse(call.args()).operands();
    }
}
