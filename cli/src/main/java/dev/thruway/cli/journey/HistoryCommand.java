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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import picocli.CommandLine;

/// What was done from this computer, when, by whom.
@CommandLine.Command(name = "history")
public final class HistoryCommand implements Command {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss z");
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final String RUNNING = "running";

    /// A step that was not tried is no history.
    private static final String NOT_TRIED = "blocked";

    private final CommandContext context;
    private final Engines engines;

    public HistoryCommand(CommandContext context, Engines engines) {
        this.context = context;
        this.engines = engines;
    }

    @Override
    public ExitCode run() {
        var entries = engines.journal().read();
        var ended = entries.stream().filter(e -> !e.state().equals(RUNNING)).toList();
        if (context.options().output().isDocument()) {
            context.print(
                    Document.withSchema()
                            .with("entries", ended.stream().map(this::document).toList()));
            return ExitCode.DONE;
        }
        if (ended.isEmpty()) {
            context.console().note(context.say("cli.history.none"));
        }
        var runs = new LinkedHashMap<String, List<JournalEntry>>();
        entries.stream()
                .filter(e -> !e.state().equals(NOT_TRIED))
                .forEach(e -> runs.computeIfAbsent(e.run(), _ -> new ArrayList<>()).add(e));
        runs.values().forEach(this::run);
        return ExitCode.DONE;
    }

    /// One run: when and by whom, then a line for each step.
    private void run(List<JournalEntry> entries) {
        var first = entries.getFirst();
        result(
                context.console()
                        .resultInk()
                        .paint(
                                Ink.Style.BOLD,
                                context.say(
                                        "cli.history.run",
                                        "at",
                                        TIME.format(local(first)),
                                        "who",
                                        first.who())));
        var planned = new HashMap<String, String>();
        var open = new LinkedHashMap<String, JournalEntry>();
        for (var entry : entries) {
            if (entry.state().equals(RUNNING)) {
                planned.put(entry.step(), sentence(entry));
                open.put(entry.step(), entry);
            } else {
                open.remove(entry.step());
                result(line(entry, planned.getOrDefault(entry.step(), entry.action())));
            }
        }
        // Begun and never ended: the process was cut off.
        open.values().forEach(e -> result(line(e, sentence(e))));
    }

    private String line(JournalEntry e, String what) {
        var state = context.say("cli.state." + e.state());
        var line = "  %s  %s  [%s] ".formatted(CLOCK.format(local(e)), e.target(), state) + what;
        return e.state().equals(RUNNING) ? line : line + " - " + sentence(e);
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
}
