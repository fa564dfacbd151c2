package dev.thruway.redfish;

/// A BIOS setting that passthrough depends on.
///
/// @param attribute the vendor's own name, such as `ProcAmdIoVt`
/// @param value what it is now
/// @param wanted what passthrough needs it to be; equal to the value where that will do
public record BiosSetting(String attribute, String value, String wanted) {

    public boolean right() {
        return value.equals(wanted);
    }
}
