package dev.thruway.lab.guest;

/// What was installed on a guest's disk before the story begins.
///
/// @param kernelAbi the number after `6.8.0-` of the running kernel
public record GuestImage(String hostname, GuestAccount account, int kernelAbi) {

    /// The kernel for which the archive has prebuilt modules: packages.ubuntu.com, noble, 2026-11.
    public static final int CURRENT_KERNEL_ABI = 139;

    public GuestImage {
        if (!hostname.matches("[a-z0-9][a-z0-9-]{0,62}")) {
            throw new IllegalArgumentException("not a host name: " + hostname);
        }
        if (kernelAbi < 1) {
            throw new IllegalArgumentException("kernel ABI is not positive: " + kernelAbi);
        }
    }

    /// Ubuntu 24.04 server, fully updated but for its package lists, nothing of NVIDIA on it.
    public static GuestImage ubuntu2404(String hostname, GuestAccount account) {
        return new GuestImage(hostname, account, CURRENT_KERNEL_ABI);
    }
}
