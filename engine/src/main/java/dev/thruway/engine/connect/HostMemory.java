package dev.thruway.engine.connect;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// What was learned of a host in this run and stays so while it lasts, so that it is asked for
/// once.
public final class HostMemory {

    private final ConcurrentMap<Class<?>, Object> values = new ConcurrentHashMap<>();

    public void forget(Class<?> kind) {
        values.remove(kind);
    }

    /// What is known of a kind; where nothing is, or nothing that still holds, it is read anew. Of
    /// threads that read at the same time all get the same.
    public <T> T known(Class<T> kind, Predicate<T> holds, Supplier<T> read) {
        var known = values.get(kind);
        if (known != null && holds.test(kind.cast(known))) {
            return kind.cast(known);
        }
        var fresh = read.get();
        return kind.cast(
                values.compute(
                        kind, (_, now) -> now != null && holds.test(kind.cast(now)) ? now : fresh));
    }
}
