package dev.thruway.cli.main;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The script `thruway` as an installed copy: a process of its own, started as a user starts it.
class LauncherIT {

    private static final String FILE =
            """
            apiVersion: thruway/v1
            servers: {a: {bmc: {url: https://a, username: a, password: {env: A}}}}
            """;

    @TempDir static Path installed;

    @BeforeAll
    static void install() throws IOException {
        copy(Path.of("../thruway"), installed.resolve("thruway"));
        copyAll(Path.of("../bin"), installed.resolve("bin"));
        copyAll(Path.of("target/thruway/lib"), installed.resolve("lib"));
        Files.writeString(installed.resolve("thruway.yaml"), FILE);
        // Makes the cache, so that each test finds it.
        assertThat(start(Map.of(), "--version").err()).contains("preparing for quick starts");
    }

    private static void copyAll(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (var files = Files.list(from)) {
            for (var file : files.toList()) {
                copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.copy(from, to);
        assertThat(to.toFile().setExecutable(true)).isTrue();
    }

    private static Run start(Map<String, String> environment, String... args) throws IOException {
        var argv = new ArrayList<>(List.of(installed.resolve("thruway").toString()));
        argv.addAll(List.of(args));
        var out = Files.createTempFile(installed, "out", "");
        var err = Files.createTempFile(installed, "err", "");
        var builder =
                new ProcessBuilder(argv)
                        .directory(installed.toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile());
        List.of("LANG", "LC_ALL", "LC_MESSAGES", "LC_CTYPE").forEach(builder.environment()::remove);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        var process = builder.start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            process.destroyForcibly();
        }
        return new Run(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    private static Path cache() throws IOException {
        try (var files = Files.list(installed.resolve("lib"))) {
            return files.filter(f -> f.toString().endsWith(".aot")).findFirst().orElseThrow();
        }
    }

    @Test
    void anInstalledCopyRunsWithoutBuilding() throws IOException {
        var run = start(Map.of(), "validate", "-o", "jsonl");
        assertThat(run).isEqualTo(new Run(0, expected(), ""));
    }

    private static String expected() {
        return "{\"schema\":\"thruway/v1\",\"ok\":true,\"errors\":[]}\n";
    }

    @ParameterizedTest
    @ValueSource(strings = {"empty", "text", "truncated"})
    void aDamagedCacheWritesNothingIntoTheResult(String damage) throws IOException {
        var cache = cache();
        var whole = Files.readAllBytes(cache);
        try {
            switch (damage) {
                case "empty" -> Files.write(cache, new byte[0]);
                case "text" -> Files.writeString(cache, "no cache\n");
                default -> Files.write(cache, Arrays.copyOf(whole, whole.length / 2));
            }
            assertThat(start(Map.of(), "validate", "-o", "jsonl"))
                    .isEqualTo(new Run(0, expected(), ""));
        } finally {
            Files.write(cache, whole);
        }
    }

    @Test
    void keepsJapaneseWholeWithoutALocale() throws IOException {
        var run = start(Map.of("LC_ALL", "POSIX"), "--lang", "ja", "仮想");
        assertThat(run.code()).isEqualTo(64);
        assertThat(run.err()).contains("コマンド \"仮想\" はありません");
    }

    @Test
    void followsTheLocale() throws IOException {
        assertThat(start(Map.of("LANG", "ja_JP.UTF-8")).out()).contains("はじめに");
        assertThat(start(Map.of("LANG", "en_US.UTF-8")).out()).contains("Start here");
    }

    @Test
    void isFoundThroughALink() throws IOException {
        var link = Files.createSymbolicLink(installed.resolve("tw"), installed.resolve("thruway"));
        var process = new ProcessBuilder(link.toString(), "--version").start();
        var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(out).startsWith("thruway ");
    }
}
