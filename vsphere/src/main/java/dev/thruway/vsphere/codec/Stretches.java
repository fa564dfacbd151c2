package dev.thruway.vsphere.codec;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// Bytes of which only so many may pass before the parser has made something of them. The parser
/// limits texts and attributes itself, but neither names nor processing instructions.
final class Stretches extends FilterInputStream {

    private final int longest;
    private int passed;

    Stretches(InputStream bytes, int longest) {
        super(bytes);
        this.longest = longest;
    }

    /// One that is too long.
    static final class TooLong extends IOException {

        private static final long serialVersionUID = 1L;

        TooLong() {
            super("something in it is too long");
        }
    }

    /// The parser has made something of what passed.
    void begin() {
        passed = 0;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, length);
        if (read > 0 && read > longest - passed) {
            throw new TooLong();
        }
        passed += Math.max(read, 0);
        return read;
    }
}
