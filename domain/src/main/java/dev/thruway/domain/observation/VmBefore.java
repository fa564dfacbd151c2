package dev.thruway.domain.observation;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What `undo` restores of a VM: its settings before Thruway's first change.
///
/// @param extraConfig the two MMIO keys as they were; a key that was not there is not in the map
/// @param deviceAddresses addresses of the passthrough devices that it held; of a dynamic one what
///   it asked for
/// @param guestTouched whether Thruway was going to change the guest as well, and nobody has noted
///   since that it is restored
/// @param name how the file called the VM, by which it is found where it was renamed since
public record VmBefore(
        VmState.Power power,
        VmState.Firmware firmware,
        Optional<Boolean> secureBoot,
        long memoryReservationMib,
        boolean lockedToMax,
        SortedMap<String, String> extraConfig,
        List<String> deviceAddresses,
        boolean guestTouched,
        String name) {

    /// A note that does not say how the file called the VM.
    public VmBefore(
            VmState.Power power,
            VmState.Firmware firmware,
            Optional<Boolean> secureBoot,
            long memoryReservationMib,
            boolean lockedToMax,
            SortedMap<String, String> extraConfig,
            List<String> deviceAddresses,
            boolean guestTouched) {
        this(
                power,
                firmware,
                secureBoot,
                memoryReservationMib,
                lockedToMax,
                extraConfig,
                deviceAddresses,
                guestTouched,
                "");
    }

    /// The same of a VM whose guest is touched, or is restored.
    public VmBefore withGuestTouched(boolean touched) {
        return new VmBefore(
                power,
                firmware,
                secureBoot,
                memoryReservationMib,
                lockedToMax,
                extraConfig,
                deviceAddresses,
                touched,
                name);
    }

    public VmBefore {
        extraConfig = Collections.unmodifiableSortedMap(new TreeMap<>(extraConfig));
        deviceAddresses = List.copyOf(deviceAddresses);
    }
}
