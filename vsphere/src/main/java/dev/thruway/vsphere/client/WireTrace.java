package dev.thruway.vsphere.client;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/// Is shown every exchange, secrets removed.
@FunctionalInterface
public interface WireTrace {

    /// Shows nothing to nobody.
    WireTrace NONE = _ -> {};

    void record(Exchange exchange);

    /// One request and its answer.
    ///
    /// @param operation the SOAP method and its object, or the file
    /// @param request HTTP method and path
    /// @param answer the status, or why there is none
    record Exchange(
            Instant startedAt,
            Duration took,
            String address,
            String operation,
            String request,
            Map<String, String> requestHeaders,
            String requestBody,
            String answer,
            Map<String, String> answerHeaders,
            String answerBody) {}
}
