package dev.thruway.redfish;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/// Dell iDRAC 9.
///
/// Its own `DellVideo` resources have bus, device and function of a GPU but no segment, so no
/// address is taken from them.
final class DellQuirks extends StandardQuirks {

    /// From a captured R750 (iDRAC 6.00.30); `IommuSupport` of AMD servers from Dell's help texts.
    private static final List<BiosWish> WISHES =
            List.of(
                    BiosWish.enabled("ProcVirtualization"),
                    BiosWish.enabled("IommuSupport"),
                    BiosWish.enabled("SriovGlobalEnable"),
                    new BiosWish(Pattern.compile("MmioAbove4Gb"), List.of("Enabled", "Auto")));

    @Override
    public List<BiosSetting> passthroughBiosSettings(Map<String, String> attributes) {
        return BiosWish.settings(WISHES, attributes);
    }

    /// Without it iDRAC makes no job, and nothing is ever applied.
    @Override
    public void completeBiosChange(ObjectNode body) {
        body.putObject("@Redfish.SettingsApplyTime").put("ApplyTime", "OnReset");
    }
}
