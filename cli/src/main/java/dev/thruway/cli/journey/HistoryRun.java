package dev.thruway.cli.journey;

import dev.thruway.engine.journal.JournalEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/// What the journal says of one run.
///
/// @param open steps that were begun and of which no end is written
/// @param state whether the run still goes on
record HistoryRun(List<JournalEntry> entries, List<JournalEntry> open, State state) {

    private static final String RUNNING = "running";

    /// A step that was not tried is no history.
    private static final String NOT_TRIED = "blocked";

    HistoryRun {
        entries = List.copyOf(entries);
        open = List.copyOf(open);
    }

    /// Whether a run still goes on.
    enum State {
        ENDED("ended"),
        RUNNING("running"),
        /// Its process is gone, and a step of it has no end.
        BROKEN_OFF("broken-off"),
        /// A step has no end, and whether its process is there cannot be found out here.
        UNKNOWN("unknown");

        private final String word;

        State(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    /// All runs of the journal, in the order of their first entries.
    ///
    /// @param who the user and the computer that this runs on: only their processes are looked for
    static List<HistoryRun> of(List<JournalEntry> entries, String who) {
        var runs = new LinkedHashMap<String, List<JournalEntry>>();
        entries.stream()
                .filter(e -> !e.state().equals(NOT_TRIED))
                .forEach(e -> runs.computeIfAbsent(e.run(), _ -> new ArrayList<>()).add(e));
        return runs.values().stream().map(run -> ofOne(run, who)).toList();
    }

    private static HistoryRun ofOne(List<JournalEntry> entries, String who) {
        var open = new LinkedHashMap<String, JournalEntry>();
        for (var entry : entries) {
            if (entry.state().equals(RUNNING)) {
                open.put(entry.step(), entry);
            } else {
                open.remove(entry.step());
            }
        }
        return new HistoryRun(entries, List.copyOf(open.values()), state(entries, open, who));
    }

    private static State state(
            List<JournalEntry> entries, LinkedHashMap<String, JournalEntry> open, String who) {
        if (open.isEmpty()) {
            return State.ENDED;
        }
        var last = entries.getLast();
        if (!last.who().equals(who) || last.process().pid() == 0) {
            return State.UNKNOWN;
        }
        return last.process().isGone() ? State.BROKEN_OFF : State.RUNNING;
    }

    JournalEntry first() {
        return entries.getFirst();
    }

    static boolean isBeginning(JournalEntry entry) {
        return entry.state().equals(RUNNING);
    }

    /// The last step that got done.
    Optional<JournalEntry> lastDone() {
        return entries.stream().filter(e -> e.state().equals("done")).reduce((_, b) -> b);
    }

    /// As it was announced.
    Optional<JournalEntry> announced(String step) {
        return entries.stream().filter(e -> isBeginning(e) && e.step().equals(step)).findFirst();
    }
}
