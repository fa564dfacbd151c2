package dev.thruway.lab.guest.program;

import dev.thruway.lab.guest.apt.AptPlan;
import dev.thruway.lab.guest.apt.DebianPackage;
import dev.thruway.lab.guest.apt.DebianPackage.Action;
import dev.thruway.lab.guest.apt.DkmsModules;
import dev.thruway.lab.guest.apt.InstalledPackage;
import dev.thruway.lab.guest.apt.InstalledPackage.Origin;
import dev.thruway.lab.guest.apt.InstalledPackage.State;
import dev.thruway.lab.guest.fs.Paths;
import dev.thruway.lab.guest.fs.User;
import dev.thruway.lab.guest.os.Invocation;
import dev.thruway.lab.guest.os.ModuleTree;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Carries out what apt planned: fetches, removes, unpacks, configures, runs the triggers. Killed
/// in the middle it leaves packages that are unpacked and not configured, as dpkg does.
final class AptRun {

    /// 10 MB/s from a mirror, and an ordinary disk.
    private static final int KIB_A_SECOND = 10_000;

    private static final Duration UNPACK = Duration.ofMillis(700);

    /// NVIDIA's modules built natively on two cores: 2 min 21 s.
    private static final Duration BUILD = Duration.ofSeconds(141);

    /// Where dpkg keeps triggers that wait (dpkg's own file, deb-triggers(5)).
    private static final String PENDING = "/var/lib/dpkg/triggers/Unincorp";

    private final Invocation call;
    private final Set<String> depmod = new TreeSet<>();

    AptRun(Invocation call) {
        this.call = call;
    }

    void carryOut(AptPlan plan, boolean purge) throws InterruptedException {
        fetch(plan.coming());
        for (var name : plan.going()) {
            remove(name, purge);
        }
        for (var content : plan.coming()) {
            unpack(content, plan.askedFor(content.name()) ? Origin.MANUAL : Origin.AUTOMATIC);
        }
        plan.asked().forEach(name -> call.os().packages().mark(name, Origin.MANUAL));
        for (var content : plan.coming()) {
            configure(content);
        }
        triggers();
    }

    private void fetch(List<DebianPackage> coming) throws InterruptedException {
        int total = 0;
        int number = 1;
        for (var content : coming) {
            call.line(
                    "Get:%d http://archive.ubuntu.com/ubuntu noble-updates/%s amd64 %s %s %s [%d kB]"
                            .formatted(
                                    number++,
                                    content.section(),
                                    content.name(),
                                    content.architecture(),
                                    content.version(),
                                    content.kib()));
            total += content.kib();
            call.work(Duration.ofMillis(1000L * content.kib() / KIB_A_SECOND));
        }
        if (total > 0) {
            call.line(
                    "Fetched " + total + " kB in " + (1 + total / KIB_A_SECOND) + "s (10.0 MB/s)");
        }
    }

    private void unpack(DebianPackage content, Origin origin) throws InterruptedException {
        if (!call.os().packages().present(content.name())) {
            call.line("Selecting previously unselected package " + content.name() + ".");
        }
        call.line("Preparing to unpack .../" + content.fileName() + " ...");
        call.line("Unpacking " + content.name() + " (" + content.version() + ") ...");
        call.work(UNPACK);
        call.os().packages().unpack(content, origin);
    }

    private void configure(DebianPackage content) throws InterruptedException {
        call.line("Setting up " + content.name() + " (" + content.version() + ") ...");
        for (var action : content.actions()) {
            switch (action) {
                case Action.UpdateInitramfs a -> wantInitramfs();
                case Action.Depmod a -> depmod.addAll(InitramfsPrograms.releases(call.os()));
                case Action.SystemUser(String name) -> call.os().accounts().addSystemUser(name);
                case Action.BuildModules(String driver, boolean open) -> build(driver, open);
            }
        }
        runDepmod();
        call.os().packages().configured(content.name());
    }

    /// Remembered on the disk, so that a run after a power cut finds it.
    private void wantInitramfs() {
        call.files().makeDirectories(User.ROOT, Paths.parent(PENDING));
        call.files().write(User.ROOT, PENDING, "update-initramfs\n", 0644);
    }

    /// True where an earlier run was cut off before its triggers.
    static boolean triggersPending(Invocation call) {
        return call.files().exists(User.ROOT, PENDING);
    }

    private void build(String driver, boolean open) throws InterruptedException {
        call.line("Loading new nvidia-" + driver + " DKMS files...");
        for (var release : InitramfsPrograms.releases(call.os())) {
            call.line("Building for " + release);
            call.line("Building for architecture x86_64");
            call.line("Building initial module for " + release);
            var headers = "/usr/src/linux-headers-" + release;
            if (!call.files().exists(User.ROOT, headers)) {
                call.complain(
                        ("Error! Your kernel headers for kernel %s cannot be found at"
                                        + " /lib/modules/%s/build or /lib/modules/%s/source.")
                                .formatted(release, release, release));
                continue;
            }
            call.work(BUILD);
            for (var file : DkmsModules.of(release, driver, open)) {
                call.files().makeDirectories(User.ROOT, Paths.parent(file.path()));
                call.files().write(User.ROOT, file.path(), file.content(), file.mode());
            }
            call.line("Done.");
            depmod.add(release);
        }
    }

    private void remove(String name, boolean purge) throws InterruptedException {
        var installed = call.os().packages().find(name);
        if (installed.isEmpty()) {
            return;
        }
        var content = installed.get().content();
        if (installed.get().present()) {
            call.line("Removing " + name + " (" + content.version() + ") ...");
            call.work(UNPACK);
        }
        for (var action : content.actions()) {
            switch (action) {
                case Action.UpdateInitramfs a -> wantInitramfs();
                case Action.Depmod a -> depmod.addAll(InitramfsPrograms.releases(call.os()));
                case Action.SystemUser(String user) -> {
                    if (purge) {
                        call.os().accounts().removeSystemUser(user);
                    }
                }
                case Action.BuildModules b -> unbuild();
            }
        }
        if (purge) {
            call.line(
                    "Purging configuration files for " + name + " (" + content.version() + ") ...");
            call.os().packages().purge(name);
        } else {
            call.os().packages().remove(name);
        }
    }

    private void unbuild() {
        for (var release : InitramfsPrograms.releases(call.os())) {
            var tree = new ModuleTree(call.files(), release);
            call.files().removeTree(User.ROOT, tree.folder() + "/updates");
            depmod.add(release);
        }
    }

    /// Purges what is left of packages that were removed.
    void purgeRemains(List<String> names) throws InterruptedException {
        for (var name : names) {
            remove(name, true);
        }
        triggers();
    }

    /// `dpkg --configure -a`.
    int configurePending() throws InterruptedException {
        if (!call.user().root()) {
            call.complain("dpkg: error: requested operation requires superuser privilege");
            return 2;
        }
        for (var p : call.os().packages().all()) {
            if (p.state() == State.UNPACKED) {
                configure(p.content());
            }
        }
        triggers();
        return 0;
    }

    private void runDepmod() {
        depmod.forEach(release -> new ModuleTree(call.files(), release).depmod());
        depmod.clear();
    }

    private void triggers() throws InterruptedException {
        runDepmod();
        if (triggersPending(call)) {
            var version =
                    call.os()
                            .packages()
                            .find("initramfs-tools")
                            .map(InstalledPackage::content)
                            .map(DebianPackage::version)
                            .orElse("");
            call.line("Processing triggers for initramfs-tools (" + version + ") ...");
            for (var release : InitramfsPrograms.releases(call.os())) {
                InitramfsPrograms.generate(call, release);
            }
            call.files().remove(User.ROOT, PENDING);
        }
    }
}
