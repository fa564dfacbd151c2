package dev.thruway.spec.secret;

import dev.thruway.domain.spec.SecretRef;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// One run of a program that prints a secret.
///
/// Its input is empty and its standard error is thrown away: what such a program says may hold what
/// it should have kept.
record SecretCommand(SecretRef.Command command, Duration limit, Map<String, String> environment) {

    Resolution run() {
        var builder =
                new ProcessBuilder(command.argv())
                        .directory(command.directory().toFile())
                        .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process;
        try {
            process = builder.start();
            process.getOutputStream().close();
        } catch (IOException e) {
            return SecretResolver.missing("secret.command-not-started", "program", program());
        }
        try {
            return outcome(process);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return timedOut();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private Resolution outcome(Process process) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        var output = readAside(process.getInputStream());
        try {
            var bytes = output.get(limit.toNanos(), TimeUnit.NANOSECONDS);
            if (!process.waitFor(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                return timedOut();
            }
            return process.exitValue() == 0
                    ? SecretResolver.fromBytes(
                            bytes,
                            program(),
                            SecretResolver.missing("secret.command-empty", "program", program()))
                    : SecretResolver.missing(
                            "secret.command-failed",
                            "program",
                            program(),
                            "code",
                            process.exitValue());
        } catch (TimeoutException e) {
            return timedOut();
        } catch (ExecutionException e) {
            return SecretResolver.missing("secret.command-empty", "program", program());
        }
    }

    private static CompletableFuture<byte[]> readAside(InputStream in) {
        var output = new CompletableFuture<byte[]>();
        Thread.ofVirtual()
                .name("secret-command")
                .start(() -> {
                    try {
                        output.complete(in.readNBytes(SecretResolver.MAX_LENGTH + 1));
                    } catch (IOException e) {
                        output.completeExceptionally(e);
                    }
                });
        return output;
    }

    private Resolution timedOut() {
        return SecretResolver.missing(
                "secret.command-timed-out", "program", program(), "seconds", limit.toSeconds());
    }

    /// The program's name; of a line for the shell, its first word. Its arguments are not repeated.
    private String program() {
        boolean shell = command.argv().size() == 3 && command.argv().get(1).equals("-c");
        var line = shell ? command.argv().get(2) : command.argv().getFirst();
        return shell ? line.strip().split("\\s+", 2)[0] : line;
    }
}
