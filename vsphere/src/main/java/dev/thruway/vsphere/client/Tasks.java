package dev.thruway.vsphere.client;

import dev.thruway.vsphere.codec.SoapRequest;
import dev.thruway.vsphere.vim.LocalizedMethodFault;
import dev.thruway.vsphere.vim.ManagedObjectReference;
import dev.thruway.vsphere.vim.MethodFault;
import dev.thruway.vsphere.vim.ObjectSpec;
import dev.thruway.vsphere.vim.PropertyFilterSpec;
import dev.thruway.vsphere.vim.PropertySpec;
import dev.thruway.vsphere.vim.TaskInfo;
import dev.thruway.vsphere.vim.UnknownMethodFault;
import dev.thruway.vsphere.vim.UpdateSet;
import dev.thruway.vsphere.vim.WaitOptions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Waits for tasks: one private property collector and one loop for all of them, one filter each.
public final class Tasks implements AutoCloseable {

    /// Seconds that one wait lasts at the server; well below the deadline of its call.
    private static final int WAIT_SECONDS = 10;

    private static final Duration WAIT_DEADLINE = Duration.ofSeconds(60);

    private final VsphereClient client;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<ManagedObjectReference, Waiting> waiting = new HashMap<>();
    private @Nullable ManagedObjectReference collector;
    private @Nullable Thread loop;
    private boolean filterAdded;

    private record Waiting(
            CompletableFuture<TaskInfo> end,
            TaskProgress progress,
            ManagedObjectReference filter) {}

    Tasks(VsphereClient client) {
        this.client = client;
    }

    /// Waits until a task has ended. Throws [VsphereException]: with its fault where it failed, as
    /// timed out where it still runs after the limit.
    void await(ManagedObjectReference task, String what, Duration limit, TaskProgress progress) {
        var end = watch(task, progress);
        try {
            var info = end.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            if (info.error() != null) {
                throw new VsphereException(what, fault(info.error()));
            }
        } catch (TimeoutException e) {
            throw new VsphereException(what, new VsphereFault.TimedOut(limit), e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof VsphereException cause) {
                throw new VsphereException(what, cause.fault(), cause);
            }
            throw new IllegalStateException("waiting for " + what, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new VsphereException(what, new VsphereFault.Unreachable("interrupted"), e);
        } finally {
            forget(task);
        }
    }

    private static VsphereFault fault(LocalizedMethodFault error) {
        MethodFault fault = error.fault();
        var known = fault == null ? new UnknownMethodFault("Fault", null, List.of()) : fault;
        return new VsphereFault.Rejected(
                known.typeName(),
                Objects.requireNonNullElse(error.localizedMessage(), known.typeName()),
                SoapChannel.details(known),
                known);
    }

    private CompletableFuture<TaskInfo> watch(ManagedObjectReference task, TaskProgress progress) {
        lock.lock();
        try {
            var end = new CompletableFuture<TaskInfo>();
            waiting.put(task, new Waiting(end, progress, filter(task)));
            filterAdded = true;
            if (loop == null) {
                loop = Thread.ofVirtual().name("thruway-tasks").start(this::loop);
            } else {
                interruptWait();
            }
            return end;
        } finally {
            lock.unlock();
        }
    }

    /// Ends the wait that is under way, so that the new filter is in the next one. A real server
    /// reports a new filter by itself; vcsim does so only to a wait that starts anew.
    private void interruptWait() {
        var mine = collector;
        if (mine != null) {
            client.call(SoapRequest.of("CancelWaitForUpdates", mine), Object.class);
        }
    }

    private ManagedObjectReference filter(ManagedObjectReference task) {
        var mine = collector;
        if (mine == null) {
            mine =
                    client.callOne(
                            SoapRequest.of(
                                    "CreatePropertyCollector",
                                    client.content().propertyCollector()),
                            ManagedObjectReference.class);
            collector = mine;
        }
        var spec =
                new PropertyFilterSpec(
                        List.of(new PropertySpec("Task", null, List.of("info"))),
                        List.of(new ObjectSpec(task, false, List.of())),
                        null);
        return client.callOne(
                SoapRequest.of("CreateFilter", mine)
                        .with("spec", spec)
                        .with("partialUpdates", false),
                ManagedObjectReference.class);
    }

    private void forget(ManagedObjectReference task) {
        lock.lock();
        try {
            var gone = waiting.remove(task);
            if (gone != null) {
                client.call(SoapRequest.of("DestroyPropertyFilter", gone.filter()), Object.class);
            }
        } catch (VsphereException _) {
            // A filter ends with its collector.
        } finally {
            lock.unlock();
        }
    }

    private void loop() {
        var version = "";
        try {
            while (true) {
                var mine = stillNeeded();
                if (mine == null) {
                    return;
                }
                version = wait(mine, startAnew() ? "" : version);
            }
        } catch (RuntimeException e) {
            failAll(e);
        }
    }

    /// One wait at the server; answers the version to go on from.
    private String wait(ManagedObjectReference mine, String version) {
        var request =
                SoapRequest.of("WaitForUpdatesEx", mine)
                        .with("version", version)
                        .with("options", new WaitOptions(WAIT_SECONDS, null));
        try {
            var reached = version;
            for (var set : client.read(request, UpdateSet.class, WAIT_DEADLINE)) {
                reached = set.version();
                apply(set);
            }
            return reached;
        } catch (VsphereException e) {
            boolean canceled =
                    e.fault() instanceof VsphereFault.Rejected(var type, _, _, _)
                            && type.equals("RequestCanceled");
            if (!canceled) {
                throw e;
            }
            return version;
        }
    }

    /// Whether a filter was added since the last wait: then all of them tell their whole state.
    private boolean startAnew() {
        lock.lock();
        try {
            boolean added = filterAdded;
            filterAdded = false;
            return added;
        } finally {
            lock.unlock();
        }
    }

    /// The collector, or null where nobody waits any more; then the loop is over.
    private @Nullable ManagedObjectReference stillNeeded() {
        lock.lock();
        try {
            if (waiting.isEmpty()) {
                loop = null;
                return null;
            }
            return collector;
        } finally {
            lock.unlock();
        }
    }

    private void apply(UpdateSet set) {
        for (var filter : set.filterSet()) {
            for (var update : filter.objectSet()) {
                for (var change : update.changeSet()) {
                    var info =
                            change.val() instanceof TaskInfo whole
                                    ? whole
                                    : client.properties()
                                            .of(update.obj(), "info")
                                            .find("info", TaskInfo.class)
                                            .orElse(null);
                    tell(update.obj(), info);
                }
            }
        }
    }

    private void tell(ManagedObjectReference task, @Nullable TaskInfo info) {
        Waiting one;
        lock.lock();
        try {
            one = waiting.get(task);
        } finally {
            lock.unlock();
        }
        if (one == null || info == null) {
            return;
        }
        switch (info.state()) {
            case success, error -> one.end().complete(info);
            case queued, running, UNRECOGNIZED -> {
                var percent = info.progress();
                if (percent != null) {
                    one.progress().at(percent);
                }
            }
        }
    }

    private void failAll(RuntimeException e) {
        lock.lock();
        try {
            loop = null;
            collector = null;
            waiting.values().forEach(one -> one.end().completeExceptionally(e));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            var running = loop;
            if (running != null) {
                running.interrupt();
            }
        } finally {
            lock.unlock();
        }
    }
}
