package dev.thruway.lab.esxi;

import dev.thruway.lab.esxi.wire.Value;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// A login: who, since when, and the objects that exist only in it (views, collectors, filters).
final class Session {

    /// A client that forgets to destroy its views is refused at some point, as on a real server.
    private static final int MAX_OBJECTS = 1000;

    private final String key;
    private final Who who;
    private final Instant since;
    private final int boots;
    private final Map<Value.Ref, ManagedObject> objects = new ConcurrentHashMap<>();
    private final AtomicInteger lastNumber = new AtomicInteger();
    private final AtomicInteger calls = new AtomicInteger();
    private volatile Instant lastActive;

    /// Whose session it is.
    ///
    /// @param agent what the client calls itself in its `User-Agent`
    record Who(String user, String agent) {}

    Session(String key, Who who, Instant since, int boots) {
        this.key = key;
        this.who = who;
        this.since = since;
        this.boots = boots;
        this.lastActive = since;
    }

    String key() {
        return key;
    }

    String user() {
        return who.user();
    }

    String agent() {
        return who.agent();
    }

    Instant since() {
        return since;
    }

    Instant lastActive() {
        return lastActive;
    }

    void touch(Instant now) {
        lastActive = now;
        calls.incrementAndGet();
    }

    /// How often it was used since its login.
    int calls() {
        return calls.get();
    }

    int boots() {
        return boots;
    }

    /// A reference that no other object of this session has.
    Value.Ref newRef(String kind) {
        return new Value.Ref(kind, "session[%s]%d".formatted(key, lastNumber.incrementAndGet()));
    }

    ManagedObject add(ManagedObject object) {
        if (objects.size() >= MAX_OBJECTS) {
            throw VimFault.of("InvalidState", "Too many objects in this session.");
        }
        objects.put(object.ref(), object);
        return object;
    }

    void remove(Value.Ref ref) {
        objects.remove(ref);
    }

    Optional<ManagedObject> find(Value.Ref ref) {
        return Optional.ofNullable(objects.get(ref));
    }
}
