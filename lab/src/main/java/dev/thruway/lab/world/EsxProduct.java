package dev.thruway.lab.world;

/// A release of ESXi.
public record EsxProduct(
        String version, String build, String apiVersion, int newestHardwareNumber) {

    /// Whether the API is that of a release or of a later one: 9.1 is `atLeast(9, 1)`.
    public boolean atLeast(int major, int minor) {
        var parts = apiVersion.split("\\.", -1);
        int mine = Integer.parseInt(parts[0]);
        return mine > major || (mine == major && Integer.parseInt(parts[1]) >= minor);
    }

    String newestHardware() {
        return "vmx-" + newestHardwareNumber;
    }
}
