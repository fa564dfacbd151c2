package dev.thruway.cli.main;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/// The jars as the launcher starts them.
class CachedClassesIT {

    /// The JVM keeps no class in its cache whose file is older than Java 6.
    private static final int FIRST_KEPT = 50;

    private static final Path LIB = Path.of("target/thruway/lib");

    @Test
    void everyClassCanBeKeptInTheAheadOfTimeCache() throws IOException {
        var old = new ArrayList<String>();
        int classes = 0;
        for (var jar : jars()) {
            try (var zip = new ZipFile(jar.toFile())) {
                for (var entry :
                        zip.stream().filter(e -> e.getName().endsWith(".class")).toList()) {
                    classes++;
                    if (majorVersion(zip, entry) < FIRST_KEPT) {
                        old.add(jar.getFileName() + "!" + entry.getName());
                    }
                }
            }
        }
        assertThat(classes).isGreaterThan(1_000);
        assertThat(old).isEmpty();
    }

    private static List<Path> jars() throws IOException {
        try (var files = Files.list(LIB)) {
            return files.filter(f -> f.toString().endsWith(".jar")).toList();
        }
    }

    private static int majorVersion(ZipFile zip, ZipEntry entry) throws IOException {
        try (var in = new DataInputStream(zip.getInputStream(entry))) {
            in.skipNBytes(6);
            return in.readUnsignedShort();
        }
    }
}
