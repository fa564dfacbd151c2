package dev.thruway.lab.world;

import java.time.Instant;
import java.util.Optional;

/// Something that happened on a host.
///
/// @param chainId the key of the event that began the chain
/// @param type the vim type: `VmPoweredOnEvent`
/// @param vm the VM that it is about; empty for an event of the host
/// @param detail what the event says beside its full message: the error's own text
public record LabEvent(
        int key,
        int chainId,
        Instant created,
        String user,
        String type,
        String fullMessage,
        Optional<Subject> vm,
        Optional<String> detail) {}
