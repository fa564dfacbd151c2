package dev.thruway.lab.guest.kernel;

/// NVIDIA's generations, oldest first, by the blocks of device ids that pci.ids lists for them.
public enum GpuArchitecture {
    KEPLER_OR_OLDER,
    MAXWELL,
    PASCAL,
    VOLTA,
    TURING,
    AMPERE,
    HOPPER,
    ADA,
    BLACKWELL;

    public static GpuArchitecture of(int deviceId) {
        int block = deviceId >> 8;
        return switch (block) {
            case 0x13, 0x14, 0x16, 0x17 -> MAXWELL;
            case 0x15, 0x1B, 0x1C -> PASCAL;
            case 0x1D -> deviceId >= 0x1D80 ? VOLTA : PASCAL;
            case 0x1E, 0x1F, 0x21 -> TURING;
            case 0x20, 0x22, 0x24, 0x25 -> AMPERE;
            case 0x23 -> HOPPER;
            case 0x26, 0x27, 0x28 -> ADA;
            case 0x29, 0x2B, 0x2C, 0x2D, 0x2F, 0x31, 0x32 -> BLACKWELL;
            default -> KEPLER_OR_OLDER;
        };
    }

    /// The open modules drive chips with a GPU System Processor only.
    public boolean systemProcessor() {
        return compareTo(TURING) >= 0;
    }

    /// Blackwell came with branch 570; the last branch before Turing is 580.
    public boolean drivenBy(int branch) {
        return this == BLACKWELL ? branch >= 570 : systemProcessor() || branch <= 580;
    }
}
