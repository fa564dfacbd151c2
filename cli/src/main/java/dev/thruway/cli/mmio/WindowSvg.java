package dev.thruway.cli.mmio;

import dev.thruway.domain.pci.ByteSize;
import java.util.List;
import java.util.Locale;

/// The same drawing as a picture for a document.
final class WindowSvg {

    private static final int WIDTH = 960;
    private static final int TOP = 28;
    private static final int HEIGHT = 60;
    private static final List<String> FILLS = List.of("#2b6cb0", "#63b3ed");

    /// A block narrower than this gets no text of its own.
    private static final double TEXT_FROM = 70;

    private WindowSvg() {}

    static String of(WindowDrawing drawing) {
        var window = ByteSize.ofGib(drawing.gib());
        var svg = new StringBuilder();
        svg.append(
                """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="13">
                """
                        .formatted(WIDTH, TOP + HEIGHT + 8));
        text(svg, 0, 18, "start", "#1a202c", "0");
        text(
                svg,
                WIDTH / 2.0,
                18,
                "middle",
                "#1a202c",
                new ByteSize(window.bytes() / 2).toString());
        text(svg, WIDTH, 18, "end", "#1a202c", window.toString());
        rectangle(svg, 0, WIDTH, "#edf2f7");
        for (int i = 0; i < drawing.blocks().size(); i++) {
            var block = drawing.blocks().get(i);
            double x = scaled(block.offset(), window);
            double width = Math.max(1, scaled(block.bar().size().bytes(), window));
            rectangle(svg, x, width, FILLS.get(i % FILLS.size()));
            if (width >= TEXT_FROM) {
                double y = TOP + HEIGHT / 2.0;
                text(svg, x + width / 2, y, "middle", "#ffffff", block.device());
                var size = "BAR " + block.bar().index() + ", " + block.bar().size();
                text(svg, x + width / 2, y + 18, "middle", "#ffffff", size);
            }
        }
        return svg.append("</svg>\n").toString();
    }

    private static double scaled(long bytes, ByteSize window) {
        return (double) bytes / window.bytes() * WIDTH;
    }

    private static void rectangle(StringBuilder svg, double x, double width, String fill) {
        svg.append(
                "  <rect x=\"%.2f\" y=\"%d\" width=\"%.2f\" height=\"%d\" fill=\"%s\"/>%n"
                        .formatted(x, TOP, width, HEIGHT, fill)
                        .replace(System.lineSeparator(), "\n"));
    }

    private static void text(
            StringBuilder svg, double x, double y, String anchor, String fill, String text) {
        svg.append(
                String.format(
                        Locale.ROOT,
                        "  <text x=\"%.2f\" y=\"%.2f\" text-anchor=\"%s\" fill=\"%s\">%s</text>\n",
                        x,
                        y,
                        anchor,
                        fill,
                        escaped(text)));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
