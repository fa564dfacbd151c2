package dev.thruway.spec.secret;

import java.util.Arrays;

/// A password or a private key in memory.
///
/// It never shows itself: its text is stars, two secrets are equal only where they are the same
/// one, and closing it overwrites the characters.
public final class Secret implements AutoCloseable {

    private final char[] characters;
    private boolean closed;

    private Secret(char[] characters) {
        this.characters = characters;
    }

    /// Takes a copy; the caller still wipes its own.
    public static Secret copyOf(char[] characters) {
        return new Secret(characters.clone());
    }

    /// A copy for one use, which the caller wipes.
    public synchronized char[] characters() {
        if (closed) {
            throw new IllegalStateException("the secret is closed");
        }
        return characters.clone();
    }

    @Override
    public synchronized void close() {
        Arrays.fill(characters, '\0');
        closed = true;
    }

    @Override
    public String toString() {
        return "***";
    }
}
