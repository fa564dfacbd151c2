package dev.thruway.guest.ssh;

import dev.thruway.guest.Bytes;
import dev.thruway.guest.GuestException;
import dev.thruway.guest.GuestFault;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Optional;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClient.OpenMode;
import org.apache.sshd.sftp.client.SftpClientFactory;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.common.SftpException;

/// Files over SFTP, version 3 as OpenSSH speaks it (draft-ietf-secsh-filexfer-02).
final class Sftp {

    private static final int CHUNK = 32 * 1024;

    private Sftp() {}

    /// Creates a file that must not exist yet, so that nobody can have put a link in its place.
    static Optional<Bytes> write(SshConnection connection, String path, Bytes content, int mode) {
        try (var sftp = client(connection)) {
            var modes = EnumSet.of(OpenMode.Write, OpenMode.Create, OpenMode.Exclusive);
            try (var handle = sftp.open(path, modes)) {
                var attributes = new SftpClient.Attributes();
                attributes.setPermissions(mode);
                sftp.setStat(handle, attributes);
                var bytes = content.toArray();
                for (int at = 0; at < bytes.length; at += CHUNK) {
                    sftp.write(handle, at, bytes, at, Math.min(CHUNK, bytes.length - at));
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            throw failed("put " + path, e);
        }
    }

    static Optional<Bytes> read(SshConnection connection, String path, int limit) {
        try (var sftp = client(connection);
                var handle = sftp.open(path, EnumSet.of(OpenMode.Read))) {
            var content = new ByteArrayOutputStream();
            var buffer = new byte[CHUNK];
            // Not by the size that stat tells: a file of /proc says 0.
            for (int n = sftp.read(handle, 0, buffer);
                    n > 0;
                    n = sftp.read(handle, content.size(), buffer)) {
                if (content.size() + n > limit) {
                    throw new GuestException("get " + path, SshGuest.tooLarge(limit));
                }
                content.write(buffer, 0, n);
            }
            return Optional.of(Bytes.of(content.toByteArray()));
        } catch (SftpException e) {
            if (e.getStatus() == SftpConstants.SSH_FX_NO_SUCH_FILE) {
                return Optional.empty();
            }
            throw failed("get " + path, e);
        } catch (IOException e) {
            throw failed("get " + path, e);
        }
    }

    private static SftpClient client(SshConnection connection) throws IOException {
        return SftpClientFactory.instance().createSftpClient(connection.session(), 3);
    }

    private static GuestException failed(String request, IOException e) {
        var message = SshConnection.reason(e);
        if (e instanceof SftpException refused) {
            var type = SftpConstants.getStatusName(refused.getStatus());
            return new GuestException(request, new GuestFault.Rejected(type, message), e);
        }
        return new GuestException(request, new GuestFault.Unreachable(message), e);
    }
}
