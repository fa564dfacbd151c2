package dev.thruway.lab.world;

import dev.thruway.lab.world.Refusal.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// The tasks of one host, the latest of them. A host forgets them when it reboots.
public final class TaskLog {

    private static final int KEPT = 1000;

    private final Changes changes;
    private final Timeline timeline;
    private final Map<String, LabTask> tasks = new LinkedHashMap<>();
    private int lastNumber;

    TaskLog(Changes changes, Timeline timeline) {
        this.changes = changes;
        this.timeline = timeline;
    }

    /// Starts a task whose work is done, or refused, after a physical duration.
    LabTask run(Subject subject, String descriptionId, Duration physical, Runnable work) {
        var task = start(subject, descriptionId, false);
        timeline.after(
                physical, () -> changes.write(() -> finish(task.key(), () -> nothing(work))));
        return task;
    }

    /// Starts a task that is done as soon as a condition holds, or has timed out, or is cancelled.
    ///
    /// @param timeout zero for none
    LabTask runWhen(
            Subject subject,
            String descriptionId,
            BooleanSupplier ready,
            Duration timeout,
            Runnable work) {
        var task = start(subject, descriptionId, true);
        var deadline = timeout.isZero() ? null : timeline.now().plus(timeout);
        Runnable check =
                new Runnable() {
                    @Override
                    public void run() {
                        changes.write(this::step);
                    }

                    private void step() {
                        if (!running(task.key())) {
                            return;
                        }
                        if (ready.getAsBoolean()) {
                            finish(task.key(), () -> nothing(work));
                        } else if (deadline != null && timeline.now().isAfter(deadline)) {
                            fail(task.key(), new Reason.Timedout());
                        } else {
                            timeline.after(Duration.ofSeconds(2), this);
                        }
                    }
                };
        timeline.after(Duration.ofSeconds(2), check);
        return task;
    }

    /// A task with listings as its result.
    LabTask list(Subject subject, String descriptionId, Supplier<List<DatastoreFolder>> listing) {
        var task = start(subject, descriptionId, false);
        changes.write(() -> finish(task.key(), listing));
        return find(task.key()).orElseThrow();
    }

    /// A task that was refused before it began.
    LabTask refused(Subject subject, String descriptionId, Reason reason) {
        var task = start(subject, descriptionId, false);
        fail(task.key(), reason);
        return find(task.key()).orElseThrow();
    }

    /// Cancels a task that can be cancelled.
    public void cancel(String key) {
        changes.write(() -> {
            var task = tasks.get(key);
            if (task == null || task.done() || !task.cancelable()) {
                throw new Refusal(
                        new Reason.InvalidState(
                                "The operation is not allowed in the current state."));
            }
            fail(key, new Reason.Cancelled());
        });
    }

    public Optional<LabTask> find(String key) {
        return changes.read(() -> Optional.ofNullable(tasks.get(key)));
    }

    /// All that are kept, the oldest first.
    public List<LabTask> all() {
        return changes.read(() -> new ArrayList<>(tasks.values()));
    }

    void forgetAll() {
        changes.write(tasks::clear);
    }

    boolean running(String key) {
        return find(key).filter(task -> !task.done()).isPresent();
    }

    private LabTask start(Subject subject, String descriptionId, boolean cancelable) {
        return changes.write(() -> {
            var number = ++lastNumber;
            var task =
                    new LabTask(
                            "haTask-%s-vim.%s-%d".formatted(subject.id(), descriptionId, number),
                            descriptionId,
                            subject,
                            LabTask.State.RUNNING,
                            0,
                            cancelable,
                            Optional.empty(),
                            List.of(),
                            timeline.now(),
                            Optional.empty());
            tasks.put(task.key(), task);
            if (tasks.size() > KEPT) {
                tasks.remove(tasks.keySet().iterator().next());
            }
            return task;
        });
    }

    private static List<DatastoreFolder> nothing(Runnable work) {
        work.run();
        return List.of();
    }

    private void finish(String key, Supplier<List<DatastoreFolder>> work) {
        if (!running(key)) {
            return;
        }
        try {
            var result = work.get();
            tasks.computeIfPresent(key, (k, task) -> task.succeeded(timeline.now(), result));
        } catch (Refusal refusal) {
            fail(key, refusal.reason());
        }
    }

    private void fail(String key, Reason reason) {
        changes.write(() ->
                tasks.computeIfPresent(key, (k, task) -> task.failed(timeline.now(), reason)));
    }
}
