package dev.thruway.vsphere.client;

import dev.thruway.vsphere.vim.MethodFault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Why a call did not succeed.
public sealed interface VsphereFault {

    /// Nobody answers there, or the connection broke. Whether a change took place is not known.
    record Unreachable(String reason) implements VsphereFault {

        private static final String STARTING = "HTTP status 503";

        /// The machine's web server answers for a management service that is not up.
        static Unreachable starting() {
            return new Unreachable(STARTING);
        }

        public boolean isStarting() {
            return reason.equals(STARTING);
        }
    }

    /// The server's certificate is not one that is trusted.
    ///
    /// @param sha256 its fingerprint, 64 lower-case hexadecimal digits
    /// @param expected the fingerprint that was expected; empty where any that an authority speaks
    ///   for would do
    record UntrustedCertificate(String sha256, Optional<String> expected) implements VsphereFault {}

    /// Wrong user name or password, or the session could not be renewed.
    record NotAuthenticated(String message) implements VsphereFault {}

    /// The login is not let in, whatever its password: a host in lockdown mode takes orders from
    /// its vCenter and from exceptions alone.
    record LoginForbidden(String message) implements VsphereFault {}

    /// The server said no.
    ///
    /// @param type the vim name of its fault, such as `InvalidPowerState`
    /// @param message in its own words
    /// @param details the lines behind a general message
    record Rejected(String type, String message, List<String> details, MethodFault fault)
            implements VsphereFault {
        public Rejected {
            details = List.copyOf(details);
        }

        /// Without the fault itself, whose text is as the server sent it.
        @Override
        public String toString() {
            return "Rejected[type=%s, message=%s, details=%s]".formatted(type, message, details);
        }
    }

    /// It answered something that is not the protocol.
    record Malformed(String what) implements VsphereFault {}

    /// No answer in time. Whether a change took place is not known.
    record TimedOut(Duration after) implements VsphereFault {}
}
