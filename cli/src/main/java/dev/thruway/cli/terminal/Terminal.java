package dev.thruway.cli.terminal;

import java.util.Map;
import java.util.OptionalInt;

/// Which of the process's streams are a terminal, and how wide and colourful it is.
///
/// @param columns the width; empty where nothing is a terminal or nobody knows
public record Terminal(
        Stream stdin, Stream stdout, Stream stderr, OptionalInt columns, Colour colour) {

    /// What a stream is connected to.
    public enum Stream {
        TERMINAL,
        PIPE
    }

    /// Whether a terminal may be painted.
    public enum Colour {
        ALLOWED,
        NONE
    }

    /// No terminal anywhere: plain text, no questions.
    public static final Terminal NONE =
            new Terminal(Stream.PIPE, Stream.PIPE, Stream.PIPE, OptionalInt.empty(), Colour.NONE);

    /// A width below this is not believed.
    private static final int MIN_COLUMNS = 20;

    private static final int MAX_COLUMNS = 1_000;

    /// As the launcher found it, for the JDK itself cannot say it of each stream.
    ///
    /// @param found the digits of the file descriptors that are terminals, then perhaps a colon and
    ///   the number of columns: `012:120`, `2`, or nothing
    public static Terminal detect(String found, Map<String, String> environment) {
        int colon = found.indexOf(':');
        var terminals = colon < 0 ? found : found.substring(0, colon);
        var columns = colon < 0 ? OptionalInt.empty() : columns(found.substring(colon + 1));
        boolean plain =
                !environment.getOrDefault("NO_COLOR", "").isEmpty()
                        || environment.getOrDefault("TERM", "dumb").equals("dumb");
        return new Terminal(
                stream(terminals, '0'),
                stream(terminals, '1'),
                stream(terminals, '2'),
                columns,
                plain ? Colour.NONE : Colour.ALLOWED);
    }

    private static Stream stream(String terminals, char descriptor) {
        return terminals.indexOf(descriptor) < 0 ? Stream.PIPE : Stream.TERMINAL;
    }

    private static OptionalInt columns(String text) {
        if (!text.matches("[0-9]{1,4}")) {
            return OptionalInt.empty();
        }
        int columns = Integer.parseInt(text);
        return columns < MIN_COLUMNS || columns > MAX_COLUMNS
                ? OptionalInt.empty()
                : OptionalInt.of(columns);
    }

    /// The paint for one of the streams.
    Ink ink(Stream stream) {
        return stream == Stream.TERMINAL && colour == Colour.ALLOWED ? Ink.COLOUR : Ink.PLAIN;
    }
}
