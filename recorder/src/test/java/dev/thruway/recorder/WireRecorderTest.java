package dev.thruway.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WireRecorderTest {

    @TempDir Path folder;

    private List<String> kept() throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(WireRecorderTest::text).sorted().toList();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void keepsEachContentOnce() throws IOException {
        var recorder = new WireRecorder(folder);
        recorder.request("<a>1</a>");
        recorder.request("<a>1</a>");
        recorder.request("<a>2</a>");

        assertThat(kept()).containsExactly("<a>1</a>", "<a>2</a>");
    }

    @Test
    void keepsAFewOfEachShape() throws IOException {
        var recorder = new WireRecorder(folder);
        for (int i = 0; i < 100; i++) {
            recorder.request("<a>" + i + "</a>");
        }
        recorder.request("<a x=\"y\">1</a>");
        recorder.request("<a><b/></a>");

        assertThat(kept())
                .containsExactly(
                        "<a x=\"y\">1</a>", "<a>0</a>", "<a>1</a>", "<a>2</a>", "<a><b/></a>");
    }

    @Test
    void forgetsWhatAnOlderBuildLeft() throws IOException {
        Files.writeString(folder.resolve("0.xml"), "<old/>");
        new WireRecorder(folder).request("<new/>");

        assertThat(kept()).containsExactly("<new/>");
    }
}
