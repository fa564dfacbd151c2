package dev.thruway.lab.http;

import java.util.Map;
import java.util.Optional;

/// A request as a handler sees it, whether it came over a socket or not.
///
/// @param path without the query, as it was sent: not decoded
/// @param query decoded; the last of several values
/// @param headers with names in lower case; several values of one name are joined by `; `
@SuppressWarnings("ArrayRecordComponent") // the bytes of a body are never compared
public record LabRequest(
        String method,
        String path,
        Map<String, String> query,
        Map<String, String> headers,
        byte[] body) {

    public LabRequest {
        query = Map.copyOf(query);
        headers = Map.copyOf(headers);
    }

    /// A header by its name in lower case.
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }
}
