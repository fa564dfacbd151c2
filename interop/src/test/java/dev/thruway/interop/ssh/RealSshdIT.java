package dev.thruway.interop.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thruway.guest.Bytes;
import dev.thruway.guest.Command;
import dev.thruway.guest.Elevation;
import dev.thruway.guest.GuestException;
import dev.thruway.guest.GuestFault;
import dev.thruway.guest.GuestTrace;
import dev.thruway.guest.Secret;
import dev.thruway.guest.ssh.HostKeyPolicy;
import dev.thruway.guest.ssh.SshCredential;
import dev.thruway.guest.ssh.SshGuest;
import dev.thruway.guest.ssh.SshLimits;
import dev.thruway.guest.ssh.SshTarget;
import dev.thruway.interop.Peers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Our client with the distribution's sshd, shell and coreutils.
class RealSshdIT {

    @TempDir static Path folder;
    private static OpenSshServer server;

    @BeforeAll
    static void start() throws Exception {
        server = OpenSshServer.start(Peers.program("sshd"), folder);
    }

    @AfterAll
    static void stop() throws Exception {
        if (server != null) {
            server.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ed25519", "ecdsa", "rsa"})
    void logsInWithEachTypeOfKey(String type) throws Exception {
        try (var guest = guest(target(key(type), fingerprint(), Optional.empty()))) {
            assertThat(guest.run(Command.of("echo", "it's", "$HOME")).stdoutText())
                    .isEqualTo("it's $HOME\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ed25519", "ecdsa", "rsa"})
    void asksForTheTypeOfHostKeyThatKnownHostsLists(String type) throws Exception {
        var file = folder.resolve("known-" + type);
        Files.writeString(file, server.hostKeyLine(type));
        var policy = new HostKeyPolicy.KnownHosts(file);
        try (var guest = guest(target(key("ed25519"), policy, Optional.empty()))) {
            assertThat(guest.run(Command.of("true")).ok()).isTrue();
        }
    }

    @Test
    void aFirstContactFailsWithTheFingerprintThatSshKeygenPrints() throws Exception {
        var policy = new HostKeyPolicy.NoneKnown();
        try (var guest = guest(target(key("ed25519"), policy, Optional.empty()))) {
            assertFault(
                    guest,
                    new GuestFault.UntrustedHostKey(
                            server.hostFingerprint("ed25519"), "ssh-ed25519", Optional.empty()));
        }
    }

    @Test
    void aChangedHostKeyIsRefusedWithBothFingerprints() throws Exception {
        var expected = server.hostFingerprint("rsa");
        var policy = new HostKeyPolicy.Fingerprint(expected);
        try (var guest = guest(target(key("ed25519"), policy, Optional.empty()))) {
            assertFault(
                    guest,
                    new GuestFault.UntrustedHostKey(
                            server.hostFingerprint("ed25519"),
                            "ssh-ed25519",
                            Optional.of(expected)));
        }
    }

    @Test
    void signsOfLifeKeepTheConnection() throws Exception {
        var often =
                new SshLimits(
                        SshLimits.DEFAULT.connect(),
                        SshLimits.DEFAULT.login(),
                        SshLimits.DEFAULT.transfer(),
                        Duration.ofMillis(50));
        var target = target(key("ed25519"), fingerprint(), Optional.empty());
        try (var guest = guest(target, often)) {
            // Tells the port that the connection comes from.
            var connection = Command.of("printenv", "SSH_CONNECTION");
            var before = guest.run(connection).stdoutText();

            assertThat(guest.run(Command.of("sleep", "1")).ok()).isTrue();

            assertThat(guest.run(connection).stdoutText()).isEqualTo(before).isNotBlank();
        }
    }

    @Test
    void aWrongCredentialIsNotTakenForAnUnreachableMachine() throws Exception {
        var wrong = new SshCredential.Password(new Secret("wrong".toCharArray()));
        try (var guest = guest(target(wrong, fingerprint(), Optional.empty()))) {
            assertThatThrownBy(() -> guest.run(Command.of("true")))
                    .isInstanceOfSatisfying(
                            GuestException.class,
                            e ->
                                    assertThat(e.fault())
                                            .isInstanceOf(GuestFault.NotAuthenticated.class));
        }
    }

    @Test
    void goesThroughAJumpHost() throws Exception {
        var jump = target(key("rsa"), fingerprint(), Optional.empty());
        try (var guest = guest(target(key("ed25519"), fingerprint(), Optional.of(jump)))) {
            assertThat(guest.run(Command.of("printenv", "SSH_CONNECTION")).ok()).isTrue();
        }
    }

    @Test
    void manyProgramsShareOneConnection() throws Exception {
        try (var guest = guest()) {
            var connections = new ArrayList<String>();
            for (int i = 0; i < 20; i++) {
                connections.add(guest.run(Command.of("printenv", "SSH_CONNECTION")).stdoutText());
            }
            assertThat(connections).doesNotContain("").containsOnly(connections.getFirst());
        }
    }

    @Test
    void feedsStandardInputAndTellsTheStreamsApart() throws Exception {
        try (var guest = guest()) {
            var script = "cat; echo oops >&2; exit 7";
            var result = guest.run(Command.of("sh", "-c", script).reading(Bytes.utf8("a\nb\n")));
            assertThat(result.code()).isEqualTo(7);
            assertThat(result.stdoutText()).isEqualTo("a\nb\n");
            assertThat(result.stderrText()).isEqualTo("oops\n");
        }
    }

    @Test
    void keepsTheBeginningOfMoreOutputThanAllowed() throws Exception {
        try (var guest = guest()) {
            var result = guest.run(Command.of("seq", "1", "500000").keeping(8));
            assertThat(result.ok()).isTrue();
            assertThat(result.stdout().truncated()).isTrue();
            assertThat(result.stdoutText()).isEqualTo("1\n2\n3\n4\n");
        }
    }

    @Test
    void aProgramThatIsKilledEndsWithItsSignal() throws Exception {
        try (var guest = guest()) {
            assertThat(guest.run(Command.of("sh", "-c", "kill -TERM $$")).code()).isEqualTo(143);
        }
    }

    @Test
    void aDeadlineEndsTheWaitAndNotTheConnection() throws Exception {
        try (var guest = guest()) {
            var limit = Duration.ofMillis(300);
            assertThatThrownBy(() -> guest.run(Command.of("sleep", "30").within(limit)))
                    .isInstanceOfSatisfying(
                            GuestException.class,
                            e -> assertThat(e.fault()).isEqualTo(new GuestFault.TimedOut(limit)));
            assertThat(guest.run(Command.of("true")).ok()).isTrue();
        }
    }

    @Test
    void aConnectionLostInTheMiddleIsUnreachableAndTheNextCallConnectsAgain() throws Exception {
        try (var guest = guest()) {
            var suicide = "kill -9 $PPID";
            assertThatThrownBy(() -> guest.run(Command.of("sh", "-c", suicide)))
                    .isInstanceOfSatisfying(
                            GuestException.class,
                            e -> assertThat(e.fault()).isInstanceOf(GuestFault.Unreachable.class));
            assertThat(guest.run(Command.of("true")).ok()).isTrue();
        }
    }

    @Test
    void putsAFileWithItsModeInOneStepAndGetsItBack() throws Exception {
        var path = folder.resolve("put file").toString();
        var content = Bytes.of(new SecureRandom().generateSeed(100_000));
        try (var guest = guest()) {
            guest.put(path, Bytes.utf8("before"), 0600, Elevation.NONE);
            guest.put(path, content, 0755, Elevation.NONE);
            assertThat(guest.get(path, 200_000, Elevation.NONE)).contains(content);
            assertThat(guest.run(Command.of("stat", "-c", "%a", path)).stdoutText())
                    .isEqualTo("755\n");
            try (var files = Files.list(folder)) {
                assertThat(files.filter(f -> f.toString().contains(".thruway-"))).isEmpty();
            }
        }
    }

    @Test
    void tellsAMissingFileFromOneThatIsTooLarge() throws Exception {
        try (var guest = guest()) {
            assertThat(guest.get("/no/such/file", 10, Elevation.NONE)).isEmpty();
            assertThatThrownBy(() -> guest.get("/etc/passwd", 10, Elevation.NONE))
                    .isInstanceOf(GuestException.class);
        }
    }

    @Test
    void readsTheKernelsBootId() throws Exception {
        try (var guest = guest()) {
            var here = Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
            assertThat(guest.bootId()).isEqualTo(here);
            assertThat(guest.get("/proc/version", 10_000, Elevation.NONE).orElseThrow().text())
                    .startsWith("Linux version");
        }
    }

    @Test
    void theTraceShowsEveryProgramAndFileAndNoKey() throws Exception {
        var seen = new ArrayList<GuestTrace.Exchange>();
        try (var guest = guest(target(key("ed25519"), fingerprint(), Optional.empty()), seen)) {
            guest.run(Command.of("echo", "hello"));
            guest.get("/etc/hostname", 1000, Elevation.NONE);
        }
        assertThat(seen)
                .extracting(exchange -> exchange.request().toString())
                .containsExactly("echo hello", "get /etc/hostname");
        assertThat(seen.toString()).contains("hello").doesNotContain("PRIVATE KEY");
    }

    private static void assertFault(SshGuest guest, GuestFault fault) {
        assertThatThrownBy(() -> guest.run(Command.of("true")))
                .isInstanceOfSatisfying(
                        GuestException.class, e -> assertThat(e.fault()).isEqualTo(fault));
    }

    private static SshCredential key(String type) throws Exception {
        var text = new Secret(server.userKey(type).toCharArray());
        return new SshCredential.PrivateKey(text, Optional.empty());
    }

    private static HostKeyPolicy fingerprint() throws Exception {
        return new HostKeyPolicy.Fingerprint(server.hostFingerprint("ed25519"));
    }

    private static SshTarget target(
            SshCredential credential, HostKeyPolicy policy, Optional<SshTarget> jump) {
        var user = ProcessHandle.current().info().user().orElseThrow();
        return new SshTarget("127.0.0.1", server.port(), user, credential, policy, jump);
    }

    private static SshGuest guest() throws Exception {
        return guest(target(key("ed25519"), fingerprint(), Optional.empty()));
    }

    private static SshGuest guest(SshTarget target) {
        return guest(target, new ArrayList<>());
    }

    private static SshGuest guest(SshTarget target, List<GuestTrace.Exchange> seen) {
        return new SshGuest(
                target, SshLimits.DEFAULT, seen::add, InstantSource.system(), new SecureRandom());
    }

    private static SshGuest guest(SshTarget target, SshLimits limits) {
        return new SshGuest(
                target, limits, GuestTrace.NONE, InstantSource.system(), new SecureRandom());
    }
}
