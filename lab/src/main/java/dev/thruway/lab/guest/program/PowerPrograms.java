package dev.thruway.lab.guest.program;

import dev.thruway.lab.guest.os.Invocation;
import dev.thruway.lab.guest.os.Program;
import java.util.List;
import java.util.Map;

/// The machine's power, its services and the kernel's log.
final class PowerPrograms {

    private PowerPrograms() {}

    static void addTo(Map<String, Program> table) {
        table.put("reboot", call -> power(call, true));
        table.put("poweroff", call -> power(call, false));
        table.put("halt", call -> power(call, false));
        table.put("shutdown", PowerPrograms::shutdown);
        table.put("systemctl", PowerPrograms::systemctl);
        table.put("dmesg", PowerPrograms::dmesg);
        table.put("journalctl", PowerPrograms::dmesg);
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
            if (verb.equals("stop")) {
                call.os().services().remove(plain(unit));
            } else if (verb.endsWith("start")) {
                call.os().services().add(plain(unit));
            }
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
        call.line("NEEDRESTART-VER: 3.6");
        call.line("NEEDRESTART-KCUR: " + call.os().kernel().release());
        call.line("NEEDRESTART-KSTA: 1");
        return 0;
    }
}
