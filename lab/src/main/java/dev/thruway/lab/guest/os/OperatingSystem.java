package dev.thruway.lab.guest.os;

import dev.thruway.lab.LabClock;
import dev.thruway.lab.guest.GuestImage;
import dev.thruway.lab.guest.apt.DebianPackage;
import dev.thruway.lab.guest.apt.LabPrograms;
import dev.thruway.lab.guest.apt.PackageDatabase;
import dev.thruway.lab.guest.apt.UbuntuArchive;
import dev.thruway.lab.guest.fs.FileException;
import dev.thruway.lab.guest.fs.FileSystem;
import dev.thruway.lab.guest.fs.Paths;
import dev.thruway.lab.guest.fs.User;
import dev.thruway.lab.guest.kernel.Kernel;
import dev.thruway.lab.guest.shell.Launcher;
import dev.thruway.lab.guest.shell.ProcessContext;
import dev.thruway.lab.guest.shell.Shell;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// One boot of the operating system: its disk, its kernel, and the programs that can be started.
public final class OperatingSystem implements Launcher {

    /// In our own CUDA check, so that the lab knows it without running it.
    private static final String CUDA_CHECK = "thruway.program=cuda-check/1";

    private final GuestImage image;
    private final Disk disk;
    private final Kernel kernel;
    private final LabClock clock;
    private final Power power;
    private final Map<String, Program> programs;
    private final Modules modules;
    private final Accounts accounts;
    private final AptLock aptLock = new AptLock();
    private final AptLock listsLock = new AptLock();
    private final Set<String> services = ConcurrentHashMap.newKeySet();

    OperatingSystem(
            GuestImage image,
            Disk disk,
            Kernel kernel,
            LabClock clock,
            Power power,
            Map<String, Program> programs) {
        this.image = image;
        this.disk = disk;
        this.kernel = kernel;
        this.clock = clock;
        this.power = power;
        this.programs = Map.copyOf(programs);
        this.modules = new Modules(disk.files(), kernel);
        this.accounts = new Accounts(disk.files());
    }

    public FileSystem files() {
        return disk.files();
    }

    public PackageDatabase packages() {
        return disk.packages();
    }

    public Kernel kernel() {
        return kernel;
    }

    public LabClock clock() {
        return clock;
    }

    public Power power() {
        return power;
    }

    public Modules modules() {
        return modules;
    }

    public Accounts accounts() {
        return accounts;
    }

    /// `/var/lib/dpkg/lock-frontend`.
    public AptLock aptLock() {
        return aptLock;
    }

    /// `/var/lib/apt/lists/lock`, which `apt-get update` takes.
    public AptLock listsLock() {
        return listsLock;
    }

    /// Names of the units that are active.
    public Set<String> services() {
        return services;
    }

    public GuestImage image() {
        return image;
    }

    /// What the package archive offers today.
    public Map<String, DebianPackage> archive() {
        return UbuntuArchive.packages(List.of(GuestImage.CURRENT_KERNEL_ABI));
    }

    public boolean passwordMatches(String user, String password) {
        return image.account().name().equals(user) && image.account().password().equals(password);
    }

    /// Lets udev do what it does when modules came or went: device files, links, companions.
    public void settle() {
        new DeviceFiles(this).settle();
    }

    /// Where a program is: as given where it names a path, else the first one in PATH.
    public Optional<String> locate(String name, ProcessContext context) {
        if (name.contains("/")) {
            return Optional.of(Paths.resolve(context.directory(), name));
        }
        for (var folder : context.environment().getOrDefault("PATH", "").split(":")) {
            var path = Paths.child(folder, name);
            if (!folder.isEmpty() && files().mayExecute(context.user(), path)) {
                return Optional.of(path);
            }
        }
        return Optional.empty();
    }

    @Override
    public int launch(List<String> argv, ProcessContext context) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("killed");
        }
        var name = argv.getFirst();
        var path = locate(name, context);
        var call = new Invocation(this, argv, "", context);
        if (path.isEmpty()) {
            call.complain("bash: line 1: " + name + ": command not found");
            return 127;
        }
        if (!files().exists(context.user(), path.get())) {
            call.complain("bash: line 1: " + name + ": No such file or directory");
            return 127;
        }
        if (!files().mayExecute(context.user(), path.get())) {
            boolean directory = files().stat(context.user(), path.get()).directory();
            var reason = directory ? "Is a directory" : "Permission denied";
            call.complain("bash: line 1: " + name + ": " + reason);
            return 126;
        }
        return execute(path.get(), call);
    }

    private int execute(String path, Invocation call) throws InterruptedException {
        var content = new String(files().read(User.ROOT, path), StandardCharsets.ISO_8859_1);
        var program = program(content);
        if (program.isPresent()) {
            var version = LabPrograms.version(content).orElse("");
            var run = new Invocation(this, call.argv(), version, call.context());
            try {
                return program.get().run(run);
            } catch (FileException e) {
                return run.fail(1, e.path() + ": " + e.errno().text());
            }
        }
        if (content.startsWith("\u007fELF")) {
            call.complain(
                    "bash: line 1: " + path + ": cannot execute binary file: Exec format error");
            return 126;
        }
        return script(path, content, call);
    }

    private Optional<Program> program(String content) {
        if (content.startsWith("\u007fELF") && content.contains(CUDA_CHECK)) {
            return Optional.ofNullable(programs.get("thruway-cuda-check"));
        }
        return LabPrograms.name(content).map(programs::get);
    }

    private int script(String path, String content, Invocation call) throws InterruptedException {
        var arguments = new ArrayList<>(call.argv());
        arguments.set(0, path);
        if (content.startsWith("#!")) {
            var words = content.lines().findFirst().orElse("").substring(2).strip().split("\\s+");
            var first = Paths.name(words[0]);
            var name = first.equals("env") && words.length > 1 ? words[1] : first;
            if (!List.of("sh", "bash", "dash").contains(name)) {
                call.complain(
                        "bash: line 1: "
                                + call.argv().getFirst()
                                + ": cannot execute: required file not found");
                return 127;
            }
        }
        var text =
                new String(content.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        return new Shell(files(), this, call.context(), arguments).run(text);
    }
}
