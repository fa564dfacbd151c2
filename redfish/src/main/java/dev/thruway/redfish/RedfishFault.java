package dev.thruway.redfish;

import java.time.Duration;
import java.util.Optional;

/// Why a management controller could not be asked, or its answer not be had.
public sealed interface RedfishFault {

    /// Nobody answers there, or the connection broke.
    record Unreachable(String reason) implements RedfishFault {}

    /// It showed a certificate that there is no reason to believe.
    ///
    /// @param sha256 its fingerprint, 64 lower-case hexadecimal digits
    /// @param expected the fingerprint that was expected; empty where any that an authority speaks
    ///   for would do
    record UntrustedCertificate(String sha256, Optional<String> expected) implements RedfishFault {}

    /// It did not accept who we say we are.
    record NotAuthenticated(String message) implements RedfishFault {}

    /// It understood and said no.
    ///
    /// @param messageId of the first message, such as `Base.1.18.PropertyUnknown`; empty where
    ///   there is none
    record Rejected(int status, String messageId, String message) implements RedfishFault {}

    /// It answered something that cannot be used.
    record Malformed(String what) implements RedfishFault {}

    /// No answer in time; what was asked may still be happening.
    record TimedOut(Duration after) implements RedfishFault {}
}
