package dev.thruway.lab.sshd;

import dev.thruway.lab.guest.GuestMachine;
import java.io.IOException;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.apache.sshd.server.subsystem.SubsystemFactory;

/// The SFTP subsystem of a guest's sshd, as OpenSSH's scp and sftp use it.
record GuestSftp(GuestMachine guest, SshFaults faults) {

    SubsystemFactory factory() {
        return new SubsystemFactory() {
            @Override
            public String getName() {
                return "sftp";
            }

            @Override
            public Command createSubsystem(ChannelSession channel) throws IOException {
                var os = guest.os().orElseThrow(() -> new IOException("the guest is going down"));
                faults.opensSftp(channel.getSession());
                return new SftpCommand(os);
            }
        };
    }
}
