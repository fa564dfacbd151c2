package dev.thruway.lab.guest.program;

import dev.thruway.lab.guest.os.Invocation;
import dev.thruway.lab.guest.os.Program;
import dev.thruway.lab.guest.shell.Shell;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// Who and where one is, and shells.
final class IdentityPrograms {

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss 'UTC' yyyy", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);

    private IdentityPrograms() {}

    static void addTo(Map<String, Program> table) {
        for (var name : List.of("sh", "bash", "dash")) {
            table.put(name, IdentityPrograms::shell);
        }
        table.put("id", IdentityPrograms::id);
        table.put("whoami", call -> print(call, call.user().name()));
        table.put("hostname", call -> print(call, call.os().image().hostname()));
        table.put("uname", IdentityPrograms::uname);
        table.put("date", IdentityPrograms::date);
        table.put("nproc", call -> print(call, "" + call.os().kernel().hardware().cpus()));
        table.put("sleep", IdentityPrograms::sleep);
        table.put("timeout", IdentityPrograms::timeout);
        table.put("nohup", IdentityPrograms::nohup);
        table.put("lsb_release", IdentityPrograms::lsbRelease);
        table.put("getent", IdentityPrograms::getent);
        table.put("systemd-detect-virt", call -> print(call, "vmware"));
        table.put("uptime", call -> print(call, " up " + call.os().kernel().log().uptime()));
    }

    private static int print(Invocation call, String text) {
        call.line(text);
        return 0;
    }

    private static int shell(Invocation call) throws InterruptedException {
        var options = Options.parse(call.args().stream().limit(2).toList(), "c");
        var args = call.args();
        String script;
        var positional = new ArrayList<String>();
        if (options.has("c")) {
            int at = 0;
            while (at < args.size() && !args.get(at).matches("-[a-z]*c")) {
                at++;
            }
            if (at + 1 >= args.size()) {
                return call.fail(2, "-c: option requires an argument");
            }
            script = args.get(at + 1);
            positional.addAll(args.subList(at + 2, args.size()));
            if (positional.isEmpty()) {
                positional.add(call.name());
            }
        } else {
            var files = args.stream().filter(a -> !a.startsWith("-")).toList();
            script =
                    files.isEmpty()
                            ? new String(call.input(), StandardCharsets.UTF_8)
                            : call.files().readText(call.user(), call.path(files.getFirst()));
            positional.addAll(files.isEmpty() ? List.of(call.name()) : files);
        }
        return new Shell(call.files(), call.os(), call.context(), positional).run(script);
    }

    private static int id(Invocation call) {
        var options = Options.parse(call.args());
        var accounts = call.os().accounts();
        var named = options.operands().stream().findFirst();
        var user =
                named.isEmpty()
                        ? call.user()
                        : accounts.find(named.get()).map(e -> e.user()).orElse(null);
        if (user == null) {
            return call.fail(1, "'" + named.orElse("") + "': no such user");
        }
        if (options.has("u")) {
            return print(call, options.has("n") ? user.name() : "" + user.uid());
        }
        if (options.has("g")) {
            return print(call, options.has("n") ? accounts.groupName(user.gid()) : "" + user.gid());
        }
        var groups = user.groups().stream().sorted().toList();
        if (options.has("G")) {
            return print(
                    call,
                    groups.stream()
                            .map(g -> options.has("n") ? accounts.groupName(g) : "" + g)
                            .collect(Collectors.joining(" ")));
        }
        var all =
                groups.stream()
                        .map(g -> g + "(" + accounts.groupName(g) + ")")
                        .collect(Collectors.joining(","));
        return print(
                call,
                "uid=%d(%s) gid=%d(%s) groups=%s"
                        .formatted(
                                user.uid(),
                                user.name(),
                                user.gid(),
                                accounts.groupName(user.gid()),
                                all));
    }

    private static int uname(Invocation call) {
        var release = call.os().kernel().release();
        var host = call.os().image().hostname();
        var options = Options.parse(call.args());
        if (options.has("a")) {
            var build = "#139-Ubuntu SMP PREEMPT_DYNAMIC x86_64 x86_64 x86_64 GNU/Linux";
            return print(call, "Linux " + host + " " + release + " " + build);
        }
        var words = new ArrayList<String>();
        if (options.has("s") || call.args().isEmpty()) {
            words.add("Linux");
        }
        if (options.has("n")) {
            words.add(host);
        }
        if (options.has("r")) {
            words.add(release);
        }
        if (options.has("m", "p", "i")) {
            words.add("x86_64");
        }
        return print(call, String.join(" ", words));
    }

    private static int date(Invocation call) {
        var now = call.os().clock().now();
        var format = call.args().stream().filter(a -> a.startsWith("+")).findFirst();
        if (format.isEmpty()) {
            return print(call, DATE.format(now));
        }
        var at = now.atZone(ZoneOffset.UTC);
        return print(
                call,
                format.get()
                        .substring(1)
                        .replace("%s", Long.toString(now.getEpochSecond()))
                        .replace("%F", at.toLocalDate().toString())
                        .replace("%T", DateTimeFormatter.ofPattern("HH:mm:ss").format(at))
                        .replace("%Y", Integer.toString(at.getYear())));
    }

    /// A person's waiting is not scaled, but no program of the lab sleeps long.
    private static int sleep(Invocation call) throws InterruptedException {
        var text = call.args().isEmpty() ? "" : call.args().getFirst();
        if (!text.matches("\\d{1,5}(\\.\\d{1,6})?s?")) {
            return call.fail(1, "invalid time interval '" + text + "'");
        }
        Thread.sleep(Duration.ofMillis((long) (Double.parseDouble(text.replace("s", "")) * 1000)));
        return 0;
    }

    private static int timeout(Invocation call) throws InterruptedException {
        var args = new ArrayList<>(call.args());
        while (!args.isEmpty() && args.getFirst().startsWith("-")) {
            args.removeFirst();
        }
        return args.size() < 2
                ? call.fail(125, "missing operand")
                : call.os().launch(args.subList(1, args.size()), call.context());
    }

    private static int nohup(Invocation call) throws InterruptedException {
        return call.args().isEmpty()
                ? call.fail(125, "missing operand")
                : call.os().launch(call.args(), call.context());
    }

    private static int lsbRelease(Invocation call) {
        var options = Options.parse(call.args());
        if (options.has("c")) {
            return print(call, options.has("s") ? "noble" : "Codename:\tnoble");
        }
        if (options.has("r")) {
            return print(call, options.has("s") ? "24.04" : "Release:\t24.04");
        }
        return print(
                call, options.has("s") ? "Ubuntu 24.04.3 LTS" : "Description:\tUbuntu 24.04.3 LTS");
    }

    private static int getent(Invocation call) {
        if (call.args().isEmpty()) {
            return 1;
        }
        var key = call.args().size() > 1 ? call.args().get(1) + ":" : "";
        var found =
                call.files()
                        .readText(call.user(), "/etc/" + call.args().getFirst())
                        .lines()
                        .filter(line -> line.startsWith(key))
                        .toList();
        found.forEach(call::line);
        return found.isEmpty() ? 2 : 0;
    }
}
