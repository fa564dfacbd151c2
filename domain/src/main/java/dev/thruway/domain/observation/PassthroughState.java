package dev.thruway.domain.observation;

/// What a host says about passing one PCI function through.
public enum PassthroughState {
    /// The VMkernel owns it, and will after a reboot.
    OFF("off"),
    /// Switched on, and not in effect before the host reboots.
    ENABLED_NOT_ACTIVE("pending-reboot"),
    /// Switched off, and still in effect before the host reboots.
    DISABLED_STILL_ACTIVE("pending-reboot"),
    /// Switched on and in effect.
    ACTIVE("active"),
    /// The host says that it cannot be passed through.
    INCAPABLE("incapable"),
    /// The card serves vGPUs.
    VGPU("vgpu"),
    /// A mode that this program does not know, and leaves alone.
    OTHER("other");

    private final String word;

    PassthroughState(String word) {
        this.word = word;
    }

    /// As documents name it; both pending states are one word there.
    public String word() {
        return word;
    }

    /// From the three flags of vim's HostPciPassthruInfo.
    public static PassthroughState of(boolean capable, boolean enabled, boolean active) {
        if (enabled) {
            return active ? ACTIVE : ENABLED_NOT_ACTIVE;
        }
        if (active) {
            return DISABLED_STILL_ACTIVE;
        }
        return capable ? OFF : INCAPABLE;
    }
}
