package dev.thruway.vsphere.vim;

import java.util.List;

/// A licence. Its key is a secret and is not read.
public record LicenseManagerLicenseInfo(
        String editionKey, String name, List<KeyAnyValue> properties) {
    public LicenseManagerLicenseInfo {
        properties = List.copyOf(properties);
    }
}
