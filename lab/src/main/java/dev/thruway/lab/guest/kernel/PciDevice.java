package dev.thruway.lab.guest.kernel;

import dev.thruway.domain.pci.PciAddress;
import dev.thruway.domain.pci.PciIds;
import dev.thruway.lab.guest.GuestPciFunction;
import java.util.Optional;

/// A function on the bus, and the driver that holds it.
public final class PciDevice {

    private final GuestPciFunction function;
    private Optional<String> driver;

    PciDevice(GuestPciFunction function, Optional<String> driver) {
        this.function = function;
        this.driver = driver;
    }

    public GuestPciFunction function() {
        return function;
    }

    public PciAddress address() {
        return function.address();
    }

    public synchronized Optional<String> driver() {
        return driver;
    }

    synchronized void bind(String name) {
        driver = Optional.of(name);
    }

    synchronized void release() {
        driver = Optional.empty();
    }

    /// NVIDIA's display controllers: classes 0300 and 0302.
    public boolean nvidiaGpu() {
        int type = function.classCode16();
        return function.ids().vendor() == PciIds.NVIDIA && (type == 0x0300 || type == 0x0302);
    }

    /// As the kernel writes it for module aliases: `pci:v000010DEd000026B9sv…bc03sc02i00`.
    public String modalias() {
        var ids = function.ids();
        int code = function.classCode24();
        return "pci:v%08Xd%08Xsv%08Xsd%08Xbc%02Xsc%02Xi%02X"
                .formatted(
                        ids.vendor(),
                        ids.device(),
                        ids.subsystemVendor(),
                        ids.subsystemDevice(),
                        code >> 16,
                        code >> 8 & 0xFF,
                        code & 0xFF);
    }
}
