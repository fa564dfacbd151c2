package dev.thruway.lab.guest.program;

import dev.thruway.lab.guest.fs.Errno;
import dev.thruway.lab.guest.fs.FileException;
import dev.thruway.lab.guest.fs.Paths;
import dev.thruway.lab.guest.os.Invocation;
import dev.thruway.lab.guest.os.Program;
import java.util.List;
import java.util.Map;

/// Programs that change files.
final class FilePrograms {

    private FilePrograms() {}

    static void addTo(Map<String, Program> table) {
        table.put("mkdir", each(FilePrograms::mkdir));
        table.put(
                "rmdir",
                each((call, options, path) -> call.files().removeDirectory(call.user(), path)));
        table.put("rm", FilePrograms::rm);
        table.put("ln", FilePrograms::ln);
        table.put("touch", each((call, options, path) -> call.files().touch(call.user(), path)));
        table.put("tee", FilePrograms::tee);
        table.put("mktemp", FilePrograms::mktemp);
        table.put("sync", call -> 0);
        CopyPrograms.addTo(table);
        OwnerPrograms.addTo(table);
    }

    /// What a program does to one path.
    @FunctionalInterface
    private interface Change {
        void apply(Invocation call, Options options, String path);
    }

    private static Program each(Change change) {
        return call -> {
            var options = Options.parse(call.args(), "m", "mode");
            if (options.operands().isEmpty()) {
                return call.fail(1, "missing operand");
            }
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
        if (options.operands().isEmpty() && !options.has("f", "force")) {
            return call.fail(1, "missing operand");
        }
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

    private static int ln(Invocation call) {
        var options = Options.parse(call.args());
        var operands = options.operands();
        if (operands.size() != 2 || !options.has("s", "symbolic")) {
            return call.fail(1, "only symbolic links with a target and a name are supported");
        }
        var path =
                CopyPrograms.target(call, operands.get(0), operands.get(1), options.has("n", "T"));
        if (options.has("f", "force")) {
            call.files().removeTree(call.user(), path);
        }
        call.files().link(call.user(), path, operands.get(0));
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

    /// `mktemp [-d] [-p DIR] [TEMPLATE]`, the template's X being replaced.
    private static int mktemp(Invocation call) {
        var options = Options.parse(call.args(), "p", "tmpdir");
        var template = options.operands().isEmpty() ? "" : options.operands().getFirst();
        if (!template.isEmpty() && !template.endsWith("XXX")) {
            return call.fail(1, "too few X's in template '" + template + "'");
        }
        var folder = options.value("p", "tmpdir").orElse("/tmp");
        boolean inFolder = template.isEmpty() || options.has("p", "t", "tmpdir");
        var text = template.isEmpty() ? "tmp.XXXXXXXXXX" : template;
        var name = text.replaceFirst("X+$", Long.toString(System.nanoTime(), 36));
        var path = inFolder ? Paths.child(folder, name) : name;
        try {
            if (options.has("d", "directory")) {
                call.files().makeDirectory(call.user(), call.path(path), 0700);
            } else {
                call.files().write(call.user(), call.path(path), new byte[0], 0600);
            }
        } catch (FileException e) {
            return call.fail(
                    1, "failed to create file via template '" + text + "': " + e.errno().text());
        }
        call.line(path);
        return 0;
    }

    static List<String> operands(Invocation call) {
        return Options.parse(call.args()).operands();
    }
}
