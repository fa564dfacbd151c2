package dev.thruway.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// pyvmomi in a Python of its own, of the version that `interop/peers/pyvmomi` pins.
public final class PyPeers {

    private static final Duration INSTALL = Duration.ofMinutes(2);

    private PyPeers() {}

    /// The command that runs a script of `interop/peers/pyvmomi`; ends the test where there is no
    /// Python, or no pyvmomi to be had.
    public static List<String> script(String name, List<String> arguments) {
        var command = new ArrayList<>(List.of(python().toString(), folder().resolve(name) + ""));
        command.addAll(arguments);
        return command;
    }

    private static synchronized Path python() {
        var home = folder().resolve("../../target/pyvmomi").normalize();
        var python = home.resolve("bin/python");
        var installed = home.resolve("installed");
        if (Files.notExists(installed)) {
            var own = Peers.program("python3").toString();
            run(List.of(own, "-m", "venv", home.toString()));
            run(
                    List.of(
                            python.toString(),
                            "-m",
                            "pip",
                            "install",
                            "--quiet",
                            "--disable-pip-version-check",
                            "--require-hashes",
                            "-r",
                            folder().resolve("requirements.txt").toString()));
            try {
                Files.createFile(installed);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return python;
    }

    private static Path folder() {
        return GoPeers.module().resolve("pyvmomi");
    }

    private static void run(List<String> command) {
        try {
            var run = Tool.run(command, Map.of(), folder(), INSTALL);
            if (run.exit() != 0) {
                Peers.missing("pyvmomi cannot be installed: " + run.output());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
