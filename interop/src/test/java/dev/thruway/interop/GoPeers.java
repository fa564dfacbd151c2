package dev.thruway.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// govc and vcsim, built from the Go module in `interop/peers`; once for all tests of a build.
public final class GoPeers {

    private static final int BUILD_MINUTES = 8;

    private GoPeers() {}

    /// The binary of a peer, built where it is not there yet; ends the test where there is no Go.
    public static Path binary(String name) {
        var module = module();
        var binary = module.resolve("bin").resolve(name);
        synchronized (GoPeers.class) {
            if (Files.notExists(binary)) {
                build(module, Peers.program("go"));
            }
        }
        return binary;
    }

    static Path module() {
        var here = Path.of("").toAbsolutePath();
        return here.endsWith("interop") ? here.resolve("peers") : here.resolve("interop/peers");
    }

    private static void build(Path module, Path go) {
        var log = module.resolve("bin.log").toFile();
        var builder =
                new ProcessBuilder(go.toString(), "build", "-o", "bin/", "./...")
                        .directory(module.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log);
        builder.environment().put("GOTOOLCHAIN", "local");
        builder.environment().put("CGO_ENABLED", "0");
        try {
            var process = builder.start();
            if (!process.waitFor(BUILD_MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
                process.destroyForcibly();
                Peers.missing(
                        "go build of interop/peers failed: " + Files.readString(log.toPath()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
