package dev.thruway.engine.apply;

import dev.thruway.domain.plan.Step;
import dev.thruway.domain.text.Phrase;
import dev.thruway.engine.Clock;
import dev.thruway.engine.WorkingProcess;
import dev.thruway.engine.journal.Journal;
import dev.thruway.engine.journal.JournalEntry;
import dev.thruway.engine.run.StepFailed;
import dev.thruway.engine.run.StepResult;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/// Tells the journal and a listener what happens. Many threads carry steps out; the listener hears
/// of one thing at a time.
final class Telling {

    private final ReentrantLock lock = new ReentrantLock();
    private final Clock clock;
    private final RunListener listener;
    private final Journal journal;
    private final String run;
    private final String who;
    private final WorkingProcess process = WorkingProcess.current();

    Telling(Clock clock, RunListener listener, Journal journal, String run, String who) {
        this.clock = clock;
        this.listener = listener;
        this.journal = journal;
        this.run = run;
        this.who = who;
    }

    /// Written down before it returns.
    void started(List<Step> group) {
        write(group.stream().map(step -> entry(step, "running", step.what())).toList());
        inTurn(() -> group.forEach(listener::started));
    }

    void noted(Phrase message) {
        inTurn(() -> listener.noted(message));
    }

    void waits(Phrase message) {
        inTurn(() -> listener.waits(message));
    }

    void progress(Step step, Phrase message) {
        inTurn(() -> listener.progress(step, message));
    }

    void ended(List<Step> group, StepResult result) {
        write(group.stream().map(step -> entry(step, result.word(), result.message())).toList());
        inTurn(() -> group.forEach(step -> listener.ended(step, result)));
    }

    private void inTurn(Runnable telling) {
        lock.lock();
        try {
            telling.run();
        } finally {
            lock.unlock();
        }
    }

    /// As the system says it: no space left, or which file stands in the way.
    private static String reason(UncheckedIOException e) {
        var cause = e.getCause();
        var message = cause == null ? null : cause.getMessage();
        return message == null ? "?" : message;
    }

    /// Throws [StepFailed] where it cannot be written down: nothing is begun of which nobody knows.
    private void write(List<JournalEntry> entries) {
        try {
            journal.append(entries);
        } catch (UncheckedIOException e) {
            throw new StepFailed(
                    Phrase.of("run.no-journal", "folder", journal.folder(), "says", reason(e)));
        }
    }

    private JournalEntry entry(Step step, String state, Phrase message) {
        return new JournalEntry(
                clock.now(),
                run,
                who,
                process,
                step.id(),
                step.action().code(),
                step.target().toString(),
                state,
                message);
    }
}
