package dev.thruway.cli.journey;

import dev.thruway.cli.CommandContext;
import dev.thruway.cli.ExitCode;
import dev.thruway.cli.Failure;
import dev.thruway.cli.output.Document;
import dev.thruway.domain.plan.Plan;
import dev.thruway.domain.text.Phrase;
import java.util.List;
import java.util.Locale;

/// Compares a plan of now with one that a person has seen, and refuses where the world has moved
/// since.
final class Unmoved {

    private final CommandContext context;
    private final SavedPlan seen;
    private final String sentence;

    private Unmoved(CommandContext context, SavedPlan seen, String sentence) {
        this.context = context;
        this.seen = seen;
        this.sentence = sentence;
    }

    /// Since a plan was saved.
    static Unmoved sinceSaved(CommandContext context, SavedPlan saved) {
        return new Unmoved(context, saved, "cli.apply.stale");
    }

    /// Since a plan was shown and approved.
    static Unmoved sinceShown(CommandContext context, Plan shown) {
        return new Unmoved(
                context, SavedPlan.of(List.of(), List.of(), shown), "cli.apply.moved-since-shown");
    }

    /// Throws [Failure], after saying what is otherwise now.
    void require(Plan now) {
        var moved = Moved.between(seen, now);
        if (moved.isEmpty()) {
            return;
        }
        if (context.options().output().isDocument()) {
            context.print(document(moved));
        }
        moved.forEach(m -> context.console().note("  " + line(m)));
        throw new Failure(ExitCode.FAILED, Phrase.of(sentence, "count", moved.size()));
    }

    private String line(Moved moved) {
        var step = moved.step();
        return context.say(
                "cli.moved." + word(moved),
                "step",
                step.id(),
                "path",
                step.path(),
                "was",
                moved.saved().map(this::change).orElse("-"),
                "is",
                moved.now().map(this::change).orElse("-"));
    }

    private String change(SavedPlan.SavedStep step) {
        var none = context.say("cli.plan.none");
        return step.before().orElse(none) + " -> " + step.after().orElse(none);
    }

    private static String word(Moved moved) {
        return moved.kind().name().toLowerCase(Locale.ROOT);
    }

    private Document document(List<Moved> moved) {
        return Document.withSchema()
                .with("ok", false)
                .with(
                        "moved",
                        moved.stream()
                                .map(m ->
                                        Document.part()
                                                .with("id", m.step().id())
                                                .with("target", m.step().target())
                                                .with("kind", word(m))
                                                .with("message", line(m)))
                                .toList());
    }
}
