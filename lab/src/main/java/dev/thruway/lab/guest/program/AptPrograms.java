package dev.thruway.lab.guest.program;

import dev.thruway.lab.guest.apt.AptPlan;
import dev.thruway.lab.guest.apt.DebianPackage;
import dev.thruway.lab.guest.apt.InstalledPackage;
import dev.thruway.lab.guest.apt.InstalledPackage.Origin;
import dev.thruway.lab.guest.apt.InstalledPackage.Selection;
import dev.thruway.lab.guest.fs.User;
import dev.thruway.lab.guest.kernel.PciDevice;
import dev.thruway.lab.guest.os.Invocation;
import dev.thruway.lab.guest.os.Program;
import dev.thruway.lab.guest.shell.Glob;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// `apt-get`, `apt-cache`, `apt-mark` and Ubuntu's own front ends.
final class AptPrograms {

    private AptPrograms() {}

    static void addTo(Map<String, Program> table) {
        table.put("apt-get", new AptGet());
        table.put("apt", AptPrograms::apt);
        table.put("apt-cache", AptPrograms::cache);
        table.put("apt-mark", AptPrograms::mark);
        table.put("ubuntu-drivers", AptPrograms::drivers);
        table.put("add-apt-repository", AptPrograms::addRepository);
        table.put("dkms", AptPrograms::dkms);
    }

    private static int apt(Invocation call) throws InterruptedException {
        call.complain("");
        call.complain(
                "WARNING: apt does not have a stable CLI interface. Use with caution in scripts.");
        call.complain("");
        var args = call.args();
        boolean looks =
                !args.isEmpty()
                        && List.of("show", "policy", "search", "list").contains(args.getFirst());
        return looks ? cache(call) : new AptGet().run(call);
    }

    private static int cache(Invocation call) {
        var options = Options.parse(call.args());
        var operands = options.operands();
        if (operands.isEmpty()) {
            return call.fail(1, "no command");
        }
        var archive = call.os().archive();
        int status = 0;
        for (var name : operands.subList(1, operands.size())) {
            switch (operands.getFirst()) {
                case "policy" -> policy(call, archive.get(name), name);
                case "search", "pkgnames", "list" -> {
                    var pattern =
                            name.contains("*") ? Glob.regex(name) : Glob.regex("*" + name + "*");
                    archive.values().stream()
                            .filter(p -> pattern.matcher(p.name()).matches())
                            .forEach(p -> call.line(p.name() + " - " + p.description()));
                }
                default -> {
                    var found = archive.get(name);
                    if (found == null) {
                        call.complain("E: No packages found");
                        status = 100;
                    } else {
                        show(call, found);
                    }
                }
            }
        }
        return status;
    }

    private static void policy(Invocation call, @Nullable DebianPackage found, String name) {
        var installed = call.os().packages().find(name).filter(InstalledPackage::present);
        if (found == null && installed.isEmpty()) {
            call.complain("N: Unable to locate package " + name);
            return;
        }
        var current = installed.map(p -> p.content().version()).orElse("(none)");
        var candidate = found == null ? current : found.version();
        call.line(name + ":");
        call.line("  Installed: " + current);
        call.line("  Candidate: " + candidate);
        call.line("  Version table:");
        if (found != null) {
            call.line((candidate.equals(current) ? " *** " : "     ") + candidate + " 500");
            call.line(
                    "        500 http://archive.ubuntu.com/ubuntu noble-updates/%s amd64 Packages"
                            .formatted(found.section()));
        }
        if (installed.isPresent()) {
            if (!candidate.equals(current) || found == null) {
                call.line(" *** " + current + " 100");
            }
            call.line("        100 /var/lib/dpkg/status");
        }
    }

    private static void show(Invocation call, DebianPackage found) {
        call.line("Package: " + found.name());
        call.line("Version: " + found.version());
        call.line("Section: " + found.section());
        call.line("Architecture: " + found.architecture());
        var depends =
                found.depends().stream()
                        .map(a -> String.join(" | ", a))
                        .collect(Collectors.joining(", "));
        if (!depends.isEmpty()) {
            call.line("Depends: " + depends);
        }
        call.line("Description: " + found.description());
        call.line("");
    }

    private static int mark(Invocation call) {
        var operands = FilePrograms.operands(call);
        var verb = operands.isEmpty() ? "" : operands.getFirst();
        var packages = call.os().packages();
        if (verb.startsWith("show")) {
            packages.all().stream()
                    .filter(InstalledPackage::present)
                    .filter(p ->
                            switch (verb) {
                                case "showhold" -> held(p);
                                case "showauto" -> p.origin() == Origin.AUTOMATIC;
                                default -> p.origin() == Origin.MANUAL;
                            })
                    .filter(p -> operands.size() == 1 || operands.contains(p.name()))
                    .forEach(p -> call.line(p.name()));
            return 0;
        }
        if (!List.of("hold", "unhold", "auto", "manual").contains(verb)) {
            call.complain("E: Invalid operation " + verb);
            return 100;
        }
        if (!call.user().root()) {
            call.complain(
                    "E: Could not open lock file /var/lib/dpkg/lock-frontend - open (13: Permission"
                            + " denied)");
            return 100;
        }
        for (var name : operands.subList(Math.min(1, operands.size()), operands.size())) {
            if (!packages.present(name)) {
                call.complain("E: Unable to locate package " + name);
                return 100;
            }
            boolean held = packages.find(name).filter(AptPrograms::held).isPresent();
            if (verb.equals("hold") && held) {
                call.line(name + " was already set on hold.");
                continue;
            }
            switch (verb) {
                case "hold" -> packages.select(name, Selection.HOLD);
                case "unhold" -> packages.select(name, Selection.INSTALL);
                case "auto" -> packages.mark(name, Origin.AUTOMATIC);
                default -> packages.mark(name, Origin.MANUAL);
            }
            call.line(
                    name
                            + switch (verb) {
                                case "hold" -> " set on hold.";
                                case "unhold" -> ": Canceled hold.";
                                case "auto" -> " set to automatically installed.";
                                default -> " set to manually installed.";
                            });
        }
        return 0;
    }

    private static boolean held(InstalledPackage installed) {
        return installed.selection() == Selection.HOLD;
    }

    private static int drivers(Invocation call) throws InterruptedException {
        var verb = call.args().isEmpty() ? "" : call.args().getFirst();
        if (verb.equals("install")) {
            return installDriver(call);
        }
        for (var device : call.os().kernel().bus()) {
            if (!device.nvidiaGpu()) {
                continue;
            }
            if (verb.equals("devices")) {
                call.line("== /sys/devices/pci0000:00/" + device.address() + " ==");
                call.line("modalias : " + device.modalias());
                call.line("vendor   : NVIDIA Corporation");
                call.line("model    : " + PciNames.device(device.function()));
            }
            call.os().archive().values().stream()
                    .filter(p -> p.name().startsWith("nvidia-driver-"))
                    .forEach(p -> call.line(driver(verb, p.name())));
        }
        return 0;
    }

    /// Its exit code says nothing of apt-get's: 0 unless the caller is not root (ubuntu-drivers'
    /// own source).
    private static int installDriver(Invocation call) throws InterruptedException {
        if (!call.user().root()) {
            call.complain("You need to be root to use ubuntu-drivers install");
            return 1;
        }
        if (call.os().kernel().bus().stream().noneMatch(PciDevice::nvidiaGpu)) {
            call.line("No drivers found for installation.");
            return 0;
        }
        var options = Options.parse(call.args(), "package-list");
        boolean compute = options.has("gpgpu");
        var named =
                options.operands().stream()
                        .skip(1)
                        .map(name -> name.replaceFirst("^nvidia[:-]?", ""))
                        .filter(name -> !name.isEmpty())
                        .findFirst();
        var label = named.orElse(compute ? "580-server" : "580");
        var argv =
                List.of(
                        "apt-get",
                        "install",
                        "-o",
                        "DPkg::options::=--force-confnew",
                        "-y",
                        "linux-modules-nvidia-" + label + "-generic",
                        (compute ? "nvidia-headless-no-dkms-" : "nvidia-driver-") + label);
        new AptGet().run(call.with(argv));
        return 0;
    }

    private static String driver(String verb, String name) {
        var recommended = name.equals("nvidia-driver-580") ? " recommended" : "";
        return verb.equals("devices")
                ? "driver   : " + name + " - distro non-free" + recommended
                : name;
    }

    private static int addRepository(Invocation call) {
        if (!call.user().root()) {
            call.complain("Error: must run as root");
            return 1;
        }
        var operands = FilePrograms.operands(call);
        for (var repository : operands) {
            var name = repository.replaceFirst("^ppa:", "").replaceAll("[^A-Za-z0-9]+", "-");
            call.line("Repository: '" + repository + "'");
            call.files()
                    .write(
                            User.ROOT,
                            "/etc/apt/sources.list.d/" + name + "-ubuntu-noble.sources",
                            "Types: deb\nURIs: https://ppa.launchpadcontent.net/"
                                    + repository.replaceFirst("^ppa:", "")
                                    + "/ubuntu/\nSuites: noble\nComponents: main\n",
                            0644);
        }
        return 0;
    }

    private static int dkms(Invocation call) {
        call.os().packages().all().stream()
                .filter(p -> p.present() && p.name().startsWith("nvidia-dkms-"))
                .forEach(p ->
                        call.line(
                                "nvidia/"
                                        + p.content().version().replaceFirst("-.*", "")
                                        + ", "
                                        + call.os().kernel().release()
                                        + ", x86_64: installed"));
        return 0;
    }

    static AptPlan plan(Invocation call) {
        return new AptPlan(call.os().archive(), call.os().packages());
    }
}
