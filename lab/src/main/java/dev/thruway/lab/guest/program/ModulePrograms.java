package dev.thruway.lab.guest.program;

import dev.thruway.lab.guest.fs.Errno;
import dev.thruway.lab.guest.fs.FileException;
import dev.thruway.lab.guest.kernel.ModuleFile;
import dev.thruway.lab.guest.os.Invocation;
import dev.thruway.lab.guest.os.ModuleTree;
import dev.thruway.lab.guest.os.Program;
import java.util.List;
import java.util.Map;

/// Kernel modules, as kmod's programs handle them.
final class ModulePrograms {

    private ModulePrograms() {}

    static void addTo(Map<String, Program> table) {
        table.put("modprobe", ModulePrograms::modprobe);
        table.put("lsmod", ModulePrograms::lsmod);
        table.put("rmmod", ModulePrograms::rmmod);
        table.put("insmod", ModulePrograms::insmod);
        table.put("modinfo", ModulePrograms::modinfo);
        table.put("depmod", ModulePrograms::depmod);
        table.put("mokutil", ModulePrograms::mokutil);
    }

    private static int modprobe(Invocation call) throws InterruptedException {
        var options = Options.parse(call.args(), "S", "d", "C");
        if (options.has("c", "showconfig")) {
            call.os().modules().config().lines().forEach(call::line);
            for (var entry : call.os().modules().tree().entries()) {
                entry.file().aliases().forEach(a -> call.line("alias " + a + " " + entry.name()));
            }
            return 0;
        }
        if (options.operands().isEmpty()) {
            return call.fail(1, "ERROR: missing parameters. See -h.");
        }
        int status = 0;
        for (var name : options.operands()) {
            status |=
                    options.has("r", "remove")
                            ? remove(call, name, "modprobe: FATAL: ")
                            : load(call, options, name);
            if (!options.has("a", "all", "r", "remove")) {
                break;
            }
        }
        return status;
    }

    private static int load(Invocation call, Options options, String name)
            throws InterruptedException {
        var modules = call.os().modules();
        var entry = modules.find(name);
        if (entry.isEmpty() || modules.config().lines().contains("alias " + name + " off")) {
            if (!options.has("q", "quiet")) {
                call.complain(
                        "modprobe: FATAL: Module "
                                + name
                                + " not found in directory /lib/modules/"
                                + call.os().kernel().release());
            }
            return 1;
        }
        if (options.has("show-depends", "D", "n", "dry-run")) {
            entry.get()
                    .file()
                    .depends()
                    .forEach(d -> modules.find(d).ifPresent(e -> insmodLine(call, e)));
            insmodLine(call, entry.get());
            return 0;
        }
        if (options.has("first-time") && call.os().kernel().loaded(name)) {
            return inserted(call, name, Errno.EEXIST);
        }
        var install =
                modules.config().lines().stream()
                        .filter(l -> l.startsWith("install " + name + " "))
                        .findFirst();
        if (install.isPresent()) {
            var command = install.get().split(" ", 3)[2];
            int status = call.os().launch(List.of("sh", "-c", command), call.context());
            return status == 0 ? 0 : inserted(call, name, Errno.EINVAL);
        }
        if (!call.user().root()) {
            return inserted(call, name, Errno.EPERM);
        }
        try {
            modules.load(name);
            return 0;
        } catch (FileException e) {
            return inserted(call, name, e.errno());
        } finally {
            call.os().settle();
        }
    }

    private static void insmodLine(Invocation call, ModuleTree.Entry entry) {
        var folder = "/lib/modules/" + call.os().kernel().release();
        call.line("insmod " + folder + "/" + entry.path() + " ");
    }

    private static int inserted(Invocation call, String name, Errno errno) {
        call.complain(
                "modprobe: ERROR: could not insert '"
                        + name.replace('-', '_')
                        + "': "
                        + errno.text());
        return 1;
    }

    private static int remove(Invocation call, String name, String prefix) {
        var kernel = call.os().kernel();
        var plain = name.replace('-', '_');
        if (!kernel.loaded(plain)) {
            boolean exists = call.os().modules().find(name).isPresent();
            call.complain(
                    prefix
                            + "Module "
                            + name
                            + (exists ? " is not currently loaded" : " not found."));
            return exists && prefix.contains("FATAL") ? 0 : 1;
        }
        if (!call.user().root()) {
            call.complain(prefix + "could not remove '" + plain + "': Operation not permitted");
            return 1;
        }
        try {
            if (prefix.contains("FATAL")) {
                call.os().modules().unloadWithUnused(plain);
            } else {
                call.os().modules().unload(plain);
            }
            return 0;
        } catch (FileException e) {
            var users = kernel.users(plain);
            call.complain(
                    prefix
                            + "Module "
                            + plain
                            + " is in use"
                            + (users.isEmpty() ? "" : " by: " + String.join(" ", users))
                            + (prefix.contains("FATAL") ? "." : ""));
            return 1;
        } finally {
            call.os().settle();
        }
    }

    private static int rmmod(Invocation call) {
        int status = 0;
        for (var name : Options.parse(call.args()).operands()) {
            status |= remove(call, name, "rmmod: ERROR: ");
        }
        return status;
    }

    private static int insmod(Invocation call) {
        if (call.args().isEmpty()) {
            return call.fail(1, "ERROR: missing filename.");
        }
        var path = call.args().getFirst();
        var module = ModuleFile.read(call.files().read(call.user(), call.path(path)));
        Errno errno;
        if (module.isEmpty()) {
            errno = Errno.ENOEXEC;
        } else if (!call.user().root()) {
            errno = Errno.EPERM;
        } else {
            try {
                call.os().kernel().insert(module.get(), call.args().subList(1, call.args().size()));
                call.os().settle();
                return 0;
            } catch (FileException e) {
                errno = e.errno();
            }
        }
        call.complain("insmod: ERROR: could not insert module " + path + ": " + errno.text());
        return 1;
    }

    private static int lsmod(Invocation call) {
        call.line("Module                  Size  Used by");
        var lines = call.files().readText(call.user(), "/proc/modules").lines().toList();
        for (var line : lines) {
            var fields = line.split(" ");
            var users = fields[3].equals("-") ? "" : " " + fields[3].replaceFirst(",$", "");
            call.line("%-19s %8s  %s%s".formatted(fields[0], fields[1], fields[2], users));
        }
        return 0;
    }

    private static int modinfo(Invocation call) {
        var options = Options.parse(call.args(), "F", "k", "field");
        int status = 0;
        for (var name : options.operands()) {
            var release = options.value("k").orElse(call.os().kernel().release());
            var tree = new ModuleTree(call.files(), release);
            var entry = tree.find(name);
            if (entry.isEmpty()) {
                call.complain("modinfo: ERROR: Module " + name + " not found.");
                status = 1;
                continue;
            }
            var path = "/lib/modules/" + release + "/" + entry.get().path();
            var field = options.value("F", "field");
            if (options.has("n")) {
                call.line(path);
            } else if (field.isPresent()) {
                values(entry.get().file(), path, field.get()).forEach(call::line);
            } else {
                all(call, entry.get().file(), path);
            }
        }
        return status;
    }

    private static final List<String> FIELDS =
            List.of(
                    "filename",
                    "version",
                    "license",
                    "description",
                    "alias",
                    "depends",
                    "name",
                    "vermagic",
                    "sig_id",
                    "signer",
                    "sig_hashalgo");

    private static void all(Invocation call, ModuleFile file, String path) {
        for (var field : FIELDS) {
            for (var value : values(file, path, field)) {
                call.line("%-15s %s".formatted(field + ":", value));
            }
        }
    }

    private static List<String> values(ModuleFile file, String path, String field) {
        boolean signed = file.signer().isPresent();
        return switch (field) {
            case "filename" -> List.of(path);
            case "version" -> file.version().isEmpty() ? List.of() : List.of(file.version());
            case "license" -> List.of(file.license());
            case "description" ->
                    file.description().isEmpty() ? List.of() : List.of(file.description());
            case "alias" -> file.aliases();
            case "depends" -> List.of(String.join(",", file.depends()));
            case "name" -> List.of(file.name());
            case "vermagic" -> List.of(file.vermagic());
            case "sig_id" -> signed ? List.of("PKCS#7") : List.of();
            case "signer" -> file.signer().stream().toList();
            case "sig_hashalgo" -> signed ? List.of("sha512") : List.of();
            default -> List.of();
        };
    }

    private static int depmod(Invocation call) {
        if (!call.user().root()) {
            return call.fail(1, "ERROR: openat(/lib/modules): Permission denied");
        }
        var named = FilePrograms.operands(call).stream().filter(a -> a.contains("-")).findFirst();
        new ModuleTree(call.files(), named.orElse(call.os().kernel().release())).depmod();
        return 0;
    }

    private static int mokutil(Invocation call) {
        var options = Options.parse(call.args(), "test-key", "t");
        var hardware = call.os().kernel().hardware();
        if (!hardware.efi()) {
            call.complain("EFI variables are not supported on this system");
            return 1;
        }
        if (options.has("sb-state")) {
            call.line(hardware.secureBoot() ? "SecureBoot enabled" : "SecureBoot disabled");
            return 0;
        }
        var key = options.value("test-key", "t");
        if (key.isPresent()) {
            call.line(key.get() + " is not enrolled");
            return 0;
        }
        if (options.has("list-enrolled", "l", "list-new", "N")) {
            call.line(options.has("list-enrolled", "l") ? "MokListRT is empty" : "MokNew is empty");
            return 0;
        }
        call.complain("mokutil: only --sb-state, --list-enrolled, --list-new and --test-key here");
        return 1;
    }
}
