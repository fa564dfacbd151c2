package dev.thruway.cli.main;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// A lab that a process of its own serves, as `lab start` does; closing it ends the process, which
/// takes its folder with it.
///
/// @param file the lab's thruway.yaml
/// @param environment what the file's secrets refer to, and a state folder beside the file
record LabProcess(Process process, Path file, Map<String, String> environment)
        implements AutoCloseable {

    private static final Pattern FILE = Pattern.compile("\\S+/thruway\\.yaml");
    private static final Pattern VARIABLE = Pattern.compile("export (\\w+)=(\\S+)");

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
                                        "--lang",
                                        "en"))
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        return read(process)
                .orElseThrow(() -> {
                    process.destroy();
                    return new IOException("the lab did not start");
                });
    }

    /// Its last line comes when it is ready.
    private static Optional<LabProcess> read(Process process) throws IOException {
        var environment = new HashMap<String, String>();
        Optional<Path> file = Optional.empty();
        var lines = process.inputReader(StandardCharsets.UTF_8);
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            var variable = VARIABLE.matcher(line);
            var named = FILE.matcher(line);
            if (variable.matches()) {
                environment.put(variable.group(1), variable.group(2));
            } else if (file.isEmpty() && named.find()) {
                file = Optional.of(Path.of(named.group()));
            } else if (file.isPresent() && !environment.isEmpty() && named.reset().find()) {
                environment.put("XDG_STATE_HOME", file.get().resolveSibling("state").toString());
                return Optional.of(new LabProcess(process, file.get(), environment));
            }
        }
        return Optional.empty();
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
