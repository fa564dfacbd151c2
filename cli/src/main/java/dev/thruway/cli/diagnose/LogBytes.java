package dev.thruway.cli.diagnose;

import dev.thruway.cli.ExitCode;
import dev.thruway.cli.Failure;
import dev.thruway.domain.text.Phrase;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;

/// The bytes of a log as UTF-8, whatever form somebody kept it in: rotated logs are compressed by
/// gzip, and PowerShell's `>` writes UTF-16. What is no text is refused: "nothing found" in it
/// would be a false all-clear.
final class LogBytes {

    private static final int HEAD = 4_096;

    /// One zero byte of so many is no text any more; a log of a host that crashed has some.
    private static final int TOO_MANY = 10;

    private LogBytes() {}

    /// @param name for the sentence where it is no text
    static InputStream of(String name, InputStream raw) throws IOException {
        var in = new BufferedInputStream(raw, HEAD);
        var head = head(in);
        if (starts(head, 0x1F, 0x8B)) {
            return of(name, new GZIPInputStream(in));
        }
        if (starts(head, 0xFF, 0xFE) || starts(head, 0xFE, 0xFF)) {
            return new Utf8(new InputStreamReader(in, StandardCharsets.UTF_16));
        }
        if (zeros(head) > head.length / TOO_MANY) {
            throw new Failure(ExitCode.USAGE, Phrase.of("diagnose.no-text", "file", name));
        }
        return in;
    }

    private static int zeros(byte[] head) {
        int zeros = 0;
        for (byte b : head) {
            zeros += b == 0 ? 1 : 0;
        }
        return zeros;
    }

    private static byte[] head(BufferedInputStream in) throws IOException {
        in.mark(HEAD);
        var head = in.readNBytes(HEAD);
        in.reset();
        return head;
    }

    private static boolean starts(byte[] head, int first, int second) {
        return head.length > 1 && (head[0] & 0xFF) == first && (head[1] & 0xFF) == second;
    }

    /// Characters as UTF-8 bytes.
    private static final class Utf8 extends InputStream {

        private final Reader reader;
        private final char[] characters = new char[HEAD];
        private byte[] bytes = {};
        private int position;

        Utf8(Reader reader) {
            this.reader = reader;
        }

        @Override
        public int read() throws IOException {
            return filled() ? bytes[position++] & 0xFF : -1;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (!filled()) {
                return -1;
            }
            int n = Math.min(length, bytes.length - position);
            System.arraycopy(bytes, position, target, offset, n);
            position += n;
            return n;
        }

        private boolean filled() throws IOException {
            if (position == bytes.length) {
                int n = reader.read(characters);
                if (n < 0) {
                    return false;
                }
                var encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(characters, 0, n));
                bytes = new byte[encoded.remaining()];
                encoded.get(bytes);
                position = 0;
            }
            return true;
        }

        @Override
        public void close() throws IOException {
            reader.close();
        }
    }
}
