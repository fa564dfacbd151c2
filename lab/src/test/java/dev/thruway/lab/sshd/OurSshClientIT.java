package dev.thruway.lab.sshd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.thruway.guest.Bytes;
import dev.thruway.guest.Command;
import dev.thruway.guest.Elevation;
import dev.thruway.guest.GuestException;
import dev.thruway.guest.GuestFault;
import dev.thruway.guest.Secret;
import dev.thruway.guest.ssh.HostKeyPolicy;
import dev.thruway.guest.ssh.SshCredential;
import dev.thruway.guest.ssh.SshGuest;
import dev.thruway.guest.ssh.SshLimits;
import dev.thruway.guest.ssh.SshTarget;
import dev.thruway.lab.LabClock;
import dev.thruway.lab.fault.Endpoint;
import dev.thruway.lab.fault.FaultRules;
import dev.thruway.lab.guest.GuestAccount;
import dev.thruway.lab.guest.GuestAccount.Sudo;
import dev.thruway.lab.guest.GuestHardware;
import dev.thruway.lab.guest.GuestImage;
import dev.thruway.lab.guest.GuestListener;
import dev.thruway.lab.guest.GuestMachine;
import dev.thruway.lab.guest.GuestPciFunction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.subsystem.SubsystemFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Our SSH client where the guest says no.
@Timeout(60)
class OurSshClientIT {

    private record Hardware(
            boolean efi,
            boolean secureBoot,
            long memoryMib,
            int cpus,
            List<GuestPciFunction> pciFunctions)
            implements GuestHardware {}

    private final GuestMachine guest =
            new GuestMachine(
                    GuestImage.ubuntu2404(
                            "gpu02",
                            new GuestAccount("hpe", "secret", List.of(), Sudo.WITH_PASSWORD)),
                    LabClock.dividingBy(1000));
    @TempDir private Path folder;

    private final SshServer sshd = SshServer.setUpDefaultServer();
    private final AtomicInteger sftpFailures = new AtomicInteger();
    private final AtomicInteger logins = new AtomicInteger();
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final KeyPair hostKey = key();
    private final SshFaults faults = new SshFaults(new FaultRules(), new Endpoint("ssh", "gpu02"));

    private static KeyPair key() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void start() throws Exception {
        var up = new CountDownLatch(1);
        guest.addListener(
                new GuestListener() {
                    @Override
                    public void up() {
                        up.countDown();
                    }
                });
        guest.powerOn(new Hardware(true, false, 4_096, 2, List.of()));
        assertThat(up.await(30, TimeUnit.SECONDS)).isTrue();
        listen();
    }

    /// The lab's guest behind a door that counts.
    private void listen() throws IOException {
        sshd.setHost("127.0.0.1");
        sshd.setKeyPairProvider(KeyPairProvider.wrap(hostKey));
        sshd.setPasswordAuthenticator((user, password, session) -> {
            logins.incrementAndGet();
            return new GuestLogin(guest, faults).authenticate(user, password, session);
        });
        sshd.setCommandFactory((channel, line) -> {
            lines.add(line);
            return new GuestExec(guest, line, faults);
        });
        sshd.setSubsystemFactories(List.of(new Breaking(new GuestSftp(guest, faults).factory())));
        sshd.start();
    }

    /// File transfer that does not begin, as often as asked for.
    private final class Breaking implements SubsystemFactory {

        private final SubsystemFactory factory;

        Breaking(SubsystemFactory factory) {
            this.factory = factory;
        }

        @Override
        public String getName() {
            return factory.getName();
        }

        @Override
        public org.apache.sshd.server.command.Command createSubsystem(ChannelSession channel)
                throws IOException {
            if (sftpFailures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new IOException("no transfer today");
            }
            return factory.createSubsystem(channel);
        }
    }

    private String fingerprint() {
        return KeyUtils.getFingerPrint(BuiltinDigests.sha256, hostKey.getPublic());
    }

    @AfterEach
    void stop() throws IOException {
        sshd.close();
        guest.powerOff();
    }

    private static Secret secret(String text) {
        return new Secret(text.toCharArray());
    }

    private SshGuest client(String password, HostKeyPolicy hostKeys) {
        var target =
                new SshTarget(
                        "127.0.0.1",
                        sshd.getPort(),
                        "hpe",
                        new SshCredential.Password(secret(password)),
                        hostKeys,
                        Optional.empty());
        return new SshGuest(
                target, SshLimits.DEFAULT, exchange -> {}, InstantSource.system(), new Random(1));
    }

    private SshGuest client(String password) {
        return client(password, new HostKeyPolicy.Fingerprint(fingerprint()));
    }

    private static GuestFault fault(SshGuest client, Command command) {
        return catchThrowableOfType(GuestException.class, () -> client.run(command)).fault();
    }

    @Test
    void aPasswordThatWasRefusedIsNeverSentAgain() {
        try (var client = client("wrong")) {
            var first = fault(client, Command.of("true"));
            int sent = logins.get();

            assertThat(first).isInstanceOf(GuestFault.NotAuthenticated.class);
            assertThat(fault(client, Command.of("true"))).isEqualTo(first);
            assertThat(logins).hasPositiveValue().hasValue(sent);
        }
    }

    @Test
    void aPasswordThatSudoRefusedIsNeverSentAgain() {
        var wrong = Elevation.sudo(secret("wrong"));
        var right = Elevation.sudo(secret("secret"));
        try (var client = client("secret")) {
            var first = fault(client, Command.of("true").as(wrong));
            var sent = List.copyOf(lines);

            assertThat(first).isInstanceOf(GuestFault.NotAuthenticated.class);
            assertThat(fault(client, Command.of("true").as(wrong))).isEqualTo(first);
            assertThat(lines).isEqualTo(sent);
            assertThat(client.run(Command.of("true").as(right)).ok()).isTrue();
        }
    }

    private Path knownHosts(String marker) throws IOException {
        var line =
                "%s[127.0.0.1]:%d %s%n"
                        .formatted(
                                marker,
                                sshd.getPort(),
                                PublicKeyEntry.toString(hostKey.getPublic()));
        return Files.writeString(folder.resolve("known_hosts"), line);
    }

    private GuestFault judgedBy(Path knownHosts) {
        try (var client = client("secret", new HostKeyPolicy.KnownHosts(knownHosts))) {
            return fault(client, Command.of("true"));
        }
    }

    @Test
    void aKeyInTheFileIsTrusted() throws IOException {
        var policy = new HostKeyPolicy.KnownHosts(knownHosts(""));
        try (var client = client("secret", policy)) {
            assertThat(client.run(Command.of("true")).ok()).isTrue();
        }
    }

    @Test
    void aRevokedKeyIsNoFirstContact() throws IOException {
        assertThat(judgedBy(knownHosts("@revoked ")))
                .isEqualTo(
                        new GuestFault.Rejected(
                                GuestFault.Rejected.REVOKED_HOST_KEY, fingerprint()));
    }

    @Test
    void aFileThatCannotBeReadIsNoFirstContact() throws IOException {
        var unreadable = Files.createDirectory(folder.resolve("known_hosts"));
        assertThat(judgedBy(unreadable))
                .isEqualTo(
                        new GuestFault.Rejected(
                                GuestFault.Rejected.KNOWN_HOSTS_UNREADABLE, unreadable.toString()));
    }

    @Test
    void aFileThatIsNotThereYetIsOne() {
        assertThat(judgedBy(folder.resolve("none")))
                .isInstanceOf(GuestFault.UntrustedHostKey.class);
    }

    private static void assertNothingIsLeft(SshGuest client) {
        assertThat(
                        client.run(Command.of("find", "/tmp", "/etc", "/home/hpe"))
                                .stdoutText()
                                .lines()
                                .filter(path -> path.contains("thruway-")))
                .isEmpty();
    }

    @Test
    void aFileThatCannotBePutLeavesNothingBehind() {
        var content = Bytes.utf8("a\n");
        var sudo = Elevation.sudo(secret("secret"));
        try (var client = client("secret")) {
            // Neither can be replaced by a file.
            assertThatThrownBy(() -> client.put("/etc/modprobe.d", content, 0644, sudo))
                    .isInstanceOfSatisfying(
                            GuestException.class,
                            e -> assertThat(e.fault()).isInstanceOf(GuestFault.Rejected.class));
            assertNothingIsLeft(client);
            client.run(Command.of("mkdir", "/home/hpe/folder")).requireOk("mkdir");
            assertThatThrownBy(() -> client.put("/home/hpe/folder", content, 0644, Elevation.NONE))
                    .isInstanceOf(GuestException.class);
            assertNothingIsLeft(client);
        }
    }

    @Test
    void aTransferThatBreaksOffLeavesNothingBehindAndSaysWhy() {
        try (var client = client("secret")) {
            sftpFailures.set(1);
            assertThatThrownBy(() ->
                            client.put(
                                    "/etc/a",
                                    Bytes.utf8("a"),
                                    0644,
                                    Elevation.sudo(secret("secret"))))
                    .isInstanceOf(GuestException.class)
                    .hasNoSuppressedExceptions();
            assertThat(lines).anyMatch(line -> line.contains("rm -f -- /tmp/thruway-"));
        }
    }
}
