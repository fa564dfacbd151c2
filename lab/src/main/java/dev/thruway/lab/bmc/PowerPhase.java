package dev.thruway.lab.bmc;

/// How far a server has come since its power was switched on.
public enum PowerPhase {
    OFF("Off", "PowerOff"),
    IN_POST("On", "InPost"),
    FINISHED_POST("On", "FinishedPost");

    private final String powerState;
    private final String postState;

    PowerPhase(String powerState, String postState) {
        this.powerState = powerState;
        this.postState = postState;
    }

    /// As `ComputerSystem.PowerState` spells it.
    String powerState() {
        return powerState;
    }

    /// As iLO's `Oem.Hpe.PostState` spells it.
    String postState() {
        return postState;
    }
}
