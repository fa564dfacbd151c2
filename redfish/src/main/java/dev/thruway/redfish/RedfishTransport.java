package dev.thruway.redfish;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Carries bytes to one controller and back; knows nothing of what they mean.
public interface RedfishTransport extends AutoCloseable {

    /// The controller, as a person would name it: host, and port where it is not 443.
    String address();

    /// Sends one request and reads the whole answer, both within the deadline. Redirects are not
    /// followed. Throws [RedfishException] where there is no answer.
    Answer send(Request request);

    @Override
    void close();

    /// One HTTP request.
    ///
    /// @param path with its query
    /// @param body empty for none
    /// @param maxAnswer a longer body of an answer is [RedfishFault.Malformed]
    @SuppressWarnings("ArrayRecordComponent") // requests are never compared
    record Request(
            String method,
            String path,
            Map<String, String> headers,
            byte[] body,
            Duration deadline,
            int maxAnswer) {

        public Request {
            headers = Map.copyOf(headers);
        }
    }

    /// One HTTP answer.
    ///
    /// @param headers by lower-case name
    @SuppressWarnings("ArrayRecordComponent") // answers are never compared
    record Answer(int status, Map<String, List<String>> headers, byte[] body) {

        public Answer {
            var lower = new TreeMap<String, List<String>>();
            headers.forEach((name, values) ->
                    lower.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
            headers = lower;
        }

        /// The first value of a header, by its name in lower case.
        public Optional<String> header(String name) {
            return headers.getOrDefault(name, List.of()).stream().findFirst();
        }
    }
}
