package dev.thruway.guest.ssh;

import dev.thruway.guest.Command;
import dev.thruway.guest.ExecResult;
import dev.thruway.guest.ExecResult.Exit;
import dev.thruway.guest.GuestException;
import dev.thruway.guest.GuestFault;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.channel.ClientChannelEvent;

/// One exec request on one channel.
final class Exec {

    private static final Duration OPEN = Duration.ofSeconds(20);

    private Exec() {}

    static ExecResult run(SshConnection connection, SudoWords words, Command command) {
        var request = "run " + command;
        var stdout = new LimitedOutput(command.outputLimit());
        var stderr = new LimitedOutput(command.outputLimit());
        try (ChannelExec channel = connection.session().createExecChannel(words.line())) {
            channel.setIn(new ByteArrayInputStream(words.stdin()));
            channel.setOut(stdout);
            channel.setErr(stderr);
            var opening = channel.open();
            if (!opening.await(OPEN)) {
                throw new GuestException(request, new GuestFault.TimedOut(OPEN));
            }
            opening.verify();
            var events =
                    channel.waitFor(
                            EnumSet.of(ClientChannelEvent.CLOSED), command.deadline().toMillis());
            if (events.contains(ClientChannelEvent.TIMEOUT)) {
                throw new GuestException(request, new GuestFault.TimedOut(command.deadline()));
            }
            return new ExecResult(exit(channel, request), stdout.output(), stderr.output());
        } catch (IOException e) {
            throw new GuestException(
                    request, new GuestFault.Unreachable(SshConnection.reason(e)), e);
        }
    }

    private static Exit exit(ChannelExec channel, String request) {
        var signal = channel.getExitSignal();
        if (signal != null) {
            return new Exit.Signal(signal);
        }
        var status = channel.getExitStatus();
        if (status == null) {
            throw new GuestException(
                    request,
                    new GuestFault.Unreachable("the connection ended before the program's result"));
        }
        return new Exit.Code(status);
    }
}
