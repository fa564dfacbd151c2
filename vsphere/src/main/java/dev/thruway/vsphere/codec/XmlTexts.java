package dev.thruway.vsphere.codec;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Texts of elements and values of attributes, from their bytes. Short ones, which an answer
/// repeats thousands of times, are kept.
final class XmlTexts {

    /// What a byte means in a text: 0 is itself.
    private static final byte[] KINDS = kinds();

    static final byte PLAIN = 0;
    static final byte MARKUP = 1;
    static final byte SPECIAL = 2;

    private static final int LONGEST_KEPT = 40;

    /// A power of two. Of two texts for the same place the later one is kept.
    private static final int ROOM = 1 << 10;

    private static final int LONGEST_ENTITY = 12;

    private final @Nullable String[] kept = new String[ROOM];

    private static byte[] kinds() {
        var kinds = new byte[256];
        for (int b = 0; b < kinds.length; b++) {
            boolean plain = (b >= ' ' && b < 0x80 && b != '&') || b == '\t' || b == '\n';
            kinds[b] = plain ? PLAIN : SPECIAL;
        }
        kinds['<'] = MARKUP;
        return kinds;
    }

    static byte kind(byte b) {
        return KINDS[b & 0xFF];
    }

    /// The text of bytes that are all [#PLAIN].
    String plain(byte[] buffer, int from, int to) {
        int length = to - from;
        if (length > LONGEST_KEPT) {
            return new String(buffer, from, length, StandardCharsets.ISO_8859_1);
        }
        int hash = length;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + buffer[i];
        }
        int place = (hash ^ (hash >>> 15)) & (ROOM - 1);
        var text = kept[place];
        if (text != null && isAt(text, buffer, from, length)) {
            return text;
        }
        var made = new String(buffer, from, length, StandardCharsets.ISO_8859_1);
        kept[place] = made;
        return made;
    }

    private static boolean isAt(String text, byte[] buffer, int from, int length) {
        if (text.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (text.charAt(i) != buffer[from + i]) {
                return false;
            }
        }
        return true;
    }

    /// The text of any bytes, with entities and ends of lines as XML reads them;
    /// [IllegalArgumentException] where they are no characters.
    static String any(byte[] buffer, int from, int to) {
        var text = new StringBuilder(to - from);
        int at = from;
        while (at < to) {
            int start = at;
            while (at < to && buffer[at] != '&') {
                at++;
            }
            characters(buffer, start, at, text);
            if (at < to) {
                at = entity(buffer, at + 1, to, text);
            }
        }
        return text.toString();
    }

    /// As [#any], where an entity is none: in CDATA.
    static String characters(byte[] buffer, int from, int to) {
        var text = new StringBuilder(to - from);
        characters(buffer, from, to, text);
        return text.toString();
    }

    private static void characters(byte[] buffer, int from, int to, StringBuilder text) {
        try {
            var decoded =
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(buffer, from, to - from));
            while (decoded.hasRemaining()) {
                char c = decoded.get();
                if (c == '\r') {
                    text.append('\n');
                    if (decoded.hasRemaining() && decoded.charAt(0) == '\n') {
                        decoded.get();
                    }
                } else {
                    text.append(allowed(c));
                }
            }
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("bytes that are no characters", e);
        }
    }

    private static char allowed(char c) {
        boolean control = c < ' ' && c != '\t' && c != '\n' && c != '\r';
        if (control || c == '\uFFFE' || c == '\uFFFF') {
            throw new IllegalArgumentException("the character U+%04X".formatted((int) c));
        }
        return c;
    }

    /// Appends what an entity stands for, and answers where its end is.
    private static int entity(byte[] buffer, int from, int to, StringBuilder text) {
        int end = from;
        while (end < to && end - from < LONGEST_ENTITY && buffer[end] != ';') {
            end++;
        }
        var name = new String(buffer, from, end - from, StandardCharsets.ISO_8859_1);
        if (end == to || buffer[end] != ';') {
            throw new IllegalArgumentException("an entity without end: &" + name);
        }
        switch (name) {
            case "lt" -> text.append('<');
            case "gt" -> text.append('>');
            case "amp" -> text.append('&');
            case "quot" -> text.append('"');
            case "apos" -> text.append('\'');
            default -> text.appendCodePoint(number(name));
        }
        return end + 1;
    }

    private static int number(String name) {
        boolean hex = name.startsWith("#x");
        if (!name.matches(hex ? "#x[0-9a-fA-F]{1,6}" : "#[0-9]{1,7}")) {
            throw new IllegalArgumentException("an entity is not allowed: " + name);
        }
        int code = Integer.parseInt(name.substring(hex ? 2 : 1), hex ? 16 : 10);
        if (!Character.isValidCodePoint(code)
                || (code >= Character.MIN_SURROGATE && code <= Character.MAX_SURROGATE)) {
            throw new IllegalArgumentException("the character " + name);
        }
        return code < Character.MIN_SUPPLEMENTARY_CODE_POINT ? allowed((char) code) : code;
    }

    /// White space in the value of an attribute is read as spaces.
    static String value(byte[] buffer, int from, int to) {
        return any(buffer, from, to).replaceAll("[\\t\\n]", " ");
    }
}
