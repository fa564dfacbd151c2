package dev.thruway.vsphere.client;

import dev.thruway.vsphere.vim.LocalizedMethodFault;
import dev.thruway.vsphere.vim.ManagedObjectReference;
import dev.thruway.vsphere.vim.TaskInfo;
import dev.thruway.vsphere.vim.UnknownMethodFault;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Waits for tasks. Updates only make it quick: a task is read at once, again when its filter is in
/// place, when no update came for a while, and once more before a wait is given up. So an update
/// that the server never sends, and a session that was renewed meanwhile, cost seconds and no
/// result.
public final class Tasks implements AutoCloseable {

    /// How often a task is read where updates of it are expected.
    private static final Duration QUIET = Duration.ofSeconds(30);

    /// How often it is read where there are none.
    private static final Duration POLL = Duration.ofSeconds(2);

    /// How often a wait subscribes again after its updates broke off.
    private static final int SUBSCRIPTIONS = 3;

    private final VsphereClient client;
    private final TaskUpdates updates;

    Tasks(VsphereClient client) {
        this.client = client;
        this.updates = new TaskUpdates(client);
    }

    /// Waits until a task has ended, and answers how. Throws [VsphereException]: with its fault
    /// where it failed, as timed out where it still runs after the limit.
    TaskInfo await(
            ManagedObjectReference task, String what, Duration limit, TaskProgress progress) {
        long end = System.nanoTime() + limit.toNanos();
        var early = read(task, what);
        if (ended(early, what, TaskProgress.NONE)) {
            return early;
        }
        var subscription = updates.subscribe(task);
        int subscriptions = 1;
        try {
            var info = read(task, what);
            while (!ended(info, what, progress)) {
                var left = Duration.ofNanos(end - System.nanoTime());
                if (!left.isPositive()) {
                    var late = read(task, what);
                    if (ended(late, what, progress)) {
                        return late;
                    }
                    throw new VsphereException(what, new VsphereFault.TimedOut(limit));
                }
                var pause = subscription.live() ? QUIET : POLL;
                var signal = subscription.next(left.compareTo(pause) < 0 ? left : pause, what);
                if (!subscription.live() && subscriptions < SUBSCRIPTIONS) {
                    subscription.close();
                    subscription = updates.subscribe(task);
                    subscriptions++;
                    signal = null;
                }
                if (signal == null) {
                    progress.quiet();
                }
                info = signal == null ? read(task, what) : signal;
            }
            return info;
        } finally {
            subscription.close();
        }
    }

    /// Whether it has succeeded. Throws where it has failed.
    private static boolean ended(TaskInfo info, String what, TaskProgress progress) {
        return switch (info.state()) {
            case success -> true;
            case error -> throw new VsphereException(what, fault(info.error()));
            case queued, running, UNRECOGNIZED -> {
                var percent = info.progress();
                if (percent != null) {
                    progress.at(percent);
                }
                yield false;
            }
        };
    }

    private TaskInfo read(ManagedObjectReference task, String what) {
        try {
            return client.properties()
                    .of(task, "info")
                    .find("info", TaskInfo.class)
                    .orElseThrow(() -> gone(what, null));
        } catch (VsphereException e) {
            if (e.isGone()) {
                throw gone(what, e);
            }
            throw e;
        }
    }

    /// That the task cannot be asked any more says nothing about what it did.
    private static VsphereException gone(String what, @Nullable Throwable cause) {
        return new VsphereException(
                what, new VsphereFault.Unreachable("the server no longer knows the task"), cause);
    }

    static VsphereFault fault(@Nullable LocalizedMethodFault error) {
        var fault = error == null ? null : error.fault();
        var known = fault == null ? new UnknownMethodFault("Fault", null, List.of()) : fault;
        var message = error == null ? null : error.localizedMessage();
        return new VsphereFault.Rejected(
                known.typeName(),
                Objects.requireNonNullElse(message, known.typeName()),
                SoapChannel.details(known),
                known);
    }

    @Override
    public void close() {
        updates.close();
    }
}
