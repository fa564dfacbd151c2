package dev.thruway.guest.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.Test;

final class SshConnectionTest {

    /// As the library wraps it, which has put the thread's flag down.
    @Test
    void aThreadThatIsInterruptedStaysSo() {
        var wrapped =
                new IOException(
                        "wait",
                        new InterruptedIOException("x").initCause(new InterruptedException()));

        assertThat(SshConnection.reason(wrapped)).isEqualTo("InterruptedException");

        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void aTimeoutInterruptsNobody() {
        assertThat(SshConnection.reason(new SocketTimeoutException("Read timed out")))
                .isEqualTo("Read timed out");

        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }
}
