package dev.thruway.lab.replay;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One recorded exchange that got its whole answer.
sealed interface Exchange {

    /// Its place in the order of the recording.
    int number();

    /// The endpoint's name in the user's file.
    String endpoint();

    /// An exchange of HTTP.
    ///
    /// @param protocol `vsphere` or `redfish`
    /// @param path with its query
    record Http(
            int number,
            String endpoint,
            String protocol,
            String method,
            String path,
            String request,
            int status,
            Map<String, String> headers,
            String answer)
            implements Exchange {
        public Http {
            headers = Map.copyOf(headers);
        }
    }

    /// A program that was run in a guest.
    record Ran(int number, String endpoint, List<String> argv, int exit, String out, String err)
            implements Exchange {
        public Ran {
            argv = List.copyOf(argv);
        }
    }

    /// A file that was read in a guest.
    record Got(int number, String endpoint, String path, Optional<String> content)
            implements Exchange {}
}
