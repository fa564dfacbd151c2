package dev.thruway.vsphere.client;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpTimeoutException;
import java.time.Duration;

/// The body of an answer, cut off at a deadline. The JDK's own time limit ends with the head of the
/// answer, so that a server which stalls after it would hold a thread for good.
final class DeadlineBody extends FilterInputStream {

    private final Thread watch;
    private volatile boolean late;

    DeadlineBody(InputStream in, Duration left) {
        super(in);
        this.watch = Thread.ofVirtual().name("thruway-deadline").start(() -> cutAfter(left));
    }

    private void cutAfter(Duration left) {
        try {
            Thread.sleep(left);
            late = true;
            in.close();
        } catch (InterruptedException | IOException _) {
            // Closed in time, or already broken: the reader knows.
        }
    }

    @Override
    public int read() throws IOException {
        try {
            return super.read();
        } catch (IOException e) {
            throw reason(e);
        }
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        try {
            return super.read(buffer, offset, length);
        } catch (IOException e) {
            throw reason(e);
        }
    }

    private IOException reason(IOException e) {
        if (!late) {
            return e;
        }
        var timeout = new HttpTimeoutException("the answer did not end in time");
        timeout.initCause(e);
        return timeout;
    }

    @Override
    public void close() throws IOException {
        watch.interrupt();
        super.close();
    }
}
