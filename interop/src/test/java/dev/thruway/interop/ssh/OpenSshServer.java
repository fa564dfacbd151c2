package dev.thruway.interop.ssh;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Debian's own sshd on a free port of loopback, with a configuration and keys of its own.
final class OpenSshServer implements AutoCloseable {

    private final Path folder;
    private final int port;
    private final Process process;

    private OpenSshServer(Path folder, int port, Process process) {
        this.folder = folder;
        this.port = port;
        this.process = process;
    }

    /// Starts it with one host key of each type, and each of those types accepted for logging in.
    static OpenSshServer start(Path sshd, Path folder) throws Exception {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        // Where sshd separates privileges it insists on this folder (sshd(8), FILES).
        if (ProcessHandle.current().info().user().orElse("").equals("root")) {
            Files.createDirectories(Path.of("/run/sshd"));
        }
        var config = new StringBuilder();
        var authorized = new StringBuilder();
        for (var type : List.of("ed25519", "ecdsa", "rsa")) {
            generate(type, folder.resolve("host-" + type));
            generate(type, folder.resolve("user-" + type));
            config.append("HostKey ").append(folder.resolve("host-" + type)).append('\n');
            authorized.append(Files.readString(folder.resolve("user-" + type + ".pub")));
        }
        Files.writeString(folder.resolve("authorized_keys"), authorized);
        int port = freePort();
        config.append(
                """
                Port %d
                ListenAddress 127.0.0.1
                PidFile none
                AuthorizedKeysFile %s/authorized_keys
                StrictModes no
                UsePAM no
                PasswordAuthentication no
                PermitRootLogin yes
                MaxStartups 100
                Subsystem sftp internal-sftp
                """
                        .formatted(port, folder));
        Files.writeString(folder.resolve("sshd_config"), config);
        var process =
                new ProcessBuilder(
                                sshd.toString(),
                                "-D",
                                "-e",
                                "-f",
                                folder.resolve("sshd_config").toString())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("sshd.log").toFile())
                        .start();
        var server = new OpenSshServer(folder, port, process);
        server.awaitPort();
        return server;
    }

    private static void generate(String type, Path file) throws Exception {
        var process =
                new ProcessBuilder("ssh-keygen", "-q", "-t", type, "-N", "", "-f", file.toString())
                        .start();
        if (process.waitFor() != 0) {
            throw new IOException("ssh-keygen failed for " + type);
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitPort() throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (process.isAlive() && System.nanoTime() < end) {
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                if (socket.getInputStream().read() == 'S') {
                    return;
                }
            } catch (IOException e) {
                Thread.sleep(20);
            }
        }
        throw new IOException("sshd did not start: " + log());
    }

    int port() {
        return port;
    }

    String log() throws IOException {
        return Files.readString(folder.resolve("sshd.log"));
    }

    String userKey(String type) throws IOException {
        return Files.readString(folder.resolve("user-" + type));
    }

    /// As `ssh-keygen -l` prints it.
    String hostFingerprint(String type) throws Exception {
        var key = folder.resolve("host-" + type + ".pub").toString();
        var process = new ProcessBuilder("ssh-keygen", "-l", "-E", "sha256", "-f", key).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .split(" ")[1];
    }

    String hostKeyLine(String type) throws IOException {
        return "[127.0.0.1]:%d %s"
                .formatted(port, Files.readString(folder.resolve("host-" + type + ".pub")));
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        process.onExit().orTimeout(5, TimeUnit.SECONDS).join();
    }
}
