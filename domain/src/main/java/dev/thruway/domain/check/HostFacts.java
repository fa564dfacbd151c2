package dev.thruway.domain.check;

import dev.thruway.domain.observation.Observed;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What only preflight asks of a host.
///
/// @param connection vim's HostSystemConnectionState
/// @param lockdown vim's HostLockdownMode
/// @param missingPrivileges those that the journey needs and the login does not have
/// @param vendor who made the server
/// @param pcieHotPlug the VMkernel boot option `enablePCIEHotplug`
/// @param seenAt when it was read
public record HostFacts(
        Observed<String> connection,
        Observed<String> lockdown,
        Observed<List<Licence>> licences,
        Observed<List<String>> missingPrivileges,
        HostMemory memory,
        Observed<String> vendor,
        Observed<Boolean> pcieHotPlug,
        Instant seenAt) {

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
