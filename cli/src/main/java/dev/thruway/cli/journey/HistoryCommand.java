package dev.thruway.cli.journey;

import dev.thruway.cli.Command;
import dev.thruway.cli.CommandContext;
import dev.thruway.cli.Engines;
import dev.thruway.cli.ExitCode;
import dev.thruway.cli.output.Document;
import dev.thruway.cli.terminal.Ink;
import dev.thruway.engine.journal.JournalEntry;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import picocli.CommandLine;

/// What was done from this computer, when, by whom.
@CommandLine.Command(name = "history")
public final class HistoryCommand implements Command {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss z");
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");
    private final CommandContext context;
    private final Engines engines;

    public HistoryCommand(CommandContext context, Engines engines) {
        this.context = context;
        this.engines = engines;
    }

    @Override
    public ExitCode run() {
        var entries = engines.journal().read();
        var runs = HistoryRun.of(entries, engines.who());
        if (context.options().output().isDocument()) {
            var ended = entries.stream().filter(e -> !HistoryRun.isBeginning(e)).toList();
            context.print(
                    Document.withSchema()
                            .with("entries", ended.stream().map(this::document).toList())
                            .with("runs", runs.stream().map(this::document).toList()));
            return ExitCode.DONE;
        }
        if (runs.isEmpty()) {
            context.console().note(context.say("cli.history.none"));
        }
        runs.forEach(this::run);
        return ExitCode.DONE;
    }

    /// One run: when and by whom, then a line for each step, and where it was broken off.
    private void run(HistoryRun run) {
        var head =
                context.say(
                        "cli.history.run",
                        "at",
                        TIME.format(local(run.first())),
                        "who",
                        run.first().who());
        result(context.console().resultInk().paint(Ink.Style.BOLD, head));
        run.entries().stream()
                .filter(e -> !HistoryRun.isBeginning(e))
                .forEach(e -> result(line(e, e.state(), planned(run, e) + " - " + sentence(e))));
        var state = run.state().word();
        run.open().forEach(e -> result(line(e, state, sentence(e))));
        if (run.state() == HistoryRun.State.BROKEN_OFF || run.state() == HistoryRun.State.UNKNOWN) {
            result("  " + context.say("cli.history." + state, "after", after(run)));
        }
    }

    private String planned(HistoryRun run, JournalEntry e) {
        return run.announced(e.step()).map(this::sentence).orElse(e.action());
    }

    private String after(HistoryRun run) {
        return run.lastDone()
                .map(e -> planned(run, e))
                .orElseGet(() -> context.say("cli.history.no-step"));
    }

    private String line(JournalEntry e, String state, String what) {
        return "  %s  %s  [%s] %s"
                .formatted(
                        CLOCK.format(local(e)),
                        e.target(),
                        context.say("cli.state." + state),
                        what);
    }

    private static ZonedDateTime local(JournalEntry e) {
        return e.at().atZone(ZoneId.systemDefault());
    }

    private void result(String line) {
        context.console().result(line);
    }

    /// A journal may come from another version, whose sentences this one does not have.
    private String sentence(JournalEntry e) {
        try {
            return context.say(e.message());
        } catch (IllegalStateException | IllegalArgumentException _) {
            return e.message().key();
        }
    }

    private Document document(JournalEntry e) {
        return Document.part()
                .with("at", e.at())
                .with("run", e.run())
                .with("who", e.who())
                .with("step", e.step())
                .with("action", e.action())
                .with("target", e.target())
                .with("state", e.state())
                .with("message", sentence(e));
    }

    private Document document(HistoryRun run) {
        return Document.part()
                .with("run", run.first().run())
                .with("who", run.first().who())
                .with("startedAt", run.first().at())
                .with("state", run.state().word())
                .with("lastDone", run.lastDone().map(JournalEntry::step))
                .with("during", run.open().stream().map(JournalEntry::step).toList());
    }
}
