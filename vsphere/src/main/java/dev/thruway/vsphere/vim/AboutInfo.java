package dev.thruway.vsphere.vim;

import org.jspecify.annotations.Nullable;

/// What answers: product, version, and whether it is a vCenter (`VirtualCenter`) or a host
/// (`HostAgent`).
public record AboutInfo(
        String name,
        @Nullable String fullName,
        @Nullable String vendor,
        String version,
        @Nullable String build,
        @Nullable String productLineId,
        String apiType,
        String apiVersion,
        @Nullable String instanceUuid,
        @Nullable String licenseProductName) {}
