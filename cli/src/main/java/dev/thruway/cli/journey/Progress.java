package dev.thruway.cli.journey;

import dev.thruway.cli.CommandContext;
import dev.thruway.cli.ExitCode;
import dev.thruway.cli.Failure;
import dev.thruway.cli.OutputFormat;
import dev.thruway.cli.output.Document;
import dev.thruway.cli.terminal.Ink;
import dev.thruway.cli.terminal.Spinner;
import dev.thruway.domain.plan.Step;
import dev.thruway.domain.text.Phrase;
import dev.thruway.engine.apply.RunListener;
import dev.thruway.engine.apply.StepOutcome;
import dev.thruway.engine.run.StepFailed;
import dev.thruway.engine.run.StepResult;
import java.util.List;

/// Shows steps while they are carried out: what runs now and for how long, and a line for each that
/// has ended.
final class Progress implements RunListener {

    private final CommandContext context;
    private final Spinner spinner;
    private final int total;
    private final RunListener also;
    private int ended;

    private Progress(CommandContext context, Spinner spinner, int total, RunListener also) {
        this.context = context;
        this.spinner = spinner;
        this.total = total;
        this.also = also;
    }

    /// Work that tells a listener of its steps.
    interface Work {
        List<StepOutcome> with(RunListener listener) throws InterruptedException;
    }

    /// Does the work, showing it. Throws [Failure] where it could not begin or was interrupted.
    static List<StepOutcome> show(CommandContext context, int total, RunListener also, Work work) {
        try (var spinner = context.console().spinner(context.say("cli.walking"))) {
            return work.with(new Progress(context, spinner, total, also));
        } catch (StepFailed e) {
            throw new Failure(ExitCode.FAILED, e.phrase(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure(ExitCode.INTERRUPTED, Phrase.of("cli.interrupted"), e);
        }
    }

    @Override
    public void noted(Phrase message) {
        spinner.note(context.say(message));
        if (context.options().output() == OutputFormat.JSONL) {
            context.print(
                    Document.withSchema()
                            .with("event", "note")
                            .with("message", context.say(message)));
        }
        also.noted(message);
    }

    @Override
    public void waits(Phrase message) {
        spinner.say(context.say(message));
        also.waits(message);
    }

    @Override
    public void started(Step step) {
        spinner.say(step.target() + ": " + context.say(step.what()));
        event(step, "running", step.what());
        also.started(step);
    }

    @Override
    public void progress(Step step, Phrase message) {
        spinner.say(step.target() + ": " + context.say(step.what()) + " - " + context.say(message));
        also.progress(step, message);
    }

    @Override
    public void ended(Step step, StepResult result) {
        ended++;
        var ink = context.console().noteInk();
        spinner.note(
                "%2d/%d %s %s: %s - %s"
                        .formatted(
                                ended,
                                total,
                                ink.paint(
                                        style(result),
                                        "[" + context.say("cli.state." + result.word()) + "]"),
                                step.target(),
                                context.say(step.what()),
                                context.say(result.message())));
        event(step, result.word(), result.message());
        also.ended(step, result);
    }

    /// With `-o jsonl`, a line for each change of a step's state, as it happens.
    private void event(Step step, String state, Phrase message) {
        if (context.options().output() == OutputFormat.JSONL) {
            context.print(
                    Document.withSchema()
                            .with("event", "step")
                            .with("id", step.id())
                            .with("target", step.target())
                            .with("state", state)
                            .with("message", context.say(message)));
        }
    }

    private static Ink.Style style(StepResult result) {
        return switch (result) {
            case StepResult.Done _ -> Ink.Style.GREEN;
            case StepResult.Failed _ -> Ink.Style.RED;
            case StepResult.Waiting _, StepResult.Blocked _, StepResult.Unknown _ ->
                    Ink.Style.YELLOW;
        };
    }
}
