package dev.thruway.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/// govc, vcsim and our own comparison of SOAP, built from the Go module in `interop/peers`, where
/// they are older than it.
public final class GoPeers {

    private static final int BUILD_MINUTES = 8;

    private GoPeers() {}

    /// The binary of a peer; ends the test where it has to be built and there is no Go.
    public static Path binary(String name) {
        var module = module();
        var binary = module.resolve("bin").resolve(name);
        synchronized (GoPeers.class) {
            if (isOld(binary, module)) {
                build(module, Peers.program("go"));
                touch(binary);
            }
        }
        return binary;
    }

    private static boolean isOld(Path binary, Path module) {
        if (Files.notExists(binary)) {
            return true;
        }
        try (var sources = Files.find(module, 2, (f, _) -> f.toString().endsWith(".go"))) {
            var built = Files.getLastModifiedTime(binary);
            for (var source : sources.toList()) {
                if (Files.getLastModifiedTime(source).compareTo(built) > 0) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Go leaves a binary as it is where nothing would change in it.
    private static void touch(Path binary) {
        try {
            Files.setLastModifiedTime(binary, FileTime.from(Instant.now()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
