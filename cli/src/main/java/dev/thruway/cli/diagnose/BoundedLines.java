package dev.thruway.cli.diagnose;

import dev.thruway.knowledge.failure.LogLine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Reads lines of a file that may be anything: huge, of one endless line, or no text at all.
///
/// Of a long line only its start is kept; what is no UTF-8 is replaced. Stops after a number of
/// bytes, and then says so.
final class BoundedLines {

    private static final int BUFFER = 1 << 16;

    private final InputStream in;
    private final long limit;
    private final byte[] buffer = new byte[BUFFER];
    private int position;
    private int filled;
    private long read;

    BoundedLines(InputStream in, long limit) {
        this.in = in;
        this.limit = limit;
    }

    /// The next line without its end; null after the last one.
    @Nullable String next() throws IOException {
        var line = new ByteArrayOutputStream();
        int b = read();
        if (b < 0) {
            return null;
        }
        while (b >= 0 && b != '\n') {
            if (line.size() < LogLine.MAX_LENGTH) {
                line.write(b);
            }
            b = read();
        }
        var text = line.toString(StandardCharsets.UTF_8);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    private int read() throws IOException {
        if (position == filled) {
            filled = read >= limit ? -1 : in.read(buffer);
            position = 0;
            if (filled < 0) {
                filled = 0;
                return -1;
            }
            read += filled;
        }
        return buffer[position++] & 0xFF;
    }

    /// Whether there was more than the limit.
    boolean stoppedEarly() throws IOException {
        return read >= limit && in.read() >= 0;
    }
}
