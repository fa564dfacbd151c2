package dev.thruway.cli.terminal;

/// Paint for text, or none.
public enum Ink {
    COLOUR,
    PLAIN;

    /// A way to paint, by its Select Graphic Rendition parameter (ECMA-48, 8.3.117).
    public enum Style {
        BOLD(1),
        DIM(2),
        RED(31),
        GREEN(32),
        YELLOW(33),
        CYAN(36);

        private final int parameter;

        Style(int parameter) {
            this.parameter = parameter;
        }
    }

    /// The text in this style; on plain ink the text alone.
    public String paint(Style style, String text) {
        return this == PLAIN ? text : "\u001b[" + style.parameter + "m" + text + "\u001b[0m";
    }
}
