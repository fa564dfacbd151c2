package dev.thruway.domain.observation;

/// A BIOS setting that passthrough depends on.
///
/// @param attribute the vendor's own name, such as `ProcAmdIoVt`
/// @param value what it is now
/// @param wanted what passthrough needs it to be
public record BiosSetting(String attribute, String value, String wanted) {

    public boolean right() {
        return value.equals(wanted);
    }
}
