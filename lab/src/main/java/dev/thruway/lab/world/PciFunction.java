package dev.thruway.lab.world;

import dev.thruway.domain.pci.Bar;
import dev.thruway.domain.pci.PciAddress;
import dev.thruway.domain.pci.PciIds;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// One PCI function of a server, as its silicon is: nothing here changes by what is done to it.
///
/// @param classCode class, subclass and programming interface, 24 bits: `0x030200`
/// @param parentBridge the bridge above it; empty on a root bus
/// @param numaNode the node whose root complex it hangs on; empty where its host does not say
/// @param slot the slot that it sits in
/// @param vmkernelName the name that ESXi's own driver gives it, such as `vmnic0`; empty where no
///   driver claims it
/// @param role what the host itself uses it for
/// @param dependsOn the function without which it cannot leave its host, such as the display of a
///   card's audio; empty where it is on its own
/// @param bars in order of their index
public record PciFunction(
        PciAddress address,
        PciIds ids,
        int classCode,
        int revision,
        String vendorName,
        String deviceName,
        Optional<PciAddress> parentBridge,
        OptionalInt numaNode,
        Slot slot,
        Optional<String> vmkernelName,
        Role role,
        Offer offer,
        Optional<PciAddress> dependsOn,
        List<Bar> bars) {

    /// The slot of a card.
    ///
    /// @param number empty for what is on the board, and where the slot has a name alone
    /// @param name as its host describes it, where that is not the usual; else empty
    public record Slot(OptionalInt number, Optional<String> name) {

        /// What is on the board.
        public static final Slot NONE = new Slot(OptionalInt.empty(), Optional.empty());

        public static Slot of(int number) {
            return new Slot(OptionalInt.of(number), Optional.empty());
        }

        /// As its host describes it; empty where it is in none.
        public String description() {
            return name.orElse(number.isPresent() ? "PCI-E Slot " + number.getAsInt() : "");
        }
    }

    /// Whether its host offers it for passthrough.
    public enum Offer {
        /// As the IOMMU, and what the device is, allow.
        USUAL,
        /// Whatever these say, it does not.
        NEVER,
        /// Its host does not say.
        UNSAID
    }

    /// What a function is to its host.
    public enum Role {
        /// A bridge or another part of the platform.
        PLATFORM,
        /// The display and the management processor of the BMC.
        BMC,
        /// The controller that ESXi boots from.
        BOOT_STORAGE,
        /// A controller with a datastore.
        STORAGE,
        /// An uplink of the management network.
        NETWORK,
        /// An uplink of another switch.
        UPLINK,
        /// Something that the host has no use of its own for.
        FREE
    }

    public PciFunction {
        if (classCode < 0 || classCode > 0xFFFFFF) {
            throw new IllegalArgumentException("class code out of range: " + classCode);
        }
        if (revision < 0 || revision > 0xFF) {
            throw new IllegalArgumentException("revision out of range: " + revision);
        }
        bars = List.copyOf(bars);
    }

    /// Class and subclass, as vim's `classId` has them: `0x0302`.
    public int baseClass() {
        return classCode >> 8;
    }

    /// True where the device could leave the host at all; whether it may is the IOMMU's say.
    ///
    /// Bridges and parts of the platform are never capable; real hosts list them so (a recording of
    /// ESXi 8.0.3 in vmware/pyvmomi, `test_json_host_explode.yaml`).
    public boolean detachable() {
        return offer == Offer.USUAL && role != Role.PLATFORM && baseClass() >> 8 != 0x06;
    }

    /// Whichever has to leave the host for this one to leave: itself, or what it depends on.
    public PciAddress leader() {
        return dependsOn.orElse(address);
    }

    PciFunction at(PciAddress other) {
        return new PciFunction(
                other,
                ids,
                classCode,
                revision,
                vendorName,
                deviceName,
                parentBridge,
                numaNode,
                slot,
                vmkernelName,
                role,
                offer,
                dependsOn.map(d ->
                        new PciAddress(other.segment(), other.bus(), other.device(), d.function())),
                bars);
    }
}
