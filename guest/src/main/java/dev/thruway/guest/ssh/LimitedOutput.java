package dev.thruway.guest.ssh;

import dev.thruway.guest.Bytes;
import dev.thruway.guest.ExecResult.Output;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;

/// Keeps the beginning of a stream, and reads the rest away so that the writer does not stall.
final class LimitedOutput extends OutputStream {

    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final int limit;
    private boolean truncated;

    LimitedOutput(int limit) {
        this.limit = limit;
    }

    @Override
    public synchronized void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        int room = Math.min(length, limit - kept.size());
        kept.write(bytes, offset, room);
        truncated |= room < length;
    }

    synchronized Output output() {
        return new Output(Bytes.of(kept.toByteArray()), truncated);
    }
}
