package dev.thruway.domain.spec;

/// The management controller of a server (iLO, iDRAC, XCC, ...), spoken to in Redfish.
public record Bmc(Endpoint endpoint, Auth auth) {

    /// How a Redfish request proves who sends it.
    public enum Auth {
        /// One login, then the session's token; the default.
        SESSION,
        /// Name and password with every request, for controllers whose sessions are broken.
        BASIC
    }
}
