package dev.thruway.domain.observation;

import dev.thruway.domain.pci.PciAddress;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a host itself lives on: functions that are never taken from it.
///
/// @param boot whether the adapter that ESXi boots from could be told; older releases keep their
///   system on a volume that names no disk
/// @param vsan whether the host lends its disks to vSAN
public record HostUses(SortedMap<PciAddress, HostUse> byAddress, Boot boot, Vsan vsan) {

    /// Whether the boot device is among them.
    public enum Boot {
        FOUND,
        NOT_FOUND
    }

    /// Whether vSAN has disks of this host.
    public enum Vsan {
        MEMBER,
        NONE
    }

    public HostUses {
        byAddress = Collections.unmodifiableSortedMap(new TreeMap<>(byAddress));
    }

    public Optional<HostUse> of(PciAddress address) {
        return Optional.ofNullable(byAddress.get(address));
    }
}
