package dev.thruway.cli.journey;

import dev.thruway.cli.CommandContext;
import dev.thruway.cli.ExitCode;
import dev.thruway.cli.Failure;
import dev.thruway.cli.OutputFormat;
import dev.thruway.cli.output.Document;
import dev.thruway.cli.terminal.Terminal;
import dev.thruway.domain.condition.Condition;
import dev.thruway.domain.condition.Target;
import dev.thruway.domain.observation.Observation;
import dev.thruway.domain.plan.Plan;
import dev.thruway.domain.plan.Unfinished;
import dev.thruway.domain.text.Phrase;
import dev.thruway.engine.Clock;
import dev.thruway.engine.Engine;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// Looks again and again, one look after the other: on a terminal the conditions are drawn anew, in
/// a pipe each change is a line.
final class Watch {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

    private static final String HOME = "\u001b[H";
    private static final String ERASE_LINE = "\u001b[K";
    private static final String ERASE_BELOW = "\u001b[J";

    private final CommandContext context;
    private final Engine engine;
    private final Predicate<Target> wanted;
    private final Clock clock;
    private final Map<String, Condition> last = new LinkedHashMap<>();

    Watch(CommandContext context, Engine engine, Predicate<Target> wanted, Clock clock) {
        this.context = context;
        this.engine = engine;
        this.wanted = wanted;
        this.clock = clock;
    }

    /// When it ends by itself.
    enum End {
        NEVER,
        ALL_TRUE
    }

    ExitCode run(Duration interval, End end) {
        try {
            while (true) {
                var seen = engine.observe(wanted);
                var plan = engine.plan(seen, wanted);
                show(plan, seen, interval);
                if (end == End.ALL_TRUE && plan.allHold() && plan.blockers().isEmpty()) {
                    return ExitCode.DONE;
                }
                clock.sleep(interval);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure(ExitCode.INTERRUPTED, Phrase.of("cli.status.ended"), e);
        }
    }

    private void show(Plan plan, Observation seen, Duration interval) {
        var now = clock.now();
        if (draws()) {
            draw(plan, seen, now, interval);
            return;
        }
        for (var condition : plan.conditions()) {
            var before = last.put(condition.target() + " " + condition.id().id(), condition);
            if (before == null || !same(before, condition)) {
                tell(Optional.ofNullable(before), condition, now);
            }
        }
    }

    private boolean draws() {
        var terminal = context.surroundings().terminal();
        return context.options().output() == OutputFormat.TEXT
                && terminal.stdout() == Terminal.Stream.TERMINAL
                && terminal.colour() == Terminal.Colour.ALLOWED;
    }

    private static boolean same(Condition a, Condition b) {
        return a.status() == b.status() && a.message().equals(b.message());
    }

    /// Written over what stands there, as clearing the screen first would flicker.
    private void draw(Plan plan, Observation seen, Instant now, Duration interval) {
        var head =
                context.say("cli.status.watching", "time", time(now), "every", seconds(interval));
        var ink = context.console().resultInk();
        var text =
                head
                        + "\n\n"
                        + UnfinishedText.of(context, ink, Unfinished.of(seen))
                        + ConditionsText.of(context, ink, plan)
                        + "\n";
        context.console().result(HOME + text.replace("\n", ERASE_LINE + "\n") + ERASE_BELOW);
    }

    private static String seconds(Duration interval) {
        return Long.toString(interval.toSeconds());
    }

    private static String time(Instant now) {
        return TIME.format(now.atZone(ZoneId.systemDefault()));
    }

    private void tell(Optional<Condition> before, Condition condition, Instant now) {
        if (context.options().output() == OutputFormat.JSONL) {
            context.print(
                    Document.withSchema()
                            .with("at", now.truncatedTo(ChronoUnit.MILLIS))
                            .with("id", condition.id().id())
                            .with("target", condition.target())
                            .with("before", before.map(b -> b.status().word()))
                            .with("status", condition.status().word())
                            .with("reason", condition.reason())
                            .with("message", context.say(condition.message()))
                            .with("evidence", condition.evidence()));
            return;
        }
        var ink = context.console().resultInk();
        context.console()
                .result(
                        "%s  %s  %s  %s%s  %s"
                                .formatted(
                                        time(now),
                                        condition.target(),
                                        condition.id().id(),
                                        before.map(b -> ConditionsText.mark(ink, b) + " -> ")
                                                .orElse(""),
                                        ConditionsText.mark(ink, condition),
                                        context.say(condition.message())));
    }
}
