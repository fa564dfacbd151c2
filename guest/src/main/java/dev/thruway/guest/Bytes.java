package dev.thruway.guest;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Bytes that nobody changes.
public final class Bytes {

    public static final Bytes NONE = new Bytes(new byte[0]);

    private final byte[] content;

    private Bytes(byte[] content) {
        this.content = content;
    }

    public static Bytes of(byte[] content) {
        return new Bytes(content.clone());
    }

    public static Bytes utf8(String text) {
        return new Bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    public int length() {
        return content.length;
    }

    /// A copy.
    public byte[] toArray() {
        return content.clone();
    }

    /// As UTF-8, with U+FFFD for what is none.
    public String text() {
        return new String(content, StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes that && Arrays.equals(content, that.content);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(content);
    }

    /// Their number; the content may be a secret.
    @Override
    public String toString() {
        return content.length + " bytes";
    }
}
