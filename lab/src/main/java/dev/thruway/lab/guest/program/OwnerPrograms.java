package dev.thruway.lab.guest.program;

import dev.thruway.lab.guest.fs.FileException;
import dev.thruway.lab.guest.fs.Paths;
import dev.thruway.lab.guest.os.Invocation;
import dev.thruway.lab.guest.os.Program;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/// `chmod` and `chown`.
final class OwnerPrograms {

    private static final Pattern CLAUSE = Pattern.compile("([ugoa]*)([-+=])([rwxXst]*)");

    private OwnerPrograms() {}

    static void addTo(Map<String, Program> table) {
        table.put("chmod", OwnerPrograms::chmod);
        table.put("chown", OwnerPrograms::chown);
    }

    private static int chmod(Invocation call) {
        // A mode such as -x looks like an option.
        var args = call.args().stream().map(a -> a.matches("-[rwxXst]+") ? "a" + a : a).toList();
        var options = Options.parse(args);
        var operands = options.operands();
        if (operands.size() < 2) {
            return call.fail(1, "missing operand");
        }
        var mode = operands.getFirst();
        if (!mode.matches("[0-7]{1,4}") && !symbolic(mode)) {
            return call.fail(1, "invalid mode: '" + mode + "'");
        }
        int status = 0;
        for (var operand : operands.subList(1, operands.size())) {
            status |=
                    each(
                            call,
                            operand,
                            options.has("R", "recursive"),
                            "changing permissions of '",
                            path -> {
                                var before = call.files().stat(call.user(), path);
                                int bits = mode(mode, before.mode(), before.directory());
                                call.files().changeMode(call.user(), path, bits);
                            });
        }
        return status;
    }

    private static boolean symbolic(String mode) {
        for (var clause : mode.split(",", -1)) {
            if (!CLAUSE.matcher(clause).matches()) {
                return false;
            }
        }
        return true;
    }

    private static int mode(String text, int before, boolean directory) {
        if (text.matches("[0-7]{1,4}")) {
            return Integer.parseInt(text, 8);
        }
        int mode = before;
        for (var clause : text.split(",")) {
            var m = CLAUSE.matcher(clause);
            if (m.matches()) {
                mode = changed(mode, m.group(1), m.group(2), m.group(3), directory);
            }
        }
        return mode;
    }

    private static int changed(
            int mode, String whom, String operator, String what, boolean directory) {
        boolean all = whom.isEmpty() || whom.contains("a");
        boolean search = what.contains("X") && (directory || (mode & 0111) != 0);
        int permission =
                (what.contains("r") ? 4 : 0)
                        | (what.contains("w") ? 2 : 0)
                        | (what.contains("x") || search ? 1 : 0);
        int bits = 0;
        int mask = 0;
        for (int i = 0; i < 3; i++) {
            if (all || whom.indexOf("ugo".charAt(i)) >= 0) {
                bits |= permission << (6 - 3 * i);
                mask |= 7 << (6 - 3 * i);
            }
        }
        bits |= what.contains("t") ? 01000 : 0;
        bits |= what.contains("s") && (all || whom.contains("u")) ? 04000 : 0;
        bits |= what.contains("s") && (all || whom.contains("g")) ? 02000 : 0;
        return switch (operator) {
            case "+" -> mode | bits;
            case "-" -> mode & ~bits;
            default -> (mode & ~mask) | bits;
        };
    }

    private static int chown(Invocation call) {
        var options = Options.parse(call.args());
        var operands = options.operands();
        if (operands.size() < 2) {
            return call.fail(1, "missing operand");
        }
        var owner = operands.getFirst().split("[:.]", 2);
        var user = owner[0].isEmpty() ? OptionalInt.of(-1) : user(call, owner[0]);
        if (user.isEmpty()) {
            return call.fail(1, "invalid user: '" + operands.getFirst() + "'");
        }
        boolean grouped = owner.length > 1 && !owner[1].isEmpty();
        var group = grouped ? group(call, owner[1]) : OptionalInt.of(-1);
        if (group.isEmpty()) {
            return call.fail(1, "invalid group: '" + operands.getFirst() + "'");
        }
        int status = 0;
        for (var operand : operands.subList(1, operands.size())) {
            status |=
                    each(
                            call,
                            operand,
                            options.has("R", "recursive"),
                            "changing ownership of '",
                            path -> own(call, path, user.getAsInt(), group.getAsInt()));
        }
        return status;
    }

    private static void own(Invocation call, String path, int uid, int gid) {
        var before = call.files().stat(call.user(), path);
        call.files()
                .changeOwner(
                        call.user(),
                        path,
                        uid < 0 ? before.uid() : uid,
                        gid < 0 ? before.gid() : gid);
    }

    /// A user's number; empty where there is no such user.
    static OptionalInt user(Invocation call, String name) {
        if (name.matches("\\d{1,9}")) {
            return OptionalInt.of(Integer.parseInt(name));
        }
        var found = call.os().accounts().find(name);
        return found.isPresent() ? OptionalInt.of(found.get().user().uid()) : OptionalInt.empty();
    }

    static OptionalInt group(Invocation call, String name) {
        if (name.matches("\\d{1,9}")) {
            return OptionalInt.of(Integer.parseInt(name));
        }
        var found = call.os().accounts().groupId(name);
        return found.isPresent() ? OptionalInt.of(found.get()) : OptionalInt.empty();
    }

    private static int each(
            Invocation call, String operand, boolean deep, String doing, Consumer<String> change) {
        var path = call.path(operand);
        int status = 0;
        try {
            if (!call.files().exists(call.user(), path)) {
                call.files().stat(call.user(), path);
            }
        } catch (FileException e) {
            return call.fail(1, "cannot access '" + operand + "': " + e.errno().text());
        }
        try {
            change.accept(path);
            if (deep && call.files().lstat(call.user(), path).directory()) {
                for (var name : call.files().list(call.user(), path)) {
                    status |= each(call, Paths.child(operand, name), true, doing, change);
                }
            }
        } catch (FileException e) {
            status = call.fail(1, doing + operand + "': " + e.errno().text());
        }
        return status;
    }
}
