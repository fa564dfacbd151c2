package dev.thruway.cli.journey;

import dev.thruway.cli.Command;
import dev.thruway.cli.CommandContext;
import dev.thruway.cli.Engines;
import dev.thruway.cli.ExitCode;
import dev.thruway.cli.output.Document;
import dev.thruway.engine.journal.JournalEntry;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import picocli.CommandLine;

/// What was done from this computer, when, by whom.
@CommandLine.Command(name = "history")
public final class HistoryCommand implements Command {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private final CommandContext context;
    private final Engines engines;

    public HistoryCommand(CommandContext context, Engines engines) {
        this.context = context;
        this.engines = engines;
    }

    @Override
    public ExitCode run() {
        var entries =
                engines.journal().read().stream()
                        .filter(e -> !e.state().equals("running"))
                        .toList();
        if (context.options().output().isDocument()) {
            context.print(
                    Document.withSchema()
                            .with("entries", entries.stream().map(this::document).toList()));
            return ExitCode.DONE;
        }
        if (entries.isEmpty()) {
            context.console().note(context.say("cli.history.none"));
        }
        entries.forEach(e -> context.console().result(line(e)));
        return ExitCode.DONE;
    }

    private String line(JournalEntry e) {
        return "%s  %s  %s  [%s]  %s  %s"
                .formatted(
                        TIME.format(e.at().atZone(ZoneId.systemDefault())),
                        e.who(),
                        e.target(),
                        context.say("cli.state." + e.state()),
                        e.action(),
                        sentence(e));
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
}
