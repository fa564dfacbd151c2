package dev.thruway.spec;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// What a file that a person wrote holds: UTF-8, within a limit.
public sealed interface FileText {

    /// Its text, without the byte order mark that some editors write: it says nothing in UTF-8.
    record Text(String text) implements FileText {}

    /// It is larger than the limit.
    record TooLarge() implements FileText {}

    record NotUtf8() implements FileText {}

    static FileText of(InputStream in, int maxBytes) throws IOException {
        var bytes = in.readNBytes(maxBytes + 1);
        if (bytes.length > maxBytes) {
            return new TooLarge();
        }
        try {
            var text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return new Text(text.startsWith("\uFEFF") ? text.substring(1) : text);
        } catch (CharacterCodingException _) {
            return new NotUtf8();
        }
    }
}
