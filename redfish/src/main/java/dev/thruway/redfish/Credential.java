package dev.thruway.redfish;

/// Who asks, and how each request proves it.
public record Credential(String username, Secret password, Method method) {

    /// How a request proves who sends it.
    public enum Method {
        /// By the token of a session, which is closed at the end.
        SESSION,
        /// By user name and password in every request, for controllers that run out of sessions.
        BASIC
    }

    public static Credential session(String username, char[] password) {
        return new Credential(username, new Secret(password), Method.SESSION);
    }

    public static Credential basic(String username, char[] password) {
        return new Credential(username, new Secret(password), Method.BASIC);
    }
}
