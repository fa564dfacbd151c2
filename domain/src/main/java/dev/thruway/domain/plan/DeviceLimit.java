package dev.thruway.domain.plan;

import java.util.List;
import java.util.OptionalInt;

/// How many passthrough devices a VM may hold, by release and virtual hardware (Broadcom KB
/// 309986).
///
/// @param since the first release with it
/// @param hardware the oldest virtual hardware with it
public record DeviceLimit(Release since, int hardware, int devices) {

    /// What holds everywhere else.
    private static final int ANYWHERE = 16;

    /// The largest first.
    private static final List<DeviceLimit> LIMITS =
            List.of(
                    new DeviceLimit(new Release(8, 0, 2), 21, 128),
                    new DeviceLimit(new Release(8, 0, 1), 20, 64),
                    new DeviceLimit(new Release(8, 0, 0), 20, 32));

    public static int of(Release release, int hardware) {
        return LIMITS.stream()
                .filter(l -> !release.isBefore(l.since) && hardware >= l.hardware)
                .mapToInt(DeviceLimit::devices)
                .findFirst()
                .orElse(ANYWHERE);
    }

    /// The oldest virtual hardware with which a VM may hold so many devices, on a release that
    /// allows it; empty where any will do.
    static OptionalInt hardwareFor(int devices) {
        if (devices <= ANYWHERE) {
            return OptionalInt.empty();
        }
        return LIMITS.stream()
                .filter(l -> l.devices >= devices)
                .mapToInt(DeviceLimit::hardware)
                .min();
    }

    /// The most on this release, with whatever virtual hardware.
    public static int most(Release release) {
        return of(release, Integer.MAX_VALUE);
    }
}
