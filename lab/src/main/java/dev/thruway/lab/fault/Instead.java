package dev.thruway.lab.fault;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/// What comes in place of a proper answer.
public enum Instead {
    /// The connection ends before anything was done.
    DROP("drop"),
    /// What was asked is done, and the connection ends in the middle of the answer.
    RESET_HALFWAY("reset-halfway"),
    /// The proxy in front of the service says that it is not there; nothing was done.
    HTTP_503("http-503"),
    /// Nothing is done and nothing is said, for as long as the client waits.
    HANG("hang"),
    /// What was asked is done; the answer is whole to HTTP, and half of what it should be.
    TRUNCATED("truncated"),
    /// Bytes that are no text; nothing was done.
    GARBAGE("garbage"),
    /// An answer that does not end; nothing was done.
    HUGE("huge"),
    /// What was asked is done; the answer says that it is something else than it is.
    WRONG_CONTENT_TYPE("wrong-content-type"),
    /// The caller's session has ended, as if it had been idle; the server answers to that.
    EXPIRE_SESSION("expire-session");

    private final String word;

    Instead(String word) {
        this.word = word;
    }

    /// As a scenario has it.
    public String word() {
        return word;
    }

    /// The same bytes in every run.
    public static byte[] garbage() {
        var bytes = new byte[4096];
        new SplittableRandom(1).nextBytes(bytes);
        return bytes;
    }

    /// By its word. Throws [IllegalArgumentException] with those that there are.
    public static Instead of(String word) {
        return Arrays.stream(values())
                .filter(i -> i.word.equals(word))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                Arrays.stream(values())
                                                .map(Instead::word)
                                                .collect(Collectors.joining(", "))
                                        + ", not "
                                        + word));
    }
}
