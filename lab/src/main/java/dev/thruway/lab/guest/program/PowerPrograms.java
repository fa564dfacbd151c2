package dev.thruway.lab.guest.program;

import dev.thruway.lab.guest.fs.User;
import dev.thruway.lab.guest.os.Invocation;
import dev.thruway.lab.guest.os.Program;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The machine's power, its services and the kernel's log.
final class PowerPrograms {

    /// Units that a server has, whether they run or not.
    private static final List<String> UNITS =
            List.of(
                    "ssh",
                    "cron",
                    "dbus",
                    "open-vm-tools",
                    "systemd-logind",
                    "apt-daily",
                    "apt-daily-upgrade",
                    "unattended-upgrades");

    private static final DateTimeFormatter JOURNAL_TIME =
            DateTimeFormatter.ofPattern("MMM dd HH:mm:ss", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private PowerPrograms() {}

    static void addTo(Map<String, Program> table) {
        table.put("reboot", call -> power(call, true));
        table.put("poweroff", call -> power(call, false));
        table.put("halt", call -> power(call, false));
        table.put("shutdown", PowerPrograms::shutdown);
        table.put("systemctl", PowerPrograms::systemctl);
        table.put("dmesg", PowerPrograms::dmesg);
        table.put("journalctl", PowerPrograms::journalctl);
        table.put("cloud-init", call -> say(call, "status: done"));
        table.put("needrestart", PowerPrograms::needrestart);
    }

    private static int say(Invocation call, String text) {
        call.line(text);
        return 0;
    }

    private static int power(Invocation call, boolean again) {
        if (!call.user().root()) {
            call.complain(
                    "Call to "
                            + (again ? "Reboot" : "PowerOff")
                            + " failed: Interactive authentication required.");
            return 1;
        }
        if (again) {
            call.os().power().reboot();
        } else {
            call.os().power().off();
        }
        return 0;
    }

    private static int shutdown(Invocation call) {
        var options = Options.parse(call.args());
        return power(call, options.has("r"));
    }

    private static int systemctl(Invocation call) {
        var options = Options.parse(call.args());
        var operands = options.operands();
        var verb = operands.isEmpty() ? "list-units" : operands.getFirst();
        var units = operands.isEmpty() ? operands : operands.subList(1, operands.size());
        return switch (verb) {
            case "reboot" -> power(call, true);
            case "poweroff", "halt" -> power(call, false);
            case "is-system-running" -> say(call, "running");
            case "is-active" -> isActive(call, options, units);
            case "is-enabled" -> isEnabled(call, units);
            case "start",
                    "restart",
                    "stop",
                    "enable",
                    "disable",
                    "mask",
                    "unmask",
                    "daemon-reload" ->
                    change(call, verb, units);
            default -> {
                call.os().services().stream()
                        .sorted()
                        .forEach(s -> call.line("  " + s + ".service loaded active running"));
                yield 0;
            }
        };
    }

    private static String plain(String unit) {
        return unit.replaceFirst("\\.service$", "");
    }

    /// Exit code 3: the program is not running (systemctl(1), after LSB).
    private static int isActive(Invocation call, Options options, List<String> units) {
        int status = 3;
        for (var unit : units) {
            boolean active = call.os().services().contains(plain(unit));
            status = active ? 0 : status;
            if (!options.has("q", "quiet")) {
                call.line(active ? "active" : "inactive");
            }
        }
        return status;
    }

    private static int change(Invocation call, String verb, List<String> units) {
        if (!call.user().root()) {
            call.complain("Failed to " + verb + ": Interactive authentication required.");
            return 1;
        }
        for (var unit : units) {
            if (!known(call, unit)) {
                boolean stops = verb.equals("stop");
                return unknown(call, verb, unit, stops ? "not loaded" : "not found");
            }
            if (verb.equals("stop")) {
                call.os().services().remove(plain(unit));
            } else if (verb.endsWith("start")) {
                call.os().services().add(plain(unit));
            }
        }
        return 0;
    }

    /// A unit that came with the system, or whose file a package brought.
    private static boolean known(Invocation call, String unit) {
        var name = plain(unit);
        return UNITS.contains(name)
                || call.os().services().contains(name)
                || call.files().exists(User.ROOT, "/usr/lib/systemd/system/" + name + ".service");
    }

    /// Exit code 5: no such unit (systemctl(1)).
    private static int unknown(Invocation call, String verb, String unit, String what) {
        call.complain(
                "Failed to %s %s.service: Unit %s.service %s."
                        .formatted(verb, plain(unit), plain(unit), what));
        return 5;
    }

    private static int isEnabled(Invocation call, List<String> units) {
        int status = 0;
        for (var unit : units) {
            if (known(call, unit)) {
                call.line("enabled");
            } else {
                call.line("not-found");
                status = 4;
            }
        }
        return status;
    }

    /// The kernel's part of the journal, which members of `adm` may read.
    private static int journalctl(Invocation call) {
        boolean adm =
                call.os()
                        .accounts()
                        .groupId("adm")
                        .filter(call.user().groups()::contains)
                        .isPresent();
        if (!call.user().root() && !adm) {
            call.complain("No journal files were opened due to insufficient permissions.");
            return 1;
        }
        var options = Options.parse(call.args(), "n", "o", "u", "b", "p", "lines", "output");
        boolean bare = options.value("o", "output").filter("cat"::equals).isPresent();
        var lines = call.os().kernel().log().lines();
        var wanted = options.value("n", "lines").filter(n -> n.matches("\\d{1,6}"));
        int skip = wanted.map(n -> Math.max(0, lines.size() - Integer.parseInt(n))).orElse(0);
        var boot = call.os().clock().now().minus(call.os().kernel().log().uptime());
        for (var line : lines.subList(skip, lines.size())) {
            var time = JOURNAL_TIME.format(boot.plus(line.sinceBoot()));
            var host = call.os().image().hostname();
            call.line(bare ? line.text() : time + " " + host + " kernel: " + line.text());
        }
        return 0;
    }

    private static int dmesg(Invocation call) {
        if (!call.user().root()) {
            return call.fail(1, "read kernel buffer failed: Operation not permitted");
        }
        var log = call.os().kernel().log();
        var options = Options.parse(call.args());
        for (var line : log.lines()) {
            call.line(options.has("t") ? line.text() : line.toString());
        }
        if (options.has("c", "C")) {
            log.clear();
        }
        return 0;
    }

    /// `KSTA: 1` is no kernel upgrade pending, `3` another version (needrestart's README.batch).
    private static int needrestart(Invocation call) {
        var running = call.os().kernel().release();
        var newest = InitramfsPrograms.newest(call.os()).orElse(running);
        call.line("NEEDRESTART-VER: 3.6");
        call.line("NEEDRESTART-KCUR: " + running);
        call.line("NEEDRESTART-KEXP: " + newest);
        call.line("NEEDRESTART-KSTA: " + (newest.equals(running) ? 1 : 3));
        return 0;
    }
}
