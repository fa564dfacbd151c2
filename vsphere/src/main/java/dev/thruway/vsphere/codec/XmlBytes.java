package dev.thruway.vsphere.codec;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;

/// The part of a stream that is being read: from where the reader is, as far as bytes have come.
/// Grows where one text or tag is longer, up to a limit.
final class XmlBytes {

    static final int MAX_TEXT = 16 << 20;

    private static final int MAX_TAG = 64 << 10;
    private static final int FIRST_ROOM = 64 << 10;

    private final InputStream in;
    private byte[] buffer = new byte[FIRST_ROOM];
    private int at;
    private int end;

    private int textLength;

    /// Of what has left the buffer.
    private int lines;

    private int column;

    XmlBytes(InputStream in) {
        this.in = in;
    }

    byte[] buffer() {
        return buffer;
    }

    /// Where the reader is in the buffer.
    int at() {
        return at;
    }

    /// How far the buffer is filled.
    int end() {
        return end;
    }

    void skip(int length) {
        at += length;
    }

    /// The byte at a distance, for which more is read where it has not come yet.
    byte peek(int distance) {
        while (at + distance >= end) {
            more();
        }
        return buffer[at + distance];
    }

    /// How many bytes there are to the next `<`: [#textLength]. Answers the kinds of all of them.
    byte toMarkup() {
        byte kinds = XmlTexts.PLAIN;
        int length = 0;
        while (true) {
            var bytes = buffer;
            int last = end;
            for (int i = at + length; i < last; i++) {
                byte kind = XmlTexts.kind(bytes[i]);
                if (kind != XmlTexts.PLAIN) {
                    if (kind == XmlTexts.MARKUP) {
                        textLength = i - at;
                        return kinds;
                    }
                    kinds = kind;
                }
            }
            length = end - at;
            if (length > MAX_TEXT) {
                throw new IllegalArgumentException("a text is too long");
            }
            more();
        }
    }

    int textLength() {
        return textLength;
    }

    boolean startsWith(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (peek(i) != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /// The distance of the next occurrence of an ASCII text.
    int find(String text, int from) {
        for (int distance = from; distance <= MAX_TEXT; distance++) {
            int same = 0;
            while (same < text.length() && peek(distance + same) == text.charAt(same)) {
                same++;
            }
            if (same == text.length()) {
                return distance;
            }
        }
        throw new IllegalArgumentException("a text is too long");
    }

    /// Reads more where the tag at which the reader is has not come to its end.
    void moreOfTag() {
        if (end - at > MAX_TAG) {
            throw new IllegalArgumentException("a tag is too long");
        }
        more();
    }

    /// Reads at least one byte more; what the reader has passed is dropped.
    private void more() {
        if (at > 0) {
            count(at);
            System.arraycopy(buffer, at, buffer, 0, end - at);
            end -= at;
            at = 0;
        }
        if (end == buffer.length) {
            buffer = Arrays.copyOf(buffer, 2 * buffer.length);
        }
        int n = read();
        if (n < 0) {
            throw new IllegalArgumentException("ends too early");
        }
        end += n;
    }

    private int read() {
        try {
            return in.read(buffer, end, buffer.length - end);
        } catch (EOFException e) {
            throw new IllegalArgumentException("ends too early", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void count(int passed) {
        int start = -column;
        for (int i = 0; i < passed; i++) {
            if (buffer[i] == '\n') {
                lines++;
                start = i + 1;
            }
        }
        column = passed - start;
    }

    /// Where the reader is, for whoever looks at the document.
    String place() {
        int line = lines;
        int inLine = column;
        for (int i = 0; i < at; i++) {
            inLine++;
            if (buffer[i] == '\n') {
                line++;
                inLine = 0;
            }
        }
        return "line " + (line + 1) + ", column " + (inLine + 1);
    }
}
