package dev.thruway.cli.main;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// A lab that a process of its own serves, as `lab start` does; closing it ends the process, which
/// takes its folder with it.
///
/// @param file the lab's thruway.yaml
/// @param environment what the file's secrets refer to, and a state folder beside the file
record LabProcess(Process process, Path file, Map<String, String> environment)
        implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int START_SECONDS = 60;

    LabProcess {
        environment = Map.copyOf(environment);
    }

    /// Returns when the lab is ready. Throws where it does not start.
    static LabProcess start() throws IOException {
        var process =
                new ProcessBuilder(
                                List.of(
                                        Path.of(System.getProperty("java.home"), "bin", "java")
                                                .toString(),
                                        "-XX:TieredStopAtLevel=1",
                                        "-cp",
                                        System.getProperty("java.class.path"),
                                        Main.class.getName(),
                                        "lab",
                                        "start",
                                        "-o",
                                        "json"))
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        var tooLong =
                CompletableFuture.runAsync(
                        process::destroy,
                        CompletableFuture.delayedExecutor(START_SECONDS, TimeUnit.SECONDS));
        try {
            return ready(process);
        } catch (IOException | JacksonException e) {
            process.destroy();
            throw new IOException("the lab did not start", e);
        } finally {
            tooLong.cancel(false);
        }
    }

    /// Its line comes when it is ready.
    private static LabProcess ready(Process process) throws IOException {
        var line = process.inputReader(StandardCharsets.UTF_8).readLine();
        if (line == null) {
            throw new EOFException();
        }
        var said = JSON.readTree(line);
        var file = Path.of(said.required("spec").stringValue());
        var environment = new HashMap<String, String>();
        said.required("env")
                .properties()
                .forEach(e -> environment.put(e.getKey(), e.getValue().stringValue()));
        environment.put("XDG_STATE_HOME", file.resolveSibling("state").toString());
        return new LabProcess(process, file, environment);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
