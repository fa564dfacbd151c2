package dev.thruway.lab.sshd;

import dev.thruway.lab.guest.os.OperatingSystem;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.jspecify.annotations.Nullable;

/// One SFTP conversation: reads packets, answers each.
final class SftpCommand implements Command {

    /// As OpenSSH's sftp-server (SFTP_MAX_MSG_LENGTH).
    private static final int PACKET_LIMIT = 256 * 1024;

    private final OperatingSystem os;
    private @Nullable InputStream in;
    private @Nullable OutputStream out;
    private @Nullable ExitCallback callback;

    SftpCommand(OperatingSystem os) {
        this.os = os;
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
    public void setErrorStream(OutputStream stream) {}

    @Override
    public void setExitCallback(ExitCallback exit) {
        callback = exit;
    }

    @Override
    public void start(ChannelSession channel, Environment environment) {
        var user = channel.getSession().getUsername();
        Thread.ofVirtual().name("sftp").start(() -> serve(user));
    }

    private void serve(String user) {
        try {
            var account = os.accounts().find(user).orElseThrow();
            var files = new SftpFiles(os.files(), account.user(), account.home());
            if (in != null && out != null) {
                converse(new DataInputStream(in), new DataOutputStream(out), files);
            }
        } catch (IOException e) {
            // The client has gone.
        } finally {
            if (callback != null) {
                callback.onExit(0);
            }
        }
    }

    private static void converse(DataInputStream from, DataOutputStream to, SftpFiles files)
            throws IOException {
        while (true) {
            byte[] packet;
            try {
                int length = from.readInt();
                if (length < 1 || length > PACKET_LIMIT) {
                    return;
                }
                packet = from.readNBytes(length);
            } catch (EOFException e) {
                return;
            }
            var answer = files.answer(packet);
            to.writeInt(answer.length);
            to.write(answer);
            to.flush();
        }
    }

    /// The thread ends by itself when its input does. Interrupting it in a write would close the
    /// whole connection, as NIO does.
    @Override
    public void destroy(ChannelSession channel) {}
}
