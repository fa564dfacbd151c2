package dev.thruway.cli.main;

import dev.thruway.cli.CommandContext;
import dev.thruway.cli.ExitCode;
import dev.thruway.cli.Failure;
import dev.thruway.cli.terminal.Ink;
import dev.thruway.domain.text.Phrase;

/// How a run that did not succeed says so: one sentence on standard error.
///
/// With `-v` the places in the code follow, but never an exception's own text unless it is ours:
/// only of ours is it known that no secret is in it.
final class Ending {

    private static final int MAX_FRAMES = 40;

    /// Of what somebody typed, or a file says, no more is repeated: it may be a megabyte.
    private static final int MAX_REPEATED = 1_000;

    private final CommandContext context;

    Ending(CommandContext context) {
        this.context = context;
    }

    ExitCode of(Failure failure) {
        boolean typed = failure.code() == ExitCode.USAGE;
        complain(context.say(typed ? onOneLine(failure.phrase()) : failure.phrase()));
        if (context.options().verbose() && failure.getCause() != null) {
            trace(failure.getCause());
        }
        return failure.code();
    }

    private static Phrase onOneLine(Phrase phrase) {
        var plain = phrase;
        for (var arg : phrase.args().entrySet()) {
            plain = plain.with(arg.getKey(), onOneLine(arg.getValue()));
        }
        for (var part : phrase.parts().entrySet()) {
            plain = plain.with(part.getKey(), onOneLine(part.getValue()));
        }
        return plain;
    }

    private static String onOneLine(String text) {
        var line = text.replaceAll("\\R", " ");
        return line.length() > MAX_REPEATED ? line.substring(0, MAX_REPEATED) + "…" : line;
    }

    /// The end by something that nobody expected.
    ExitCode ofDefect(RuntimeException defect) {
        complain(context.say("cli.defect", "type", defect.getClass().getName()));
        if (context.options().verbose()) {
            trace(defect);
        }
        return ExitCode.FAILED;
    }

    private void complain(String sentence) {
        var name = context.console().noteInk().paint(Ink.Style.RED, "thruway:");
        context.console().note(name + " " + sentence);
    }

    private void trace(Throwable thrown) {
        var lines = new StringBuilder(thrown.getClass().getName());
        if (thrown.getClass().getName().startsWith("dev.thruway.")) {
            lines.append(": ").append(thrown.getMessage());
        }
        var frames = thrown.getStackTrace();
        for (int i = 0; i < Math.min(frames.length, MAX_FRAMES); i++) {
            lines.append("\n  at ").append(frames[i]);
        }
        context.console().note(lines.toString());
    }
}
