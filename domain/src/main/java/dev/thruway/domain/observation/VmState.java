package dev.thruway.domain.observation;

import dev.thruway.domain.pci.PciAddress;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// A VM as its host configures and runs it.
///
/// @param name in the inventory
/// @param host the host that it runs on, or is registered to
/// @param secureBoot empty where the server does not say
/// @param memoryReservationMib reserved memory, in MiB
/// @param lockedToMax vim's memoryReservationLockedToMax
/// @param extraConfig only keys that Thruway reads or writes
/// @param virtualTpm whether it has a virtual TPM
/// @param changeVersion vim's opaque version of the configuration
/// @param before what Thruway noted before it changed the VM; ignored where a clone copied it
/// @param agreedDynamic the dynamic devices that Thruway gave it
/// @param question the text of a question that the VM waits with, where there is one
public record VmState(
        String instanceUuid,
        String name,
        String host,
        Power power,
        VirtualHardware hardware,
        Firmware firmware,
        Optional<Boolean> secureBoot,
        long memoryMib,
        long memoryReservationMib,
        boolean lockedToMax,
        SortedMap<String, String> extraConfig,
        List<AttachedDevice> devices,
        boolean virtualTpm,
        String changeVersion,
        Optional<VmBefore> before,
        List<AgreedCard> agreed,
        List<DynamicDevice> agreedDynamic,
        boolean toolsRunning,
        Optional<String> question) {

    /// vim's VirtualMachinePowerState.
    public enum Power {
        ON("poweredOn"),
        OFF("poweredOff"),
        SUSPENDED("suspended");

        private final String word;

        Power(String word) {
            this.word = word;
        }

        /// As vim spells it.
        public String word() {
            return word;
        }
    }

    /// What the VM boots with.
    public enum Firmware {
        BIOS("bios"),
        EFI("efi");

        private final String word;

        Firmware(String word) {
            this.word = word;
        }

        /// As vim spells it.
        public String word() {
            return word;
        }
    }

    public VmState {
        extraConfig = Collections.unmodifiableSortedMap(new TreeMap<>(extraConfig));
        devices = List.copyOf(devices);
        agreed = List.copyOf(agreed);
        agreedDynamic = List.copyOf(agreedDynamic);
    }

    public VmState withHardware(VirtualHardware other) {
        return new VmState(
                instanceUuid,
                name,
                host,
                power,
                other,
                firmware,
                secureBoot,
                memoryMib,
                memoryReservationMib,
                lockedToMax,
                extraConfig,
                devices,
                virtualTpm,
                changeVersion,
                before,
                agreed,
                agreedDynamic,
                toolsRunning,
                question);
    }

    /// All guest memory reserved, and staying so when memory grows.
    public boolean allMemoryReserved() {
        return lockedToMax && memoryReservationMib >= memoryMib;
    }

    /// Whether a device of its configuration names this address of the host.
    public boolean holds(PciAddress address) {
        return devices.stream().anyMatch(d -> d.address().filter(address::equals).isPresent());
    }

    public Optional<String> extra(String key) {
        return Optional.ofNullable(extraConfig.get(key)).filter(v -> !v.isEmpty());
    }
}
