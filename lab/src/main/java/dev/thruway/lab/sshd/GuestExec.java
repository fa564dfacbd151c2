package dev.thruway.lab.sshd;

import dev.thruway.lab.guest.GuestMachine;
import dev.thruway.lab.guest.os.OperatingSystem;
import dev.thruway.lab.guest.shell.ProcessContext;
import dev.thruway.lab.guest.shell.Shell;
import dev.thruway.lab.guest.shell.Streams;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.apache.sshd.server.session.ServerSession;
import org.jspecify.annotations.Nullable;

/// One exec request: the line goes to the account's shell, as sshd does it.
final class GuestExec implements Command {

    private static final String PATH =
            "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private final GuestMachine guest;
    private final String line;
    private final SshFaults faults;
    private @Nullable InputStream in;
    private @Nullable OutputStream out;
    private @Nullable OutputStream err;
    private @Nullable ExitCallback callback;
    private @Nullable Thread thread;
    private volatile boolean ended;

    GuestExec(GuestMachine guest, String line, SshFaults faults) {
        this.guest = guest;
        this.line = line;
        this.faults = faults;
    }

    @Override
    public void setInputStream(InputStream stream) {
        in = stream;
    }

    @Override
    public void setOutputStream(OutputStream stream) {
        out = stream;
    }

    @Override
    public void setErrorStream(OutputStream stream) {
        err = stream;
    }

    @Override
    public void setExitCallback(ExitCallback exit) {
        callback = exit;
    }

    @Override
    public void start(ChannelSession channel, Environment environment) throws IOException {
        var os = guest.os().orElseThrow(() -> new IOException("the guest is going down"));
        var session = channel.getSession();
        thread =
                Thread.ofVirtual()
                        .name("exec-" + guest.image().hostname())
                        .start(() -> run(os, session));
    }

    private void run(OperatingSystem os, ServerSession session) {
        int status = 255;
        try {
            var streams = new Streams(required(in), required(out), required(err));
            status = faults.exec(line, session, streams, with -> shell(os, session, with));
            ended = true;
            flush(out);
            flush(err);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (UncheckedIOException | IOException e) {
            // The client has gone.
        } finally {
            if (callback != null) {
                callback.onExit(status);
            }
        }
    }

    private int shell(OperatingSystem os, ServerSession session, Streams streams)
            throws InterruptedException {
        var name = session.getUsername();
        var account = os.accounts().find(name).orElseThrow();
        var environment =
                Map.of(
                        "PATH",
                        PATH,
                        "HOME",
                        account.home(),
                        "USER",
                        name,
                        "LOGNAME",
                        name,
                        "SHELL",
                        account.shell(),
                        "LANG",
                        "C.UTF-8");
        var context =
                new ProcessContext(account.user(), account.home(), environment, streams, false);
        return new Shell(os.files(), os, context, List.of("bash")).run(line);
    }

    private static <T> T required(@Nullable T stream) {
        if (stream == null) {
            throw new IllegalStateException("a channel without its streams");
        }
        return stream;
    }

    private static void flush(@Nullable OutputStream stream) throws IOException {
        if (stream != null) {
            stream.flush();
        }
    }

    /// Kills what still runs. A program that has ended is writing its last bytes, and interrupting
    /// that would close the whole connection, as NIO does.
    @Override
    public void destroy(ChannelSession channel) {
        if (thread != null && !ended) {
            thread.interrupt();
        }
    }
}
