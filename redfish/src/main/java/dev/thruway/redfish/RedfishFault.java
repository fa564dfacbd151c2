package dev.thruway.redfish;

import java.time.Duration;

/// Why a request did not succeed.
public sealed interface RedfishFault {

    /// Nobody answers there, or the connection broke. Whether a change took place is not known.
    record Unreachable(String reason) implements RedfishFault {}

    /// The controller's certificate is not one that is trusted.
    ///
    /// @param sha256 its fingerprint, 64 lower-case hexadecimal digits
    record UntrustedCertificate(String sha256) implements RedfishFault {}

    /// Wrong user name or password, or a session that could not be renewed.
    ///
    /// @param messageId of the Redfish message, such as `Base.1.18.NoValidSession`; may be empty
    record NotAuthenticated(String messageId) implements RedfishFault {}

    /// The controller said no.
    ///
    /// @param status of HTTP
    /// @param messageId of the first Redfish message, such as `iLO.2.27.SystemResetRequired`; may
    ///   be empty
    /// @param message in its own words; may be empty, as iLO mostly sends ids only
    record Rejected(int status, String messageId, String message) implements RedfishFault {

        /// Whether the message has this name, whatever registry and version it comes from:
        /// `UnableToModifyDuringSystemPOST` for `iLO.2.27.UnableToModifyDuringSystemPOST`.
        public boolean is(String name) {
            return messageId.substring(messageId.lastIndexOf('.') + 1).equals(name);
        }
    }

    /// It answered something that is not Redfish, or more than the limits allow.
    record Malformed(String what) implements RedfishFault {}

    /// No answer in time. Whether a change took place is not known.
    record TimedOut(Duration after) implements RedfishFault {}
}
