package dev.thruway.lab.guest.kernel;

import dev.thruway.domain.pci.Bar;
import dev.thruway.domain.pci.ByteSize;
import dev.thruway.domain.pci.PciAddress;
import dev.thruway.domain.pci.PciIds;
import dev.thruway.lab.guest.GuestBar;
import dev.thruway.lab.guest.GuestPciFunction;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// What every VMware guest has on its bus, passthrough or not (device ids from pci.ids).
final class Chipset {

    private static final int VMWARE = 0x15AD;
    private static final int INTEL = 0x8086;

    private Chipset() {}

    static List<PciDevice> devices() {
        return List.of(
                device("00:00.0", INTEL, 0x7190, 0x060000, "", 0),
                device("00:01.0", INTEL, 0x7191, 0x060400, "", 0),
                device("00:07.0", INTEL, 0x7110, 0x060100, "", 0),
                device("00:0f.0", VMWARE, 0x0405, 0x030000, "vmwgfx", 128),
                device("00:11.0", VMWARE, 0x0790, 0x060401, "", 0),
                device("00:15.0", VMWARE, 0x07A0, 0x060400, "pcieport", 0),
                device("00:15.1", VMWARE, 0x07A0, 0x060400, "pcieport", 0),
                device("00:15.2", VMWARE, 0x07A0, 0x060400, "pcieport", 0),
                device("00:16.0", VMWARE, 0x07A0, 0x060400, "pcieport", 0),
                device("00:17.0", VMWARE, 0x07A0, 0x060400, "pcieport", 0),
                device("00:18.0", VMWARE, 0x07A0, 0x060400, "pcieport", 0),
                device("04:00.0", VMWARE, 0x07C0, 0x010700, "vmw_pvscsi", 0),
                device("05:00.0", VMWARE, 0x07B0, 0x020000, "vmxnet3", 0));
    }

    private static PciDevice device(
            String address, int vendor, int id, int code, String driver, int mib) {
        var ids = new PciIds(vendor, id, VMWARE, id);
        var bars =
                mib == 0
                        ? List.<GuestBar>of()
                        : List.of(
                                new GuestBar(
                                        new Bar(1, ByteSize.ofMib(mib), Bar.Width.BITS_32, true),
                                        OptionalLong.of(0xE800_0000L)));
        var function =
                new GuestPciFunction(
                        PciAddress.parse(address), ids, code, 1, bars, Optional.empty());
        return new PciDevice(function, driver.isEmpty() ? Optional.empty() : Optional.of(driver));
    }
}
