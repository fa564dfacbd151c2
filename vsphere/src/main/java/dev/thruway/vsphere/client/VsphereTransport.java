package dev.thruway.vsphere.client;

import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Carries bytes to one server and back; knows nothing of what they mean.
public interface VsphereTransport extends AutoCloseable {

    /// The server, as a person would name it.
    String address();

    /// How long the server may take for an answer that needs no more than it has.
    default Duration deadline() {
        return Duration.ofSeconds(60);
    }

    /// Sends one request and returns when the head of the answer is there. Throws
    /// [VsphereException] where there is none.
    Answer send(Request request);

    @Override
    void close();

    /// One HTTP request.
    ///
    /// @param path with its query
    /// @param body empty for none
    record Request(
            String method,
            String path,
            Map<String, String> headers,
            String body,
            Duration deadline) {

        public Request {
            headers = Map.copyOf(headers);
        }
    }

    /// One HTTP answer, whose body the caller closes.
    ///
    /// @param headers by lower-case name
    record Answer(int status, Map<String, List<String>> headers, InputStream body) {

        Optional<String> header(String name) {
            return headers.getOrDefault(name, List.of()).stream().findFirst();
        }
    }
}
