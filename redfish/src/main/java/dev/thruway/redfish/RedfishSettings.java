package dev.thruway.redfish;

import java.time.Duration;

/// The limits of a conversation.
///
/// @param deadline of one request with its answer
/// @param maxAnswer bytes of one answer, unpacked; a BIOS attribute registry has up to 1.5 MB
/// @param maxMembers of one collection, over all its pages
/// @param maxPages of one collection
/// @param maxRetries of a GET whose answer did not come; nothing else is ever repeated
/// @param trace is shown every exchange, secrets removed
/// @param pace waits between retries
public record RedfishSettings(
        Duration deadline,
        int maxAnswer,
        int maxMembers,
        int maxPages,
        int maxRetries,
        WireTrace trace,
        Pace pace) {

    /// iLO takes seconds for a large collection while the server boots, so the deadline is well
    /// above the 7 s and 10 s that other tools take.
    public static final RedfishSettings DEFAULT =
            new RedfishSettings(
                    Duration.ofSeconds(60), 8 << 20, 2000, 200, 2, WireTrace.NONE, Pace.WALL);

    public RedfishSettings {
        if (deadline.isNegative() || deadline.isZero()) {
            throw new IllegalArgumentException("deadline: " + deadline);
        }
        if (maxAnswer < 1 || maxMembers < 1 || maxPages < 1 || maxRetries < 0) {
            throw new IllegalArgumentException(
                    "limits: answer %d, members %d, pages %d, retries %d"
                            .formatted(maxAnswer, maxMembers, maxPages, maxRetries));
        }
    }

    public RedfishSettings withTrace(WireTrace other) {
        return new RedfishSettings(
                deadline, maxAnswer, maxMembers, maxPages, maxRetries, other, pace);
    }

    public RedfishSettings withDeadline(Duration other) {
        return new RedfishSettings(other, maxAnswer, maxMembers, maxPages, maxRetries, trace, pace);
    }

    public RedfishSettings withPace(Pace other) {
        return new RedfishSettings(
                deadline, maxAnswer, maxMembers, maxPages, maxRetries, trace, other);
    }
}
