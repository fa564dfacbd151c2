package dev.thruway.cli.journey;

import dev.thruway.cli.CommandContext;
import dev.thruway.cli.ExitCode;
import dev.thruway.cli.Failure;
import dev.thruway.domain.condition.Target;
import dev.thruway.domain.observation.Observation;
import dev.thruway.domain.text.Phrase;
import dev.thruway.engine.Engine;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// A look at the world, with a sign of life while it takes its time.
final class Looking {

    private final CommandContext context;
    private final Engine engine;

    Looking(CommandContext context, Engine engine) {
        this.context = context;
        this.engine = engine;
    }

    /// As [#at], waiting for a host that a run on this computer has rebooted. Throws [Failure]
    /// where the thread is interrupted.
    Observation whenBooted(Predicate<Target> wanted) {
        try (var spinner = context.console().spinner(context.say("cli.looking"))) {
            return engine.observeBooted(wanted, phrase -> spinner.say(context.say(phrase)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure(ExitCode.INTERRUPTED, Phrase.of("cli.interrupted"), e);
        }
    }

    Observation at(Predicate<Target> wanted) {
        return looking(() -> engine.observe(wanted));
    }

    /// Soon after another look.
    Observation again(Predicate<Target> wanted) {
        return looking(() -> engine.observeAgain(wanted));
    }

    private Observation looking(Supplier<Observation> look) {
        try (var _ = context.console().spinner(context.say("cli.looking"))) {
            return look.get();
        }
    }
}
