package dev.thruway.cli.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.knowledge.failure.LogLine;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BoundedLinesTest {

    @Test
    void readsLinesWithEitherEnd() throws IOException {
        assertThat(lines("one\ntwo\r\n\nlast", 1_000)).containsExactly("one", "two", "", "last");
        assertThat(lines("", 1_000)).isEmpty();
        assertThat(lines("\n", 1_000)).containsExactly("");
    }

    @Test
    void keepsTheStartOfALongLineAndGoesOnAfterIt() throws IOException {
        var lines = lines("x".repeat(500_000) + "\nnext\n", 1_000_000);
        assertThat(lines).hasSize(2);
        assertThat(lines.getFirst()).hasSize(LogLine.MAX_LENGTH);
        assertThat(lines.getLast()).isEqualTo("next");
    }

    @Test
    void replacesWhatIsNoText() throws IOException {
        var in = new ByteArrayInputStream(new byte[] {'a', (byte) 0xFF, 'b', '\n'});
        assertThat(new BoundedLines(in, 100).next()).isEqualTo("a\uFFFDb");
    }

    @Test
    void stopsAtTheLimitAndSaysSo() throws IOException {
        var in = new ByteArrayInputStream(new byte[200_000]);
        var reader = new BoundedLines(in, 70_000);
        while (reader.next() != null) {
            assertThat(reader).isNotNull();
        }
        assertThat(reader.stoppedEarly()).isTrue();
        var small = new BoundedLines(new ByteArrayInputStream(new byte[10]), 70_000);
        small.next();
        assertThat(small.stoppedEarly()).isFalse();
    }

    private static List<String> lines(String text, long limit) throws IOException {
        var in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        var reader = new BoundedLines(in, limit);
        var lines = new ArrayList<String>();
        for (var line = reader.next(); line != null; line = reader.next()) {
            lines.add(line);
        }
        return lines;
    }
}
