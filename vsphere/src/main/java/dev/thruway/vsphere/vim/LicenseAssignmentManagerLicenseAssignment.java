package dev.thruway.vsphere.vim;

/// Which licence a vCenter has assigned to one entity, a host by its object id.
public record LicenseAssignmentManagerLicenseAssignment(
        String entityId, LicenseManagerLicenseInfo assignedLicense) {}
