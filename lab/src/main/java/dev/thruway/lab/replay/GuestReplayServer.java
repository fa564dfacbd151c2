package dev.thruway.lab.replay;

import dev.thruway.lab.sshd.SshHostKey;
import dev.thruway.lab.sshd.SshListener;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.command.AbstractCommandSupport;
import org.apache.sshd.server.command.Command;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;
import org.jspecify.annotations.Nullable;

/// An sshd for one recorded guest, on loopback. Every login is accepted. Its SFTP shows a temporary
/// folder with the files that were read; what is written there is forgotten.
final class GuestReplayServer implements SshListener {

    private final SshServer server;
    private final SshHostKey hostKey;
    private final Path root;

    private GuestReplayServer(SshServer server, SshHostKey hostKey, Path root) {
        this.server = server;
        this.hostKey = hostKey;
        this.root = root;
    }

    /// @param port 0 for any that is free
    static GuestReplayServer start(GuestReplay guest, int port) throws IOException {
        var key = SshHostKey.make();
        var sshd = SshServer.setUpDefaultServer();
        sshd.setHost("127.0.0.1");
        sshd.setPort(port);
        sshd.setKeyPairProvider(key.provider());
        sshd.setPasswordAuthenticator((_, _, _) -> true);
        sshd.setPublickeyAuthenticator((_, _, _) -> true);
        var root = Files.createTempDirectory("thruway-replay-");
        lay(guest, root);
        sshd.setCommandFactory((_, line) -> command(guest, line, root));
        sshd.setFileSystemFactory(new VirtualFileSystemFactory(root));
        sshd.setSubsystemFactories(List.of(new SftpSubsystemFactory()));
        var started = new GuestReplayServer(sshd, key, root);
        try {
            sshd.start();
            return started;
        } catch (IOException e) {
            started.close();
            throw e;
        }
    }

    private static Command command(GuestReplay guest, String line, Path root) {
        return new AbstractCommandSupport(line, null) {
            @Override
            public void run() {
                var result = guest.run(Words.of(line));
                lay(guest, root);
                write(getOutputStream(), result.out());
                write(getErrorStream(), result.err());
                onExit(result.exit());
            }
        };
    }

    /// Lays the files down; a path that leaves the folder is no file of a guest.
    private static synchronized void lay(GuestReplay guest, Path root) {
        try {
            for (var file : guest.files().entrySet()) {
                var path = root.resolve(file.getKey().replaceFirst("^/+", "")).normalize();
                if (path.startsWith(root) && !path.equals(root)) {
                    Files.createDirectories(required(path.getParent()));
                    Files.writeString(path, file.getValue());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path required(@Nullable Path parent) {
        if (parent == null) {
            throw new IllegalStateException("a file without its folder");
        }
        return parent;
    }

    private static void write(OutputStream out, String text) {
        try {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public int port() {
        return server.getPort();
    }

    @Override
    public String fingerprint() {
        return hostKey.fingerprint();
    }

    @Override
    public void close() {
        server.close(true);
        try (var files = Files.walk(root)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
