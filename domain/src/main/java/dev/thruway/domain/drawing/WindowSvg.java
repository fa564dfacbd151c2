package dev.thruway.domain.drawing;

import dev.thruway.domain.mmio.MmioKeys;
import dev.thruway.domain.mmio.MmioWindow;
import dev.thruway.domain.pci.ByteSize;
import java.util.List;
import java.util.Locale;

/// The same drawing as a picture for a document: the window to scale, how far the default window
/// goes, and a line for each BAR and for what is free.
public final class WindowSvg {

    /// Columns of a terminal that a sentence under the picture may take, so that it stays within.
    public static final int COLUMNS = 120;

    private static final int WIDTH = 960;
    private static final int MARGIN = 16;
    private static final int TOP = 34;
    private static final int HEIGHT = 60;
    private static final int LINE = 20;
    private static final int BELOW = TOP + HEIGHT + 30;
    private static final List<String> FILLS = List.of("#2b6cb0", "#4a90d0");
    private static final String DARK = "#1a202c";
    private static final String DEFAULT = "#c53030";

    /// A block narrower than this gets no text of its own.
    private static final double TEXT_FROM = 100;

    private final WindowDrawing drawing;
    private final ByteSize window;
    private final StringBuilder svg = new StringBuilder();

    private WindowSvg(WindowDrawing drawing) {
        this.drawing = drawing;
        this.window = ByteSize.ofGib(drawing.gib());
    }

    /// @param below lines under the picture, the first for the mark of the default window
    public static String of(WindowDrawing drawing, List<String> below) {
        return new WindowSvg(drawing).draw(below);
    }

    private String draw(List<String> below) {
        int height = BELOW + LINE * below.size();
        line(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" viewBox=\"0 0 "
                        + (WIDTH + 2 * MARGIN)
                        + " "
                        + height
                        + "\" font-family=\"sans-serif\" font-size=\"13\">");
        line("  <title>" + MmioKeys.SIZE_GB + " = " + drawing.gib() + "</title>");
        line("  <rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>");
        text(0, 22, "start", DARK, "0");
        text(WIDTH / 2.0, 22, "middle", DARK, new ByteSize(window.bytes() / 2).toString());
        text(WIDTH, 22, "end", DARK, window.toString());
        rectangle(0, WIDTH, "#e2e8f0");
        blocks();
        defaultWindow();
        for (int i = 0; i < below.size(); i++) {
            text(0, BELOW + LINE * i, "start", DARK, below.get(i));
        }
        line("</svg>");
        return svg.toString();
    }

    private void blocks() {
        for (int i = 0; i < drawing.blocks().size(); i++) {
            var block = drawing.blocks().get(i);
            double x = scaled(block.offset());
            double width = Math.max(1, scaled(block.part().size().bytes()));
            rectangle(x, width, FILLS.get(i % FILLS.size()));
            if (width >= TEXT_FROM) {
                double y = TOP + HEIGHT / 2.0;
                text(x + width / 2, y - 2, "middle", "#ffffff", block.part().name());
                text(x + width / 2, y + 16, "middle", "#ffffff", block.part().size().toString());
            }
        }
    }

    /// Where the window ends that a VM has by default.
    private void defaultWindow() {
        if (drawing.gib() > MmioWindow.DEFAULT_GIB) {
            double x = MARGIN + scaled(ByteSize.ofGib(MmioWindow.DEFAULT_GIB).bytes());
            line(
                    "  <path d=\"M"
                            + number(x)
                            + " "
                            + (TOP - 4)
                            + " V"
                            + (TOP + HEIGHT + 6)
                            + " H"
                            + MARGIN
                            + "\" fill=\"none\" stroke=\""
                            + DEFAULT
                            + "\" stroke-width=\"2\"/>");
        }
    }

    private double scaled(long bytes) {
        return (double) bytes / window.bytes() * WIDTH;
    }

    private void rectangle(double x, double width, String fill) {
        line(
                "  <rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" fill=\"%s\"/>"
                        .formatted(number(MARGIN + x), TOP, number(width), HEIGHT, fill));
    }

    private void text(double x, double y, String anchor, String fill, String text) {
        line(
                "  <text x=\"%s\" y=\"%s\" text-anchor=\"%s\" fill=\"%s\">%s</text>"
                        .formatted(number(MARGIN + x), number(y), anchor, fill, escaped(text)));
    }

    private void line(String text) {
        svg.append(text).append('\n');
    }

    /// The same wherever it is drawn: with a point, never a comma.
    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
