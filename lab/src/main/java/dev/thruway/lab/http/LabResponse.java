package dev.thruway.lab.http;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/// An answer, or that there is none.
///
/// @param arrival how much of it comes over a socket
@SuppressWarnings("ArrayRecordComponent") // the bytes of a body are never compared
public record LabResponse(int status, Map<String, String> headers, byte[] body, Arrival arrival) {

    private static final int NO_STATUS = 0;
    private static final int CHUNK = 64 << 10;

    /// How much of an answer comes.
    public enum Arrival {
        WHOLE,
        /// Half of the body, then the connection ends.
        CUT_OFF,
        /// The body again and again, until the client has had enough.
        ENDLESS,
        /// Nothing: the connection ends.
        NONE
    }

    public LabResponse {
        headers = Map.copyOf(headers);
        if (arrival != Arrival.NONE && (status < 200 || status > 599)) {
            throw new IllegalArgumentException("not a status: " + status);
        }
    }

    public LabResponse(int status, Map<String, String> headers, byte[] body) {
        this(status, headers, body, Arrival.WHOLE);
    }

    /// No answer at all: the connection ends.
    public static LabResponse hangUp() {
        return new LabResponse(NO_STATUS, Map.of(), new byte[0], Arrival.NONE);
    }

    public boolean hangsUp() {
        return arrival == Arrival.NONE;
    }

    /// White space, with which XML and JSON may begin, and no end of it.
    public static LabResponse endless() {
        var spaces = " ".repeat(CHUNK).getBytes(StandardCharsets.US_ASCII);
        return new LabResponse(200, Map.of(), spaces, Arrival.ENDLESS);
    }

    /// This one, of which half arrives.
    public LabResponse cutOff() {
        return arrival == Arrival.NONE
                ? this
                : new LabResponse(status, headers, body, Arrival.CUT_OFF);
    }

    /// An answer without a body.
    public static LabResponse empty(int status) {
        return new LabResponse(status, Map.of(), new byte[0]);
    }

    /// An answer of text, in UTF-8.
    public static LabResponse text(int status, String contentType, String text) {
        return new LabResponse(
                status, Map.of("Content-Type", contentType), text.getBytes(StandardCharsets.UTF_8));
    }

    public String bodyText() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
