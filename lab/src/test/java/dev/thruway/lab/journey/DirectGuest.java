package dev.thruway.lab.journey;

import dev.thruway.guest.Bytes;
import dev.thruway.guest.Command;
import dev.thruway.guest.Elevation;
import dev.thruway.guest.ExecResult;
import dev.thruway.guest.GuestClient;
import dev.thruway.guest.GuestException;
import dev.thruway.guest.GuestFault;
import dev.thruway.guest.PosixWords;
import dev.thruway.lab.guest.GuestMachine;
import dev.thruway.lab.guest.fs.User;
import dev.thruway.lab.guest.os.OperatingSystem;
import dev.thruway.lab.guest.shell.ProcessContext;
import dev.thruway.lab.guest.shell.Shell;
import dev.thruway.lab.guest.shell.Streams;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A guest of the lab that is reached without a wire: its shell is given the line that its sshd
/// would be given. Whoever may become root is.
record DirectGuest(GuestMachine machine, InProcess.Tap tap) implements GuestClient {

    private static final String PATH =
            "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private OperatingSystem up() {
        return machine.os()
                .orElseThrow(() ->
                        new GuestException("test", new GuestFault.Unreachable("nobody answers")));
    }

    private User user(OperatingSystem os, Elevation elevation) {
        return switch (elevation) {
            case Elevation.Sudo _ -> User.ROOT;
            case Elevation.None _ ->
                    os.accounts().find(machine.image().account().name()).orElseThrow().user();
        };
    }

    @Override
    public ExecResult run(Command command) {
        var line = PosixWords.join(command.argv());
        tap.beforeGuest(line);
        var os = up();
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var streams = new Streams(new ByteArrayInputStream(command.stdin().toArray()), out, err);
        var context =
                new ProcessContext(
                        user(os, command.elevation()),
                        "/",
                        Map.of("PATH", PATH, "LC_ALL", "C"),
                        streams,
                        false);
        int status = run(os, context, line);
        tap.afterGuest(line);
        return new ExecResult(
                new ExecResult.Exit.Code(status),
                new ExecResult.Output(Bytes.of(out.toByteArray()), false),
                new ExecResult.Output(Bytes.of(err.toByteArray()), false));
    }

    private static int run(OperatingSystem os, ProcessContext context, String line) {
        try {
            return new Shell(os.files(), os, context, List.of("bash")).run(line);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new GuestException(line, new GuestFault.Unreachable("interrupted"));
        }
    }

    @Override
    public void put(String path, Bytes content, int mode, Elevation elevation) {
        tap.beforeGuest("put " + path);
        var os = up();
        os.files().write(user(os, elevation), path, content.toArray(), mode);
        tap.afterGuest("put " + path);
    }

    @Override
    public Optional<Bytes> get(String path, int limit, Elevation elevation) {
        tap.beforeGuest("get " + path);
        var os = up();
        var user = user(os, elevation);
        return os.files().exists(user, path)
                ? Optional.of(Bytes.of(os.files().read(user, path)))
                : Optional.empty();
    }

    @Override
    public void close() {}
}
