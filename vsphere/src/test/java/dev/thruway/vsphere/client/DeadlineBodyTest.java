package dev.thruway.vsphere.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class DeadlineBodyTest {

    /// Gives nothing until it is closed, as a server that stalls.
    private static final class Stalled extends InputStream {

        private final CountDownLatch closed = new CountDownLatch(1);

        @Override
        public int read() throws IOException {
            try {
                closed.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new IOException("closed");
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            return read();
        }

        @Override
        public void close() {
            closed.countDown();
        }
    }

    @Test
    void cutsOffABodyThatStalls() throws IOException {
        try (var body = new DeadlineBody(new Stalled(), Duration.ofMillis(10))) {
            assertThatThrownBy(body::read).isInstanceOf(HttpTimeoutException.class);
        }
    }

    @Test
    void leavesABodyAloneThatEndsInTime() throws IOException {
        var bytes = new byte[] {1, 2, 3};

        try (var body = new DeadlineBody(new ByteArrayInputStream(bytes), Duration.ofMinutes(1))) {
            assertThat(body.readAllBytes()).isEqualTo(bytes);
        }
    }
}
