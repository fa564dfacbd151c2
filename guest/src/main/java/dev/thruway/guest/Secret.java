package dev.thruway.guest;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A password or key that no text ever shows: neither a log nor an exception nor a debugger's view
/// of this object.
public final class Secret {

    private final char[] characters;

    public Secret(char[] characters) {
        this.characters = characters.clone();
    }

    /// A copy, which the caller clears.
    public char[] characters() {
        return characters.clone();
    }

    /// In UTF-8; a copy, which the caller clears.
    public byte[] utf8() {
        // At most three bytes for each char of UTF-16.
        var buffer = ByteBuffer.allocate(characters.length * 3);
        var encoder = StandardCharsets.UTF_8.newEncoder();
        encoder.onUnmappableCharacter(CodingErrorAction.REPLACE);
        encoder.onMalformedInput(CodingErrorAction.REPLACE);
        encoder.encode(CharBuffer.wrap(characters), buffer, true);
        var bytes = Arrays.copyOf(buffer.array(), buffer.position());
        Arrays.fill(buffer.array(), (byte) 0);
        return bytes;
    }

    @Override
    public String toString() {
        return "(secret)";
    }
}
