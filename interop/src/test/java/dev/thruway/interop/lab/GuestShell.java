package dev.thruway.interop.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.interop.Peers;
import dev.thruway.interop.Tool;
import dev.thruway.lab.LabEndpoint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The guest as a person reaches it: OpenSSH's ssh and scp with a key made by ssh-keygen.
final class GuestShell {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String HOST = "guest";

    private final Path folder;
    private final LabEndpoint endpoint;

    private GuestShell(Path folder, LabEndpoint endpoint) {
        this.folder = folder;
        this.endpoint = endpoint;
    }

    /// Makes the key pair that a guest is to accept; answers its public half.
    static String makeKey(Path folder) throws Exception {
        var key = folder.resolve("id_ed25519");
        local(
                folder,
                Peers.program("ssh-keygen").toString(),
                "-q",
                "-t",
                "ed25519",
                "-N",
                "",
                "-f",
                key.toString());
        return Files.readString(folder.resolve("id_ed25519.pub")).strip();
    }

    private static String local(Path folder, String... command) throws Exception {
        var run = Tool.run(List.of(command), Map.of(), folder, LIMIT);
        assertThat(run.exit()).as(run.output()).isZero();
        return run.output();
    }

    static GuestShell of(LabEndpoint endpoint, Path folder) throws Exception {
        var config =
                """
                Host %s
                  HostName 127.0.0.1
                  Port %d
                  User %s
                  IdentityFile %s
                  IdentitiesOnly yes
                  BatchMode yes
                  UserKnownHostsFile %s
                  GlobalKnownHostsFile /dev/null
                  StrictHostKeyChecking accept-new
                  ConnectionAttempts 20
                  LogLevel ERROR
                """
                        .formatted(
                                HOST,
                                endpoint.url().getPort(),
                                endpoint.username(),
                                folder.resolve("id_ed25519"),
                                folder.resolve("known_hosts"));
        Files.writeString(folder.resolve("ssh_config"), config);
        return new GuestShell(folder, endpoint);
    }

    /// The key that the guest showed at the first contact is the one that the lab told.
    void checkHostKey() throws Exception {
        var known = folder.resolve("known_hosts").toString();
        assertThat(local(folder, "ssh-keygen", "-l", "-f", known)).contains(endpoint.thumbprint());
    }

    Tool.Run run(String command) throws Exception {
        return Tool.run(
                List.of(Peers.program("ssh").toString(), "-F", config(), HOST, command),
                Map.of(),
                folder,
                LIMIT);
    }

    /// Whether nothing answers there at this moment.
    boolean silent() throws Exception {
        var command = new ArrayList<>(List.of(Peers.program("ssh").toString(), "-F", config()));
        command.addAll(List.of("-o", "ConnectionAttempts=1", HOST, "true"));
        return Tool.run(command, Map.of(), folder, LIMIT).exit() == 255;
    }

    private String config() {
        return folder.resolve("ssh_config").toString();
    }

    /// What a command that succeeds writes.
    String ok(String command) throws Exception {
        var run = run(command);
        assertThat(run.exit()).as(command + "\n" + run.output()).isZero();
        return run.output();
    }

    /// What a command that fails writes.
    String fails(String command) throws Exception {
        var run = run(command);
        assertThat(run.exit()).as(command + "\n" + run.output()).isNotIn(0, 255);
        return run.output();
    }

    /// The command with which a person becomes root without a terminal.
    static String asRoot(String command) {
        return "echo '" + LabServer.GUEST_PASSWORD + "' | sudo -S -p '' " + command;
    }

    String root(String command) throws Exception {
        return ok(asRoot(command));
    }

    void copyTo(Path file, String path) throws Exception {
        scp(file.toString(), HOST + ":" + path);
    }

    void copyFrom(String path, Path file) throws Exception {
        scp(HOST + ":" + path, file.toString());
    }

    private void scp(String from, String to) throws Exception {
        var command = new ArrayList<>(List.of(Peers.program("scp").toString(), "-q", "-F"));
        command.addAll(List.of(config(), from, to));
        local(folder, command.toArray(String[]::new));
    }

    String bootId() throws Exception {
        return ok("cat /proc/sys/kernel/random/boot_id").strip();
    }

    /// Restarts the guest and waits until it answers as another boot.
    void reboot() throws Exception {
        var before = bootId();
        run(asRoot("reboot"));
        long end = System.nanoTime() + LIMIT.toNanos();
        while (true) {
            var now = run("cat /proc/sys/kernel/random/boot_id");
            if (now.exit() == 0 && !now.output().strip().equals(before)) {
                return;
            }
            assertThat(System.nanoTime()).as("the guest does not come back").isLessThan(end);
            Thread.sleep(50);
        }
    }
}
