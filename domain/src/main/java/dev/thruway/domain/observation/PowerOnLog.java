package dev.thruway.domain.observation;

import dev.thruway.domain.mmio.StatedNeed;
import dev.thruway.domain.pci.Bar;
import dev.thruway.domain.pci.PciAddress;
import java.util.List;
import java.util.Optional;

/// What a VM's vmware.log tells of one power-on and the host's devices in it.
///
/// @param source the log's datastore path
/// @param stated what the devices need, where the power-on failed for that
public record PowerOnLog(String source, List<Device> devices, Optional<StatedNeed> stated) {

    public PowerOnLog {
        devices = List.copyOf(devices);
    }

    /// A device that the VM was started with.
    ///
    /// @param product vendor and device as lspci writes them; empty where the log does not name
    ///   them. Another card may have come to the address since
    /// @param bars empty where the log lists none
    /// @param line that of the first BAR; 0 where there is none
    public record Device(PciAddress address, Optional<String> product, List<Bar> bars, long line) {
        public Device {
            bars = List.copyOf(bars);
        }
    }
}
