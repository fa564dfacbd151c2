package dev.thruway.lab.http;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/// An answer, or that there is none.
@SuppressWarnings("ArrayRecordComponent") // the bytes of a body are never compared
public record LabResponse(int status, Map<String, String> headers, byte[] body) {

    private static final int HUNG_UP = 0;

    public LabResponse {
        headers = Map.copyOf(headers);
        if (status != HUNG_UP && (status < 200 || status > 599)) {
            throw new IllegalArgumentException("not a status: " + status);
        }
    }

    /// No answer at all: the connection ends.
    public static LabResponse hangUp() {
        return new LabResponse(HUNG_UP, Map.of(), new byte[0]);
    }

    public boolean hangsUp() {
        return status == HUNG_UP;
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
