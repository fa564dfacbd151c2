package dev.thruway.lab.sshd;

/// An sshd on a port of the loopback interface, until it is closed.
public interface SshListener extends AutoCloseable {

    int port();

    /// The host key's fingerprint as OpenSSH prints it.
    String fingerprint();

    @Override
    void close();
}
