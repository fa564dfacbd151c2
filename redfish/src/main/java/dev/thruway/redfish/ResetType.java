package dev.thruway.redfish;

/// What a server can be made to do with its power (`ResetType` of the Redfish schema `Resource`).
public enum ResetType {
    ON("On"),
    FORCE_OFF("ForceOff"),
    GRACEFUL_SHUTDOWN("GracefulShutdown"),
    GRACEFUL_RESTART("GracefulRestart"),
    FORCE_RESTART("ForceRestart"),
    PUSH_POWER_BUTTON("PushPowerButton"),
    POWER_CYCLE("PowerCycle");

    private final String word;

    ResetType(String word) {
        this.word = word;
    }

    /// As Redfish spells it.
    public String word() {
        return word;
    }
}
