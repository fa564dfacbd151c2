package dev.thruway.cli.output;

/// Text from elsewhere, made safe for a terminal.
public final class Printable {

    private Printable() {}

    /// The text with every control character but the line end and the tab replaced, so that a name
    /// from another machine cannot move the cursor or paint the screen.
    public static String of(String text) {
        if (text.codePoints().noneMatch(Printable::isHarmful)) {
            return text;
        }
        var safe = new StringBuilder();
        text.codePoints().forEach(c -> safe.appendCodePoint(isHarmful(c) ? 0xFFFD : c));
        return safe.toString();
    }

    /// As [#of], on one line.
    public static String line(String text) {
        return of(text.replaceAll("\\s*\\R\\s*", " ").replace('\t', ' '));
    }

    private static boolean isHarmful(int c) {
        boolean bidi = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
        return bidi || (Character.isISOControl(c) && c != '\n' && c != '\t');
    }
}
