package dev.thruway.vsphere.vim;

import org.jspecify.annotations.Nullable;

/// Reservation and limit of memory or CPU; memory in MB.
public record ResourceAllocationInfo(
        @Nullable Long reservation,
        @Nullable Boolean expandableReservation,
        @Nullable Long limit,
        @Nullable Long overheadLimit) {}
