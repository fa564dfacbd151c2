package dev.thruway.cli.trust;

import java.net.URI;

/// A machine that is contacted, as far as its identity goes.
///
/// @param name as a person knows it: its name in the file
/// @param address `host:port`
public record Peer(Kind kind, String name, String address) {

    /// What it shows who it is by.
    public enum Kind {
        /// A certificate.
        HTTPS("https"),
        /// A host key.
        SSH("ssh");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    private static final int HTTPS_PORT = 443;

    /// The HTTPS service at this URL.
    public static Peer https(String name, URI url) {
        int port = url.getPort() < 0 ? HTTPS_PORT : url.getPort();
        return new Peer(Kind.HTTPS, name, url.getHost() + ":" + port);
    }

    /// The SSH server of this host.
    public static Peer ssh(String name, String host, int port) {
        var bracketed = host.indexOf(':') < 0 ? host : "[" + host + "]";
        return new Peer(Kind.SSH, name, bracketed + ":" + port);
    }
}
