package dev.thruway.lab.bmc;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The resets that iLO 6 offers for a server (`ResetType@Redfish.AllowableValues`), less the
/// non-maskable interrupt, which has no meaning in a lab.
public enum ResetType {
    ON("On", true, false),
    FORCE_OFF("ForceOff", false, true),
    GRACEFUL_SHUTDOWN("GracefulShutdown", false, true),
    FORCE_RESTART("ForceRestart", false, true),
    GRACEFUL_RESTART("GracefulRestart", false, true),
    PUSH_POWER_BUTTON("PushPowerButton", true, true);

    private final String word;
    private final boolean whenOff;
    private final boolean whenOn;

    ResetType(String word, boolean whenOff, boolean whenOn) {
        this.word = word;
        this.whenOff = whenOff;
        this.whenOn = whenOn;
    }

    /// As Redfish spells it.
    String word() {
        return word;
    }

    static Optional<ResetType> of(String word) {
        return Arrays.stream(values()).filter(t -> t.word.equals(word)).findFirst();
    }

    static List<String> words() {
        return Arrays.stream(values()).map(ResetType::word).toList();
    }

    boolean allowedIn(PowerPhase phase) {
        return switch (phase) {
            case OFF -> whenOff;
            case IN_POST, FINISHED_POST -> whenOn;
        };
    }
}
