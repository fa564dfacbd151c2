package dev.thruway.vsphere.client;

import dev.thruway.vsphere.codec.SoapRequest;
import dev.thruway.vsphere.vim.ManagedObjectReference;
import dev.thruway.vsphere.vim.ObjectSpec;
import dev.thruway.vsphere.vim.PropertyFilterSpec;
import dev.thruway.vsphere.vim.PropertySpec;
import dev.thruway.vsphere.vim.TaskInfo;
import dev.thruway.vsphere.vim.UpdateSet;
import dev.thruway.vsphere.vim.WaitOptions;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// What a server tells about tasks by itself: one private property collector, one loop that waits
/// for updates, one filter for tasks that begin together. When it breaks, every subscription is
/// told, and nothing else happens.
final class TaskUpdates implements AutoCloseable {

    /// Seconds that one wait lasts at the server; well below the deadline of its call.
    private static final int WAIT_SECONDS = 20;

    /// Of one filter.
    private static final int TASKS = 200;

    private static final Duration WAIT_DEADLINE = Duration.ofSeconds(60);

    /// A server that does not wait is not asked without pause.
    private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);

    private final VsphereClient client;

    /// Held while the collector is made, so that there is one.
    private final ReentrantLock making = new ReentrantLock();

    /// Guards the fields below; never held during a call.
    private final ReentrantLock lock = new ReentrantLock();

    private final Set<Subscription> subscriptions = new HashSet<>();
    private final Together<Subscription, Optional<SharedFilter>> filters =
            new Together<>(this::filterFor, (some, _) -> some.size() < TASKS, Properties.MOMENT);

    private @Nullable ManagedObjectReference collector;
    private @Nullable Thread loop;
    private boolean closed;

    TaskUpdates(VsphereClient client) {
        this.client = client;
    }

    /// One wait for one task. Belongs to the thread that waits, but for [#tell] and [#end].
    final class Subscription {

        private final ManagedObjectReference task;

        /// The newest state; an older one that nobody took is of no use.
        private final ArrayBlockingQueue<Signal> newest = new ArrayBlockingQueue<>(1);

        private @Nullable SharedFilter filter;
        private volatile boolean live;

        private Subscription(ManagedObjectReference task) {
            this.task = task;
        }

        /// Whether updates may still come.
        boolean live() {
            return live;
        }

        /// The newest state, or null where there is none in time and the task is to be asked.
        @Nullable TaskInfo next(Duration limit, String what) {
            try {
                var signal = newest.poll(limit.toNanos(), TimeUnit.NANOSECONDS);
                return signal instanceof Signal.Update(var info) ? info : null;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new VsphereException(what, new VsphereFault.Unreachable("interrupted"), e);
            }
        }

        private void tell(Signal signal) {
            while (!newest.offer(signal)) {
                newest.poll();
            }
        }

        private void end() {
            live = false;
            tell(new Signal.Ask());
        }

        void close() {
            leave(this);
            var mine = filter;
            if (mine != null) {
                filter = null;
                mine.leave();
            }
        }
    }

    private sealed interface Signal {

        /// The task is like this now.
        record Update(TaskInfo info) implements Signal {}

        /// Something changed, or nothing more comes.
        record Ask() implements Signal {}
    }

    /// Asks for updates of a task. Where the server refuses, the subscription is not live.
    Subscription subscribe(ManagedObjectReference task) {
        var subscription = new Subscription(task);
        try {
            subscription.filter = filters.ask(subscription).orElse(null);
        } catch (VsphereException _) {
            // It was interrupted, which its next wait tells.
            leave(subscription);
        }
        return subscription;
    }

    private List<Optional<SharedFilter>> filterFor(List<Subscription> together) {
        ManagedObjectReference mine = null;
        Optional<SharedFilter> shared = Optional.empty();
        try {
            mine = collector();
            if (mine != null) {
                for (var subscription : together) {
                    enter(subscription, mine);
                }
                var tasks = together.stream().map(s -> s.task).toList();
                shared = Optional.of(new SharedFilter(filter(mine, tasks), together.size()));
            }
        } catch (VsphereException _) {
            // The task is then read at intervals; a collector of an ended session is forgotten.
            breakOff(mine);
        }
        return Collections.nCopies(together.size(), shared);
    }

    /// A filter for tasks of several threads, destroyed by the last that no longer waits.
    private final class SharedFilter {

        private final ManagedObjectReference filter;
        private final AtomicInteger users;

        SharedFilter(ManagedObjectReference filter, int users) {
            this.filter = filter;
            this.users = new AtomicInteger(users);
        }

        void leave() {
            if (users.decrementAndGet() == 0) {
                destroy(filter);
            }
        }
    }

    private @Nullable ManagedObjectReference collector() {
        making.lock();
        try {
            var known = current();
            if (known != null || isClosed()) {
                return known;
            }
            var made =
                    client.callOne(
                            SoapRequest.of(
                                    "CreatePropertyCollector",
                                    client.content().propertyCollector()),
                            ManagedObjectReference.class);
            lock.lock();
            try {
                collector = made;
            } finally {
                lock.unlock();
            }
            return made;
        } finally {
            making.unlock();
        }
    }

    private @Nullable ManagedObjectReference current() {
        lock.lock();
        try {
            return collector;
        } finally {
            lock.unlock();
        }
    }

    private boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    private ManagedObjectReference filter(
            ManagedObjectReference mine, List<ManagedObjectReference> tasks) {
        var spec =
                new PropertyFilterSpec(
                        List.of(new PropertySpec("Task", null, List.of("info"))),
                        tasks.stream().map(t -> new ObjectSpec(t, false, List.of())).toList(),
                        null);
        return client.callOne(
                SoapRequest.of("CreateFilter", mine)
                        .with("spec", spec)
                        .with("partialUpdates", false),
                ManagedObjectReference.class);
    }

    private void destroy(ManagedObjectReference filter) {
        try {
            client.call(SoapRequest.of("DestroyPropertyFilter", filter), Object.class);
        } catch (VsphereException _) {
            // A filter ends with its collector.
        }
    }

    private void enter(Subscription subscription, ManagedObjectReference mine) {
        lock.lock();
        try {
            if (closed || !mine.equals(collector)) {
                return;
            }
            subscription.live = true;
            subscriptions.add(subscription);
            if (loop == null) {
                loop = Thread.ofVirtual().name("thruway-tasks").start(() -> loop(mine));
            }
        } finally {
            lock.unlock();
        }
    }

    private void leave(Subscription subscription) {
        lock.lock();
        try {
            subscriptions.remove(subscription);
        } finally {
            lock.unlock();
        }
    }

    private void loop(ManagedObjectReference mine) {
        var version = "";
        try {
            while (needed(mine)) {
                long asked = System.nanoTime();
                var sets =
                        client.read(
                                SoapRequest.of("WaitForUpdatesEx", mine)
                                        .with("version", version)
                                        .with("options", new WaitOptions(WAIT_SECONDS, null)),
                                UpdateSet.class,
                                WAIT_DEADLINE);
                if (sets.isEmpty() && System.nanoTime() - asked < SHORTEST_WAIT.toNanos()) {
                    Thread.sleep(SHORTEST_WAIT);
                }
                for (var set : sets) {
                    version = set.version();
                    apply(set);
                }
            }
        } catch (RuntimeException | InterruptedException _) {
            // Each subscriber asks for itself then, and gets the reason if there still is one.
            breakOff(mine);
        }
    }

    /// Whether somebody waits; where nobody does, the loop is over.
    private boolean needed(ManagedObjectReference mine) {
        lock.lock();
        try {
            if (!mine.equals(collector)) {
                return false;
            }
            if (subscriptions.isEmpty() || closed) {
                loop = null;
                return false;
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void apply(UpdateSet set) {
        for (var filter : set.filterSet()) {
            for (var update : filter.objectSet()) {
                for (var change : update.changeSet()) {
                    tell(
                            update.obj(),
                            change.val() instanceof TaskInfo info
                                    ? new Signal.Update(info)
                                    : new Signal.Ask());
                }
            }
        }
    }

    private void tell(ManagedObjectReference task, Signal signal) {
        lock.lock();
        try {
            subscriptions.stream().filter(s -> s.task.equals(task)).forEach(s -> s.tell(signal));
        } finally {
            lock.unlock();
        }
    }

    /// Gives a collector up, and ends every subscription to it.
    private void breakOff(@Nullable ManagedObjectReference mine) {
        lock.lock();
        try {
            if (mine == null || !mine.equals(collector)) {
                return;
            }
            collector = null;
            loop = null;
            subscriptions.forEach(Subscription::end);
            subscriptions.clear();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            var running = loop;
            if (running != null) {
                running.interrupt();
            }
        } finally {
            lock.unlock();
        }
    }
}
