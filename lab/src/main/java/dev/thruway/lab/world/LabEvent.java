package dev.thruway.lab.world;

import java.time.Instant;
import java.util.Optional;

/// Something that happened on a host.
///
/// @param chainId the key of the event that began the chain
/// @param type the vim type: `VmPoweredOnEvent`
/// @param host where it happened; empty for an event of a vCenter itself
/// @param vm the VM that it is about; empty for an event of the host
/// @param detail what the event says beside its full message: the error's own text, or the host
///   that a VM came from
public record LabEvent(
        int key,
        int chainId,
        Instant created,
        String user,
        String type,
        String fullMessage,
        Optional<EsxHost> host,
        Optional<Subject> vm,
        Optional<Detail> detail) {

    /// What only some kinds of events say.
    public sealed interface Detail {

        /// The text of an error.
        record Text(String text) implements Detail {}

        /// Where a VM came from.
        record Source(EsxHost host) implements Detail {}
    }
}
