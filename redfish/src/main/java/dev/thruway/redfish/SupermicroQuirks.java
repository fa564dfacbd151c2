package dev.thruway.redfish;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Supermicro with an AMI BIOS, whose attributes end in digits that change with the build.
final class SupermicroQuirks extends StandardQuirks {

    private static final List<String> ON = List.of("Enable", "Enabled", "Auto");

    /// From a captured SYS-821GE-TNHR (BMC 11.01.01).
    private static final List<BiosWish> WISHES =
            List.of(
                    wish("IntelVTforDirectedI_O_VT_d_"),
                    wish("IntelVirtualizationTechnology"),
                    wish("SR_IOVSupport"),
                    wish("Above4GDecoding"));

    private static BiosWish wish(String name) {
        return new BiosWish(Pattern.compile(Pattern.quote(name) + "_[0-9A-F]{4}"), ON);
    }

    @Override
    public List<BiosSetting> passthroughBiosSettings(Map<String, String> attributes) {
        return BiosWish.settings(WISHES, attributes);
    }
}
