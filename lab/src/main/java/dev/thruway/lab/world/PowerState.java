package dev.thruway.lab.world;

/// Whether a VM runs.
public enum PowerState {
    POWERED_OFF("poweredOff", "Powered off"),
    POWERED_ON("poweredOn", "Powered on"),
    SUSPENDED("suspended", "Suspended");

    private final String wire;
    private final String words;

    PowerState(String wire, String words) {
        this.wire = wire;
        this.words = words;
    }

    /// As `VirtualMachinePowerState` spells it.
    public String wire() {
        return wire;
    }

    String words() {
        return words;
    }
}
