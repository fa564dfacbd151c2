package dev.thruway.lab.world;

/// What a VM starts with.
public enum Firmware {
    BIOS("bios"),
    EFI("efi");

    private final String wire;

    Firmware(String wire) {
        this.wire = wire;
    }

    /// As `VirtualMachineConfigInfo.firmware` spells it.
    public String wire() {
        return wire;
    }

    /// Reads the spelling of the API.
    public static Firmware of(String text) {
        for (var firmware : values()) {
            if (firmware.wire.equals(text)) {
                return firmware;
            }
        }
        throw new Refusal(new Refusal.Reason.InvalidArgument("configSpec.firmware"));
    }
}
