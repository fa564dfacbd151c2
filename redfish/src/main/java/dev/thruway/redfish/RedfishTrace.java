package dev.thruway.redfish;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/// Is shown every request and its answer, secrets removed.
@FunctionalInterface
public interface RedfishTrace {

    /// Shows nothing to nobody.
    RedfishTrace NONE = _ -> {};

    void record(Exchange exchange);

    /// One request and its answer.
    ///
    /// @param address the controller, as `host:port`
    /// @param request method and path
    /// @param answer the status, or why there is none
    record Exchange(
            Instant startedAt,
            Duration took,
            String address,
            String request,
            Map<String, String> requestHeaders,
            String requestBody,
            String answer,
            Map<String, String> answerHeaders,
            String answerBody) {

        public Exchange {
            requestHeaders = Map.copyOf(requestHeaders);
            answerHeaders = Map.copyOf(answerHeaders);
        }
    }
}
