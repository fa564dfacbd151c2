package dev.thruway.cli.lab;

import dev.thruway.cli.main.Run;
import dev.thruway.lab.Lab;
import dev.thruway.lab.LabEndpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/// A lab over sockets, with a folder that has its `thruway.yaml`, for runs of the command line.
public final class TestLab implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(10);

    private final RunningLab running;
    private final Path folder;

    private TestLab(RunningLab running, Path folder) {
        this.running = running;
        this.folder = folder;
    }

    /// A lab that serves a scenario, for one VM with one card.
    ///
    /// @param scenario a name that the lab knows, or a file in the folder
    public static TestLab start(Path folder, String scenario) throws IOException {
        return startAt(folder, scenario, 1_000);
    }

    /// As [#start], at another speed.
    ///
    /// @param factor how much faster than in reality physical work passes
    public static TestLab startAt(Path folder, String scenario, long factor) throws IOException {
        var running = RunningLab.start(scenario, 0, factor, folder);
        var lab = new TestLab(running, folder);
        lab.write("thruway.yaml", lab.file(1));
        return lab;
    }

    /// A scenario like the reference world, with these lines in place of its own.
    public static TestLab like(Path folder, String lines) throws IOException {
        Files.writeString(
                folder.resolve("world.yaml"), "lab: thruway-lab/v1\nlike: seed\n" + lines);
        return start(folder, "world.yaml");
    }

    /// The file exactly as `lab start` writes it.
    public String wholeFile(int gpus) {
        return running.text(gpus);
    }

    /// The lab's own file, without the BMC: what it says is another test's.
    public String file(int gpus) {
        return wholeFile(gpus)
                .replaceAll("(?m)^ {4}bmc:\\n(?: {6}.*\\n)+", "")
                .replaceAll("(?m)^policy:\\n(?: {2}.*\\n)+", "");
    }

    /// As [#file], with a journey that ends when the VM runs.
    public String fileWithoutGuest(int gpus) {
        return file(gpus).replaceAll("(?m)^ {4}guest:\\n(?: {6,}.*\\n)+", "");
    }

    public void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    public Lab lab() {
        return running.lab();
    }

    public Path folder() {
        return folder;
    }

    /// A run with the lab's secrets in its environment.
    public Run run(String... args) {
        return Run.in(folder, environment(), "", args);
    }

    public Map<String, String> environment() {
        var variables = new HashMap<>(running.file().environment());
        variables.put("XDG_STATE_HOME", folder.resolve("state").toAbsolutePath().toString());
        return variables;
    }

    /// As [#run], with `GOVC_URL` and what belongs to it.
    public Run govc(String... args) {
        return govc(running.lab().endpoint(LabEndpoint.Kind.ESXI, "dl385-01"), args);
    }

    /// As [#govc], of another endpoint.
    public Run govc(LabEndpoint endpoint, String... args) {
        var variables = environment();
        variables.put("GOVC_URL", endpoint.url().toString());
        variables.put("GOVC_USERNAME", endpoint.username());
        variables.put("GOVC_PASSWORD", endpoint.password());
        variables.put("GOVC_INSECURE", "1");
        return Run.in(folder, variables, "", args);
    }

    /// Returns when it is so.
    public static void await(BooleanSupplier condition) throws InterruptedException {
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("it did not become so within " + PATIENCE);
            }
            Thread.sleep(PAUSE);
        }
    }

    /// Everything secret of this lab.
    public List<String> secrets() {
        return new ArrayList<>(running.file().environment().values());
    }

    @Override
    public void close() {
        running.close();
    }
}
