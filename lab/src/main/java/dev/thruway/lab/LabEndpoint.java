package dev.thruway.lab;

import java.net.URI;

/// Where a running lab answers, and with which throw-away login.
///
/// @param name of the vCenter, of the server, or of the VM for SSH
/// @param thumbprint of the TLS certificate, or of the SSH host key
public record LabEndpoint(
        Kind kind, String name, URI url, String username, String password, String thumbprint) {

    /// What answers there.
    public enum Kind {
        VCENTER("vcenter"),
        ESXI("esxi"),
        BMC("bmc"),
        SSH("ssh");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /// As `lab start -o json` writes it.
        public String word() {
            return word;
        }
    }

    /// Without the password.
    @Override
    public String toString() {
        return "%s %s %s %s".formatted(kind.word(), name, url, username);
    }
}
