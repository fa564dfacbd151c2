package dev.thruway.vsphere.client;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// Commands that the hosts of a server do not have, so that not each of a thousand is asked in
/// vain.
final class MissingCommands {

    /// After so many hosts that said so, and none that has it. A vCenter may have hosts of several
    /// versions.
    private static final int HOSTS = 3;

    private final ConcurrentMap<String, Integer> refusals = new ConcurrentHashMap<>();

    private final ReentrantLock first = new ReentrantLock();

    /// Whether it is not known yet if the hosts have a command. Then hosts are asked one after the
    /// other.
    boolean isOpen(String command) {
        int refused = refusals.getOrDefault(command, 0);
        return refused >= 0 && refused < HOSTS;
    }

    /// Does something that may tell it, in turn with others.
    <T> T inTurn(Supplier<T> asking) {
        first.lock();
        try {
            return asking.get();
        } finally {
            first.unlock();
        }
    }

    boolean isMissing(String command) {
        return refusals.getOrDefault(command, 0) >= HOSTS;
    }

    void refused(String command) {
        refusals.merge(command, 1, (a, b) -> a < 0 ? a : a + b);
    }

    /// A host has it: from then on every one is asked.
    void answered(String command) {
        refusals.put(command, Integer.MIN_VALUE);
    }
}
