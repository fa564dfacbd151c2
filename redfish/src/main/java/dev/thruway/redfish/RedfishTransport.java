package dev.thruway.redfish;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Carries bytes to one management controller and back; knows nothing of what they mean.
public interface RedfishTransport extends AutoCloseable {

    /// The controller, as `host` or `host:port`.
    String address();

    /// Sends one request. Redirects are answers like any other.
    ///
    /// @throws RedfishException where there is no answer, not all of it in time, or more of it than
    ///   the request allows
    Answer send(Request request);

    @Override
    void close();

    /// One HTTP request.
    ///
    /// @param path with its query
    /// @param body JSON; empty for none
    /// @param limit bytes of the answer's body
    record Request(
            String method,
            String path,
            Map<String, String> headers,
            String body,
            Duration deadline,
            int limit) {

        public Request {
            headers = Map.copyOf(headers);
        }
    }

    /// One HTTP answer.
    ///
    /// @param headers by lower-case name
    @SuppressWarnings("ArrayRecordComponent") // the bytes of a body are never compared
    record Answer(int status, Map<String, List<String>> headers, byte[] body) {

        public Answer {
            headers = Map.copyOf(headers);
        }

        Optional<String> header(String lowerCaseName) {
            return headers.getOrDefault(lowerCaseName, List.of()).stream().findFirst();
        }
    }
}
