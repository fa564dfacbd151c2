package dev.thruway.lab.world;

import dev.thruway.lab.world.Refusal.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// The tasks of one host or of one vCenter, the latest of them. A host forgets them when it
/// reboots; the vCenter above it has a copy of each under a key of its own, and forgets none.
public final class TaskLog {

    private static final int KEPT = 1000;

    private final Changes changes;
    private final Timeline timeline;
    private final Keys keys;
    private final Map<String, LabTask> tasks = new LinkedHashMap<>();
    private final Map<Copied, String> copies = new HashMap<>();
    private Optional<TaskLog> above = Optional.empty();
    private int lastNumber;

    /// Names a task.
    interface Keys {

        /// As hostd does.
        Keys HOST =
                (subject, what, number) ->
                        "haTask-%s-vim.%s-%d".formatted(subject.entity().localId(), what, number);

        /// As vpxd does.
        Keys VCENTER = (subject, what, number) -> "task-" + number;

        String of(Subject subject, String descriptionId, int number);
    }

    /// A task of another log.
    private record Copied(TaskLog origin, String key) {}

    TaskLog(Changes changes, Timeline timeline, Keys keys) {
        this.changes = changes;
        this.timeline = timeline;
        this.keys = keys;
    }

    void reportTo(TaskLog vcenter) {
        above = Optional.of(vcenter);
    }

    /// What the copy of a host's task is called here.
    public String keyOfCopy(TaskLog origin, String key) {
        return changes.read(() -> {
            var copy = copies.get(new Copied(origin, key));
            if (copy == null) {
                throw new IllegalArgumentException("no copy of " + key);
            }
            return copy;
        });
    }

    private void copy(TaskLog origin, LabTask task) {
        var key =
                copies.computeIfAbsent(
                        new Copied(origin, task.key()),
                        _ -> keys.of(task.subject(), task.descriptionId(), ++lastNumber));
        put(task.withKey(key));
    }

    private void put(LabTask task) {
        tasks.put(task.key(), task);
        if (tasks.size() > KEPT) {
            var oldest = tasks.keySet().iterator().next();
            tasks.remove(oldest);
            copies.values().remove(oldest);
        }
        above.ifPresent(log -> log.copy(this, task));
    }

    /// Starts a task whose work is done, or refused, after a physical duration.
    LabTask run(Subject subject, String descriptionId, Duration physical, Runnable work) {
        var task = start(subject, descriptionId, false);
        timeline.after(
                physical, () -> changes.write(() -> finish(task.key(), () -> nothing(work))));
        return task;
    }

    /// Starts a task that answers something after a physical duration.
    LabTask answering(
            Subject subject,
            String descriptionId,
            Duration physical,
            Supplier<? extends TaskResult> work) {
        var task = start(subject, descriptionId, false);
        timeline.after(physical, () -> changes.write(() -> finish(task.key(), work)));
        return task;
    }

    /// Starts a task that is done as soon as a condition holds, or has timed out, or is cancelled.
    ///
    /// @param ready asked from time to time with the task's key; may do something for it, or refuse
    /// @param timeout zero for none
    LabTask runWhen(
            Subject subject,
            String descriptionId,
            Predicate<String> ready,
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
                        if (holds(task.key(), ready)) {
                            finish(task.key(), () -> nothing(work));
                        } else if (!running(task.key())) {
                            return;
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

    private boolean holds(String key, Predicate<String> ready) {
        try {
            return ready.test(key);
        } catch (Refusal refusal) {
            fail(key, refusal.reason());
            return false;
        }
    }

    /// A task with listings as its result.
    LabTask list(Subject subject, String descriptionId, Supplier<List<DatastoreFolder>> listing) {
        var task = start(subject, descriptionId, false);
        changes.write(() -> finish(task.key(), () -> new TaskResult.Folders(listing.get())));
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
            for (var copy : copies.entrySet()) {
                if (copy.getValue().equals(key)) {
                    copy.getKey().origin().cancel(copy.getKey().key());
                    return;
                }
            }
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

    /// The host is gone, and what it was doing with it.
    void forgetAll() {
        changes.write(() -> {
            tasks.values().stream()
                    .filter(task -> !task.done())
                    .map(LabTask::key)
                    .toList()
                    .forEach(key -> fail(key, new Reason.HostNotResponding()));
            tasks.clear();
        });
    }

    /// How far a task has come, in percent.
    void progress(String key, int percent) {
        changes.write(() ->
                find(key)
                        .filter(task -> !task.done())
                        .ifPresent(task -> put(task.withProgress(percent))));
    }

    boolean running(String key) {
        return find(key).filter(task -> !task.done()).isPresent();
    }

    private LabTask start(Subject subject, String descriptionId, boolean cancelable) {
        return changes.write(() -> {
            var number = ++lastNumber;
            var task =
                    new LabTask(
                            keys.of(subject, descriptionId, number),
                            descriptionId,
                            subject,
                            LabTask.State.RUNNING,
                            0,
                            cancelable,
                            Optional.empty(),
                            new TaskResult.Nothing(),
                            timeline.now(),
                            Optional.empty());
            put(task);
            return task;
        });
    }

    private static TaskResult nothing(Runnable work) {
        work.run();
        return new TaskResult.Nothing();
    }

    private void finish(String key, Supplier<? extends TaskResult> work) {
        if (!running(key)) {
            return;
        }
        try {
            var result = work.get();
            find(key).ifPresent(task -> put(task.succeeded(timeline.now(), result)));
        } catch (Refusal refusal) {
            fail(key, refusal.reason());
        }
    }

    private void fail(String key, Reason reason) {
        changes.write(() -> find(key).ifPresent(task -> put(task.failed(timeline.now(), reason))));
    }
}
