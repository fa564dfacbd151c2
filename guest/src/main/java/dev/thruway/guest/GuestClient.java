package dev.thruway.guest;

import java.util.Optional;

/// A machine somewhere else, on which programs run and files are put and got.
///
/// A client survives the machine's reboot: a lost connection is opened again by the next call. It
/// may be used by several threads at once.
public interface GuestClient extends AutoCloseable {

    /// Where Linux tells one boot from another (`Documentation/admin-guide/sysctl/kernel.rst`).
    String BOOT_ID_PATH = "/proc/sys/kernel/random/boot_id";

    /// Runs one program and waits for its end. A non-zero exit is a result, not an exception.
    ///
    /// @throws GuestException when it could not be started, or when its result was lost: then it
    ///   may have run or may still be running
    ExecResult run(Command command);

    /// Puts a file, replacing what was there in one step. With sudo it belongs to root.
    ///
    /// @param mode permission bits, such as 0644
    void put(String path, Bytes content, int mode, Elevation elevation);

    /// The file's content, empty where there is none at that path. A file that may not be read is
    /// an exception, never absence; so is one larger than `limit` bytes.
    Optional<Bytes> get(String path, int limit, Elevation elevation);

    /// The identity of the running boot: another value after every reboot.
    default String bootId() {
        var text =
                run(Command.of("cat", BOOT_ID_PATH)).requireOk("cat " + BOOT_ID_PATH).stdoutText();
        if (!text.strip().matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")) {
            throw new GuestException(
                    "read " + BOOT_ID_PATH,
                    new GuestFault.Malformed("no boot id: " + text.strip()));
        }
        return text.strip();
    }

    @Override
    void close();
}
