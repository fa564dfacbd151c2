package dev.thruway.vsphere.codec;

import java.util.Map;

/// From which API version on a server knows a field that we write. Fields that are not listed are
/// older than [ApiVersion#OLDEST]. Read from pyvmomi 9.1.1.0's type tables.
final class Since {

    private static final Map<String, ApiVersion> FIELDS =
            Map.of(
                    "HostPciPassthruConfig.applyNow", new ApiVersion("7.0"),
                    "HostPciPassthruConfig.hardwareLabel", new ApiVersion("7.0.2.0"));

    private Since() {}

    static boolean known(String type, String field, ApiVersion version) {
        var since = FIELDS.get(type + "." + field);
        return since == null || since.compareTo(version) <= 0;
    }
}
