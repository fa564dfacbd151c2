package dev.thruway.vsphere.client;

import dev.thruway.vsphere.codec.SoapRequest;
import dev.thruway.vsphere.vim.LicenseAssignmentManagerLicenseAssignment;
import dev.thruway.vsphere.vim.LicenseManagerLicenseInfo;
import dev.thruway.vsphere.vim.ManagedObjectReference;
import java.util.List;

/// Which licences a host has. Changes nothing.
public final class Licences {

    private static final String ASSIGNMENTS = "licenseAssignmentManager";

    private final VsphereClient client;

    public Licences(VsphereClient client) {
        this.client = client;
    }

    /// The licences of one host. A host's own list is that of the host; a vCenter's list holds
    /// every licence that it knows, and is asked what it assigned to the host.
    public List<LicenseManagerLicenseInfo> of(ManagedObjectReference host) {
        var manager = VsphereClient.required("licenseManager", client.content().licenseManager());
        return client.isVcenter() ? assigned(manager, host) : own(manager);
    }

    private List<LicenseManagerLicenseInfo> own(ManagedObjectReference manager) {
        return client.properties()
                .of(manager, "licenses")
                .list("licenses", LicenseManagerLicenseInfo.class);
    }

    private List<LicenseManagerLicenseInfo> assigned(
            ManagedObjectReference manager, ManagedObjectReference host) {
        var assignments =
                client.properties()
                        .of(manager, ASSIGNMENTS)
                        .find(ASSIGNMENTS, ManagedObjectReference.class);
        return client
                .read(
                        SoapRequest.of(
                                        "QueryAssignedLicenses",
                                        VsphereClient.required(
                                                ASSIGNMENTS, assignments.orElse(null)))
                                .with("entityId", host.value()),
                        LicenseAssignmentManagerLicenseAssignment.class)
                .stream()
                // Some servers ignore the entity, and answer with those of all.
                .filter(a -> a.entityId().equals(host.value()))
                .map(LicenseAssignmentManagerLicenseAssignment::assignedLicense)
                .toList();
    }
}
