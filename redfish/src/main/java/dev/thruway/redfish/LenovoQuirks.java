package dev.thruway.redfish;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Lenovo XCC.
///
/// A function's name ends in bus, device and function, without a segment, so no address is taken
/// from it.
final class LenovoQuirks extends StandardQuirks {

    private static final List<String> ON = List.of("Enabled", "Enable", "Auto");

    /// From a captured SR670 V2 (XCC 2.83); `IOMMU` of AMD servers from third-party notes. The
    /// spelling varies by UEFI build.
    private static final List<BiosWish> WISHES =
            List.of(
                    wish("DevicesandIOPorts_IntelVTforDirectedIOVTd"),
                    wish("DevicesandIOPorts_IOMMU"),
                    wish("Processors_IntelVirtualizationTechnology"),
                    wish("Processors_SVMMode"),
                    wish("DevicesandIOPorts_SRIOV"),
                    wish("DevicesandIOPorts_PCI64BitResourceAllocation"));

    private static BiosWish wish(String name) {
        return new BiosWish(Pattern.compile(name), ON);
    }

    @Override
    public List<BiosSetting> passthroughBiosSettings(Map<String, String> attributes) {
        return BiosWish.settings(WISHES, attributes);
    }
}
