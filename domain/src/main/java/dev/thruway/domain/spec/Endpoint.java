package dev.thruway.domain.spec;

import java.net.URI;

/// An HTTPS service of the infrastructure and how to log in to it.
///
/// Never holds a secret: not in the password, which is a reference, and not in the URL.
///
/// @param url `https`, a host, perhaps a port and a path; no user, query or fragment
public record Endpoint(URI url, String username, SecretRef password, Trust trust) {

    public Endpoint {
        if (!isAcceptable(url)) {
            throw new IllegalArgumentException("not the URL of an HTTPS service");
        }
        Texts.requireFilled("username", username);
    }

    /// Whether a URL may name an endpoint.
    public static boolean isAcceptable(URI url) {
        return "https".equalsIgnoreCase(url.getScheme())
                && url.getHost() != null
                && url.getPort() != 0
                && url.getPort() <= 0xFFFF
                && url.getRawUserInfo() == null
                && url.getRawQuery() == null
                && url.getRawFragment() == null;
    }
}
