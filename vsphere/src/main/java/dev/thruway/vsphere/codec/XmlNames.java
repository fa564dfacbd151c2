package dev.thruway.vsphere.codec;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Names of elements and attributes by their bytes. An answer repeats a few dozen of them,
/// thousands of times: each is decoded and checked once.
final class XmlNames {

    /// A power of two, well above what answers have. What does not find room is decoded each time.
    private static final int ROOM = 1 << 12;

    private static final int MOST_TRIES = 16;

    /// A name, with its bytes as they stand between the brackets.
    static final class Name {

        private final byte[] bytes;
        private final String prefix;
        private final String local;

        private Name(byte[] bytes, String prefix, String local) {
            this.bytes = bytes;
            this.prefix = prefix;
            this.local = local;
        }

        int length() {
            return bytes.length;
        }

        /// Empty where there is none.
        String prefix() {
            return prefix;
        }

        String local() {
            return local;
        }

        boolean isSame(Name other) {
            return isAt(other.bytes, 0, other.bytes.length);
        }

        boolean isAt(byte[] buffer, int from, int length) {
            if (bytes.length != length) {
                return false;
            }
            for (int i = 0; i < length; i++) {
                if (bytes[i] != buffer[from + i]) {
                    return false;
                }
            }
            return true;
        }
    }

    private final @Nullable Name[] known = new Name[ROOM];

    /// The name at a place; [IllegalArgumentException] where it is none.
    Name at(byte[] buffer, int from, int to) {
        int length = to - from;
        int hash = length;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + buffer[i];
        }
        hash ^= (hash >>> 15);
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            int place = (hash + tries) & (ROOM - 1);
            var name = known[place];
            if (name == null) {
                var read = read(buffer, from, to);
                known[place] = read;
                return read;
            }
            if (name.isAt(buffer, from, length)) {
                return name;
            }
        }
        return read(buffer, from, to);
    }

    private static Name read(byte[] buffer, int from, int to) {
        var bytes = new byte[to - from];
        System.arraycopy(buffer, from, bytes, 0, bytes.length);
        var text = text(bytes);
        int colon = text.indexOf(':');
        var prefix = colon < 0 ? "" : text.substring(0, colon);
        var local = text.substring(colon + 1);
        if (!isName(local) || (colon >= 0 && !isName(prefix))) {
            throw new IllegalArgumentException("not a name: " + text);
        }
        return new Name(bytes, prefix, local);
    }

    private static String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("bytes that are no characters", e);
        }
    }

    /// A little more than XML allows, outside of ASCII.
    private static boolean isName(String name) {
        return !name.isEmpty()
                && isStart(name.charAt(0))
                && name.chars().allMatch(c -> isStart((char) c) || isInside((char) c));
    }

    private static boolean isStart(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c > 0x7F;
    }

    private static boolean isInside(char c) {
        return (c >= '0' && c <= '9') || c == '-' || c == '.';
    }
}
