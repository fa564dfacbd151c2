package dev.thruway.engine.connect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// At most one value a key, opened when first asked for. Only those who want the same key wait for
/// its opening. What could not be opened is not kept, so that the next who asks tries again, unless
/// its failure is one that lasts.
final class OnePerKey<K, V> {

    private final ConcurrentMap<K, Place<V>> places = new ConcurrentHashMap<>();
    private final Predicate<RuntimeException> lasts;

    /// @param lasts for which failures it is no use to try again
    OnePerKey(Predicate<RuntimeException> lasts) {
        this.lasts = lasts;
    }

    V get(K key, Supplier<V> open) {
        return places.computeIfAbsent(key, _ -> new Place<>(lasts)).get(open);
    }

    /// What is open now; does not wait for what is being opened.
    private List<V> open() {
        return places.values().stream()
                .flatMap(place -> Optional.ofNullable(place.value).stream())
                .toList();
    }

    void eachOpen(Consumer<V> work) {
        open().forEach(work);
    }

    /// Forgets failures, so that it is tried again; does not wait for what is being opened.
    void forgetFailures(Predicate<RuntimeException> which) {
        places.values().forEach(place -> place.forgetFailure(which));
    }

    Optional<V> open(Predicate<V> which) {
        return open().stream().filter(which).findFirst();
    }

    /// Takes out all that is open, waiting for what is being opened, and forgets failures.
    List<V> takeAll() {
        var taken = new ArrayList<V>();
        places.values().forEach(place -> place.takeInto(taken));
        return taken;
    }

    private static final class Place<V> {

        private final ReentrantLock lock = new ReentrantLock();
        private final Predicate<RuntimeException> lasts;
        private volatile @Nullable V value;
        private volatile @Nullable RuntimeException failure;

        Place(Predicate<RuntimeException> lasts) {
            this.lasts = lasts;
        }

        V get(Supplier<V> open) {
            lock.lock();
            try {
                var known = value;
                return known == null ? opened(open) : known;
            } finally {
                lock.unlock();
            }
        }

        private V opened(Supplier<V> open) {
            var before = failure;
            if (before != null) {
                throw before;
            }
            try {
                var fresh = open.get();
                value = fresh;
                return fresh;
            } catch (RuntimeException e) {
                failure = lasts.test(e) ? e : null;
                throw e;
            }
        }

        void forgetFailure(Predicate<RuntimeException> which) {
            var before = failure;
            if (before != null && which.test(before)) {
                failure = null;
            }
        }

        void takeInto(List<V> taken) {
            lock.lock();
            try {
                var known = value;
                if (known != null) {
                    taken.add(known);
                }
                value = null;
                failure = null;
            } finally {
                lock.unlock();
            }
        }
    }
}
