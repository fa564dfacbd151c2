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

    private GuestOperations() {}

    static List<ManagedObject> objects(Refs refs) {
        return List.of(
                new SimpleObject(
                        refs.the(Fixed.GUEST_OPERATIONS),
                        new Properties()
                                .set("authManager", refs.the(Fixed.GUEST_LOGINS))
                                .set("fileManager", refs.the(Fixed.GUEST_FILES))
                                .set("processManager", refs.the(Fixed.GUEST_PROCESSES))
                                .unset("aliasManager", "guestWindowsRegistryManager")),
                refusing(
                        refs.the(Fixed.GUEST_LOGINS),
                        "AcquireCredentialsInGuest",
                        "ReleaseCredentialsInGuest",
                        "ValidateCredentialsInGuest"),
                refusing(
                        refs.the(Fixed.GUEST_FILES),
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
                        refs.the(Fixed.GUEST_PROCESSES),
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
