package dev.thruway.lab.world;

import dev.thruway.lab.world.LabEvent.Detail;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The events of one host or of one vCenter, the latest of them. A host forgets them when it
/// reboots; the vCenter above it, which has them all, does not.
public final class EventLog {

    /// Stands in a message for the name of the datacenter, which a host does not know.
    static final String DATACENTER = "{datacenter}";

    private static final int KEPT = 10_000;

    private final Changes changes;
    private final Timeline timeline;
    private final Function<EsxHost, String> datacenter;
    private final Deque<LabEvent> events = new ArrayDeque<>();
    private Optional<EventLog> above = Optional.empty();
    private int lastKey;

    /// @param datacenter the name that messages give that of a host
    EventLog(Changes changes, Timeline timeline, Function<EsxHost, String> datacenter) {
        this.changes = changes;
        this.timeline = timeline;
        this.datacenter = datacenter;
    }

    void reportTo(EventLog vcenter) {
        above = Optional.of(vcenter);
    }

    /// Writes down an event of no host, such as a login to a vCenter.
    public void session(String user, String type, String message) {
        add(user, type, message, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /// Writes down an event of a host.
    public void host(EsxHost host, String user, String type, String message) {
        add(user, type, message, Optional.of(host), Optional.empty(), Optional.empty());
    }

    void vm(VirtualMachine vm, String type, String message) {
        vm(vm, "root", type, message, Optional.empty());
    }

    void vm(VirtualMachine vm, String type, String message, Detail detail) {
        vm(vm, "", type, message, Optional.of(detail));
    }

    private void vm(
            VirtualMachine vm, String user, String type, String message, Optional<Detail> detail) {
        add(user, type, message, Optional.of(vm.host()), Optional.of(vm.subject()), detail);
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
            Optional<EsxHost> host,
            Optional<Subject> vm,
            Optional<Detail> detail) {
        changes.write(() -> {
            int key = ++lastKey;
            var text =
                    host.map(h -> message.replace(DATACENTER, datacenter.apply(h))).orElse(message);
            events.addLast(
                    new LabEvent(key, key, timeline.now(), user, type, text, host, vm, detail));
            if (events.size() > KEPT) {
                events.removeFirst();
            }
            above.ifPresent(log -> log.add(user, type, message, host, vm, detail));
        });
    }
}
