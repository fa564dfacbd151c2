package dev.thruway.engine.guest;

import dev.thruway.guest.Bytes;
import dev.thruway.guest.Command;
import dev.thruway.guest.Elevation;
import dev.thruway.guest.ExecResult;
import dev.thruway.guest.GuestClient;
import dev.thruway.guest.GuestException;
import dev.thruway.guest.GuestFault;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A guest that answers what a test wrote down; any other program is not there.
final class ScriptedGuest implements GuestClient {

    private final Map<String, ExecResult> programs = new HashMap<>();
    private final Map<String, String> files = new HashMap<>();
    private final List<String> ran = new ArrayList<>();
    private final List<String> written = new ArrayList<>();
    private final List<String> ranAsRoot = new ArrayList<>();
    private @Nullable GuestFault fault;

    /// With a bus that has nothing but its host bridge.
    ScriptedGuest() {
        program("ls /sys/bus/pci/devices", 0, "0000:00:00.0\n");
    }

    ScriptedGuest program(String commandLine, int code, String stdout) {
        programs.put(commandLine, result(code, stdout));
        return this;
    }

    /// Every program ends like this from now on.
    ScriptedGuest failing(GuestFault why) {
        fault = why;
        return this;
    }

    ScriptedGuest file(String path, String content) {
        files.put(path, content);
        return this;
    }

    /// The command lines, in their order.
    List<String> ran() {
        return List.copyOf(ran);
    }

    List<String> ranAsRoot() {
        return List.copyOf(ranAsRoot);
    }

    List<String> written() {
        return List.copyOf(written);
    }

    String content(String path) {
        return files.getOrDefault(path, "");
    }

    GuestShell shell() {
        return new GuestShell(this, Elevation.sudo());
    }

    private static ExecResult result(int code, String stdout) {
        return new ExecResult(
                new ExecResult.Exit.Code(code),
                new ExecResult.Output(Bytes.utf8(stdout), false),
                new ExecResult.Output(Bytes.NONE, false));
    }

    @Override
    public ExecResult run(Command command) {
        var line = String.join(" ", command.argv());
        ran.add(line);
        if (command.elevation() instanceof Elevation.Sudo) {
            ranAsRoot.add(line);
        }
        if (fault != null) {
            throw new GuestException(line, fault);
        }
        return programs.getOrDefault(line, result(127, ""));
    }

    @Override
    public void put(String path, Bytes content, int mode, Elevation elevation) {
        files.put(path, content.text());
        written.add(path);
    }

    @Override
    public Optional<Bytes> get(String path, int limit, Elevation elevation) {
        return Optional.ofNullable(files.get(path)).map(Bytes::utf8);
    }

    @Override
    public void close() {}
}
