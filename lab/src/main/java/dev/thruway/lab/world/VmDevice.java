package dev.thruway.lab.world;

import dev.thruway.domain.pci.ByteSize;
import dev.thruway.domain.pci.PciIds;
import java.util.List;
import java.util.Optional;

/// A virtual device of a VM. The key is unique in its VM.
public sealed interface VmDevice {

    int key();

    /// What a person sees: `Hard disk 1`.
    String label();

    /// A controller or another fixed part of the virtual board, under its vim type name.
    record Part(int key, String type, String label, Optional<At> at) implements VmDevice {}

    /// Where a device is plugged in.
    record At(int controllerKey, int unitNumber) {}

    /// A disk in a file of the datastore.
    record Disk(
            int key, String label, int controllerKey, int unitNumber, ByteSize size, String file)
            implements VmDevice {}

    /// A network card.
    record Nic(int key, String label, int unitNumber, String type, String network, String mac)
            implements VmDevice {}

    /// A device of the host, handed to the VM by its address (`VirtualPCIPassthrough` with a fixed
    /// backing).
    record Passthrough(int key, String label, int unitNumber, Backing backing)
            implements VmDevice {}

    /// A slice of a card that the host's vGPU driver shares out.
    ///
    /// @param profile such as `grid_l40s-8q`
    record Vgpu(int key, String label, int unitNumber, String profile) implements VmDevice {}

    /// A device of whichever host the VM starts on, picked at power-on (`VirtualPCIPassthrough`
    /// with a dynamic backing).
    record DynamicPassthrough(int key, String label, int unitNumber, Wish wish)
            implements VmDevice {}

    /// Which devices of the host may be picked.
    record Wish(String deviceName, List<Product> allowed, Optional<String> label) {
        public Wish {
            allowed = List.copyOf(allowed);
        }

        boolean accepts(PciIds ids, Optional<String> itsLabel) {
            return (allowed.isEmpty() || allowed.stream().anyMatch(p -> p.is(ids)))
                    && (label.isEmpty() || label.equals(itsLabel));
        }
    }

    /// A product by its PCI ids.
    ///
    /// @param subsystem empty where every board with the product is meant
    record Product(int vendor, int device, Optional<Subsystem> subsystem) {
        boolean is(PciIds ids) {
            return vendor == ids.vendor()
                    && device == ids.device()
                    && subsystem
                            .map(s ->
                                    s.vendor() == ids.subsystemVendor()
                                            && s.device() == ids.subsystemDevice())
                            .orElse(true);
        }
    }

    /// Who made the board.
    record Subsystem(int vendor, int device) {}

    /// What the VM remembers of the host's device: as the caller gave it, true or not. It is
    /// compared with the host at power-on.
    record Backing(String deviceName, String id, String deviceId, String systemId, int vendorId) {}
}
