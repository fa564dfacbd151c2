package dev.thruway.vsphere.client;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// Commands that the hosts of a server do not have, so that not each of a thousand is asked in
/// vain.
final class MissingCommands {

    /// After so many hosts that said so, and none that has it. A vCenter may have hosts of several
    /// versions.
    private static final int HOSTS = 3;

    private final ConcurrentMap<String, Integer> refusals = new ConcurrentHashMap<>();

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
