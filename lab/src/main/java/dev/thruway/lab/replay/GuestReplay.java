package dev.thruway.lab.replay;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What was recorded of one guest. Programs that only look are answered as they were at this
/// moment, everything else in its order.
final class GuestReplay {

    /// Programs that change nothing, whatever their arguments are.
    private static final Set<String> LOOKING =
            Set.of(
                    "cat",
                    "ls",
                    "uname",
                    "test",
                    "stat",
                    "lspci",
                    "lsmod",
                    "modinfo",
                    "mokutil",
                    "dpkg-query",
                    "apt-cache",
                    "nvidia-smi",
                    "id",
                    "whoami",
                    "find",
                    "grep",
                    "readlink",
                    "true");

    private final Map<List<String>, List<Exchange.Ran>> runs = new HashMap<>();
    private final Map<String, List<Exchange.Got>> files = new HashMap<>();
    private final Moment moment;

    /// What a program did.
    record Result(int exit, String out, String err) {}

    GuestReplay(List<Exchange> exchanges) {
        var changes = new ArrayList<Integer>();
        for (var exchange : exchanges) {
            switch (exchange) {
                case Exchange.Ran ran -> {
                    runs.computeIfAbsent(ran.argv(), _ -> new ArrayList<>()).add(ran);
                    if (!looks(ran.argv())) {
                        changes.add(ran.number());
                    }
                }
                case Exchange.Got got ->
                        files.computeIfAbsent(got.path(), _ -> new ArrayList<>()).add(got);
                case Exchange.Http _ -> {}
            }
        }
        moment = new Moment(changes);
    }

    private static boolean looks(List<String> argv) {
        return argv.isEmpty() || LOOKING.contains(argv.getFirst());
    }

    /// The words may begin with those of `env` and `sudo`, which the recording does not have.
    synchronized Result run(List<String> words) {
        for (int from = 0; from < words.size(); from++) {
            var argv = words.subList(from, words.size());
            var known = runs.get(argv);
            if (known != null) {
                var ran =
                        looks(argv)
                                ? moment.of(known, Exchange.Ran::number)
                                : moment.next(known, Exchange.Ran::number);
                return new Result(ran.exit(), ran.out(), ran.err());
            }
        }
        return notRecorded(words);
    }

    /// Every file that was read and was there, as it is at this moment.
    synchronized Map<String, String> files() {
        var now = new HashMap<String, String>();
        files.forEach((path, known) ->
                moment.of(known, Exchange.Got::number)
                        .content()
                        .ifPresent(content -> now.put(path, content)));
        return now;
    }

    /// As a shell says it of a program that it cannot start: that it is not there is not known.
    private static Result notRecorded(List<String> words) {
        var last = words.isEmpty() ? "" : words.getLast();
        return new Result(126, "", last + ": this was not recorded\n");
    }
}
