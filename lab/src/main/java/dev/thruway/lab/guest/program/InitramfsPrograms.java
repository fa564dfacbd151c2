package dev.thruway.lab.guest.program;

import dev.thruway.lab.guest.fs.User;
import dev.thruway.lab.guest.os.CpioArchive;
import dev.thruway.lab.guest.os.Initramfs;
import dev.thruway.lab.guest.os.Invocation;
import dev.thruway.lab.guest.os.OperatingSystem;
import dev.thruway.lab.guest.os.Program;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Initial RAM disks and the boot loader.
final class InitramfsPrograms {

    /// On a small native server; 128 s were seen under emulation.
    private static final Duration UPDATE = Duration.ofSeconds(12);

    private InitramfsPrograms() {}

    static void addTo(Map<String, Program> table) {
        table.put("update-initramfs", InitramfsPrograms::update);
        table.put("lsinitramfs", InitramfsPrograms::list);
        table.put("update-grub", InitramfsPrograms::grub);
    }

    private static int update(Invocation call) throws InterruptedException {
        var options = Options.parse(call.args(), "k");
        if (!call.user().root()) {
            call.complain("You must be root to run update-initramfs.");
            return 1;
        }
        if (!options.has("u", "c")) {
            call.complain("You must specify at least one of -c, -u, or -d.");
            return 1;
        }
        var all = releases(call.os());
        var wanted = options.value("k").or(() -> newest(call.os())).orElse("all");
        if (!wanted.equals("all") && !all.contains(wanted)) {
            call.complain("update-initramfs: /boot/initrd.img-" + wanted + " does not exist.");
            call.complain("WARNING: missing /lib/modules/" + wanted);
            return 1;
        }
        for (var release : wanted.equals("all") ? all : List.of(wanted)) {
            generate(call, release);
        }
        return 0;
    }

    /// The newest kernel on the disk, which `update-initramfs -u` means without -k.
    static Optional<String> newest(OperatingSystem os) {
        return releases(os).stream().max(Comparator.comparingInt(InitramfsPrograms::abi));
    }

    private static int abi(String release) {
        var parts = release.split("-");
        return parts.length > 1 && parts[1].matches("\\d{1,6}") ? Integer.parseInt(parts[1]) : 0;
    }

    /// Makes one anew and says so, as package triggers do too.
    static void generate(Invocation call, String release) throws InterruptedException {
        var initramfs = new Initramfs(call.files(), release);
        call.line("update-initramfs: Generating " + initramfs.path());
        call.work(UPDATE);
        initramfs.update();
    }

    static List<String> releases(OperatingSystem os) {
        return os.files().list(User.ROOT, "/boot").stream()
                .filter(name -> name.startsWith("vmlinuz-"))
                .map(name -> name.substring("vmlinuz-".length()))
                .toList();
    }

    private static int list(Invocation call) {
        if (FilePrograms.operands(call).isEmpty()) {
            call.complain("Usage: lsinitramfs [OPTION]... FILE...");
            return 1;
        }
        for (var operand : FilePrograms.operands(call)) {
            var archive = CpioArchive.read(call.files().read(call.user(), call.path(operand)));
            archive.keySet().forEach(call::line);
        }
        return 0;
    }

    private static int grub(Invocation call) {
        if (!call.user().root()) {
            call.complain("grub-mkconfig: You must run this as root");
            return 1;
        }
        var options = new StringBuilder();
        for (var key : List.of("GRUB_CMDLINE_LINUX=", "GRUB_CMDLINE_LINUX_DEFAULT=")) {
            call.files()
                    .readText(User.ROOT, "/etc/default/grub")
                    .lines()
                    .filter(line -> line.startsWith(key))
                    .map(line -> line.substring(key.length()).replace("\"", "").strip())
                    .filter(value -> !value.isEmpty())
                    .forEach(value -> options.append(' ').append(value));
        }
        call.line("Generating grub configuration file ...");
        var release = call.os().kernel().release();
        var line =
                "linux /vmlinuz-"
                        + release
                        + " root=/dev/mapper/ubuntu--vg-ubuntu--lv ro"
                        + options;
        call.files().write(User.ROOT, "/boot/grub/grub.cfg", line + "\n", 0600);
        call.line("Found linux image: /boot/vmlinuz-" + release);
        call.line("done");
        return 0;
    }
}
