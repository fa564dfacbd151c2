package dev.thruway.lab.sshd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thruway.guest.Bytes;
import dev.thruway.guest.Command;
import dev.thruway.guest.Elevation;
import dev.thruway.guest.GuestException;
import dev.thruway.guest.Secret;
import dev.thruway.guest.ssh.HostKeyPolicy;
import dev.thruway.guest.ssh.SshCredential;
import dev.thruway.guest.ssh.SshGuest;
import dev.thruway.guest.ssh.SshLimits;
import dev.thruway.guest.ssh.SshTarget;
import dev.thruway.lab.LabClock;
import dev.thruway.lab.fault.Effect;
import dev.thruway.lab.fault.Endpoint;
import dev.thruway.lab.fault.FaultRule;
import dev.thruway.lab.fault.FaultRules;
import dev.thruway.lab.fault.Instead;
import dev.thruway.lab.fault.SaidFault;
import dev.thruway.lab.guest.Cards;
import dev.thruway.lab.guest.GuestAccount;
import dev.thruway.lab.guest.GuestAccount.Sudo;
import dev.thruway.lab.guest.GuestHardware;
import dev.thruway.lab.guest.GuestImage;
import dev.thruway.lab.guest.GuestListener;
import dev.thruway.lab.guest.GuestMachine;
import dev.thruway.lab.guest.GuestPciFunction;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClientFactory;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.common.SftpException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The guest's sshd over sockets, as a client sees it that we did not write.
@Timeout(60)
class GuestSshIT {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final GuestHardware HARDWARE =
            new Hardware(true, false, 65_536, 8, List.of(Cards.l40s("03:00.0")));

    private record Hardware(
            boolean efi,
            boolean secureBoot,
            long memoryMib,
            int cpus,
            List<GuestPciFunction> pciFunctions)
            implements GuestHardware {}

    private record Ran(int status, String out, String err) {}

    private final FaultRules rules = new FaultRules();
    private final KeyPair key = key();
    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    private final GuestMachine guest =
            new GuestMachine(
                    GuestImage.ubuntu2404(
                            "gpu02",
                            new GuestAccount(
                                    "hpe",
                                    "secret",
                                    List.of(PublicKeyEntry.toString(key.getPublic())),
                                    Sudo.WITH_PASSWORD)),
                    LabClock.dividingBy(1000));
    private final SshClient client = SshClient.setUpDefaultClient();
    private GuestSshServer sshd;

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
        sshd = GuestSshServer.of(guest, 0, new SshFaults(rules, new Endpoint("ssh", "gpu02")));
        guest.addListener(
                new GuestListener() {
                    @Override
                    public void up() {
                        events.add("up");
                    }

                    @Override
                    public void down() {
                        events.add("down");
                    }

                    @Override
                    public void halted() {
                        events.add("halted");
                    }
                });
        client.setServerKeyVerifier((session, address, serverKey) -> true);
        client.start();
        guest.powerOn(HARDWARE);
        await("up");
    }

    @AfterEach
    void stop() {
        client.stop();
        sshd.close();
        guest.powerOff();
    }

    private void await(String event) throws InterruptedException {
        assertThat(events.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo(event);
    }

    private ClientSession connect() throws IOException {
        return client.connect("hpe", "127.0.0.1", sshd.port()).verify(PATIENCE).getSession();
    }

    private ClientSession login() throws IOException {
        var session = connect();
        session.addPasswordIdentity("secret");
        session.auth().verify(PATIENCE);
        return session;
    }

    private static Ran exec(ClientSession session, String line, byte[] input) throws IOException {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        try (var channel = session.createExecChannel(line)) {
            channel.setIn(new ByteArrayInputStream(input));
            channel.setOut(out);
            channel.setErr(err);
            channel.open().verify(PATIENCE);
            channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), PATIENCE);
            var status = channel.getExitStatus();
            return new Ran(
                    status == null ? -1 : status,
                    out.toString(StandardCharsets.UTF_8),
                    err.toString(StandardCharsets.UTF_8));
        }
    }

    private static Ran exec(ClientSession session, String line) throws IOException {
        return exec(session, line, new byte[0]);
    }

    @Test
    void logsInByPasswordAndByKeyAndRefusesOthers() throws Exception {
        try (var session = login()) {
            assertThat(exec(session, "whoami; pwd").out()).isEqualTo("hpe\n/home/hpe\n");
        }
        try (var session = connect()) {
            session.addPublicKeyIdentity(key);
            session.auth().verify(PATIENCE);
            assertThat(exec(session, "id -u").out()).isEqualTo("1000\n");
        }
        try (var session = connect()) {
            session.addPasswordIdentity("wrong");
            assertThatThrownBy(() -> session.auth().verify(PATIENCE))
                    .isInstanceOf(IOException.class);
        }
        try (var session = connect()) {
            session.addPublicKeyIdentity(key());
            assertThatThrownBy(() -> session.auth().verify(PATIENCE))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void aKeyThatIsTakenOutOfTheFileOpensNothing() throws Exception {
        try (var session = login()) {
            exec(session, "rm ~/.ssh/authorized_keys");
        }
        try (var session = connect()) {
            session.addPublicKeyIdentity(key);
            assertThatThrownBy(() -> session.auth().verify(PATIENCE))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void answersWithStatusAndBothOutputs() throws Exception {
        try (var session = login()) {
            assertThat(exec(session, "echo out; echo err >&2; exit 3"))
                    .isEqualTo(new Ran(3, "out\n", "err\n"));
            assertThat(exec(session, "nonsense"))
                    .isEqualTo(new Ran(127, "", "bash: line 1: nonsense: command not found\n"));
            assertThat(
                            exec(
                                    session,
                                    "cat | tr a-z A-Z",
                                    "input\n".getBytes(StandardCharsets.UTF_8)))
                    .isEqualTo(new Ran(0, "INPUT\n", ""));
            assertThat(exec(session, "cat")).isEqualTo(new Ran(0, "", ""));
        }
    }

    @Test
    void carriesLargeOutputAndInput() throws Exception {
        try (var session = login()) {
            assertThat(exec(session, "seq 1 500000").out().lines()).hasSize(500_000);
            assertThat(exec(session, "wc -c", new byte[3_000_000]).out()).isEqualTo("3000000\n");
        }
    }

    @Test
    void runsSeveralChannelsAtOnce() throws Exception {
        try (var session = login()) {
            var results = new ArrayList<Thread>();
            var answers = new LinkedBlockingQueue<String>();
            for (int i = 0; i < 8; i++) {
                var line = "seq 1 20000 | tail -n 1; echo " + i;
                results.add(
                        Thread.ofVirtual()
                                .start(() -> {
                                    try {
                                        answers.add(exec(session, line).out());
                                    } catch (IOException e) {
                                        answers.add(e.toString());
                                    }
                                }));
            }
            for (var thread : results) {
                thread.join();
            }
            assertThat(answers)
                    .containsExactlyInAnyOrder(
                            "20000\n0\n",
                            "20000\n1\n",
                            "20000\n2\n",
                            "20000\n3\n",
                            "20000\n4\n",
                            "20000\n5\n",
                            "20000\n6\n",
                            "20000\n7\n");
        }
    }

    @Test
    void aChannelThatClosesEarlyLeavesTheConnection() throws Exception {
        try (var session = login()) {
            for (int i = 0; i < 10; i++) {
                try (ChannelExec channel = session.createExecChannel("seq 1 2000000")) {
                    channel.open().verify(PATIENCE);
                    assertThat(channel.getInvertedOut().read()).isEqualTo('1');
                    channel.close(true);
                }
                try (ChannelExec channel = session.createExecChannel("sleep 30")) {
                    channel.open().verify(PATIENCE);
                    channel.close(true);
                }
            }
            assertThat(exec(session, "echo alive").out()).isEqualTo("alive\n");
        }
    }

    @Test
    void putsGetsAndListsFiles() throws Exception {
        try (var session = login();
                var sftp = SftpClientFactory.instance().createSftpClient(session)) {
            assertThat(sftp.canonicalPath(".")).isEqualTo("/home/hpe");
            assertThat(sftp.canonicalPath("/bin/../lib/./modules")).isEqualTo("/usr/lib/modules");
            var content = new byte[5_000_000];
            new Random(1).nextBytes(content);
            try (var out = sftp.write("big")) {
                out.write(content);
            }
            try (var in = sftp.read("big")) {
                assertThat(in.readAllBytes()).isEqualTo(content);
            }
            var attributes = sftp.stat("/home/hpe/big");
            assertThat(attributes.getSize()).isEqualTo(content.length);
            assertThat(attributes.isRegularFile()).isTrue();
            assertThat(attributes.getPermissions() & 0777).isEqualTo(0644);
            assertThat(attributes.getModifyTime()).isNotNull();

            sftp.mkdir("folder");
            sftp.rename("big", "folder/moved");
            var names = new ArrayList<String>();
            sftp.readDir("folder").forEach(e -> names.add(e.getFilename()));
            assertThat(names).containsExactly(".", "..", "moved");
            sftp.setStat("folder/moved", new SftpClient.Attributes().perms(0600).size(10));
            assertThat(sftp.stat("folder/moved").getSize()).isEqualTo(10);
            assertThat(exec(session, "stat -c '%a %U' folder/moved").out()).isEqualTo("600 hpe\n");
            sftp.remove("folder/moved");
            sftp.rmdir("folder");
            assertStatus(SftpConstants.SSH_FX_NO_SUCH_FILE, () -> sftp.stat("folder"));
        }
    }

    @Test
    void listsAFolderOfAnySize() throws Exception {
        try (var session = login();
                var sftp = SftpClientFactory.instance().createSftpClient(session)) {
            exec(session, "mkdir many; for i in $(seq 1 950); do echo > many/file-$i; done");
            var found = new ArrayList<SftpClient.DirEntry>();
            sftp.readDir("many").forEach(found::add);
            assertThat(found).hasSize(952);
            assertThat(found.getLast().getLongFilename()).startsWith("-rw-r--r--");
            assertThat(found.getLast().getAttributes().isRegularFile()).isTrue();
        }
    }

    @Test
    void keepsFilesAsTheirModesSay() throws Exception {
        try (var session = login();
                var sftp = SftpClientFactory.instance().createSftpClient(session)) {
            int denied = SftpConstants.SSH_FX_PERMISSION_DENIED;
            assertStatus(denied, () -> sftp.read("/etc/shadow").readAllBytes());
            assertStatus(denied, () -> sftp.write("/etc/motd").close());
            assertStatus(denied, () -> sftp.open("/etc/hosts", SftpClient.OpenMode.Write));
            assertStatus(denied, () -> sftp.remove("/etc/hosts"));
            assertStatus(denied, () -> sftp.setStat("/tmp", new SftpClient.Attributes().perms(0)));
            assertStatus(SftpConstants.SSH_FX_FAILURE, () -> sftp.rmdir(".ssh/authorized_keys"));
            assertStatus(SftpConstants.SSH_FX_FAILURE, () -> sftp.remove(".ssh"));
            sftp.mkdir("a");
            sftp.mkdir("b");
            assertStatus(SftpConstants.SSH_FX_FAILURE, () -> sftp.rename("a", "b"));
        }
    }

    @FunctionalInterface
    private interface Attempt {
        void make() throws IOException;
    }

    private static void assertStatus(int status, Attempt attempt) {
        assertThatThrownBy(attempt::make)
                .isInstanceOfSatisfying(
                        SftpException.class, e -> assertThat(e.getStatus()).isEqualTo(status));
    }

    @Test
    void aRebootEndsTheSessionsAndKeepsTheHostKey() throws Exception {
        var before = sshd.fingerprint();
        try (var session = login()) {
            var boot = exec(session, "cat /proc/sys/kernel/random/boot_id").out();
            assertThat(
                            exec(
                                            session,
                                            "sudo -S -p '' systemctl reboot",
                                            "secret\n".getBytes(StandardCharsets.UTF_8))
                                    .err())
                    .isEmpty();
            await("down");
            session.waitFor(EnumSet.of(ClientSession.ClientSessionEvent.CLOSED), PATIENCE);
            assertThat(session.isOpen()).isFalse();
            await("up");
            try (var again = login()) {
                assertThat(exec(again, "cat /proc/sys/kernel/random/boot_id").out())
                        .isNotEqualTo(boot);
                assertThat(KeyUtils.getFingerPrint(BuiltinDigests.sha256, again.getServerKey()))
                        .isEqualTo(before);
            }
        }
    }

    @Test
    void aGuestThatIsOffRefusesConnections() throws Exception {
        guest.powerOff();
        await("down");
        assertThatThrownBy(this::connect).isInstanceOf(IOException.class);
        guest.powerOn(HARDWARE);
        await("up");
        login().close();
        guest.shutdown(() -> events.add("off"));
        await("down");
        await("halted");
        await("off");
        assertThatThrownBy(this::connect).isInstanceOf(IOException.class);
    }

    @Test
    void powerThatIsCutDuringTheBootLeavesNobodyListening() throws Exception {
        for (int i = 0; i < 20; i++) {
            guest.powerOff();
            guest.powerOn(HARDWARE);
            guest.reset();
        }
        guest.powerOff();
        assertThat(guest.running()).isFalse();
        assertThatThrownBy(this::connect).isInstanceOf(IOException.class);
    }

    private void loginByKey() throws IOException {
        try (var session = connect()) {
            session.addPublicKeyIdentity(key);
            session.auth().verify(PATIENCE);
        }
    }

    @Test
    void aLoginByKeyCountsOnceThoughItAsksBeforeItSigns() throws IOException {
        var counted = rules.add(FaultRule.on("login").after(2).times(1).refused("Locked", ""));
        loginByKey();
        assertThat(counted.calls()).isEqualTo(1);
        loginByKey();
        assertThatThrownBy(this::loginByKey).isInstanceOf(IOException.class);
        loginByKey();
        assertThat(counted.calls()).isEqualTo(4);
    }

    @Test
    void refusesByRuleInTheWordsAndWithTheStatusThatTheRuleHas() throws Exception {
        var fault = new SaidFault("CommandFailed", "No space left", Map.of("exitStatus", "28"));
        rules.add(
                FaultRule.on("exec").of("touch *").at("ssh/gpu02").does(new Effect.Refused(fault)));
        rules.add(FaultRule.on("sftp").refused("Closed", ""));
        rules.add(FaultRule.on("login").of("hpe").after(1).refused("Locked", ""));
        try (var session = login()) {
            assertThat(exec(session, "touch a")).isEqualTo(new Ran(28, "", "No space left\n"));
            assertThat(exec(session, "ls").out()).isEmpty();
            try (var sftp = session.createSubsystemChannel("sftp")) {
                sftp.open().verify(PATIENCE);
                assertThat(sftp.getInvertedOut().read()).isEqualTo(-1);
            }
        }
        assertThatThrownBy(this::login).isInstanceOf(IOException.class);
        rules.clear();
        login().close();
    }

    @Test
    void breaksByRuleBeforeOrAfterTheCommandIsDone() throws Exception {
        rules.add(FaultRule.on("exec").times(1).instead(Instead.DROP));
        rules.add(FaultRule.on("exec").times(1).instead(Instead.RESET_HALFWAY));
        try (var session = login()) {
            assertThat(exec(session, "touch dropped").status()).isEqualTo(-1);
        }
        try (var session = login()) {
            assertThat(exec(session, "touch done; echo 123456").status()).isEqualTo(-1);
        }
        try (var session = login()) {
            assertThat(exec(session, "ls").out()).isEqualTo("done\n");
        }
    }

    @Test
    void writesByRuleWhatTheCommandDidNot() throws Exception {
        rules.add(FaultRule.on("exec").times(1).instead(Instead.TRUNCATED));
        rules.add(FaultRule.on("exec").times(1).instead(Instead.GARBAGE));
        rules.add(FaultRule.on("exec").times(1).instead(Instead.HANG));
        rules.add(FaultRule.on("exec").times(1).instead(Instead.HUGE));
        try (var session = login()) {
            assertThat(exec(session, "echo 1234567; exit 3")).isEqualTo(new Ran(3, "1234", ""));
            assertThat(exec(session, "echo 1").out()).doesNotContain("1\n").isNotEmpty();
            try (var hung = session.createExecChannel("echo 1")) {
                hung.open().verify(PATIENCE);
                try (var huge = session.createExecChannel("echo 1")) {
                    huge.open().verify(PATIENCE);
                    assertThat(huge.getInvertedOut().readNBytes(1_000_000)).containsOnly(' ');
                }
                assertThat(hung.getExitStatus()).isNull();
            }
        }
    }

    @Test
    void ourOwnClientPutsRunsAndGets() {
        var target =
                new SshTarget(
                        "127.0.0.1",
                        sshd.port(),
                        "hpe",
                        new SshCredential.Password(new Secret("secret".toCharArray())),
                        new HostKeyPolicy.Fingerprint(sshd.fingerprint()),
                        Optional.empty());
        var sudo = new Elevation.Sudo(Optional.of(new Secret("secret".toCharArray())));
        try (var ours =
                new SshGuest(
                        target,
                        SshLimits.DEFAULT,
                        exchange -> {},
                        InstantSource.system(),
                        new Random(1))) {
            assertThat(ours.run(Command.of("lspci", "-nn", "-d", "10de:")).stdoutText())
                    .contains("[10de:26b9]");
            var path = "/etc/modprobe.d/thruway-nouveau.conf";
            var content = Bytes.utf8("blacklist nouveau\n");
            ours.put(path, content, 0644, sudo);
            assertThat(ours.get(path, 1000, Elevation.NONE)).contains(content);
            assertThat(ours.run(Command.of("stat", "-c", "%U %a", path)).stdoutText())
                    .isEqualTo("root 644\n");
            assertThat(ours.get("/etc/none", 1000, Elevation.NONE)).isEmpty();
            assertThatThrownBy(() -> ours.put("/etc/motd", content, 0644, Elevation.NONE))
                    .isInstanceOf(GuestException.class);
            assertThat(ours.run(Command.of("ls", "-A", "/etc/modprobe.d")).stdoutText())
                    .as("nothing left beside it")
                    .isEqualTo("blacklist-framebuffer.conf\nthruway-nouveau.conf\n");
        }
    }
}
