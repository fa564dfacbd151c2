package dev.thruway.cli.capture;

import dev.thruway.cli.CommandContext;
import dev.thruway.domain.text.Phrase;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What is not in a copy, said once for each reason: of many hosts the first few are named. The
/// file has all of them.
final class LeftOut {

    /// So many names tell where to look.
    private static final int NAMED = 3;

    private final CommandContext context;
    private final Map<List<String>, List<String>> parts = new LinkedHashMap<>();
    private final Map<String, List<Cause>> causes = new LinkedHashMap<>();

    private record Cause(String what, String says) {}

    LeftOut(CommandContext context) {
        this.context = context;
    }

    /// Parts of something that is in the copy.
    void parts(String what, List<String> missing) {
        parts.computeIfAbsent(List.copyOf(missing), _ -> new ArrayList<>()).add(what);
    }

    /// Something that is not in the copy at all.
    void whole(String what, Phrase cause) {
        causes.computeIfAbsent(cause.key(), _ -> new ArrayList<>())
                .add(new Cause(what, context.say(cause)));
    }

    /// Whether something is not in the copy at all.
    boolean any() {
        return !causes.isEmpty();
    }

    /// One for each reason.
    List<String> sentences() {
        var sentences = new ArrayList<String>();
        parts.forEach((missing, whats) ->
                sentences.add(
                        context.say(
                                "cli.capture.left-out",
                                "what",
                                names(whats),
                                "parts",
                                String.join(", ", missing))));
        causes.values().forEach(all -> sentences.add(sentence(all)));
        return sentences;
    }

    /// Causes of a kind differ in the object that they name.
    private String sentence(List<Cause> all) {
        boolean same = all.stream().map(Cause::says).distinct().count() == 1;
        return context.say(
                same ? "cli.capture.unread" : "cli.capture.unread-alike",
                "what",
                names(all.stream().map(Cause::what).toList()),
                "says",
                all.getFirst().says());
    }

    /// Where only one would be left unnamed, it is named too.
    private String names(List<String> all) {
        if (all.size() <= NAMED + 1) {
            return String.join(", ", all);
        }
        return context.say(
                "cli.capture.names",
                "names",
                String.join(", ", all.subList(0, NAMED)),
                "more",
                all.size() - NAMED,
                "count",
                all.size());
    }
}
