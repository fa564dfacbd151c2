package dev.thruway.lab.esxi;

import dev.thruway.lab.esxi.wire.Value;
import dev.thruway.lab.esxi.wire.Value.Ref;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// `GuestOperationsManager` and its parts. The lab's guests have an agent that tells their address
/// and takes a shutdown, and no more: what would be done inside a guest is refused as a host
/// refuses it whose guest has no such agent, and `guest.guestOperationsReady` says so before.
final class GuestOperations {

    private static final Ref MANAGER =
            new Ref("GuestOperationsManager", "ha-guest-operations-manager");
    private static final Ref LOGINS = new Ref("GuestAuthManager", "ha-guest-auth-manager");
    private static final Ref FILES = new Ref("GuestFileManager", "ha-guest-file-manager");
    private static final Ref PROCESSES = new Ref("GuestProcessManager", "ha-guest-process-manager");

    private GuestOperations() {}

    static Ref ref() {
        return MANAGER;
    }

    static List<ManagedObject> objects() {
        return List.of(
                new SimpleObject(
                        MANAGER,
                        new Properties()
                                .set("authManager", LOGINS)
                                .set("fileManager", FILES)
                                .set("processManager", PROCESSES)
                                .unset("aliasManager", "guestWindowsRegistryManager")),
                refusing(
                        LOGINS,
                        "AcquireCredentialsInGuest",
                        "ReleaseCredentialsInGuest",
                        "ValidateCredentialsInGuest"),
                refusing(
                        FILES,
                        "ChangeFileAttributesInGuest",
                        "CreateTemporaryDirectoryInGuest",
                        "CreateTemporaryFileInGuest",
                        "DeleteDirectoryInGuest",
                        "DeleteFileInGuest",
                        "InitiateFileTransferFromGuest",
                        "InitiateFileTransferToGuest",
                        "ListFilesInGuest",
                        "MakeDirectoryInGuest",
                        "MoveDirectoryInGuest",
                        "MoveFileInGuest"),
                refusing(
                        PROCESSES,
                        "ListProcessesInGuest",
                        "ReadEnvironmentVariableInGuest",
                        "StartProgramInGuest",
                        "TerminateProcessInGuest"));
    }

    private static ManagedObject refusing(Ref ref, String... methods) {
        return new SimpleObject(
                ref,
                Stream.of(methods)
                        .collect(Collectors.toMap(Function.identity(), name -> call -> refused())));
    }

    private static Value refused() {
        throw VimFault.of(
                "GuestOperationsUnavailable", "The guest operations agent could not be contacted.");
    }
}
