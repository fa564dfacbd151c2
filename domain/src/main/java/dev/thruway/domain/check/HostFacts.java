package dev.thruway.domain.check;

import dev.thruway.domain.observation.Observed;
import dev.thruway.domain.pci.ByteSize;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What only preflight asks of a host.
///
/// @param connection vim's HostSystemConnectionState
/// @param lockdown vim's HostLockdownMode
/// @param missingPrivileges those that the journey needs and the login does not have
/// @param memory all of the host
/// @param reserved memory reserved for each VM that runs, by the VM's name
/// @param vendor who made the server
/// @param pcieHotPlug the VMkernel boot option `enablePCIEHotplug`
/// @param seenAt when it was read
public record HostFacts(
        Observed<String> connection,
        Observed<String> lockdown,
        Observed<List<Licence>> licences,
        Observed<List<String>> missingPrivileges,
        Observed<ByteSize> memory,
        Observed<SortedMap<String, ByteSize>> reserved,
        Observed<String> vendor,
        Observed<Boolean> pcieHotPlug,
        Instant seenAt) {

    public HostFacts {
        reserved = reserved.map(m -> Collections.unmodifiableSortedMap(new TreeMap<>(m)));
    }

    /// A licence of the host.
    ///
    /// @param edition vim's editionKey, such as `eval` or `esxBasic`
    /// @param expires empty where it does not end
    public record Licence(String edition, String name, Optional<Instant> expires) {

        /// Free ESXi, whose API refuses every change. VMware's own scripts know it by this edition.
        private static final String FREE = "esxBasic";

        /// Whether it is the one that allows no change over the API.
        public boolean isFree() {
            return edition.equals(FREE) || edition.startsWith(FREE + ".");
        }
    }
}
