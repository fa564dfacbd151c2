package dev.thruway.cli.main;

import dev.thruway.cli.trust.Presented.Stranger;
import dev.thruway.guest.Bytes;
import dev.thruway.guest.Command;
import dev.thruway.guest.Elevation;
import dev.thruway.guest.ExecResult;
import dev.thruway.guest.GuestClient;
import dev.thruway.guest.GuestException;
import dev.thruway.guest.GuestFault;
import dev.thruway.guest.ssh.HostKeyPolicy;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Predicate;

/// A guest whose host key nobody has accepted yet, since it was not there to show one: a VM that is
/// powered on in the course of the run. A person decides when it is met.
final class FirstContactGuest implements GuestClient {

    private final Function<HostKeyPolicy, GuestClient> connect;
    private final Predicate<Stranger> accepts;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile GuestClient client;

    FirstContactGuest(Function<HostKeyPolicy, GuestClient> connect, Predicate<Stranger> accepts) {
        this.connect = connect;
        this.accepts = accepts;
        this.client = connect.apply(new HostKeyPolicy.NoneKnown());
    }

    @Override
    public ExecResult run(Command command) {
        return meeting(guest -> guest.run(command));
    }

    @Override
    public void put(String path, Bytes content, int mode, Elevation elevation) {
        meeting(guest -> {
            guest.put(path, content, mode, elevation);
            return path;
        });
    }

    @Override
    public Optional<Bytes> get(String path, int limit, Elevation elevation) {
        return meeting(guest -> guest.get(path, limit, elevation));
    }

    /// Where the key was not known, nothing of the work was done, so that it is done again.
    private <T> T meeting(Function<GuestClient, T> work) {
        var met = client;
        try {
            return work.apply(met);
        } catch (GuestException e) {
            if (e.fault() instanceof GuestFault.UntrustedHostKey(var shown, var type, var expected)
                    && expected.isEmpty()
                    && accepts.test(SshConnector.stranger(shown, type))) {
                return work.apply(pinned(met, shown));
            }
            throw e;
        }
    }

    private GuestClient pinned(GuestClient met, String fingerprint) {
        lock.lock();
        try {
            if (client.equals(met)) {
                met.close();
                client = connect.apply(new HostKeyPolicy.Fingerprint(fingerprint));
            }
            return client;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
