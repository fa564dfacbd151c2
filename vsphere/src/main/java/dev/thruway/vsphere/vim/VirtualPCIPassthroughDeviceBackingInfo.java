package dev.thruway.vsphere.vim;

import org.jspecify.annotations.Nullable;

/// Fixed DirectPath: this function of this host (4.0).
///
/// @param deviceName required by the schema; what it says does not matter to the server
/// @param id the address, `0000:41:00.0`
/// @param deviceId hexadecimal without 0x; the schema's own text says otherwise, and only this
///   powers on (govmomi issues 2248 and 2249)
/// @param systemId the host's, from its ConfigTarget
/// @param vendorId signed, as the host reports it
public record VirtualPCIPassthroughDeviceBackingInfo(
        String deviceName,
        @Nullable Boolean useAutoDetect,
        String id,
        String deviceId,
        String systemId,
        Short vendorId)
        implements VirtualDeviceBackingInfo {}
