package dev.thruway.lab.world;

/// The number in `vmx-21`.
final class HardwareVersion {

    private HardwareVersion() {}

    static int of(String version) {
        if (!version.matches("vmx-[0-9]{1,2}")) {
            throw new Refusal(new Refusal.Reason.InvalidArgument("version"));
        }
        return Integer.parseInt(version.substring("vmx-".length()));
    }
}
