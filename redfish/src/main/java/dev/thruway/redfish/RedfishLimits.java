package dev.thruway.redfish;

import java.time.Duration;

/// How long a client waits and how much it takes.
///
/// @param request from sending a request to the last byte of its answer
/// @param attempts at a GET that nobody answers or that is answered with "try again"
/// @param pause before each further attempt
/// @param body bytes of one answer
/// @param members of one collection
public record RedfishLimits(Duration request, int attempts, Duration pause, int body, int members) {

    /// A BIOS registry of HPE is 1.5 MB; a collection of sensors has hundreds of members.
    public static final RedfishLimits DEFAULT =
            new RedfishLimits(Duration.ofSeconds(30), 3, Duration.ofSeconds(1), 16 << 20, 2000);

    /// The same where an answer may take no longer than this.
    public RedfishLimits answeringWithin(Duration longest) {
        return longest.compareTo(request) < 0
                ? new RedfishLimits(longest, attempts, pause, body, members)
                : this;
    }

    public RedfishLimits {
        if (request.isNegative()
                || request.isZero()
                || attempts < 1
                || pause.isNegative()
                || body < 1
                || members < 1) {
            throw new IllegalArgumentException(
                    "limits: %s, %d attempts, %s, %d bytes, %d members"
                            .formatted(request, attempts, pause, body, members));
        }
    }
}
