package dev.thruway.domain.check;

import dev.thruway.domain.observation.Observed;
import dev.thruway.domain.pci.ByteSize;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// A host's memory, and who has a part of it for himself.
///
/// @param all of the host
/// @param reserved for each VM that runs, by the VM's name
public record HostMemory(Observed<ByteSize> all, Observed<SortedMap<String, ByteSize>> reserved) {

    public HostMemory {
        reserved = reserved.map(m -> Collections.unmodifiableSortedMap(new TreeMap<>(m)));
    }
}
