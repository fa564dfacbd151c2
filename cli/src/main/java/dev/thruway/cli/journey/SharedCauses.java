package dev.thruway.cli.journey;

import dev.thruway.cli.CommandContext;
import dev.thruway.domain.text.Phrase;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/// Causes that stand behind several lines, such as a password that an endpoint refuses: each is
/// said once, with a number, and the lines refer to it.
final class SharedCauses {

    private final CommandContext context;
    private final List<Phrase> shared = new ArrayList<>();

    private SharedCauses(CommandContext context) {
        this.context = context;
    }

    /// What a condition says of itself is short, and stays in its line.
    static SharedCauses of(CommandContext context, List<Phrase> causes) {
        var counts = new LinkedHashMap<Phrase, Integer>();
        causes.stream()
                .filter(c -> !c.key().startsWith("condition."))
                .forEach(c -> counts.merge(c, 1, Integer::sum));
        var all = new SharedCauses(context);
        counts.forEach((cause, count) -> {
            if (count > 1) {
                all.shared.add(cause);
            }
        });
        return all;
    }

    /// One a line, by number.
    List<String> lines() {
        var lines = new ArrayList<String>();
        for (int i = 0; i < shared.size(); i++) {
            lines.add("(" + (i + 1) + ") " + context.say(shared.get(i)));
        }
        return lines;
    }

    /// What stands in the place of a cause that is said above; empty for one that is not.
    private Optional<Phrase> reference(Phrase cause) {
        int place = shared.indexOf(cause);
        return place < 0
                ? Optional.empty()
                : Optional.of(Phrase.of("cli.see-above", "number", place + 1));
    }

    /// The sentence, or the reference to it.
    Phrase brief(Phrase sentence) {
        if (shared.contains(sentence)) {
            return Phrase.of("cli.not-known-see", "number", shared.indexOf(sentence) + 1);
        }
        var brief = sentence;
        for (var part : sentence.parts().entrySet()) {
            var reference = reference(part.getValue());
            if (reference.isPresent()) {
                brief = brief.with(part.getKey(), reference.get());
            }
        }
        return brief;
    }
}
