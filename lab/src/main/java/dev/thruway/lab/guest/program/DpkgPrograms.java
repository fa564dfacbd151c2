package dev.thruway.lab.guest.program;

import dev.thruway.lab.guest.apt.InstalledPackage;
import dev.thruway.lab.guest.os.DpkgStatus;
import dev.thruway.lab.guest.os.Invocation;
import dev.thruway.lab.guest.os.Program;
import dev.thruway.lab.guest.shell.Glob;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `dpkg` and `dpkg-query`.
final class DpkgPrograms {

    private static final Pattern FIELD = Pattern.compile("\\$\\{([A-Za-z:-]+?)(;(-?\\d+))?\\}");

    private DpkgPrograms() {}

    static void addTo(Map<String, Program> table) {
        table.put("dpkg", DpkgPrograms::dpkg);
        table.put("dpkg-query", DpkgPrograms::dpkg);
    }

    private static int dpkg(Invocation call) throws InterruptedException {
        var options = Options.parse(call.args(), "f", "showformat");
        var operands = options.operands();
        if (options.has("print-architecture")) {
            call.line("amd64");
            return 0;
        }
        if (options.has("l", "list")) {
            return list(call, operands);
        }
        if (options.has("W", "show")) {
            var format =
                    options.value("f", "showformat")
                            .map(f -> f.replaceFirst("^=", ""))
                            .orElse("${binary:Package}\t${Version}\n");
            return show(call, format, operands);
        }
        if (options.has("s", "status")) {
            return status(call, operands);
        }
        if (options.has("L", "listfiles")) {
            return files(call, operands);
        }
        if (options.has("S", "search")) {
            return search(call, operands);
        }
        if (options.has("configure")) {
            return new AptRun(call).configurePending();
        }
        if (options.has("audit", "C")) {
            return 0;
        }
        call.complain("dpkg: error: need an action option");
        return 2;
    }

    private static List<InstalledPackage> chosen(Invocation call, List<String> patterns) {
        var all = List.copyOf(call.os().packages().all());
        if (patterns.isEmpty()) {
            return all;
        }
        var regexes =
                patterns.stream().map(p -> Glob.regex(p.replaceFirst(":amd64$", ""))).toList();
        return all.stream()
                .filter(p -> regexes.stream().anyMatch(r -> r.matcher(p.name()).matches()))
                .toList();
    }

    private static int none(Invocation call, List<String> patterns) {
        patterns.forEach(p -> call.complain("dpkg-query: no packages found matching " + p));
        return 1;
    }

    private static int list(Invocation call, List<String> patterns) {
        var found = chosen(call, patterns);
        var missing = missing(call, patterns);
        if (found.isEmpty()) {
            return none(call, missing);
        }
        int name = Math.max(14, found.stream().mapToInt(p -> p.name().length()).max().orElse(0));
        int version =
                Math.max(
                        12,
                        found.stream()
                                .mapToInt(p -> p.content().version().length())
                                .max()
                                .orElse(0));
        call.line("Desired=Unknown/Install/Remove/Purge/Hold");
        call.line("| Status=Not/Inst/Conf-files/Unpacked/halF-conf/Half-inst/trig-aWait/Trig-pend");
        call.line("|/ Err?=(none)/Reinst-required (Status,Err: uppercase=bad)");
        var format = "||/ %-" + name + "s %-" + version + "s %-12s %s";
        call.line(format.formatted("Name", "Version", "Architecture", "Description"));
        call.line(
                "+++-%s-%s-============-=================================="
                        .formatted("=".repeat(name), "=".repeat(version)));
        for (var p : found) {
            call.line(
                    ("%-3s %-" + name + "s %-" + version + "s %-12s %s")
                            .formatted(
                                    p.abbreviation(),
                                    p.name(),
                                    p.content().version(),
                                    p.content().architecture(),
                                    p.content().description()));
        }
        return missing.isEmpty() ? 0 : none(call, missing);
    }

    private static List<String> missing(Invocation call, List<String> patterns) {
        return patterns.stream().filter(p -> chosen(call, List.of(p)).isEmpty()).toList();
    }

    private static int show(Invocation call, String format, List<String> patterns) {
        var found = chosen(call, patterns);
        for (var p : found) {
            call.print(fields(format, p));
        }
        var missing = missing(call, patterns);
        return missing.isEmpty() ? 0 : none(call, missing);
    }

    private static String fields(String format, InstalledPackage p) {
        var text = format.replace("\\n", "\n").replace("\\t", "\t");
        return FIELD.matcher(text)
                .replaceAll(m -> {
                    var value = value(m.group(1), p);
                    int width = m.group(3) == null ? 0 : Integer.parseInt(m.group(3));
                    var padded = width == 0 ? value : ("%" + width + "s").formatted(value);
                    return Matcher.quoteReplacement(padded);
                });
    }

    private static String value(String field, InstalledPackage p) {
        return switch (field) {
            case "Package", "binary:Package" -> p.name();
            case "Version" -> p.content().version();
            case "Architecture" -> p.content().architecture();
            case "Status" -> p.status();
            case "db:Status-Abbrev" -> p.abbreviation() + " ";
            case "db:Status-Status" -> p.state().word();
            case "binary:Summary", "Description" -> p.content().description();
            case "Section" -> p.content().section();
            case "Installed-Size" -> Integer.toString(p.content().kib());
            default -> "";
        };
    }

    private static int status(Invocation call, List<String> names) {
        int status = 0;
        for (var name : names) {
            var found = call.os().packages().find(name);
            if (found.isPresent()) {
                call.line(DpkgStatus.stanza(found.get()));
            } else {
                call.complain(
                        "dpkg-query: package '"
                                + name
                                + "' is not installed and no information is available");
                status = 1;
            }
        }
        return status;
    }

    private static int files(Invocation call, List<String> names) {
        int status = 0;
        for (var name : names) {
            var found = call.os().packages().find(name).filter(InstalledPackage::present);
            if (found.isPresent()) {
                call.line("/.");
                found.get().content().files().forEach(f -> call.line(f.path()));
            } else {
                call.complain("dpkg-query: package '" + name + "' is not installed");
                status = 1;
            }
        }
        return status;
    }

    private static int search(Invocation call, List<String> paths) {
        int status = 0;
        for (var path : paths) {
            var owners = call.os().packages().owning(path);
            if (owners.isEmpty()) {
                call.complain("dpkg-query: no path found matching pattern " + path);
                status = 1;
            } else {
                call.line(String.join(", ", owners) + ": " + path);
            }
        }
        return status;
    }
}
