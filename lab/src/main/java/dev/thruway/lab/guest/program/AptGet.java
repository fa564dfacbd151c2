package dev.thruway.lab.guest.program;

import dev.thruway.lab.guest.apt.AptPlan;
import dev.thruway.lab.guest.apt.AptPlan.Impossible;
import dev.thruway.lab.guest.apt.InstalledPackage;
import dev.thruway.lab.guest.apt.InstalledPackage.Selection;
import dev.thruway.lab.guest.fs.User;
import dev.thruway.lab.guest.os.Invocation;
import dev.thruway.lab.guest.os.Program;
import dev.thruway.lab.guest.shell.Glob;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// apt-get, with the messages of libapt 2.8 and exit code 100 for every error.
final class AptGet implements Program {

    private static final int ERROR = 100;
    private static final String LISTS =
            "/var/lib/apt/lists/archive.ubuntu.com_ubuntu_dists_noble_InRelease";
    private static final String CURRENT = "current\n";

    @Override
    public int run(Invocation call) throws InterruptedException {
        var options = Options.parse(call.args(), "o", "option", "c", "t");
        var operands = options.operands();
        if (operands.isEmpty()) {
            call.line("apt 2.8.3 (amd64)");
            return 0;
        }
        boolean simulate = options.has("s", "simulate", "dry-run");
        if (!call.user().root() && !simulate) {
            return refused(call, operands.getFirst());
        }
        if (simulate) {
            return attempt(call, options, true);
        }
        boolean update = operands.getFirst().equals("update");
        var lock = update ? call.os().listsLock() : call.os().aptLock();
        var holder = lock.take(call.name(), update ? Duration.ZERO : patience(options));
        if (holder.isPresent()) {
            var file = update ? "/var/lib/apt/lists/lock" : "/var/lib/dpkg/lock-frontend";
            call.complain(
                    "E: Could not get lock %s. It is held by process %d (%s)"
                            .formatted(file, holder.get().pid(), holder.get().program()));
            call.complain(
                    update
                            ? "E: Unable to lock directory /var/lib/apt/lists/"
                            : "E: Unable to acquire the dpkg frontend lock ("
                                    + file
                                    + "), is another process using it?");
            return ERROR;
        }
        try {
            return attempt(call, options, false);
        } finally {
            lock.release();
        }
    }

    private static int attempt(Invocation call, Options options, boolean simulate)
            throws InterruptedException {
        try {
            return locked(call, options, simulate);
        } catch (Impossible e) {
            call.complain("E: " + e.getMessage());
            return ERROR;
        }
    }

    private static int refused(Invocation call, String verb) {
        var file =
                verb.equals("update") ? "/var/lib/apt/lists/lock" : "/var/lib/dpkg/lock-frontend";
        call.complain("E: Could not open lock file " + file + " - open (13: Permission denied)");
        call.complain(
                verb.equals("update")
                        ? "E: Unable to lock directory /var/lib/apt/lists/"
                        : "E: Unable to acquire the dpkg frontend lock ("
                                + file
                                + "), are you root?");
        return ERROR;
    }

    /// `-o DPkg::Lock::Timeout=N`; -1 waits for as long as an hour here.
    private static Duration patience(Options options) {
        for (var option : options.all("o")) {
            var pair = option.split("=", 2);
            if (pair[0].toLowerCase(Locale.ROOT).equals("dpkg::lock::timeout") && pair.length > 1) {
                long seconds = pair[1].matches("-?\\d{1,6}") ? Long.parseLong(pair[1]) : 0;
                return seconds < 0 ? Duration.ofHours(1) : Duration.ofSeconds(seconds);
            }
        }
        return Duration.ZERO;
    }

    private static int locked(Invocation call, Options options, boolean simulate)
            throws InterruptedException, Impossible {
        var verb = options.operands().getFirst();
        if (verb.equals("update")) {
            return update(call);
        }
        if (List.of("clean", "autoclean", "check").contains(verb)) {
            return 0;
        }
        if (call.os().packages().interrupted()) {
            call.complain(
                    "E: dpkg was interrupted, you must manually run 'dpkg --configure -a' to"
                            + " correct the problem. ");
            return ERROR;
        }
        call.line("Reading package lists...");
        call.line("Building dependency tree...");
        call.line("Reading state information...");
        var plan = AptPrograms.plan(call);
        var names = options.operands().subList(1, options.operands().size());
        boolean purge = verb.equals("purge") || options.has("purge");
        switch (verb) {
            case "install" -> install(plan, names);
            case "remove", "purge" -> remove(call, plan, names);
            case "autoremove", "autopurge" -> remove(call, plan, names);
            case "upgrade" -> {}
            case "dist-upgrade", "full-upgrade" -> upgrade(call, plan);
            default -> throw AptPlan.impossible("Invalid operation " + verb);
        }
        if (verb.startsWith("auto") || options.has("autoremove", "auto-remove")) {
            plan.unneeded().forEach(plan::remove);
        }
        refuseHeld(call, options, plan);
        return carryOut(call, options, plan, purge || verb.equals("autopurge"), simulate);
    }

    private static int update(Invocation call) throws InterruptedException {
        call.work(Duration.ofSeconds(4));
        int number = 1;
        for (var suite : List.of("noble", "noble-updates", "noble-backports", "noble-security")) {
            call.line(
                    "Get:"
                            + number++
                            + " http://archive.ubuntu.com/ubuntu "
                            + suite
                            + " InRelease");
        }
        call.files().write(User.ROOT, LISTS, CURRENT, 0644);
        call.line("Reading package lists...");
        return 0;
    }

    private static void install(AptPlan plan, List<String> names) throws Impossible {
        for (var name : names) {
            if (name.endsWith("-")) {
                plan.remove(name.substring(0, name.length() - 1));
            } else {
                plan.install(name.replaceFirst("[=/].*", ""));
            }
        }
    }

    /// The only news that the lab's archive has for an installed machine are kernels, which bring
    /// new packages: `upgrade` leaves them, `dist-upgrade` installs them.
    private static void upgrade(Invocation call, AptPlan plan) throws Impossible {
        for (var installed : call.os().packages().all()) {
            boolean held = installed.selection() == Selection.HOLD;
            if (installed.present() && !held && call.os().archive().containsKey(installed.name())) {
                plan.upgrade(installed.name());
            }
        }
    }

    private static void refuseHeld(Invocation call, Options options, AptPlan plan)
            throws Impossible {
        var changed = new ArrayList<>(plan.going());
        plan.coming().forEach(p -> changed.add(p.name()));
        boolean held =
                changed.stream()
                        .map(name -> call.os().packages().find(name))
                        .flatMap(Optional::stream)
                        .anyMatch(p -> p.present() && p.selection() == Selection.HOLD);
        if (held && !options.has("allow-change-held-packages")) {
            throw AptPlan.impossible(
                    "Held packages were changed and -y was used without"
                            + " --allow-change-held-packages.");
        }
    }

    private static void remove(Invocation call, AptPlan plan, List<String> names)
            throws Impossible {
        for (var name : names) {
            if (name.contains("*")) {
                var pattern = Glob.regex(name);
                call.os().packages().all().stream()
                        .map(InstalledPackage::name)
                        .filter(n -> pattern.matcher(n).matches())
                        .forEach(plan::remove);
            } else {
                boolean known =
                        call.os().packages().find(name).isPresent()
                                || call.os().archive().containsKey(name);
                if (!known) {
                    throw AptPlan.impossible("Unable to locate package " + name);
                }
                if (!call.os().packages().present(name)) {
                    call.line("Package '" + name + "' is not installed, so not removed");
                }
                plan.remove(name);
            }
        }
    }

    private static int carryOut(
            Invocation call, Options options, AptPlan plan, boolean purge, boolean simulate)
            throws InterruptedException {
        describe(call, plan, purge);
        var remains = purge ? remains(call, options) : List.<String>of();
        boolean pending = AptRun.triggersPending(call) && !simulate;
        if (plan.empty() && remains.isEmpty() && !pending) {
            return 0;
        }
        if (simulate) {
            simulate(call, plan, purge);
            return 0;
        }
        if (!agreed(call, options, plan)) {
            call.line("Abort.");
            return 1;
        }
        if (!plan.coming().isEmpty() && !fresh(call)) {
            for (var p : plan.coming()) {
                call.complain(
                        "E: Failed to fetch http://archive.ubuntu.com/ubuntu/pool/%s/%s  404  Not Found"
                                .formatted(p.section(), p.fileName()));
            }
            call.complain(
                    "E: Unable to fetch some archives, maybe run apt-get update or try with"
                            + " --fix-missing?");
            return ERROR;
        }
        var run = new AptRun(call);
        run.carryOut(plan, purge);
        run.purgeRemains(remains);
        return 0;
    }

    private static void simulate(Invocation call, AptPlan plan, boolean purge) {
        for (var name : plan.going()) {
            var version =
                    call.os().packages().find(name).map(p -> p.content().version()).orElse("");
            call.line((purge ? "Purg " : "Remv ") + name + " [" + version + "]");
        }
        for (var verb : List.of("Inst", "Conf")) {
            for (var p : plan.coming()) {
                call.line(
                        "%s %s%s (%s Ubuntu:24.04/noble-updates [%s])"
                                .formatted(
                                        verb,
                                        p.name(),
                                        verb.equals("Inst") ? replaced(call, p.name()) : "",
                                        p.version(),
                                        p.architecture()));
            }
        }
    }

    /// ` [VERSION]` of a package that is there and changes it.
    private static String replaced(Invocation call, String name) {
        return call.os()
                .packages()
                .find(name)
                .filter(InstalledPackage::present)
                .map(p -> " [" + p.content().version() + "]")
                .orElse("");
    }

    /// Packages asked to be purged of which only files of configuration are left.
    private static List<String> remains(Invocation call, Options options) {
        var names = options.operands().subList(1, options.operands().size());
        return call.os().packages().all().stream()
                .filter(p -> !p.present())
                .map(InstalledPackage::name)
                .filter(n ->
                        names.stream()
                                .anyMatch(pattern -> Glob.regex(pattern).matcher(n).matches()))
                .toList();
    }

    private static boolean fresh(Invocation call) {
        return call.files().exists(User.ROOT, LISTS)
                && call.files().readText(User.ROOT, LISTS).equals(CURRENT);
    }

    private static void describe(Invocation call, AptPlan plan, boolean purge) {
        var upgraded =
                plan.coming().stream()
                        .map(p -> p.name())
                        .filter(name -> call.os().packages().present(name))
                        .sorted()
                        .toList();
        var additional = new ArrayList<String>();
        plan.coming().stream()
                .map(p -> p.name())
                .filter(n -> !plan.askedFor(n) && !upgraded.contains(n))
                .sorted()
                .forEach(additional::add);
        names(call, "The following additional packages will be installed:", additional, "");
        var unneeded = plan.unneeded();
        names(
                call,
                "The following packages were automatically installed and are no longer required:",
                unneeded,
                "");
        if (!unneeded.isEmpty()) {
            call.line("Use 'apt autoremove' to remove them.");
        }
        names(call, "The following packages will be REMOVED:", plan.going(), purge ? "*" : "");
        names(
                call,
                "The following NEW packages will be installed:",
                plan.coming().stream()
                        .map(p -> p.name())
                        .filter(name -> !upgraded.contains(name))
                        .sorted()
                        .toList(),
                "");
        names(call, "The following packages will be upgraded:", upgraded, "");
        call.line(
                "%d upgraded, %d newly installed, %d to remove and 0 not upgraded."
                        .formatted(
                                upgraded.size(),
                                plan.coming().size() - upgraded.size(),
                                plan.going().size()));
    }

    private static void names(Invocation call, String title, List<String> names, String mark) {
        if (!names.isEmpty()) {
            call.line(title);
            call.line("  " + String.join(mark + " ", names) + mark);
        }
    }

    private static boolean agreed(Invocation call, Options options, AptPlan plan) {
        // -qq and -q=2 imply -y, as apt-get(8) has it.
        boolean quiet = call.args().stream().anyMatch(a -> a.matches("-y?q+y?q+y?|-q=2"));
        boolean asks = !options.has("y", "yes", "assume-yes") && !quiet;
        boolean more =
                !plan.going().isEmpty()
                        || plan.coming().stream().anyMatch(p -> !plan.askedFor(p.name()));
        if (!asks || !more) {
            return true;
        }
        call.print("Do you want to continue? [Y/n] ");
        var answer = new String(call.input(), StandardCharsets.UTF_8).strip();
        return answer.toLowerCase(Locale.ROOT).startsWith("y");
    }
}
