package dev.thruway.redfish;

/// Who asks, and how each request proves it.
public record RedfishLogin(String user, Secret password, Method method) {

    /// How a request proves who sends it.
    public enum Method {
        /// One login, then the session's token.
        SESSION,
        /// Name and password with every request.
        BASIC
    }
}
