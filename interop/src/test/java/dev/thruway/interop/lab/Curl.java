package dev.thruway.interop.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.interop.Peers;
import dev.thruway.interop.Tool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// curl, and what it makes of an answer.
record Curl(Path binary, Path folder) {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    static Curl in(Path folder) {
        return new Curl(Peers.program("curl"), folder);
    }

    /// An answer: its status, its headers as they came, its body.
    record Answer(int status, String headers, String body) {}

    /// One request; that no answer comes at all fails the test.
    Answer request(String... words) throws Exception {
        var headers = folder.resolve("curl.headers");
        var body = folder.resolve("curl.body");
        var command =
                new ArrayList<>(
                        List.of(
                                binary.toString(),
                                "-q",
                                "-sS",
                                "-k",
                                "--noproxy",
                                "*",
                                "-D",
                                headers.toString(),
                                "-o",
                                body.toString(),
                                "-w",
                                "%{http_code}"));
        command.addAll(List.of(words));
        Files.deleteIfExists(body);
        var run = Tool.run(command, Map.of(), folder, LIMIT);
        assertThat(run.exit()).as(run.output()).isZero();
        return new Answer(
                Integer.parseInt(run.output().strip()),
                Files.readString(headers),
                Files.exists(body) ? Files.readString(body) : "");
    }
}
