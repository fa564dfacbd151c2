package dev.thruway.lab.world;

/// What a host does with a graphics card that it has not given away.
public enum GraphicsMode {
    /// Shown on a console, if at all.
    BASIC("basic"),
    /// Shared out by software (vSGA).
    SHARED("shared"),
    /// Shared out in slices by the vGPU driver.
    SHARED_DIRECT("sharedDirect");

    private final String wire;

    GraphicsMode(String wire) {
        this.wire = wire;
    }

    /// As `HostGraphicsInfo.graphicsType` spells it.
    public String wire() {
        return wire;
    }
}
