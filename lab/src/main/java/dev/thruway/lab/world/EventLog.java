package dev.thruway.lab.world;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// The events of one host, the latest of them. A host without a vCenter forgets them when it
/// reboots.
public final class EventLog {

    private static final int KEPT = 10_000;

    private final Changes changes;
    private final Timeline timeline;
    private final Deque<LabEvent> events = new ArrayDeque<>();
    private int lastKey;

    EventLog(Changes changes, Timeline timeline) {
        this.changes = changes;
        this.timeline = timeline;
    }

    /// Writes down an event of the host.
    public void host(String user, String type, String message) {
        add(user, type, message, Optional.empty(), Optional.empty());
    }

    void vm(Subject vm, String type, String message) {
        add("root", type, message, Optional.of(vm), Optional.empty());
    }

    void vm(Subject vm, String type, String message, String detail) {
        add("", type, message, Optional.of(vm), Optional.of(detail));
    }

    /// All that are kept, the oldest first.
    public List<LabEvent> all() {
        return changes.read(() -> List.copyOf(events));
    }

    void forgetAll() {
        changes.write(events::clear);
    }

    private void add(
            String user,
            String type,
            String message,
            Optional<Subject> vm,
            Optional<String> detail) {
        changes.write(() -> {
            int key = ++lastKey;
            events.addLast(new LabEvent(key, key, timeline.now(), user, type, message, vm, detail));
            if (events.size() > KEPT) {
                events.removeFirst();
            }
        });
    }
}
